import type { Effect } from '../hold/effects.ts';
import { readEvidence } from '../hold/evidence.ts';
import { type Hold, isOpen, type Resolution, settleHold } from '../hold/hold.ts';
import { Refusal } from '../platform/errors.ts';
import { priorsOf } from '../platform/lifecycle.ts';
import type { TransactItem } from '../platform/transaction.ts';
import { authorizedOtherwise } from '../referral/authorized-otherwise.ts';
import { orderAspects } from '../referral/order-change.ts';
import { type Finding, referralLife } from '../referral/referral.ts';
import { referralUpdate } from '../referral/referral-item.ts';
import { seriesAsked } from './series-asked.ts';
import { visitsOfOtherOrder } from './series-holds.ts';

/** Visits that waited are looked at again. */
export const wakeVisits = (
  tableName: string,
  holds: readonly Hold[],
  resolution: Resolution,
): TransactItem[] =>
  holds
    .filter(
      (hold) =>
        (hold.reason === 'visit-not-ready' || hold.reason === 'clearance-ended') &&
        hold.taskToken &&
        isOpen(hold),
    )
    .map((hold) => settleHold(tableName, hold, { resume: 'Check visit' }, resolution));

/** A clinician may vouch for what an order says, but signs for nobody. */
const refuseUnsigned = (findings: readonly Finding[]): void => {
  const unsigned = findings.find(({ pointer }) => pointer === '/order/signedAt');
  if (!unsigned) return;
  const { pointer, text: detail, fix } = unsigned;
  throw new Refusal(
    409,
    'order-not-signed',
    'The order as changed is not signed. The practice sends the signed order as a correction.',
    { errors: [{ pointer, detail, fix }] },
  );
};

/**
 * The order as it stands is taken on: nothing that was found keeps it any longer. An order that
 * changes meanwhile is not taken on with it.
 */
export const acceptOrder: Effect = async (asked) => {
  const { hold, resolution, table } = asked;
  const file = await seriesAsked(asked);
  const { referral, holds } = file;
  refuseUnsigned(referral.findings);
  // Where it cannot be read what has changed, everything counts as changed.
  const changes =
    readEvidence(hold, 'order-changed')?.changes ?? orderAspects.map(({ code }) => code);
  // What was waived under the order before does not count for this one.
  const taken = holds.map((one) => (one.holdId === hold.holdId ? { ...one, resolution } : one));
  const at = new Date(resolution.at);
  return [
    referralUpdate(table.name, hold.referralId, priorsOf(referralLife, 'active'), {
      set: {
        findings: [],
        ...(resolution.facts.clearance
          ? { cleared: [...(referral.cleared ?? []), ...referral.findings] }
          : {}),
      },
      seen: { orderVersion: referral.orderVersion },
    }),
    ...wakeVisits(table.name, holds, resolution),
    ...(file.authorization
      ? authorizedOtherwise(table.name, { referral, holds: taken }, changes, at)
      : []),
    ...visitsOfOtherOrder(table.name, changes, { ...file, holds: taken }, at),
  ];
};
