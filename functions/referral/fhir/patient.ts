import { inUse } from '../../fhir/elements.ts';
import { findTelecom, nameText, wholeDate } from '../../fhir/values.ts';
import type { Address } from '../../platform/address.ts';
import type { PatientClaimed } from '../referral.ts';
import type { BundleReading, PlacedResource } from './bundle.ts';

type Resource = PlacedResource<'Patient'>['resource'];

const sexes = ['female', 'male', 'other', 'unknown'];

/** A whole address, the home one first; one with parts missing is asked for by the rules. */
const addressOf = ({ address = [] }: Resource): Address | undefined => {
  const [chosen] = address
    .filter(inUse)
    .sort((a, b) => Number(b.use === 'home') - Number(a.use === 'home'));
  const line = (chosen?.line ?? [])
    .map((part) => part.trim())
    .filter(Boolean)
    .slice(0, 3);
  const state = chosen?.state?.trim().toUpperCase();
  const postalCode = chosen?.postalCode?.trim();
  const whole =
    line.length > 0 &&
    chosen?.city &&
    /^[A-Z]{2}$/.test(state ?? '') &&
    /^\d{5}(-\d{4})?$/.test(postalCode ?? '');
  return whole
    ? {
        line,
        city: chosen.city as string,
        state: state as string,
        postalCode: postalCode as string,
      }
    : undefined;
};

const languageOf = ({ communication = [] }: Resource): string => {
  const preferred = communication.find((one) => one.preferred) ?? communication[0];
  const code = preferred?.language?.coding?.find((coding) => coding.code)?.code ?? 'en';
  return code.match(/^[a-z]{2}(-[A-Z]{2})?$/)?.[0] ?? 'en';
};

/** The emergency contact by HL7 code C, else the first contact with a number. */
const emergencyContactOf = ({ contact = [] }: Resource) => {
  const emergency = contact.find(({ relationship = [] }) =>
    relationship.some((concept) => concept.coding?.some(({ code }) => code === 'C')),
  );
  const chosen = emergency ?? contact[0];
  const name = nameText(chosen?.name);
  const phone = findTelecom(chosen?.telecom, 'phone');
  return name && phone ? { emergencyContact: { name, phone } } : {};
};

/** The patient the order is for; name, full birth date and sex are what no referral can lack. */
export const patientFrom = (
  { complain }: BundleReading,
  { at, resource }: PlacedResource<'Patient'>,
): PatientClaimed => {
  const names = (resource.name ?? []).filter(inUse);
  const name = names.find(({ use }) => use === 'official') ?? names[0];
  const given = (name?.given ?? []).join(' ').trim();
  const birthDate = resource.birthDate?.length === 10 ? wholeDate(resource.birthDate) : undefined;
  const sex = sexes.find((known) => known === resource.gender);
  if (!name?.family) complain(`${at}.name.family`, 'is missing', 'Add the family name.');
  if (!given) complain(`${at}.name.given`, 'is missing', 'Add the given name.');
  if (!birthDate)
    complain(`${at}.birthDate`, 'must be a full date, YYYY-MM-DD', 'Add year, month and day.');
  if (!sex) complain(`${at}.gender`, 'must be a FHIR gender', `Use one of: ${sexes.join(', ')}.`);
  const address = addressOf(resource);
  const phone = findTelecom(resource.telecom, 'phone');
  const email = findTelecom(resource.telecom, 'email');
  return {
    name: { given: given.slice(0, 60), family: (name?.family ?? '').slice(0, 60) },
    birthDate: birthDate ?? '',
    sex: (sex ?? 'unknown') as PatientClaimed['sex'],
    identifiers: (resource.identifier ?? [])
      .filter((identifier) => inUse(identifier) && identifier.system && identifier.value)
      .slice(0, 10)
      .map(({ system, value }) => ({ system: system as string, value: value as string })),
    language: languageOf(resource),
    ...(address ? { address } : {}),
    ...(phone ? { phone } : {}),
    ...(email ? { email } : {}),
    ...emergencyContactOf(resource),
  };
};

/** The one patient of a bundle. */
export const findPatient = (reading: BundleReading): PlacedResource<'Patient'> | undefined => {
  const patients = reading.all('Patient');
  const told = patients.length === 0 && reading.isUnread('Patient');
  if (patients.length !== 1 && !told)
    reading.complain(
      'Bundle.entry',
      patients.length === 0 ? 'holds no Patient that can be read' : 'holds several patients',
      'Send one referral with one Patient.',
    );
  return patients[0];
};
