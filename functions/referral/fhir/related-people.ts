import { type CodeableConcept, conceptWords, holdsOn } from '../../fhir/elements.ts';
import { findTelecom, nameText, shortened } from '../../fhir/values.ts';
import type { PatientClaimed } from '../referral.ts';
import type { BundleReading, PlacedResource } from './bundle.ts';

type Patient = PlacedResource<'Patient'>;

/** Somebody whom the record names beside the patient. */
type Person = {
  relationship: readonly CodeableConcept[];
  name: string | undefined;
  phone: string | undefined;
  email: string | undefined;
};

/** HL7 v3 RoleCode: guardians, then parents by birth, adoption, marriage or fostering. */
const guardianCodes = [
  ...['GUARD', 'HPOWATT'],
  ...['PRN', 'MTH', 'FTH', 'NPRN', 'NMTH', 'NFTH', 'ADOPTP', 'ADOPTM', 'ADOPTF'],
  ...['STPPRN', 'STPMTH', 'STPFTH', 'PRNFOST', 'MTHFOST', 'FTHFOST', 'GESTM'],
];
const guardianWords = /\b(?:guardian|parent|mother|father|mom|dad)\b/i;
const notGuardianWords = /\bgrand|in-?law\b/i;

/** How near to deciding for the patient somebody is: a lower rank is nearer. */
const guardianRank = ({ relationship }: Person): number => {
  const codes = relationship.flatMap(({ coding = [] }) => coding.map(({ code }) => code ?? ''));
  const ranks = codes.map((code) => guardianCodes.indexOf(code)).filter((rank) => rank >= 0);
  if (ranks.length > 0) return Math.min(...ranks);
  const words = relationship.flatMap(conceptWords).join(' ');
  return guardianWords.test(words) && !notGuardianWords.test(words)
    ? guardianCodes.length
    : Number.POSITIVE_INFINITY;
};

const isEmergency = ({ relationship }: Person): boolean =>
  relationship.some(({ coding = [] }) => coding.some(({ code }) => code === 'C'));

/** People of the patient's own record, then of resources that refer to the patient; in force only. */
const peopleBeside = (reading: BundleReading, { at, resource }: Patient): Person[] => {
  const { asOf } = reading;
  const contacts = (resource.contact ?? []).filter(({ period }) => holdsOn({ period }, asOf));
  const related = reading
    .all('RelatedPerson')
    .filter(
      ({ resource: one }) =>
        one.active !== false &&
        holdsOn({ period: one.period }, asOf) &&
        reading.get('Patient', one.patient)?.at === at,
    )
    .map(({ resource: { relationship, telecom, name = [] } }) => ({
      ...{ relationship, telecom },
      name: name.find((one) => holdsOn(one, asOf)),
    }));
  return [...contacts, ...related].map(({ relationship = [], name, telecom }) => ({
    relationship,
    name: nameText(name),
    phone: findTelecom(telecom, 'phone', asOf)?.slice(0, 30),
    email: findTelecom(telecom, 'email', asOf),
  }));
};

/** Who decides for the patient, where a parent or guardian is named; one who can be reached first. */
const guardianAmong = (people: readonly Person[]): PatientClaimed['guardian'] => {
  const [guardian] = people
    .filter((one) => one.name && guardianRank(one) < Number.POSITIVE_INFINITY)
    .sort(
      (a, b) =>
        Number(!(a.phone || a.email)) - Number(!(b.phone || b.email)) ||
        guardianRank(a) - guardianRank(b),
    );
  if (!guardian?.name) return undefined;
  const { name, phone, email, relationship } = guardian;
  const words = relationship.flatMap(conceptWords)[0];
  return {
    name,
    ...(phone ? { phone } : {}),
    ...(email ? { email } : {}),
    ...(words ? { relationship: shortened(words, 60) } : {}),
  };
};

/** Whom to call in an emergency, and who decides for a patient who is a minor. */
export const peopleFrom = (
  reading: BundleReading,
  patient: Patient,
): Pick<PatientClaimed, 'emergencyContact' | 'guardian'> => {
  const people = peopleBeside(reading, patient);
  const { name, phone } = people.find(isEmergency) ?? people[0] ?? {};
  const guardian = guardianAmong(people);
  return {
    ...(name && phone ? { emergencyContact: { name, phone } } : {}),
    ...(guardian ? { guardian } : {}),
  };
};
