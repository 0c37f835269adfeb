import { canonical } from '../platform/canonical.ts';
import { neededBy } from '../therapy/dose-unit.ts';
import { holdsUp } from './checks/findings.ts';
import { amountsOf } from './order/dose.ts';
import { readWeights } from './order/measurements.ts';
import { personWords } from './person/patient-identity.ts';
import type { Finding, Referral, Submission } from './referral.ts';

/** Who looks at what: a clinician at the order, a coordinator at payment, a scheduler at visits. */
export const changeReasons = ['order-changed', 'coverage-changed', 'place-changed'] as const;
export type ChangeReason = (typeof changeReasons)[number];

/** A part of an order that visits, doses or payment were settled for. */
type OrderAspect = {
  code: string;
  text: string;
  /** The hold in which somebody looks at it; `order-changed` unless it is named. */
  hold?: ChangeReason;
  /** The payer was asked about it: an authorization is for the order as it was. */
  authorized?: true;
  /** When it matters; always unless it is said. */
  asked?: (settled: Pick<Referral, 'siteId' | 'setting'>) => boolean;
} & (
  | { of: (submission: Submission) => unknown }
  | { differs: (before: Submission, after: Submission) => boolean }
);

/** The newest weight, in millionths of a kilogram, where a dose goes by it: per kilogram, surface or filtration. */
const weightOfDose = (submission: Submission): bigint | undefined =>
  amountsOf(submission.order).some(({ unit }) => neededBy(unit) !== undefined)
    ? readWeights(submission)[0]?.micro
    : undefined;

/**
 * What may not change under a referral that was checked without somebody looking at it. Results
 * are left to the findings: a new one is looked at by its checks. Own rule; a dose is calculated
 * anew when the weight changes by a tenth: general knowledge - verify.
 */
export const orderAspects: readonly OrderAspect[] = [
  {
    code: 'patient',
    text: "The patient's name, birth date or sex has changed.",
    of: ({ patient }) => [personWords({ patient }), patient.sex],
  },
  {
    code: 'drug',
    text: 'The drug or its route has changed.',
    authorized: true,
    of: ({ order }) => [
      order.therapyId,
      order.drug,
      order.hcpcs,
      order.codes,
      order.alsoNamed,
      order.route,
      order.substitutionAllowed,
    ],
  },
  {
    code: 'dose',
    text: 'The dose has changed.',
    authorized: true,
    of: ({ order }) => [order.dose, order.loadingDose, order.phases?.map(({ dose }) => dose)],
  },
  {
    code: 'frequency',
    text: 'The days of the doses have changed.',
    of: ({ order }) => [
      order.frequency,
      order.phases?.map(({ dose: _, ...rhythm }) => rhythm),
      order.startOn,
      order.firstDose,
      order.lastDoseOn,
      order.nextDose,
    ],
  },
  {
    code: 'weight',
    text: 'The weight that the dose is calculated from has changed by more than a tenth.',
    authorized: true,
    differs: (before, after) => {
      const [was, is] = [weightOfDose(before), weightOfDose(after)];
      return was !== undefined && is !== undefined && (was > is ? was - is : is - was) * 10n > was;
    },
  },
  {
    code: 'regimen',
    text: 'The other drugs that are given at the visits have changed.',
    authorized: true,
    of: ({ order }) => order.alsoInfused,
  },
  {
    code: 'giver',
    text: 'Who gives the doses has changed.',
    authorized: true,
    of: ({ order }) => order.nurseGives === true,
  },
  { code: 'doses', text: 'The number of doses has changed.', of: ({ order }) => order.doses },
  {
    code: 'infusion',
    text: 'How the dose is given has changed.',
    of: ({ order }) => [
      order.durationMinutes,
      order.premedications,
      order.reactionOrders,
      order.lineType,
    ],
  },
  {
    code: 'tolerance',
    text: 'Allergies or an earlier reaction have changed.',
    of: ({ allergies, order }) => [allergies, order.priorReaction],
  },
  {
    code: 'diagnosis',
    text: 'The diagnosis has changed.',
    of: ({ diagnoses }) => diagnoses.map(({ code }) => code),
  },
  {
    // No version of an order differs in it: it is found where visits are booked.
    code: 'policy',
    text: 'Local policy, by whose looser limits the order was judged, has changed.',
    differs: () => false,
  },
  {
    // Nor in this: the payers' answers tell it, where the coverage of a visit is asked about anew.
    code: 'payer',
    text: 'The payer that covers the patient has changed.',
    hold: 'coverage-changed',
    differs: () => false,
  },
  {
    code: 'coverage',
    text: 'The coverage has changed.',
    hold: 'coverage-changed',
    of: ({ coverages }) => coverages.map(({ payerName: _, ...coverage }) => coverage),
  },
  {
    code: 'place',
    text: 'Where the patient lives, or should be treated, has changed.',
    hold: 'place-changed',
    of: ({ patient: { address }, placement }) => [address?.state, address?.postalCode, placement],
    asked: ({ siteId }) => siteId !== undefined,
  },
  {
    code: 'home',
    text: 'The address of the home visits has changed.',
    hold: 'place-changed',
    of: ({ patient }) => patient.address,
    asked: ({ setting }) => setting === 'home',
  },
];

/** Those of the codes that an authorization was asked about. */
export const authorizedAspects = (codes: unknown): string[] =>
  orderAspects
    .filter(({ code, authorized }) => authorized && Array.isArray(codes) && codes.includes(code))
    .map(({ code }) => code);

const differs = (aspect: OrderAspect, before: Submission, after: Submission): boolean =>
  'of' in aspect
    ? canonical({ of: aspect.of(before) }) !== canonical({ of: aspect.of(after) })
    : aspect.differs(before, after);

/**
 * Codes of the aspects in which two versions of an order differ, of those that matter to a referral
 * for which this much is settled.
 */
export const compareOrders = (
  before: Submission,
  after: Submission,
  settled: Pick<Referral, 'siteId' | 'setting'>,
): string[] =>
  orderAspects
    .filter(({ asked }) => asked?.(settled) ?? true)
    .filter((aspect) => differs(aspect, before, after))
    .map(({ code }) => code);

/** Those of the codes that are looked at in one hold. */
export const changesFor = (reason: ChangeReason, changes: readonly string[]): string[] =>
  orderAspects
    .filter(({ code, hold = 'order-changed' }) => hold === reason && changes.includes(code))
    .map(({ code }) => code);

/** What a finding is about, whatever its words. */
export const named = ({ code, pointer }: Finding): string => `${code} ${pointer}`;
/** Its words have the facts that it was found by: with other facts it is another finding. */
const worded = (finding: Finding): string => `${named(finding)} ${finding.text}`;

/**
 * What keeps a checked referral from going on after a correction: what kept it before and still
 * does, and what the correction brought. What a clinician cleared or time has outdated does not
 * come back with a new telephone number; with another fact that it is found by it does.
 */
export const standingFindings = (
  kept: readonly Finding[],
  before: readonly Finding[],
  after: readonly Finding[],
): Finding[] => {
  const known = new Set(before.map(worded));
  const stands = new Set(kept.map(named));
  return after.filter(
    (finding) => holdsUp(finding) && (stands.has(named(finding)) || !known.has(worded(finding))),
  );
};
