import { readEvidence } from '../hold/evidence.ts';
import { type Hold, isOpen } from '../hold/hold.ts';
import { standingHold } from '../hold/standing-hold.ts';
import { visitScope } from '../platform/ids.ts';
import { type AccessFound, sticksPerNurse } from '../referral/checks/vascular-access.ts';
import { scoreVeins } from '../referral/checks/vein-score.ts';
import { lineCourseOf } from '../referral/order/line-course.ts';
import type { Referral, Submission } from '../referral/referral.ts';
import { accessFound } from '../series/access-found.ts';
import type { Visit } from '../series/visit.ts';
import { objectionsTo } from '../therapy/line-choice.ts';
import type { Therapy } from '../therapy/therapy.ts';

type Found = 'no-access' | 'not-central' | 'hard-again';

/** What lets no visit go on before a clinician has said how. */
const keeping: readonly Found[] = ['no-access', 'not-central'];

/** Visits to come from which a port is worth talking about. Own rule. */
const lastingFrom = 3;

type Given = {
  submission: Submission;
  therapy: Therapy;
  /** Every visit of the referral, the one that is over among them. */
  visits: readonly Visit[];
  /** How many are still to come. */
  ahead: number;
};

const isHard = ({ submission }: Given, one: AccessFound): boolean =>
  one.worked === false ||
  one.attempts > sticksPerNurse ||
  scoreVeins(one, submission.patient.birthDate, one.on)?.risk === 'high';

/**
 * What the access of a visit asks a clinician about, for the visits to come; nothing where none
 * follow, or where the drug goes under the skin.
 *
 * @param today in the desk's zone
 */
export const reviewAccess = (given: Given, visitId: string, today: string): Found[] => {
  const { submission, therapy, visits, ahead } = given;
  if (ahead === 0 || therapy.route !== 'IV') return [];
  const found = accessFound(visits);
  const now = found.find((one) => one.visitId === visitId);
  if (!now || now.device === 'subcutaneous') return [];
  const ofArm = found.filter(({ device }) => device === 'peripheral').slice(-2);
  const objections = objectionsTo(now.device, lineCourseOf(submission, therapy, today));
  return [
    ...(now.worked === false ? (['no-access'] as const) : []),
    ...(now.worked !== false && objections.includes('not-central')
      ? (['not-central'] as const)
      : []),
    ...(ahead >= lastingFrom && ofArm.length === 2 && ofArm.every((one) => isHard(given, one))
      ? (['hard-again'] as const)
      : []),
  ];
};

const asked = (hold: Hold): readonly string[] | undefined =>
  readEvidence(hold, 'access-review')?.found;

/** Whether a wait for a clinician's word on the line keeps visits from going on. */
export const keepsVisits = (holds: readonly Hold[]): boolean =>
  holds.some(
    (hold) =>
      hold.reason === 'access-review' &&
      isOpen(hold) &&
      (asked(hold) ?? keeping).some((code) => keeping.some((one) => one === code)),
  );

/** The hold that asks; none while one is open, and for hard veins alone only once. */
export const accessHold = (
  found: readonly Found[],
  visitId: string,
  { referral, holds }: { referral: Referral; holds: readonly Hold[] },
  now: Date,
): Hold | undefined => {
  const before = holds.filter(({ reason }) => reason === 'access-review');
  const isNew = (code: Found) =>
    keeping.includes(code) || !before.some((hold) => asked(hold)?.includes(code));
  const told = found.filter(isNew);
  if (told.length === 0 || before.some(isOpen)) return undefined;
  return standingHold(
    {
      kind: 'request',
      scope: visitScope(visitId),
      reason: 'access-review',
      stage: 'Check visit',
      evidence: { visitId, found: told },
    },
    referral,
    holds,
    now,
  );
};
