import { type Hold, isOpen, type Resolution, type Settlement, settleHold } from '../hold/hold.ts';
import type { HoldReason } from '../hold/hold-reasons.ts';
import type { Stage } from '../hold/stage.ts';
import type { Actor } from '../platform/audit.ts';
import type { TransactItem } from '../platform/transaction.ts';
import type { CloseReason, ReferralStatus, Submission } from './referral.ts';
import type { CompletenessVerdict } from './verdict.ts';

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

const open = (holds: readonly Hold[], ...reasons: HoldReason[]): Hold[] =>
  holds.filter((hold) => isOpen(hold) && reasons.includes(hold.reason));

type Settled = { holdIds: string[]; items: TransactItem[] };

const sameCoverage = ({ before, after }: { before: Submission; after: Submission }): boolean =>
  JSON.stringify(before.coverages) === JSON.stringify(after.coverages);

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
const wanted = (holds: readonly Hold[]): Ends => [
  ['Draft authorization', open(holds, ...beforeSending)],
  ['Determine authorization need', open(holds, 'conditions-undocumented')],
];

/** Waits, each with where its workflow goes on. */
type Ends = readonly (readonly [resume: Stage, holds: readonly Hold[]])[];

const settledTo = (tableName: string, ends: Ends, ending: HoldEnding): Settled => ({
  holdIds: ends.flatMap(([, holds]) => holds.map(({ holdId }) => holdId)),
  items: ends.flatMap(([resume, holds]) => settled(tableName, holds, { resume }, ending)),
});

const payerOf = ({ coverages }: Submission): string | undefined =>
  coverages.find(({ rank }) => rank === 'primary')?.payerId;

/** Whether another payer is named as the first to pay. */
const isPaidElsewhere = ({ before, after }: { before: Submission; after: Submission }): boolean =>
  payerOf(after) !== undefined && payerOf(before) !== payerOf(after);

/** Waits from which the workflow goes back to the coverage; before a payer is asked, all of them. */
const asksAgain = (status: ReferralStatus): HoldReason[] => [
  'coverage-not-active',
  'coverage-identity',
  'coverage-other-payer',
  'coverage-in-doubt',
  ...(status === 'accepted'
    ? ([
        'site-needs-clinician',
        'authorization-need-unknown',
        'conditions-undocumented',
        'no-capacity',
      ] as const)
    : []),
];

/**
 * The waits that a correction ends. An incomplete order waits on until nothing is missing, so its
 * clock is not set back by half a correction; a new order is always safe to look at again; another
 * coverage is asked about again; sites are ranked again for another place;
 * a payer that was asked is not waited for once another one is named; what a payer wants to be shown
 * is looked at again.
 */
export const settledByCorrection = (
  tableName: string,
  holds: readonly Hold[],
  change: {
    before: Submission;
    after: Submission;
    verdict: CompletenessVerdict;
    status: ReferralStatus;
    /** Whether it matters to the site where the patient now lives or should be treated. */
    moved: boolean;
  },
  told: Pick<HoldEnding, 'by' | 'at'>,
): Settled => {
  const orderly = [
    ...(change.verdict === 'missing' ? [] : open(holds, 'order-incomplete')),
    ...open(holds, 'order-unsafe', 'order-drug-unknown'),
  ];
  const covered = sameCoverage(change) ? [] : open(holds, ...asksAgain(change.status));
  const placed = change.moved
    ? open(holds, 'site-needs-clinician', 'no-capacity').filter((hold) => !covered.includes(hold))
    : [];
  const asked =
    change.status === 'accepted' && isPaidElsewhere(change)
      ? open(holds, ...roundWaits).filter(({ taskToken }) => taskToken !== undefined)
      : [];
  const gone = [...asked, ...covered];
  return settledTo(
    tableName,
    [
      ['Check completeness', [...orderly, ...asked]],
      ['Verify eligibility', covered],
      ['Choose site of care', placed],
      ['Check visit', open(holds, 'clearance-ended')],
      ...wanted(holds.filter((hold) => !gone.includes(hold))),
    ],
    { action: 'corrected', ...told },
  );
};

/** A payer that waits for information is answered with it; what is wanted before a request may be it. */
export const settledByDocument = (
  tableName: string,
  holds: readonly Hold[],
  by: Actor,
  at: string,
): Settled => {
  return settledTo(
    tableName,
    [['Submit authorization', open(holds, 'information-requested')], ...wanted(holds)],
    { action: 'supply', by, at },
  );
};

/** What a patient wrote is read and answered, whatever becomes of the referral. */
const written: readonly HoldReason[] = ['patient-wrote', 'patient-unwell'];

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
