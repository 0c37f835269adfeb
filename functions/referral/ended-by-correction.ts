import type { Hold } from '../hold/hold.ts';
import type { HoldReason } from '../hold/hold-reasons.ts';
import { type Ends, openOf, roundWaits, wanted } from './hold-settlements.ts';
import type { ReferralStatus, Submission } from './referral.ts';
import type { CompletenessVerdict } from './verdict.ts';

const sameCoverage = ({ before, after }: { before: Submission; after: Submission }): boolean =>
  JSON.stringify(before.coverages) === JSON.stringify(after.coverages);

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
export const endedByCorrection = (
  holds: readonly Hold[],
  change: {
    before: Submission;
    after: Submission;
    verdict: CompletenessVerdict;
    status: ReferralStatus;
    /** Whether it matters to the site where the patient now lives or should be treated. */
    moved: boolean;
  },
): Ends => {
  const orderly = [
    ...(change.verdict === 'missing' ? [] : openOf(holds, 'order-incomplete')),
    ...(change.verdict === 'unsigned' ? [] : openOf(holds, 'order-to-sign')),
    ...openOf(holds, 'order-unsafe', 'order-drug-unknown', 'order-sent-back'),
  ];
  const covered = sameCoverage(change) ? [] : openOf(holds, ...asksAgain(change.status));
  const placed = change.moved
    ? openOf(holds, 'site-needs-clinician', 'no-capacity').filter((hold) => !covered.includes(hold))
    : [];
  const asked =
    change.status === 'accepted' && isPaidElsewhere(change)
      ? openOf(holds, ...roundWaits).filter(({ taskToken }) => taskToken !== undefined)
      : [];
  const gone = [...asked, ...covered];
  return [
    ['Check completeness', [...orderly, ...asked]],
    ['Verify eligibility', covered],
    ['Choose site of care', placed],
    ['Check visit', openOf(holds, 'clearance-ended')],
    ...wanted(holds.filter((hold) => !gone.includes(hold))),
  ];
};
