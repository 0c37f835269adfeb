import type { DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { keepMeasures } from '../measures/keep-measures.ts';
import { background } from '../platform/background.ts';
import { holdIdAt } from '../platform/keys.ts';
import { inBatch } from '../platform/stream-batch.ts';
import { streamedItem } from '../platform/streamed.ts';
import { table } from '../platform/table.ts';
import { type KeepStore, keepStore } from './keep-store.ts';

type Deps = {
  store: KeepStore;
  /** Counts for the measures what the changes tell. */
  measure: ReturnType<typeof keepMeasures>;
  now: () => Date;
};

/** The holds that a change is about: itself, or those of a referral whose order was corrected. */
const concernedBy = async (
  { store }: Deps,
  record: DynamoDBRecord,
): Promise<{ holdIds: string[]; isOutdated: boolean }> => {
  const { pk, sk, referralId, event } = streamedItem(record);
  const place = String(sk);
  if (place.startsWith('HOLD#'))
    return { holdIds: [holdIdAt(String(pk).slice('REF#'.length), place)], isOutdated: false };
  const isCorrected = event === 'referral.corrected' && typeof referralId === 'string';
  return { holdIds: isCorrected ? await store.openHolds(referralId) : [], isOutdated: true };
};

const keep = async (deps: Deps, records: readonly DynamoDBRecord[]): Promise<void> => {
  const { store, measure, now } = deps;
  const concerned = new Map<string, boolean>();
  for (const record of records) {
    const { holdIds, isOutdated } = await concernedBy(deps, record);
    for (const holdId of holdIds)
      concerned.set(holdId, isOutdated || concerned.get(holdId) === true);
  }
  const all = [...concerned];
  for (let from = 0; from < all.length; from += mostTogether) {
    const part = new Map(all.slice(from, from + mostTogether));
    await store.tellAbout(part);
    await store.count([...part.keys()], now());
  }
  await measure(records.map(streamedItem));
};

/**
 * Keeps what is counted behind a change: the worklists in step with what they show, and the measures.
 * Each hold gets what its referral is about, and is counted. Every hold is looked at as it stands now, not
 * as the stream tells it, so that a change that comes twice, late or out of order does no harm.
 */
export const keepWorklist = (deps: Deps) =>
  inBatch('keep-worklist', (records) => keep(deps, records));

/** Holds that are counted in one transaction, which takes a hundred items, those of the teams among them. */
const mostTogether = 40;

export const handler = background('keep-worklist', async (event: DynamoDBStreamEvent) =>
  keepWorklist({
    store: keepStore(table()),
    measure: keepMeasures(table()),
    now: () => new Date(),
  })(event),
);
