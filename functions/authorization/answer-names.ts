import { keys } from '../platform/keys.ts';
import type { TransactItem } from '../platform/transaction.ts';
import type { Authorization } from './authorization.ts';
import { nameHash } from './resource-names.ts';

const awaited: ReadonlySet<Authorization['status']> = new Set(['pended', 'information-required']);

/**
 * What a payer calls its answer to a request that it still decides: a later notification may hold
 * nothing but that name (PAS 2.0.1, id-only).
 */
export const keepAnswerNames = (
  tableName: string,
  { authorizationId, payerId, status }: Authorization,
  names: readonly string[] = [],
): TransactItem[] =>
  (awaited.has(status) ? names.slice(0, 3) : []).map((name) => ({
    Put: {
      TableName: tableName,
      Item: { ...keys.answerNamed(payerId, nameHash(name)), authorizationId },
    },
  }));
