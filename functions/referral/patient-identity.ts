import { sha256 } from '../platform/canonical.ts';
import { derivedIdPart } from '../platform/ids.ts';
import type { Submission } from './referral.ts';

/** One spelling of a name: no accents, no case, nothing but letters and digits. */
const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

/** The words whose MAC tells a person apart without naming them. */
export const personWords = ({ patient }: Pick<Submission, 'patient'>): string[] => [
  'person',
  plain(patient.name.given),
  plain(patient.name.family),
  patient.birthDate,
];

/**
 * Whether a correction would put another person in the patient's place. One of given name, family
 * name and birth date may have been written wrong, and a family name may change; two at once, or one
 * beside another chart number of the same system, is somebody else. Own rule.
 */
export const isAnotherPerson = (before: Submission, after: Submission): boolean => {
  const [, ...was] = personWords(before);
  const [, ...is] = personWords(after);
  const differ = was.filter((word, index) => word !== is[index]).length;
  const otherChart = before.patient.identifiers.some(({ system, value }) => {
    const same = after.patient.identifiers.filter((one) => one.system === system);
    return same.length > 0 && same.every((one) => one.value !== value);
  });
  return differ > 1 || (differ === 1 && otherChart);
};

/** What makes two persons of one name and birthday different: the member id, else a chart number. */
const distinction = ({ coverages, patient }: Submission): string => {
  const [coverage] = coverages;
  const [identifier] = patient.identifiers;
  if (coverage) return `member:${coverage.payerId}:${coverage.memberId}`;
  return identifier ? `identifier:${identifier.system}:${identifier.value}` : 'none';
};

export const patientIdOf = (personMac: string, submission: Submission): string =>
  `pat_${derivedIdPart('patient', personMac, distinction(submission))}`;

/**
 * What a person is known by, besides name and birth date: chart numbers by their system, member ids
 * by their payer. Hashed with the MAC of the person, so that nobody without its key can try numbers.
 */
export const marksOf = (
  personMac: string,
  { patient, coverages }: Submission,
): Record<string, string> => {
  const hashed = (...words: string[]) => sha256([personMac, ...words].join('|')).slice(0, 16);
  return Object.fromEntries([
    ...patient.identifiers.map(({ system, value }) => [
      hashed('chart', system),
      hashed('chart', system, plain(value)),
    ]),
    ...coverages.map(({ payerId, memberId }) => [
      hashed('member', payerId),
      hashed('member', payerId, plain(memberId)),
    ]),
  ]);
};

/** Names the guard that lists the open referrals of a person for a therapy. */
export const openKeyOf = (personMac: string, { order }: Submission): string =>
  sha256(`${personMac}|${order.therapyId ?? plain(order.drug)}`);

/** A telephone number as E.164, of the US where it names no other country; undefined for none. */
export const e164 = (phone: string | undefined): string | undefined => {
  if (!phone) return undefined;
  const digits = phone.replace(/\D/g, '');
  const abroad = phone.trim().startsWith('+') && !digits.startsWith('1');
  if (abroad && /^[2-9]\d{7,14}$/.test(digits)) return `+${digits}`;
  if (/^1?[2-9]\d{9}$/.test(digits)) return `+1${digits.slice(-10)}`;
  return undefined;
};
