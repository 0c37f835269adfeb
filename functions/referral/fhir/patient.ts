import { conceptWords, holdsOn } from '../../fhir/elements.ts';
import { findTelecom, shortened, wholeDate } from '../../fhir/values.ts';
import { readLanguage } from '../language.ts';
import { separateSuffix } from '../person-name.ts';
import type { PatientClaimed } from '../referral.ts';
import { addressFrom } from './address.ts';
import type { BundleReading, PlacedResource } from './bundle.ts';
import { peopleFrom } from './related-people.ts';
import { orderedFor } from './whose-order.ts';

type Resource = PlacedResource<'Patient'>['resource'];

const sexes = ['female', 'male', 'other', 'unknown'];

/** The preferred language, else the first; one that is not known is kept as sent. */
const languageFrom = ({
  communication = [],
}: Resource): Pick<PatientClaimed, 'language' | 'languageAsSent'> => {
  const chosen = communication.find((one) => one.preferred) ?? communication[0];
  const said = [
    ...(chosen?.language?.coding ?? []).map(({ code }) => code),
    ...conceptWords(chosen?.language),
  ].filter((word) => word !== undefined);
  const language = said.map(readLanguage).find((code) => code !== undefined);
  const [asSent] = said;
  return {
    language: language ?? 'en',
    ...(asSent && !language ? { languageAsSent: shortened(asSent, 100) } : {}),
  };
};

/** The name in force: the official one before others. */
const nameFrom = ({ name = [] }: Resource, asOf: string): PatientClaimed['name'] => {
  const names = name.filter((one) => holdsOn(one, asOf));
  const chosen = names.find(({ use }) => use === 'official') ?? names[0];
  const [given = '', ...middle] = (chosen?.given ?? []).map((one) => one.trim()).filter(Boolean);
  return separateSuffix(
    {
      given: given.slice(0, 60),
      ...(middle.length > 0 ? { middle: middle.join(' ').slice(0, 60) } : {}),
      family: (chosen?.family ?? '').trim().slice(0, 60),
    },
    chosen?.suffix,
  );
};

/** The patient the order is for; name, full birth date and sex are what no referral can lack. */
export const patientFrom = (
  reading: BundleReading,
  placed: PlacedResource<'Patient'>,
): PatientClaimed => {
  const { complain, asOf } = reading;
  const { at, resource } = placed;
  const name = nameFrom(resource, asOf);
  const birthDate = resource.birthDate?.length === 10 ? wholeDate(resource.birthDate) : undefined;
  const sex = sexes.find((known) => known === resource.gender);
  if (!name.family) complain(`${at}.name.family`, 'is missing', 'Add the family name.');
  if (!name.given) complain(`${at}.name.given`, 'is missing', 'Add the given name.');
  if (!birthDate)
    complain(`${at}.birthDate`, 'must be a full date, YYYY-MM-DD', 'Add year, month and day.');
  if (!sex) complain(`${at}.gender`, 'must be a FHIR gender', `Use one of: ${sexes.join(', ')}.`);
  const phone = findTelecom(resource.telecom, 'phone', asOf);
  const email = findTelecom(resource.telecom, 'email', asOf);
  return {
    name,
    birthDate: birthDate ?? '',
    sex: (sex ?? 'unknown') as PatientClaimed['sex'],
    identifiers: (resource.identifier ?? [])
      .filter((identifier) => holdsOn(identifier, asOf) && identifier.system && identifier.value)
      .slice(0, 10)
      .map(({ system, value }) => ({ system: system as string, value: value as string })),
    ...languageFrom(resource),
    ...addressFrom(resource.address, asOf),
    ...(phone ? { phone } : {}),
    ...(email ? { email } : {}),
    ...peopleFrom(reading, placed),
  };
};

/** The patient of a bundle: the only one, or among several the one whom the order is for. */
export const findPatient = (reading: BundleReading): PlacedResource<'Patient'> | undefined => {
  const patients = reading.all('Patient');
  const told = patients.length === 0 && reading.isUnread('Patient');
  const patient = patients.length > 1 ? orderedFor(reading, patients) : patients[0];
  if (!patient && !told)
    reading.complain(
      'Bundle.entry',
      patients.length === 0
        ? 'holds no Patient that can be read'
        : 'holds several patients, and does not say whom the order is for',
      'Send one referral with one Patient.',
    );
  return patient;
};
