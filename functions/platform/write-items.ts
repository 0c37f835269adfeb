import {
  type AttributeValue,
  ConditionalCheckFailedException,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import { PutCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { TransientFault } from './errors.ts';
import { writtenAlone } from './keys.ts';
import type { Table } from './table.ts';
import type { TransactItem } from './transaction.ts';

/** A condition failed: whose it was, and that item as it stands, where it was asked for. */
export type Refused = { at: number; found: Record<string, unknown> };

/** Reasons carry the item in the wire's attribute form, also for a document client. */
const foundIn = (item: unknown): Record<string, unknown> =>
  item ? unmarshall(item as Record<string, AttributeValue>) : {};

const isAlone = (items: readonly TransactItem[]): boolean => {
  const [one] = items;
  const pk = String(one?.Put?.Item?.pk ?? one?.Update?.Key?.pk);
  return items.length === 1 && Object.values(writtenAlone).some((prefix) => pk.startsWith(prefix));
};

/**
 * A put or an update by itself: a change of one item is whole without a transaction, which costs twice
 * as much. It has no token though. When its answer is lost and the client asks again, what it wrote
 * itself refuses it: whoever must know compares what was found.
 */
const writeOne = async ({ client }: Table, { Put, Update }: TransactItem): Promise<void> => {
  if (Put) await client.send(new PutCommand(Put));
  else if (Update) await client.send(new UpdateCommand(Update));
};

const isConflict = ({ Code }: { Code?: string | undefined }): boolean =>
  Code === 'TransactionConflict';

/** Whether another transaction had an item in hand just then: nothing was refused, and nothing written. */
const wasContended = (error: unknown): boolean =>
  error instanceof TransactionCanceledException
    ? (error.CancellationReasons ?? []).some(isConflict)
    : error instanceof Error && error.name === 'TransactionConflictException';

const refusalIn = (error: unknown): Refused | undefined => {
  if (error instanceof ConditionalCheckFailedException)
    return { at: 0, found: foundIn(error.Item) };
  if (!(error instanceof TransactionCanceledException)) return undefined;
  const reasons = error.CancellationReasons ?? [];
  const at = reasons.findIndex(({ Code }) => Code === 'ConditionalCheckFailed');
  return at < 0 ? undefined : { at, found: foundIn(reasons[at]?.Item) };
};

const tries = 5;

/**
 * Writes all of these, or nothing where a condition fails. One that may be is written alone.
 *
 * @throws TransientFault when others kept the items in hand at every try
 */
export const writeItems = async (
  table: Table,
  items: readonly TransactItem[],
): Promise<Refused | undefined> => {
  const [one] = items;
  for (let attempt = 1; ; attempt += 1)
    try {
      if (one && isAlone(items)) await writeOne(table, one);
      else await table.client.send(new TransactWriteCommand({ TransactItems: [...items] }));
      return undefined;
    } catch (error) {
      const refused = refusalIn(error);
      if (refused) return refused;
      if (!wasContended(error)) throw error;
      if (attempt === tries) throw new TransientFault('write-contended', { cause: error });
    }
};
