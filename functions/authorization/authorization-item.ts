import { addDays } from '../platform/days.ts';
import { keys } from '../platform/keys.ts';
import { packed } from '../platform/packed.ts';
import type { TransactItem } from '../platform/transaction.ts';

import { type Authorization, expiresOn, grantedStates } from './authorization.ts';
import { authorizedUnits } from './ledger.ts';
import { visitsCovered } from './line-units.ts';

/** Partition of the due index in which approved authorizations wait to be looked at again. */
export const renewalList = 'DUE#renewal';

/**
 * The day on which a renewal is to be considered: 45 days or two visits before the last day that
 * is covered, by days or by units, whichever comes first (hold taxonomy H26).
 */
const renewalDay = (lastDay: string, visitEveryDays: number): string =>
  addDays(lastDay, -Math.max(45, 2 * visitEveryDays));

/**
 * The day of the last visit that there are units for, where the payer grants fewer than were asked
 * for; counted by the distance of the steady phase, so that it may lie a little late.
 */
const unitsEndOn = ({ lines, visitEveryDays }: Authorization): string | undefined =>
  lines
    .filter((line) => line.perVisit > 0 && authorizedUnits(line) < line.units)
    .filter(({ state }) => grantedStates.has(state) && state !== 'not-required')
    .map((line) => {
      const visits = visitsCovered(line, authorizedUnits(line));
      const from = line.decision?.from ?? line.from;
      return addDays(from, Math.max(0, visits - 1) * visitEveryDays);
    })
    .sort()[0];

/** An authorization as it is stored: approved, it is on the renewal list until it was looked at. */
export const authorizationItem = (authorization: Authorization): Record<string, unknown> => {
  const listed = authorization.status === 'approved' && !authorization.renewalSeenAt;
  const [end] = listed
    ? [expiresOn(authorization), unitsEndOn(authorization)].filter((on) => on !== undefined).sort()
    : [];
  return {
    ...keys.authorization(authorization.authorizationId),
    ...authorization,
    lines: packed(authorization.lines),
    ...(end
      ? {
          id: authorization.authorizationId,
          due: renewalList,
          dueSort: renewalDay(end, authorization.visitEveryDays),
        }
      : {}),
  };
};

/** Writes the authorization at its new `rev`, provided it was last written at the one before. */
export const putAuthorization = (tableName: string, after: Authorization): TransactItem => ({
  Put: {
    TableName: tableName,
    Item: authorizationItem(after),
    ConditionExpression: after.rev === 1 ? 'attribute_not_exists(pk)' : 'rev = :before',
    ...(after.rev === 1 ? {} : { ExpressionAttributeValues: { ':before': after.rev - 1 } }),
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  },
});
