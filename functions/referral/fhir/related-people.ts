import { type CodeableConcept, conceptWords, holdsOn } from '../../fhir/elements.ts';
import { findEmail, findTelecom, nameText, shortened } from '../../fhir/values.ts';
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
const guardianWords =
  /\b(?:guardian|(?:step)?(?:parent|mother|father)|mom|dad|madre|padre|mam[aá]|pap[aá]|tutora?)\b/iu;
const notParentWords = /\bgrand|in-?law\b/i;
const legalWords = /\b(?:legal )?guardian\b|\btutora? legal\b|\bconservator\b/i;
/** Words that take the say from somebody, whatever the relation. */
const withoutSay =
  /\b(?:deceased|dead|died|late|estranged|no contact|no custody|not (?:the |a )?(?:legal )?(?:guardian|custodian)|restrain\w*|restricted|terminated|former|ex-?|difunt[oa]|fallecid[oa])\b/i;

/** How near to deciding for the patient somebody is: a lower rank is nearer. */
const guardianRank = ({ relationship, name }: Person): number => {
  const said = [...relationship.flatMap(conceptWords), name ?? ''].join(' ');
  if (withoutSay.test(relationship.flatMap(conceptWords).join(' ')) || /\bdeceased\b/i.test(said))
    return Number.POSITIVE_INFINITY;
  const codes = relationship.flatMap(({ coding = [] }) => coding.map(({ code }) => code ?? ''));
  const ranks = codes.map((code) => guardianCodes.indexOf(code)).filter((rank) => rank >= 0);
  if (ranks.length > 0) return Math.min(...ranks);
  const words = relationship.flatMap(conceptWords).join(' ');
  return legalWords.test(words) || (guardianWords.test(words) && !notParentWords.test(words))
    ? guardianCodes.length
    : Number.POSITIVE_INFINITY;
};

const isEmergency = ({ relationship }: Person): boolean =>
  relationship.some(({ coding = [] }) => coding.some(({ code }) => code === 'C'));

/** Employers, insurers and agencies: nobody to call. Source: HL7 v2, table 0131. */
const isOffice = ({ relationship }: Person): boolean => {
  const codes = relationship.flatMap(({ coding = [] }) => coding.map(({ code }) => code ?? ''));
  return codes.length > 0 && codes.every((code) => ['E', 'F', 'I', 'S', 'BP', 'U'].includes(code));
};

/** People of the patient's own record, then of resources that refer to the patient; in force only. */
const peopleBeside = (reading: BundleReading, { at, resource }: Patient): Person[] => {
  const { asOf } = reading;
  const contacts = (resource.contact ?? [])
    .filter(({ period }) => holdsOn({ period }, asOf))
    .map(({ name, organization, ...one }) => ({
      ...one,
      name: name ?? (organization?.display ? { text: organization.display } : undefined),
    }));
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
    email: findEmail(telecom, asOf),
  }));
};

/** A guardian by law, as against a parent: a parent's say ends when the child is of age. */
const isAppointed = ({ relationship }: Person): boolean =>
  relationship.some(({ coding = [] }) => coding.some(({ code }) => code === 'GUARD')) ||
  legalWords.test(relationship.flatMap(conceptWords).join(' '));

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
    ...(isAppointed(guardian) ? { appointed: true } : {}),
  };
};

/** Whom to call in an emergency, and who decides for a patient who is a minor. */
export const peopleFrom = (
  reading: BundleReading,
  patient: Patient,
): Pick<PatientClaimed, 'emergencyContact' | 'guardian'> => {
  const people = peopleBeside(reading, patient);
  const { name, phone } = people.find(isEmergency) ?? people.find((one) => !isOffice(one)) ?? {};
  const guardian = guardianAmong(people);
  return {
    ...(name && phone ? { emergencyContact: { name, phone } } : {}),
    ...(guardian ? { guardian } : {}),
  };
};
