import { therapiesOf } from '../open-referrals.ts';
import type { Submission } from '../referral.ts';
import { plainSpelling } from '../spelling.ts';
import { readPersonFacts } from './facts.ts';
import { matchPersons } from './match.ts';
import { allGiven } from './name.ts';

/** Given name, family name and birth date, each in one spelling. */
export const personWords = ({ patient }: Pick<Submission, 'patient'>): string[] => [
  plainSpelling(allGiven(patient.name)),
  plainSpelling(patient.name.family),
  patient.birthDate,
];

/** Whether a correction says anew who the patient is. */
export const isRenamed = (before: Submission, after: Submission): boolean =>
  personWords(before).join('|') !== personWords(after).join('|');

/** Whether who the patient is, how they are reached or insured, or what they get has changed. */
export const patientChanged = (before: Submission, after: Submission): boolean => {
  const all = ({ patient, coverages, order }: Submission) =>
    JSON.stringify([patient, coverages, order.therapyId, order.drug, therapiesOf({ order })]);
  return all(before) !== all(after);
};

/**
 * Whether a correction would put another person in the patient's place. One of given name, family
 * name and birth date may have been written wrong, and a family name may change; two at once, or one
 * beside another chart number of the same system, is somebody else, unless all that is known of the
 * two together says that they are one. Own rule.
 */
export const isAnotherPerson = (before: Submission, after: Submission): boolean => {
  const is = personWords(after);
  const differ = personWords(before).filter((word, index) => word !== is[index]).length;
  const otherChart = before.patient.identifiers.some(({ system, value }) => {
    const same = after.patient.identifiers.filter((one) => one.system === system);
    return same.length > 0 && same.every((one) => one.value !== value);
  });
  if (differ === 0 || (differ === 1 && !otherChart)) return false;
  return matchPersons(readPersonFacts(before), readPersonFacts(after)).outcome !== 'certain';
};
