import { conceptWords, holdsOn } from '../../fhir/elements.ts';
import { findEmail, findTelecom, shortened, wholeDate } from '../../fhir/values.ts';
import { lookup } from '../../platform/lookup.ts';
import { readLanguage } from '../language.ts';
import { nameInText, separateSuffix, singleName } from '../person/name.ts';
import type { PatientClaimed } from '../referral.ts';
import { addressFrom } from './address.ts';
import type { BundleReading, PlacedResource } from './bundle.ts';
import { peopleFrom } from './related-people.ts';
import { orderedFor } from './whose-order.ts';

type Resource = PlacedResource<'Patient'>['resource'];

const sexes = ['female', 'male', 'other', 'unknown'];
/** Letters of HL7 v2, table 0001. */
const sexLetters = lookup<string>({ F: 'female', M: 'male', O: 'other', U: 'unknown' });

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

/** Uses of a name, the legal one first; a nickname is nobody's name on a claim. */
const nameUses = ['official', 'usual', undefined, 'temp', 'nickname', 'anonymous'];
const nickname = nameUses.indexOf('nickname');

/** The name in force: the official one before others. */
const nameFrom = (
  { name = [] }: Resource,
  asOf: string,
): Pick<PatientClaimed, 'name' | 'nameAsSent'> => {
  const rank = ({ use }: { use?: string | undefined }) => {
    const at = nameUses.indexOf(use);
    return at < 0 ? 2 : at;
  };
  const inForce = name
    .filter((one) => holdsOn(one, asOf))
    .sort((one, other) => rank(one) - rank(other));
  // One that is told in its parts says what another tells as one text.
  const chosen =
    inForce.find((one) => one.family && one.given?.length && rank(one) < nickname) ?? inForce[0];
  const [given = '', ...middle] = (chosen?.given ?? []).map((one) => one.trim()).filter(Boolean);
  const family = (chosen?.family ?? '').trim();
  const text = (chosen?.text ?? '').trim();
  // Of several given names alone nobody says which one is the family's.
  const written = family ? '' : [given, ...middle].filter(Boolean).join(' ') || text;
  const inText = nameInText(written);
  const single = inText ? undefined : singleName(written);
  if (single) return { name: single };
  if (inText && given) return { name: inText.name, nameAsSent: shortened(written, 200) };
  if (inText)
    return { name: inText.name, ...(inText.isSure ? {} : { nameAsSent: shortened(text, 200) }) };
  return {
    name: separateSuffix(
      {
        given: given.slice(0, 60),
        ...(middle.length > 0 ? { middle: middle.join(' ').slice(0, 60) } : {}),
        family: family.slice(0, 60),
      },
      chosen?.suffix,
    ),
  };
};

/** A practice's chart numbers whose system it does not name; they are its own all the same. */
const unnamedCharts = 'urn:chart-number';

/** Identifiers in force, chart numbers first: persons are matched by them. */
const identifiersFrom = ({ identifier = [] }: Resource, asOf: string) => {
  const isChart = ({ type }: (typeof identifier)[number]) =>
    (type?.coding ?? []).some(({ code }) => code === 'MR');
  return identifier
    .filter((one) => holdsOn(one, asOf))
    .sort((one, other) => Number(isChart(other)) - Number(isChart(one)))
    .flatMap((one) => {
      const { system = isChart(one) ? unnamedCharts : '' } = one;
      const value = (one.value ?? '').trim();
      return system && value && value.length <= 60 && system.length <= 200
        ? [{ system, value }]
        : [];
    })
    .slice(0, 10);
};

/** US Core 7 says it with a code, the extension of FHIR with a boolean. */
const needsInterpreter = ({ extension = [] }: Resource): boolean =>
  extension.some(
    ({ url = '', valueBoolean, valueCoding }) =>
      /interpreter-?(needed|required)$/i.test(url) &&
      (valueBoolean === true || valueCoding?.code === '373066001'),
  );

/** The patient the order is for; name, full birth date and sex are what no referral can lack. */
export const patientFrom = (
  reading: BundleReading,
  placed: PlacedResource<'Patient'>,
): PatientClaimed => {
  const { complain, asOf } = reading;
  const { at, resource } = placed;
  const { name, ...asSent } = nameFrom(resource, asOf);
  const birthDate = resource.birthDate?.length === 10 ? wholeDate(resource.birthDate) : undefined;
  const gender = resource.gender?.trim() ?? '';
  const sex = sexes.find(
    (known) => known === (sexLetters[gender.toUpperCase()] ?? gender.toLowerCase()),
  );
  if (!name.family) complain(`${at}.name.family`, 'is missing', 'Add the name.');
  if (!birthDate)
    complain(`${at}.birthDate`, 'must be a full date, YYYY-MM-DD', 'Add year, month and day.');
  if (!sex) complain(`${at}.gender`, 'must be a FHIR gender', `Use one of: ${sexes.join(', ')}.`);
  const phone = findTelecom(resource.telecom, 'phone', asOf);
  const email = findEmail(resource.telecom, asOf);
  return {
    name,
    ...asSent,
    birthDate: birthDate ?? '',
    sex: (sex ?? 'unknown') as PatientClaimed['sex'],
    identifiers: identifiersFrom(resource, asOf),
    ...languageFrom(resource),
    ...(needsInterpreter(resource) ? { interpreter: true } : {}),
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
