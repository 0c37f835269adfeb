import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { TransientFault } from './errors.ts';
import { keys } from './keys.ts';
import { makeReadings, type Note, type Reading } from './readership.ts';
import type { Table } from './table.ts';
import type { TransactItem } from './transaction.ts';
import { writeItems } from './write-items.ts';

/** Kept for six years: 45 CFR 164.316(b)(2)(i). */
const keptSeconds = 6 * 366 * 24 * 3600;

const keyOf = ({ referralId, by, seen, outcome, at }: Reading) =>
  // The hour bundles looks and is nobody's date, so that of UTC will do.
  keys.reading(referralId, `${at.slice(0, 13)}#${seen}#${outcome}#${by}`);

const nameOf = (reading: Reading): string => Object.values(keyOf(reading)).join(' ');

/** What this process knows to be on record, by client. Forgetting costs a query, no more. */
const known = new WeakMap<Table['client'], Set<string>>();
const mostKnown = 10_000;

const knownOn = ({ client }: Table): Set<string> => {
  const names = known.get(client) ?? new Set();
  if (names.size > mostKnown) names.clear();
  known.set(client, names);
  return names;
};

const isOnRecord = async ({ client, name }: Table, reading: Reading): Promise<boolean> => {
  const { pk, sk } = keyOf(reading);
  // A query, so that no function needs another right for it.
  const { Count = 0 } = await client.send(
    new QueryCommand({
      TableName: name,
      KeyConditionExpression: 'pk = :pk AND sk = :sk',
      ExpressionAttributeValues: { ':pk': pk, ':sk': sk },
      Select: 'COUNT',
    }),
  );
  return Count > 0;
};

const partOf =
  ({ name }: Table) =>
  (reading: Reading): TransactItem => ({
    Put: {
      TableName: name,
      Item: {
        ...keyOf(reading),
        ...reading,
        expiresAt: Math.floor(Date.parse(reading.at) / 1000) + keptSeconds,
      },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  });

const attempts = 8;
/** A transaction takes a hundred items. */
const mostAtOnce = 100;

/** Writes what is missing; what somebody else wrote at the same moment is on record too. */
const write = async (table: Table, readings: readonly Reading[]): Promise<void> => {
  // One alone needs no transaction, and there is nothing to do when it is on record already.
  if (readings.length === 1) return void (await writeItems(table, readings.map(partOf(table))));
  let missing = readings;
  for (let attempt = 0; missing.length > 0; attempt += 1) {
    if (attempt === attempts) throw new TransientFault('reading-contended');
    try {
      await table.client.send(
        new TransactWriteCommand({ TransactItems: missing.map(partOf(table)) }),
      );
      return;
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const reasons = error.CancellationReasons ?? [];
      missing = missing.filter((_, index) => reasons[index]?.Code !== 'ConditionalCheckFailed');
    }
  }
};

/**
 * Puts looks at a record on record, before anything of it is shown: what cannot be recorded is not
 * read. A look counts once an hour for each person, part and outcome. Who polls therefore costs one
 * write an hour, and no read where the same process answers; a log would cost less and may be lost.
 * Written once and never changed, so that doing it twice, or half, does no harm.
 */
const noteReadings = async (table: Table, readings: readonly Reading[]): Promise<void> => {
  const onRecord = knownOn(table);
  const unknown = readings.filter((reading) => !onRecord.has(nameOf(reading)));
  const found = await Promise.all(unknown.map((reading) => isOnRecord(table, reading)));
  const missing = unknown.filter((_, index) => !found[index]);
  for (let from = 0; from < missing.length; from += mostAtOnce)
    await write(table, missing.slice(from, from + mostAtOnce));
  for (const reading of unknown) onRecord.add(nameOf(reading));
};

/** Notes what is looked at, on this table. */
export const noteOn =
  (table: Table): Note =>
  (look, referralIds) =>
    noteReadings(table, makeReadings(look, referralIds));
