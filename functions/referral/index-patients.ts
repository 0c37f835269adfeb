import type { DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { background } from '../platform/background.ts';
import { type BlindIndex, blindIndex } from '../platform/blind-index.ts';
import { kms } from '../platform/kms.ts';
import { inBatch } from '../platform/stream-batch.ts';
import { streamedRecord } from '../platform/streamed.ts';
import { setting, table } from '../platform/table.ts';
import { type FindStore, type FoundBy, findStore } from './find-store.ts';
import { findTokens, tokensToKeep } from './person/search.ts';

type Deps = { store: FindStore; index: BlindIndex };

const keep = async ({ store, index }: Deps, records: readonly DynamoDBRecord[]): Promise<void> => {
  const ids = records.flatMap((record) => streamedRecord(record)?.referralId ?? []);
  const rows: FoundBy[] = [];
  for (const { referralId, practiceNpi, sought } of await store.sought([...new Set(ids)]))
    for (const token of await findTokens(index, tokensToKeep(sought)))
      rows.push({ token, practiceNpi, referralId });
  await store.keep(rows);
};

/**
 * Has a patient found by name, birth date, member id and telephone, behind the receipt of a referral
 * and not on its way: nobody waits for it. The keys are blind, and what is found by them is compared
 * with the order before it is shown, so that a name that was corrected leads nobody astray.
 */
export const indexPatients = (deps: Deps) =>
  inBatch('index-patients', (records) => keep(deps, records));

export const handler = background('index-patients', async (event: DynamoDBStreamEvent) =>
  indexPatients({
    store: findStore(table()),
    index: blindIndex(kms(), setting('INDEX_KEY_ID')),
  })(event),
);
