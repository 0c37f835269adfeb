import { type Hold, isOpen } from '../hold/hold.ts';
import type { HoldReason } from '../hold/hold-reasons.ts';
import type { TransactItem } from '../platform/transaction.ts';
import { type HoldEnding, settledByClosing } from './hold-settlements.ts';
import type { CloseReason, ReferralStatus } from './referral.ts';
import type { ReferralFile } from './referral-file.ts';
import { referralUpdate } from './referral-item.ts';

type Closing = {
  /** The statuses from which it may be closed. */
  from: readonly ReferralStatus[];
  closeReason: CloseReason;
};

/** The parts that close a referral: its status, and these waits, which end with it. */
export const closingParts = (
  tableName: string,
  { referral, holds }: Pick<ReferralFile, 'referral'> & { holds: readonly Hold[] },
  { from, closeReason }: Closing,
  ending: HoldEnding,
): TransactItem[] => [
  referralUpdate(tableName, referral.referralId, from, {
    set: { status: 'closed', closeReason },
    started: true,
  }),
  ...settledByClosing(tableName, holds, closeReason, ending),
];

/** What a person owes the patient or the payer even after the last visit. */
const owed: readonly HoldReason[] = [
  'visit-suspended',
  'message-undelivered',
  'patient-wrote',
  'patient-unwell',
  'death-reported',
  'teaching-asked',
  'approval-taken-back',
  'approval-lost',
  'answer-unexpected',
  'given-not-authorized',
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
