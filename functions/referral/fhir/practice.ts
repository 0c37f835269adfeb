import * as z from 'zod';
import {
  holdsOn,
  type Identifier,
  isSystem,
  type Reference,
  readCodes,
  systems,
} from '../../fhir/elements.ts';
import { findTelecom, nameText, shortened } from '../../fhir/values.ts';
import { CheckedNpi } from '../../platform/npi.ts';
import type { Submission } from '../referral.ts';
import type { BundleReading, PlacedResource } from './bundle.ts';

const npiOf = (identifiers: readonly Identifier[] = []): string | undefined => {
  const value = identifiers.find(({ system }) => isSystem(system, systems.npi))?.value;
  return value && CheckedNpi.safeParse(value).success ? value : undefined;
};

/** What is sent as an NPI and is none: not ten digits, or a wrong check digit. */
const npiAsSent = (identifiers: readonly Identifier[] = []): string | undefined =>
  identifiers.find(({ system, value }) => isSystem(system, systems.npi) && value?.trim())?.value;

const roleOf = (reading: BundleReading, requester: Reference | undefined) =>
  reading.get('PractitionerRole', requester) ??
  reading
    .all('PractitionerRole')
    .find(
      ({ resource }) =>
        requester !== undefined &&
        reading.get('Practitioner', resource.practitioner) !== undefined &&
        reading.get('Practitioner', resource.practitioner) ===
          reading.get('Practitioner', requester),
    );

/** What the prescriber is a specialist of, by every role of theirs that is in force. */
const specialtiesOf = (
  reading: BundleReading,
  practitioner: PlacedResource<'Practitioner'> | undefined,
  role: PlacedResource<'PractitionerRole'> | undefined,
): string[] => {
  const codes = new Set<string>();
  for (const one of reading.all('PractitionerRole')) {
    const { practitioner: whose, active, period, specialty = [] } = one.resource;
    const isTheirs = practitioner && reading.look('Practitioner', whose) === practitioner;
    if (one !== role && !isTheirs) continue;
    if (active === false || !holdsOn({ period }, reading.asOf)) continue;
    const told = specialty.flatMap((concept) => readCodes(concept, systems.taxonomy));
    if (one !== role && told.length > 0) reading.use(one.at, 'specialties of the prescriber');
    for (const code of told) if (/^[0-9A-Z]{10}$/.test(code)) codes.add(code);
  }
  return [...codes].slice(0, 5);
};

/**
 * The prescriber who asks for the order; one without an NPI is asked for by the rules. An NPI that
 * is none is kept as sent: nothing but the payer's request needs it, and that goes without.
 */
export const prescriberFrom = (
  reading: BundleReading,
  requester: Reference | undefined,
): Submission['prescriber'] => {
  const role = roleOf(reading, requester);
  const practitioner =
    reading.get('Practitioner', requester) ??
    reading.get('Practitioner', role?.resource.practitioner);
  const npi = npiOf(practitioner?.resource.identifier);
  const unreadable = npi ? undefined : npiAsSent(practitioner?.resource.identifier);
  const name =
    nameText(practitioner?.resource.name?.find((one) => holdsOn(one, reading.asOf))) ??
    requester?.display;
  if (!name || !(npi || unreadable)) return undefined;
  const phone =
    findTelecom(practitioner?.resource.telecom, 'phone', reading.asOf) ??
    findTelecom(role?.resource.telecom, 'phone', reading.asOf);
  const specialties = specialtiesOf(reading, practitioner, role);
  return {
    ...(npi ? { npi } : {}),
    ...(unreadable ? { npiAsSent: shortened(unreadable.trim(), 60) } : {}),
    name: name.slice(0, 100),
    ...(phone ? { phone } : {}),
    ...(specialties.length > 0 ? { specialties } : {}),
  };
};

/** The numbers that the prescriber carries, of the person and of the role. */
export const identifiersOfPrescriber = (
  reading: BundleReading,
  requester: Reference | undefined,
): Identifier[] => {
  const role = roleOf(reading, requester);
  const person =
    reading.get('Practitioner', requester) ??
    reading.get('Practitioner', role?.resource.practitioner);
  return [...(person?.resource.identifier ?? []), ...(role?.resource.identifier ?? [])];
};

const isPayer = ({ resource }: PlacedResource<'Organization'>): boolean =>
  (resource.identifier ?? []).some(
    ({ system }) => system === systems.payer || system === systems.naic,
  );

/**
 * The practice that refers: the requester's organization, the requester if it is one, or the only
 * organization with an NPI that is not a payer.
 */
export const practiceFrom = (
  reading: BundleReading,
  requester: Reference | undefined,
): Submission['practice'] | undefined => {
  const role = roleOf(reading, requester);
  const others = reading
    .all('Organization')
    .filter((one) => !isPayer(one) && npiOf(one.resource.identifier));
  const practice =
    reading.get('Organization', role?.resource.organization) ??
    reading.get('Organization', requester) ??
    (others.length === 1 ? others[0] : undefined);
  if (!practice) {
    reading.complain(
      'Bundle.entry',
      'holds no Organization with an NPI that stands for the practice',
      'Add it, and refer to it from the PractitionerRole of the requester.',
    );
    return undefined;
  }
  const { at, resource } = practice;
  const npi = npiOf(resource.identifier);
  if (!npi)
    reading.complain(
      `${at}.identifier`,
      'has no 10-digit NPI with a valid check digit',
      `Add an identifier of ${systems.npi}.`,
    );
  if (!resource.name) reading.complain(`${at}.name`, 'is missing', 'Add the name of the practice.');
  const email = findTelecom(resource.telecom, 'email', reading.asOf);
  if (email !== undefined && !z.email().safeParse(email).success)
    reading.complain(
      `${at}.telecom`,
      'has an e-mail address that is none',
      'Correct it or leave it out.',
    );
  if (!npi || !resource.name) return undefined;
  const phone = findTelecom(resource.telecom, 'phone', reading.asOf);
  const fax = findTelecom(resource.telecom, 'fax', reading.asOf);
  return {
    npi,
    name: resource.name.slice(0, 100),
    ...(phone ? { phone: phone.slice(0, 30) } : {}),
    ...(fax ? { fax: fax.slice(0, 30) } : {}),
    ...(email ? { email } : {}),
  };
};
