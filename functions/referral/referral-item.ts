import { PermanentFault } from '../platform/errors.ts';
import { keys } from '../platform/keys.ts';
import { mayFollow } from '../platform/lifecycle.ts';
import type { TransactItem } from '../platform/transaction.ts';
import { type Referral, type ReferralStatus, referralLife } from './referral.ts';

/** What the lists show of a referral, free of PHI. */
export const referralListView = (referral: Referral) => ({
  referralId: referral.referralId,
  receivedAt: referral.receivedAt,
  ...columnsOf(referral),
});

/** The columns of the list indexes; the id and the time stand in their keys. */
export const columnsOf = (referral: Referral) => ({
  status: referral.status,
  practiceNpi: referral.practiceNpi,
  urgency: referral.urgency,
  ...(referral.therapyId ? { therapyId: referral.therapyId } : {}),
  ...(referral.setting ? { setting: referral.setting } : {}),
  ...(referral.doseBy ? { doseBy: referral.doseBy } : {}),
  ...(referral.closeReason ? { closeReason: referral.closeReason } : {}),
});

/**
 * List columns that an update must keep in step with the item; each time, both lists are written
 * too. The setting goes along with the others: it is shown once visits are booked there.
 */
const viewed = new Set<string>(['status', 'therapyId', 'setting', 'doseBy', 'closeReason']);
const goesAlong = 'setting';

type Change = {
  set?: Partial<Referral>;
  /** What another area keeps on the main item, each whole under its own name. */
  keep?: Readonly<Record<string, unknown>>;
  /** The workflow runs: the watch for referrals that never started ends. */
  started?: boolean;
  /** What the change was made from: it is refused when that is no longer what stands there. */
  seen?: {
    orderVersion?: number;
    /** The revision of the series; `none` when there was no series. */
    seriesRev?: number | 'none';
  };
};

/**
 * The transaction part that changes a referral's main item, allowed only from the named statuses.
 * Every area that moves a referral on puts this beside its own items. `undefined` leaves a field
 * as it is.
 *
 * @throws PermanentFault when a referral never goes from one of these statuses to the new one.
 */
export const referralUpdate = (
  tableName: string,
  referralId: string,
  from: readonly ReferralStatus[],
  { set = {}, keep = {}, started, seen: { orderVersion, seriesRev } = {} }: Change,
): TransactItem => {
  const { status } = set;
  if (status && !from.every((one) => mayFollow(referralLife, one, status)))
    throw new PermanentFault('referral-status-illegal');
  const changes = Object.entries({ ...set, ...keep }).filter(([, value]) => value !== undefined);
  const anyViewed = changes.some(([field]) => viewed.has(field) && field !== goesAlong);
  const sets = changes.flatMap(([field]) => [
    `#${field} = :${field}`,
    ...(anyViewed && viewed.has(field) ? [`#view.#${field} = :${field}`] : []),
  ]);
  return {
    Update: {
      TableName: tableName,
      Key: keys.referral(referralId),
      UpdateExpression: [
        sets.length > 0 ? `SET ${sets.join(', ')}` : '',
        started ? 'REMOVE due, dueSort' : '',
      ]
        .filter(Boolean)
        .join(' '),
      ConditionExpression: [
        `#status IN (${from.map((_, index) => `:from${index}`).join(', ')})`,
        ...(orderVersion ? ['orderVersion = :seenVersion'] : []),
        ...(seriesRev === 'none' ? ['attribute_not_exists(series)'] : []),
        ...(typeof seriesRev === 'number' ? ['series.rev = :seenRev'] : []),
      ].join(' AND '),
      ExpressionAttributeNames: {
        '#status': 'status',
        ...Object.fromEntries(changes.map(([field]) => [`#${field}`, field])),
        ...(anyViewed ? { '#view': 'view' } : {}),
      },
      ExpressionAttributeValues: {
        ...Object.fromEntries(changes.map(([field, value]) => [`:${field}`, value])),
        ...Object.fromEntries(from.map((status, index) => [`:from${index}`, status])),
        ...(orderVersion ? { ':seenVersion': orderVersion } : {}),
        ...(typeof seriesRev === 'number' ? { ':seenRev': seriesRev } : {}),
      },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  };
};
