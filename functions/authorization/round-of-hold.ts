import type { Hold } from '../hold/hold.ts';
import type { Payer } from '../payer/payer.ts';
import { authorizationId, readScope } from '../platform/ids.ts';
import type { Change, Committed } from '../platform/record.ts';
import type { Table } from '../platform/table.ts';
import type { Submission } from '../referral/referral.ts';
import type { Authorization } from './authorization.ts';
import { authorizationStore } from './store.ts';

/** The request that a hold is about, with what its denial is read by. */
export type RoundFile = { authorization: Authorization; payer: Payer; submission: Submission };

/** The request that a hold waits for, with its payer; undefined for a hold about anything else. */
export const roundOfHold =
  (table: Table) =>
  async ({
    referralId,
    scope,
  }: Pick<Hold, 'referralId' | 'scope'>): Promise<RoundFile | undefined> => {
    const { kind, number } = readScope(scope);
    if (kind !== 'authorization') return undefined;
    const store = authorizationStore(table);
    const { authorizations, submission, sight } = await store.file(referralId);
    const id = authorizationId(referralId, number);
    const authorization = authorizations.find((one) => one.authorizationId === id);
    const payer = authorization && (await store.payer(authorization.payerId, sight));
    return authorization && payer ? { authorization, payer, submission } : undefined;
  };

/** Writes a request as it is after something was told of it, provided that nobody wrote it meanwhile. */
export const tellRound =
  (table: Table) =>
  (
    after: Authorization,
    telling: Omit<Change, 'referralId' | 'items'>,
    beside: Change['items'] = [],
  ): Promise<Committed> =>
    authorizationStore(table).put(after, telling, beside);
