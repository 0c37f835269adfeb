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
export const personWords = ({ patient }: Submission): string[] => [
  'person',
  plain(patient.name.given),
  plain(patient.name.family),
  patient.birthDate,
];

/** What makes two persons of one name and birthday different: the member id, else a chart number. */
const distinction = ({ coverages, patient }: Submission): string => {
  const [coverage] = coverages;
  const [identifier] = patient.identifiers;
  if (coverage) return `member:${coverage.payerId}:${coverage.memberId}`;
  return identifier ? `identifier:${identifier.system}:${identifier.value}` : 'none';
};

export const patientIdOf = (personMac: string, submission: Submission): string =>
  `pat_${derivedIdPart('patient', personMac, distinction(submission))}`;

/** Names the one open referral that a person may have for a therapy. */
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
