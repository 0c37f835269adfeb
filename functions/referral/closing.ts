import { type Hold, isOpen } from '../hold/hold.ts';
import type { HoldReason } from '../hold/hold-reasons.ts';
import type { TransactItem } from '../platform/transaction.ts';
import { type Ending, settledByClosing } from './hold-settlements.ts';
import type { CloseReason, Referral, ReferralStatus } from './referral.ts';
import { referralUpdate } from './referral-item.ts';

/** The parts that close a referral: its status, and the waits that end with it. */
export const closingParts = (
  tableName: string,
  { referralId }: Pick<Referral, 'referralId'>,
  from: readonly ReferralStatus[],
  closeReason: CloseReason,
  holds: readonly Hold[],
  ending: Ending,
): TransactItem[] => [
  referralUpdate(tableName, referralId, from, {
    set: { status: 'closed', closeReason },
    started: true,
  }),
  ...settledByClosing(tableName, holds, closeReason, ending),
];

/** What a person owes the patient or the payer even after the last visit. */
const owed: readonly HoldReason[] = [
  'visit-suspended',
  'message-undelivered',
  'approval-taken-back',
  'approval-lost',
  'answer-unexpected',
];

/**
 * The waits that end when the last visit is completed. A fault is still looked into, and what no
 * workflow waits with but a person owes is still done: a reaction to review, somebody to call.
 */
export const endedByCompletion = (holds: readonly Hold[]): Hold[] =>
  holds.filter(
    (hold) =>
      isOpen(hold) &&
      hold.reason !== 'needs-attention' &&
      (hold.taskToken !== undefined || !owed.includes(hold.reason)),
  );
