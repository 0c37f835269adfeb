import { ageOn } from '../platform/days.ts';
import { lineInPlace, veinsKnown, type WithAccess } from '../referral/checks/vascular-access.ts';
import type { Submission } from '../referral/referral.ts';
import type { VeinLine } from '../therapy/line-choice.ts';
import { isSelfGiven } from '../therapy/nurse-visits.ts';
import type { Setting } from '../therapy/setting.ts';
import type { Competency, Therapy } from '../therapy/therapy.ts';
import type { Nurse } from './network.ts';

/** A competency the visits ask for, and why. */
export type CompetencyNeed = { tag: string; because: string };

/** What a device asks of the nurse. Source: nursing skill tags; verify with the nurse lead. */
const lineNeeds: Readonly<Record<VeinLine, string>> = {
  peripheral: 'peripheral-access',
  midline: 'central-line',
  picc: 'central-line',
  tunneled: 'central-line',
  port: 'port-access',
};

/** Teaching those who give the doses themselves; where a nurse gives each dose there is none. */
const teachesGiving: readonly string[] = ['antibiotic-teaching'] satisfies Competency[];

/**
 * What a nurse must be current in to give this order in a setting: the therapy's tags, the device's,
 * and what the patient's age and veins add. A device other than a peripheral one replaces that skill.
 */
export const findCompetencyNeeds = (
  therapy: Therapy,
  submission: Submission & WithAccess,
  on: string,
  setting: Setting,
): CompetencyNeed[] => {
  const lineType = lineInPlace(submission) ?? 'peripheral';
  const needs: CompetencyNeed[] = therapy.competencies
    .filter((tag) => !teachesGiving.includes(tag) || isSelfGiven(therapy, setting))
    .filter((tag) => tag !== 'peripheral-access' || lineType === 'peripheral')
    .map((tag) => ({ tag, because: therapy.id }));
  if (therapy.route === 'IV') needs.push({ tag: lineNeeds[lineType], because: `line-${lineType}` });
  if (
    therapy.route === 'IV' &&
    lineType === 'peripheral' &&
    veinsKnown(submission, on).because.length > 0
  )
    needs.push({ tag: 'ultrasound-access', because: 'difficult-access' });
  if (ageOn(submission.patient.birthDate, on) < 18)
    needs.push({ tag: 'pediatrics', because: 'age-under-18' });
  return needs.filter(({ tag }, index) => needs.findIndex((need) => need.tag === tag) === index);
};

export type Missing = CompetencyNeed & { state: 'lacks' | 'expired' };

/** What the nurse lacks or has let expire on the day of a visit. */
export const missingCompetencies = (
  { competencies }: Nurse,
  needs: readonly CompetencyNeed[],
  on: string,
): Missing[] =>
  needs.flatMap((need): Missing[] => {
    const held = competencies.filter(({ tag }) => tag === need.tag);
    if (held.some(({ expiresOn }) => expiresOn >= on)) return [];
    return [{ ...need, state: held.length > 0 ? 'expired' : 'lacks' }];
  });

/** A missing competency as the search counts it, such as `lacks port-access`. */
export const nameLack = ({ state, tag }: Missing): string =>
  state === 'lacks' ? `lacks:${tag}` : `expired:${tag}`;
