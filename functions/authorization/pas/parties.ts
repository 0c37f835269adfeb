import type {
  ContactPoint,
  Coverage,
  Identifier,
  Organization,
  Patient,
  Practitioner,
  PractitionerRole,
} from 'fhir/r4.js';
import type { Site } from '../../network/network.ts';
import type { Payer } from '../../payer/payer.ts';
import type { Address } from '../../platform/address.ts';
import type { CoverageClaimed, Prescriber, Submission } from '../../referral/referral.ts';
import { concept, extensions, ourSystems, pasSystems, profile, x12 } from './codes.ts';
import { type Entry, refer } from './resources.ts';

const meta = (name: string) => ({ meta: { profile: [profile(name)] } });

const addressOf = ({ line, city, state, postalCode }: Address) => ({
  line,
  city,
  state,
  postalCode,
  country: 'US',
});

const organization = (
  name: string,
  npi: string,
  kind: string,
  more: Partial<Organization> = {},
): Organization => ({
  resourceType: 'Organization',
  ...meta('profile-organization'),
  identifier: [{ system: pasSystems.npi, value: npi }],
  active: true,
  type: [concept(x12('98'), kind)],
  name,
  ...more,
});

/** Where someone can be reached: a telephone before a fax; undefined without either. */
export const writeContact = ({
  phone,
  fax,
}: {
  phone?: string | undefined;
  fax?: string | undefined;
}): ContactPoint | undefined => {
  if (phone) return { system: 'phone', value: phone };
  return fax ? { system: 'fax', value: fax } : undefined;
};

export const writeRequestor = ({ practice }: Submission): Organization => {
  const contact = writeContact(practice);
  return organization(practice.name, practice.npi, '1P', {
    ...meta('profile-requestor'),
    ...(contact ? { telecom: [contact] } : {}),
  });
};

/** X12 98: a house where care is given, or a service that comes to the patient. */
export const siteRole = ({ setting }: Pick<Site, 'setting'>): 'FA' | 'SJ' =>
  setting === 'home' ? 'SJ' : 'FA';

export const writeSite = (site: Site): Organization => {
  const contact = writeContact(site);
  return organization(site.name, site.npi, siteRole(site), {
    address: [addressOf(site.address)],
    ...(contact ? { telecom: [contact] } : {}),
  });
};

export const writeInsurer = ({ name, ediId }: Payer): Organization => ({
  resourceType: 'Organization',
  ...meta('profile-insurer'),
  identifier: [
    {
      type: concept(pasSystems.payerIdentifierType, 'payerid'),
      system: ourSystems.payer,
      value: ediId,
    },
  ],
  active: true,
  type: [concept(x12('98'), 'PR')],
  name,
});

const memberOf = ({ memberId, payerId }: CoverageClaimed): Identifier => ({
  type: concept(pasSystems.identifierType, 'MB'),
  system: ourSystems.member(payerId),
  value: memberId,
});

const nameOf = ({ given, middle, family, suffix }: Submission['patient']['name']) => ({
  family,
  ...(given ? { given: [given, ...(middle ? [middle] : [])] } : {}),
  ...(suffix ? { suffix: [suffix] } : {}),
});

/** Only what the payer needs to know who it is; no chart numbers, no telephone. */
export const writeBeneficiary = ({ patient }: Submission, coverage: CoverageClaimed): Patient => ({
  resourceType: 'Patient',
  ...meta('profile-beneficiary'),
  identifier: [memberOf(coverage)],
  name: [nameOf(patient.name)],
  gender: patient.sex,
  birthDate: patient.birthDate,
  ...(patient.address ? { address: [addressOf(patient.address)] } : {}),
});

/** The policy holder, of whom an order tells no more than the member id. */
export const writeSubscriber = (coverage: CoverageClaimed): Patient => ({
  resourceType: 'Patient',
  ...meta('profile-subscriber'),
  identifier: [memberOf(coverage)],
  name: [{ extension: [{ url: extensions.dataAbsent, valueCode: 'unknown' }] }],
  gender: 'unknown',
});

const relationships = { self: '18', spouse: '01', child: '19', other: 'G8' } as const;

export const writeCoverage = (
  coverage: CoverageClaimed,
  links: { patient: Entry; subscriber: Entry; insurer: Entry },
): Coverage => ({
  resourceType: 'Coverage',
  ...meta('profile-coverage'),
  identifier: [memberOf(coverage)],
  status: 'active',
  subscriber: refer(links.subscriber),
  subscriberId: coverage.memberId,
  beneficiary: refer(links.patient),
  relationship: {
    coding: [
      { system: pasSystems.relationship, code: coverage.relationship },
      { system: x12('1069'), code: relationships[coverage.relationship] },
    ],
  },
  payor: [refer(links.insurer)],
  ...(coverage.endsOn ? { period: { end: coverage.endsOn } } : {}),
  ...(coverage.groupNumber
    ? { class: [{ type: concept(pasSystems.coverageClass, 'group'), value: coverage.groupNumber }] }
    : {}),
});

export const writePractitioner = (npi: string, { name, phone }: Prescriber): Practitioner => {
  const contact = writeContact({ phone });
  const words = name.trim().split(/\s+/);
  const family = words.at(-1) ?? name;
  const given = words.slice(0, -1);
  return {
    resourceType: 'Practitioner',
    ...meta('profile-practitioner'),
    identifier: [{ system: pasSystems.npi, value: npi }],
    name: [{ text: name, family, ...(given.length > 0 ? { given } : {}) }],
    ...(contact ? { telecom: [contact] } : {}),
  };
};

export const writePractitionerRole = (
  links: { practitioner: Entry; organization: Entry },
  contact: ContactPoint,
  { specialties = [] }: Prescriber,
): PractitionerRole => ({
  resourceType: 'PractitionerRole',
  ...meta('profile-practitionerrole'),
  practitioner: refer(links.practitioner),
  organization: refer(links.organization),
  ...(specialties.length > 0
    ? { specialty: specialties.map((code) => concept(pasSystems.taxonomy, code)) }
    : {}),
  telecom: [contact],
});
