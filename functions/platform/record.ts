import { type AttributeValue, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { type Actor, AuditRecord, chainStart, seal, storedRecord } from './audit.ts';
import { sha256 } from './canonical.ts';
import {
  bearing,
  bearsMark,
  type ChainPlace,
  findBearer,
  lookBack,
  noteSeen,
  placeAfter,
  readChainPlace,
  seenPlace,
} from './chain-place.ts';
import type { Determination } from './determination.ts';
import { TransientFault } from './errors.ts';
import { keys } from './keys.ts';
import { guardOnce, isSameAsKept, readOnce } from './operation.ts';
import { readAll } from './read-items.ts';
import type { Table } from './table.ts';
import type { TransactItem } from './transaction.ts';
import { writeItems } from './write-items.ts';

/** A state change of one referral: what it writes and what the audit chain says of it. */
export type Change = {
  referralId: string;
  operation: string;
  event: string;
  actor: Actor;
  at: string;
  /** Ids and named outcomes only: it is published. */
  detail?: AuditRecord['detail'];
  determination?: Determination | undefined;
  /** A second thing that the same change tells, as a link of its own behind the first. */
  next?: Pick<Change, 'event' | 'actor' | 'detail' | 'determination'> | undefined;
  /** Nothing was recorded of the referral before, so the chain is read only if that proves wrong. */
  isFirst?: boolean;
  items: readonly TransactItem[];
  /**
   * The head of the chain before the facts of the change were read: nothing that is kept with the
   * referral may have been written since. A guard that costs no item of the transaction.
   */
  since?: number;
};

/** Who changed something, when, and by which operation. */
export type Told = Pick<Change, 'operation' | 'actor' | 'at'>;

/**
 * `applied` now, or found `already` applied by the same operation; `refused` when a condition
 * failed: `at` counts the item within `change.items`, `found` is that item as it stands. It is -1
 * when the chain has gone on since.
 */
export type Committed =
  | { outcome: 'applied' | 'already'; record: AuditRecord; next?: AuditRecord | undefined }
  | { outcome: 'refused'; at: number; found: Record<string, unknown> | undefined };

const attempts = 8;

const newest = async (table: Table, referralId: string, limit: number): Promise<AuditRecord[]> => {
  const { Items = [] } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': keys.audit(referralId, 0).pk },
      ScanIndexForward: false,
      ConsistentRead: true,
      Limit: limit,
    }),
  );
  return Items.map((item) => AuditRecord.parse(item));
};

/** How many records a referral's chain has. A change that follows does not look again. */
export const countRecords = async (table: Table, referralId: string): Promise<number> => {
  const place = readChainPlace(await newest(table, referralId, lookBack));
  noteSeen(table, referralId, place);
  return place?.sequence ?? 0;
};

/** Every record of a referral's chain, oldest first. A change that follows does not look again. */
export const chain = async (table: Table, referralId: string): Promise<AuditRecord[]> => {
  const { pk } = keys.audit(referralId, 0);
  const records = (await readAll(table, pk)).map((item) => AuditRecord.parse(item));
  noteSeen(table, referralId, readChainPlace(records.slice(-lookBack).reverse()));
  return records;
};

/** The chain's place, and its newest records where they had to be read to know it. */
type Head = { place: ChainPlace | undefined; recent: readonly AuditRecord[] };

/**
 * Where the chain stands: before the first record of a referral and where its items were just read
 * it is known, unless they tell of the same operation. Everywhere else its newest records are read.
 */
const headFor = async (table: Table, change: Change, isRetry: boolean): Promise<Head> => {
  const { referralId, operation, isFirst } = change;
  if (isFirst && !isRetry) return { place: undefined, recent: [] };
  const known = isRetry ? undefined : seenPlace(table, referralId);
  if (known && !bearsMark(known, operation)) return { place: known, recent: [] };
  const recent = await newest(table, referralId, lookBack);
  return { place: readChainPlace(recent), recent };
};

/**
 * Commits a change and its audit record in one transaction. Two changes of one referral at the
 * same moment race for the chain's next link; the loser reads the new head and tries again, its
 * own conditions deciding anew whether the change still stands. A step's operation is looked for
 * among the newest records; one with a caller's key is recognized by its guard at any later time.
 *
 * @throws TransientFault when the race is lost eight times over.
 * @throws Refusal 422 when the caller's key came before with another body.
 */
export const commit = (table: Table, change: Change): Promise<Committed> =>
  commitBy(writeTogether, table, change);

/**
 * The same of what changes nothing beside its record. That is one item, and put alone where no guard
 * goes with it, for half the cost; a function needs the word `record-alone` for it.
 */
export const recordAlone = (table: Table, change: Omit<Change, 'items'>): Promise<Committed> =>
  commitBy(writeAlone, table, { ...change, items: [] });

/** Writes these, or says what refused them. */
type Write = (
  table: Table,
  items: readonly TransactItem[],
  token: { operation: string; hash: string },
) => Promise<'written' | 'refused'>;

const commitBy = async (writeAll: Write, table: Table, change: Change): Promise<Committed> => {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const { place, recent } = await headFor(table, change, attempt > 0);
    const before = appliedAmong(recent, change);
    if (before) return before;
    if (await hasChangedSince(table, change, { place, recent }))
      return { outcome: 'refused', at: -1, found: undefined };
    const bearer = findBearer(change.items, change.referralId);
    const record = sealAfter(place, change, bearer === undefined);
    const first = placeAfter(record, place);
    const next =
      change.next && sealAfter(first, secondOf(change, change.next), bearer === undefined);
    const after = next ? placeAfter(next, first) : first;
    const items = bearing(change.items, bearer, after);
    const links = next ? ([record, next] as const) : ([record] as const);
    const refusal = await write(writeAll, table, { ...change, items }, links);
    noteSeen(table, change.referralId, refusal ? undefined : after);
    if (!refusal) return { outcome: 'applied', record, next };
    if (refusal.before)
      return { outcome: 'already', record: await sameAs(table, change, refusal.before) };
    if (refusal.at !== undefined) {
      const applied = await appliedBefore(table, change);
      return applied ?? { outcome: 'refused', at: refusal.at, found: refusal.found };
    }
  }
  throw new TransientFault('record-contended');
};

/**
 * Whether anything that is kept with the referral was written since. What was only told beside it, a
 * message that went out or a note, changes none of the facts that were read.
 */
const hasChangedSince = async (
  table: Table,
  { referralId, since }: Change,
  { place, recent }: Head,
): Promise<boolean> => {
  const head = place?.sequence ?? 0;
  if (since === undefined || since === head) return false;
  if (since > head) return true;
  const later =
    recent.length >= head - since ? recent : await newest(table, referralId, head - since);
  return later.some(({ sequence, aside }) => sequence > since && !aside);
};

const sealAfter = (place: ChainPlace | undefined, change: Change, aside: boolean): AuditRecord =>
  seal({
    referralId: change.referralId,
    sequence: (place?.sequence ?? 0) + 1,
    at: change.at,
    event: change.event,
    actor: change.actor,
    operation: change.operation,
    detail: change.detail ?? {},
    ...(change.determination ? { determination: change.determination } : {}),
    ...(aside ? { aside } : {}),
    previous: place?.hash ?? chainStart,
  });

/** The second link as a change of its own. */
const secondOf = (change: Change, next: NonNullable<Change['next']>): Change => ({
  ...change,
  ...next,
  detail: next.detail,
  determination: next.determination,
  operation: secondOperation(change),
});

const secondOperation = ({ operation }: Pick<Change, 'operation'>): string => `${operation}:next`;

const appliedAmong = (records: readonly AuditRecord[], change: Change): Committed | undefined => {
  const by = (operation: string) => records.find((record) => record.operation === operation);
  const record = by(change.operation);
  return record && { outcome: 'already', record, next: by(secondOperation(change)) };
};

const appliedBefore = async (table: Table, change: Change): Promise<Committed | undefined> =>
  appliedAmong(await newest(table, change.referralId, 1000), change);

/** The record that a caller's key led to before. */
const sameAs = async (
  table: Table,
  { referralId, operation }: Change,
  guard: Record<string, unknown>,
): Promise<AuditRecord> => {
  isSameAsKept(operation, guard);
  const { pk, sk } = keys.audit(referralId, Number(guard.sequence));
  // A query like every reading of the chain, so that no function needs another right for it.
  const { Items = [] } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk AND sk = :sk',
      ExpressionAttributeValues: { ':pk': pk, ':sk': sk },
      ConsistentRead: true,
    }),
  );
  return AuditRecord.parse(Items[0]);
};

const linkPut = (tableName: string, link: AuditRecord): TransactItem => ({
  Put: {
    TableName: tableName,
    Item: { ...keys.audit(link.referralId, link.sequence), ...storedRecord(link) },
    ConditionExpression: 'attribute_not_exists(pk)',
  },
});

type WriteRefusal = {
  at?: number;
  found?: Record<string, unknown>;
  /** The guard of the caller's key, when it was taken before. */
  before?: Record<string, unknown>;
};

/** All in one transaction. */
const writeTogether: Write = async (table, items, { operation, hash }) => {
  await table.client.send(
    new TransactWriteCommand({
      // A token is good for one body; the record's hash covers the place in the chain.
      ClientRequestToken: sha256(`${operation}|${hash}`).slice(0, 36),
      TransactItems: [...items],
    }),
  );
  return 'written';
};

/** A record by itself. Its own earlier try is found in the chain. */
const writeAlone: Write = async (table, items, token) => {
  if (items.length > 1) return writeTogether(table, items, token);
  return (await writeItems(table, items)) ? 'refused' : 'written';
};

const write = async (
  writeAll: Write,
  table: Table,
  change: Change,
  records: readonly [AuditRecord, ...AuditRecord[]],
): Promise<WriteRefusal | undefined> => {
  const [record] = records;
  const once = readOnce(change.operation);
  const guards = once ? [guardOnce(table.name, once, record)] : [];
  const links = records.map((link) => linkPut(table.name, link));
  const own = links.length + guards.length;
  const items = [...links, ...guards, ...change.items];
  try {
    const { operation } = change;
    const done = await writeAll(table, items, { operation, hash: record.hash });
    return done === 'refused' ? {} : undefined;
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    const reasons = error.CancellationReasons ?? [];
    const failed = reasons.findIndex(
      ({ Code }, index) => index >= links.length && Code === 'ConditionalCheckFailed',
    );
    const { found } = foundItem(reasons[failed]?.Item);
    if (failed > 0 && failed < own) return { before: found ?? {} };
    if (failed > 0) return { at: failed - own, ...(found ? { found } : {}) };
    const contended = reasons.some(
      ({ Code }) => Code === 'ConditionalCheckFailed' || Code === 'TransactionConflict',
    );
    if (contended) return {};
    throw reasons.some(
      ({ Code }) => Code === 'ThrottlingError' || Code === 'ProvisionedThroughputExceeded',
    )
      ? new TransientFault('throttled', { cause: error })
      : error;
  }
};

/** Cancellation reasons carry the item in the wire's attribute form, also for a document client. */
const foundItem = (item: unknown): { found?: Record<string, unknown> } =>
  item ? { found: unmarshall(item as Record<string, AttributeValue>) } : {};
