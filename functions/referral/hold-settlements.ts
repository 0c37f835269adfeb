import { type Hold, isOpen, type Resolution, type Settlement, settleHold } from '../hold/hold.ts';
import type { HoldReason } from '../hold/hold-reasons.ts';
import type { Stage } from '../hold/stage.ts';
import type { Actor } from '../platform/audit.ts';
import type { TransactItem } from '../platform/transaction.ts';
import type { CloseReason } from './referral.ts';

export type HoldEnding = { action: string; by: Actor; at: string; note?: string };

/** Ends these open holds, all in the same way. */
const settled = (
  tableName: string,
  holds: readonly Hold[],
  settlement: Settlement,
  { action, by, at, note }: HoldEnding,
): TransactItem[] => {
  const resolution: Resolution = { action, facts: {}, by, at, ...(note ? { note } : {}) };
  return holds.map((hold) => settleHold(tableName, hold, settlement, resolution));
};

export const openOf = (holds: readonly Hold[], ...reasons: HoldReason[]): Hold[] =>
  holds.filter((hold) => isOpen(hold) && reasons.includes(hold.reason));

type Settled = { holdIds: string[]; items: TransactItem[] };

/** Waits before anything is sent, for what the payer wants to be shown. */
const beforeSending = [
  'evidence-missing',
  'evidence-contradictory',
  'criteria-not-met',
] as const satisfies readonly HoldReason[];

/** Waits in a round with a payer: what it decides counts no longer once another one covers the patient. */
export const roundWaits = [
  'payer-unavailable',
  'packet-to-send',
  ...beforeSending,
  'payer-decision',
  'information-requested',
  'denied',
  'denied-site-of-care',
  'approval-changed',
  'submission-rejected',
  'payer-contact',
] as const satisfies readonly HoldReason[];

/** What is supplied is held against the criteria again, before anything is sent, or before visits are booked. */
export const wanted = (holds: readonly Hold[]): Ends => [
  ['Draft authorization', openOf(holds, ...beforeSending)],
  ['Determine authorization need', openOf(holds, 'conditions-undocumented')],
];

/** Waits, each with where its workflow goes on. */
export type Ends = readonly (readonly [resume: Stage, holds: readonly Hold[]])[];

const settledTo = (tableName: string, ends: Ends, ending: HoldEnding): Settled => ({
  holdIds: ends.flatMap(([, holds]) => holds.map(({ holdId }) => holdId)),
  items: ends.flatMap(([resume, holds]) => settled(tableName, holds, { resume }, ending)),
});

/** What a correction ends: ended-by-correction.ts says which. */
export const settledByCorrection = (
  tableName: string,
  ends: Ends,
  told: Pick<HoldEnding, 'by' | 'at'>,
): Settled => settledTo(tableName, ends, { action: 'corrected', ...told });

/**
 * A payer that waits for information is answered with it, once all is there; what is wanted before a
 * request may be it.
 */
export const settledByDocument = (
  tableName: string,
  holds: readonly Hold[],
  told: Pick<HoldEnding, 'by' | 'at'>,
  isAnswered: boolean,
): Settled => {
  const answered = isAnswered ? openOf(holds, 'information-requested') : [];
  return settledTo(tableName, [['Submit authorization', answered], ...wanted(holds)], {
    action: 'supply',
    ...told,
  });
};

/** What a patient wrote is read and answered, whatever becomes of the referral. */
const written: readonly HoldReason[] = ['patient-wrote', 'patient-unwell', 'teaching-asked'];

/** Nothing else of a closed referral waits any longer; each workflow is told to end. */
export const settledByClosing = (
  tableName: string,
  holds: readonly Hold[],
  closeReason: CloseReason,
  ending: HoldEnding,
): TransactItem[] =>
  settled(
    tableName,
    holds.filter((hold) => isOpen(hold) && !written.includes(hold.reason)),
    { resume: 'close', closeReason },
    ending,
  );
