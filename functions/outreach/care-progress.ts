import { type Hold, isOpen } from '../hold/hold.ts';
import type { HoldReason } from '../hold/hold-reasons.ts';
import type { Referral } from '../referral/referral.ts';
import { isAhead, type Visit } from '../series/visit.ts';

/** How far a patient's care has come, in words of the page: see `page/words.ts`. */
export const progressSteps = [
  'asked-doctor',
  'asked-you',
  'checking-insurance',
  'insurance-decides',
  'insurance-said-no',
  'finding-times',
  'visits-set',
  'ended-unpaid',
  'ended-otherwise',
  'done',
] as const;
export type ProgressStep = (typeof progressSteps)[number];

/** Whom it waits for: nobody once visits are set, or all is over. */
export type AwaitedFrom = 'us' | 'doctor' | 'you' | 'insurance';

export type CareProgress = { step: ProgressStep; from?: AwaitedFrom };

/**
 * What patients are told of a wait; which payer it is, its codes and what was asked of it are not theirs
 * to read here. A reason that is not named is our own work.
 */
const ofReason: Readonly<Partial<Record<HoldReason, CareProgress>>> = {
  'coverage-not-active': { step: 'asked-you', from: 'you' },
  'payer-decision': { step: 'insurance-decides', from: 'insurance' },
  'payer-unavailable': { step: 'insurance-decides', from: 'insurance' },
  denied: { step: 'insurance-said-no', from: 'us' },
  'denied-site-of-care': { step: 'insurance-said-no', from: 'us' },
  'approval-lost': { step: 'insurance-said-no', from: 'us' },
  'approval-taken-back': { step: 'insurance-said-no', from: 'us' },
  'no-capacity': { step: 'finding-times', from: 'us' },
};

/** What matters most to the patient first. */
const order: readonly ProgressStep[] = [
  'asked-you',
  'insurance-said-no',
  'asked-doctor',
  'insurance-decides',
  'finding-times',
];

const waitOf = ({ reason, owner }: Hold): CareProgress | undefined =>
  ofReason[reason] ??
  (owner === 'referrer'
    ? { step: 'asked-doctor', from: 'doctor' }
    : owner === 'patient'
      ? { step: 'asked-you', from: 'you' }
      : undefined);

const unpaid: readonly string[] = ['not-authorized', 'not-covered'];

type Known = {
  referral: Pick<Referral, 'status' | 'closeReason'>;
  holds: readonly Hold[];
  visits: readonly Visit[];
};

/** Where nothing waits: what is done at this stage. */
const ofStatus = {
  incomplete: { step: 'asked-doctor', from: 'doctor' },
  accepted: { step: 'checking-insurance', from: 'us' },
  active: { step: 'finding-times', from: 'us' },
} as const satisfies Readonly<Record<Exclude<Referral['status'], 'closed'>, CareProgress>>;

/** What a patient is told of where their care stands, and what is awaited from whom. */
export const progressOf = ({ referral, holds, visits }: Known): CareProgress => {
  if (referral.status === 'closed') {
    if (referral.closeReason === 'completed') return { step: 'done' };
    return {
      step: unpaid.includes(String(referral.closeReason)) ? 'ended-unpaid' : 'ended-otherwise',
    };
  }
  if (visits.some(isAhead)) return { step: 'visits-set' };
  const waits = holds
    .filter(isOpen)
    .map(waitOf)
    .filter((wait) => wait !== undefined)
    .sort((a, b) => order.indexOf(a.step) - order.indexOf(b.step));
  return waits[0] ?? ofStatus[referral.status];
};
