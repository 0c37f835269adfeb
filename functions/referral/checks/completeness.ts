import { type Clearance, clearedFor } from '../../hold/clearance.ts';
import { canonical, sha256 } from '../../platform/canonical.ts';
import { addDays } from '../../platform/days.ts';
import type { Determination, Reason } from '../../platform/determination.ts';
import { type Policy, underLocalPolicy } from '../../therapy/policy.ts';
import { clinicalClaims } from '../clinical-claims.ts';
import { notUnderstoodFindings } from '../not-understood.ts';
import { needsReview } from '../open-referrals.ts';
import { nextDoseFindings } from '../order/next-dose.ts';
import { drugsOf } from '../order/regimen.ts';
import { policyFindings } from '../order/regimen-policies.ts';
import { therapyOfOrder } from '../order/therapy-of-order.ts';
import type { Finding, Referral, Submission } from '../referral.ts';
import { judgeFindings } from '../verdict.ts';
import { accessFindings } from './access-checks.ts';
import { accountFindings } from './account-checks.ts';
import { ageFindings } from './age-checks.ts';
import { allergyFindings } from './allergy-checks.ts';
import { bandFindings, doseOfUseFindings, loadingFindings } from './band-checks.ts';
import { conditionFindings, unnamedConditionFindings } from './condition-checks.ts';
import { criticalFindings } from './critical-checks.ts';
import { documentFindings } from './document-checks.ts';
import { doseFindings } from './dose-checks.ts';
import { durationFindings } from './duration-checks.ts';
import { enrollmentFindings, prescriberFindings } from './enrollment-checks.ts';
import { evidenceFindings } from './evidence-checks.ts';
import { findingOwner } from './finding-owners.ts';
import { type Checked, holdsUp, sameFinding } from './findings.ts';
import { formulationFindings } from './formulation-checks.ts';
import { heightFindings } from './height-checks.ts';
import { infectionFindings } from './infection-checks.ts';
import { intervalFindings } from './interval-checks.ts';
import { kidneyFindings } from './kidney-checks.ts';
import { lineFindings } from './line-checks.ts';
import { medicineFindings, silenceFindings } from './medicine-checks.ts';
import {
  billingCodeFindings,
  diagnosisFindings,
  drugFindings,
  duplicateFindings,
  indicationFindings,
  routeFindings,
  shortCodeFindings,
  signatureFindings,
  startFindings,
} from './order-checks.ts';
import { pauseFindings } from './pause-checks.ts';
import { potassiumFindings } from './potassium-checks.ts';
import { pregnancyFindings } from './pregnancy-checks.ts';
import { reactionFindings } from './reaction-checks.ts';
import { findingsByDrug, regimenFindings } from './regimen-checks.ts';
import { missingElements } from './required-elements.ts';
import { checkScreening } from './screening-checks.ts';
import { toleranceFindings } from './tolerance-checks.ts';
import { usualCourseFindings } from './usual-course-checks.ts';
import { vaccineFindings } from './vaccine-checks.ts';
import { weightFindings } from './weight-checks.ts';

/** Changes whenever a rule of completeness does, so that an old determination can be told apart. */
const completenessVersion = '2026-11-30';

/** Days in which a first dose should fall when the order names no day. */
const firstDoseWithinDays = {
  routine: 14,
  urgent: 2,
  source: 'own target; urgent antibiotics start within two days: general knowledge - verify',
} as const;

const checks: readonly ((checked: Checked) => Finding[])[] = [
  missingElements,
  notUnderstoodFindings,
  drugFindings,
  formulationFindings,
  ageFindings,
  doseFindings,
  bandFindings,
  doseOfUseFindings,
  loadingFindings,
  weightFindings,
  heightFindings,
  intervalFindings,
  usualCourseFindings,
  pauseFindings,
  nextDoseFindings,
  durationFindings,
  allergyFindings,
  duplicateFindings,
  routeFindings,
  indicationFindings,
  diagnosisFindings,
  shortCodeFindings,
  billingCodeFindings,
  signatureFindings,
  startFindings,
  checkScreening,
  evidenceFindings,
  conditionFindings,
  unnamedConditionFindings,
  infectionFindings,
  criticalFindings,
  potassiumFindings,
  reactionFindings,
  medicineFindings,
  toleranceFindings,
  lineFindings,
  accessFindings,
  vaccineFindings,
  pregnancyFindings,
  kidneyFindings,
  enrollmentFindings,
  prescriberFindings,
  accountFindings,
];

const checkReading = (
  submission: Submission,
  asOf: string,
  policy: Referral['policy'],
  beside: readonly Policy[],
): Finding[] => {
  const therapy = therapyOfOrder(submission.order, policy);
  const everyCheck = (checked: Checked): Finding[] => checks.flatMap((check) => check(checked));
  const ofDrugs = submission.order.alsoInfused
    ? [
        ...findingsByDrug({ submission, therapy, asOf }, everyCheck, beside),
        ...regimenFindings({ submission, therapy, asOf }),
      ]
    : everyCheck({ submission, therapy, asOf });
  // Beside another drug of the visit nobody is silent: asked of the whole order.
  const silence = drugsOf(submission, therapy).flatMap((drug) =>
    silenceFindings({ ...drug, asOf }),
  );
  const gravest = silence.find(holdsUp) ?? silence[0];
  const found = gravest ? [...ofDrugs, gravest] : ofDrugs;
  return [...found, ...documentFindings(submission, found)].map((finding) => ({
    ...finding,
    owner: findingOwner(finding),
  }));
};

/** The submission without the days on which results were only reported; undefined where none is. */
const withoutReportDays = (submission: Submission): Submission | undefined => {
  const { observations } = submission;
  return observations.some(({ dayOfReport }) => dayOfReport)
    ? {
        ...submission,
        observations: observations.map(({ on, ...one }) =>
          on === undefined || one.dayOfReport ? one : { on, ...one },
        ),
      }
    : undefined;
};

/**
 * Everything that is missing, unsafe or doubtful about a submission on a day, under the local policy
 * of that day. `asOf` is a date in the desk's zone. No check changes the order. A result of which only
 * the day of the report is known is read in both ways, as of that day and as of none: whatever either
 * finds stands, so that it counts against a therapy and never for it.
 */
export const checkSubmission = (
  submission: Submission,
  asOf: string,
  policy?: Referral['policy'],
  beside: readonly Policy[] = [],
): Finding[] => {
  const found = checkReading(submission, asOf, policy, beside);
  const undated = withoutReportDays(submission);
  if (!undated) return found;
  const known = new Set(found.map(sameFinding));
  return [
    ...found,
    ...checkReading(undated, asOf, policy, beside).filter((one) => !known.has(sameFinding(one))),
  ];
};

/** `beside` are the local policies of the other drugs of the order. */
type JudgedAmong = Pick<Referral, 'possibleDuplicateOf' | 'policy'> & {
  beside?: readonly Policy[];
};

/** The same for a referral, with what only its place among others shows. */
export const referralFindings = (
  submission: Submission,
  asOf: string,
  { possibleDuplicateOf, policy, beside = [] }: JudgedAmong,
): Finding[] => [
  ...checkSubmission(submission, asOf, policy, beside),
  ...policyFindings(submission.order, beside).map((finding) => ({
    ...finding,
    owner: findingOwner(finding),
  })),
  ...(possibleDuplicateOf ? [{ ...needsReview, owner: findingOwner(needsReview) }] : []),
];

/**
 * The last day of the first dose's window, counted from the ordered start, or from the day the
 * referral came in when no start is ordered or it had passed by then.
 */
export const countDoseBy = (
  submission: Submission,
  receivedOn: string,
  policy?: Referral['policy'],
): string => {
  const { order, urgency } = submission;
  const therapy = therapyOfOrder(order, policy);
  if (order.startOn && order.startOn >= receivedOn)
    return addDays(order.startOn, therapy?.toleranceDays.after ?? 0);
  return addDays(receivedOn, firstDoseWithinDays[urgency]);
};

/** Tells whether what a clinician cleared is still the same order, for the same patient and reason. */
export const clinicalHash = (submission: Submission) => {
  const { order, allergies, observations, priorTherapies, diagnoses } = submission;
  const { birthDate, sex } = submission.patient;
  const claimed = Object.keys(clinicalClaims).flatMap((name) => {
    const claim = submission[name as keyof typeof clinicalClaims];
    return claim === undefined ? [] : [[name, claim]];
  });
  return sha256(
    canonical({
      ...{ order, allergies, observations, priorTherapies, diagnoses, birthDate, sex },
      ...Object.fromEntries(claimed),
    }),
  );
};

const nothingMissing: Reason = {
  bearing: 'for',
  code: 'nothing-missing',
  text: 'Nothing is missing or in doubt.',
};

/** An order with the local policy that it is judged under. */
type JudgedOrder = { submission: Submission } & Pick<Referral, 'orderVersion' | 'policy'>;

/** What a clinician has cleared of it: codes of findings, and for which doses. */
type ClearedOrder = { codes: ReadonlySet<string>; covers: Clearance };

/** The determination "is the order complete and safe?". */
export const completenessDetermination = (
  { submission, orderVersion, policy }: JudgedOrder,
  asOf: string,
  findings: readonly Finding[],
  cleared?: ClearedOrder,
): Determination => ({
  question: 'complete',
  facts: {
    orderVersion,
    asOf,
    clinicalHash: clinicalHash(submission),
    ...(submission.order.therapyId ? { therapyId: submission.order.therapyId } : {}),
    ...(policy ? { policyVersion: policy.version } : {}),
    blocks: findings.filter(({ severity }) => severity === 'block').map(({ code }) => code),
    cleared: [...(cleared?.codes ?? [])],
  },
  rule: {
    id: 'order-completeness',
    version: completenessVersion,
    source: 'functions/referral: required elements and order checks, each with its source',
  },
  answer: judgeFindings(findings, cleared?.codes),
  reasons: [
    ...(findings.length === 0 ? [nothingMissing] : []),
    ...findings.map(
      ({ code, text, severity, source }): Reason => ({
        bearing: severity === 'warn' || cleared?.codes.has(code) ? 'note' : 'against',
        code,
        text: cleared?.codes.has(code)
          ? `${text} A clinician has cleared it ${clearedFor(cleared.covers)}.`
          : text,
        source,
      }),
    ),
    ...(policy ? [underLocalPolicy(policy)] : []),
  ],
});
