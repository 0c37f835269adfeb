import type { Coverage, Organization, Patient, Practitioner, PractitionerRole } from 'fhir/r4.js';
import type { Payer } from '../coverage/payer.ts';
import type { Address, CoverageClaimed, Submission } from '../referral/referral.ts';
import type { Site } from '../scheduling/network.ts';
import { concept, extensions, ourSystems, profile, systems, x12 } from './pas-codes.ts';

import { type Entry, refer } from './pas-resources.ts';

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
  identifier: [{ system: systems.npi, value: npi }],
  active: true,
  type: [concept(x12('98'), kind)],
  name,
  ...more,
});

export const requestorOf = ({ practice }: Submission): Organization =>
  organization(practice.name, practice.npi, '1P', {
    ...meta('profile-requestor'),
    ...(practice.phone ? { telecom: [{ system: 'phone', value: practice.phone }] } : {}),
  });

export const siteOf = ({ name, npi, address, setting }: Site): Organization =>
  organization(name, npi, setting === 'home' ? 'SJ' : 'FA', { address: [addressOf(address)] });

export const insurerOf = ({ name, ediId }: Payer): Organization => ({
  resourceType: 'Organization',
  ...meta('profile-insurer'),
  identifier: [
    {
      type: concept(systems.payerIdentifierType, 'payerid'),
      system: ourSystems.payer,
      value: ediId,
    },
  ],
  active: true,
  type: [concept(x12('98'), 'PR')],
  name,
});

/** Only what the payer needs to know who it is; no chart numbers, no telephone. */
export const beneficiaryOf = (
  { patient }: Submission,
  { memberId, payerId }: CoverageClaimed,
): Patient => ({
  resourceType: 'Patient',
  ...meta('profile-beneficiary'),
  identifier: [
    {
      type: concept(systems.identifierType, 'MB'),
      system: ourSystems.member(payerId),
      value: memberId,
    },
  ],
  name: [{ family: patient.name.family, given: [patient.name.given] }],
  gender: patient.sex,
  birthDate: patient.birthDate,
  ...(patient.address ? { address: [addressOf(patient.address)] } : {}),
});

/** The policy holder, of whom an order tells no more than the member id. */
export const subscriberOf = ({ memberId, payerId }: CoverageClaimed): Patient => ({
  resourceType: 'Patient',
  ...meta('profile-subscriber'),
  identifier: [
    {
      type: concept(systems.identifierType, 'MB'),
      system: ourSystems.member(payerId),
      value: memberId,
    },
  ],
  name: [{ extension: [{ url: extensions.dataAbsent, valueCode: 'unknown' }] }],
  gender: 'unknown',
});

const relationships = { self: '18', spouse: '01', child: '19', other: 'G8' } as const;

export const coverageOf = (
  { memberId, groupNumber, relationship, payerId }: CoverageClaimed,
  links: { patient: Entry; subscriber: Entry; insurer: Entry },
): Coverage => ({
  resourceType: 'Coverage',
  ...meta('profile-coverage'),
  identifier: [
    {
      type: concept(systems.identifierType, 'MB'),
      system: ourSystems.member(payerId),
      value: memberId,
    },
  ],
  status: 'active',
  subscriber: refer(links.subscriber),
  subscriberId: memberId,
  beneficiary: refer(links.patient),
  relationship: {
    coding: [
      { system: systems.relationship, code: relationship },
      { system: x12('1069'), code: relationships[relationship] },
    ],
  },
  payor: [refer(links.insurer)],
  ...(groupNumber
    ? { class: [{ type: concept(systems.coverageClass, 'group'), value: groupNumber }] }
    : {}),
});

export const practitionerOf = ({ npi, name }: { npi: string; name: string }): Practitioner => {
  const words = name.trim().split(/\s+/);
  const family = words.at(-1) ?? name;
  const given = words.slice(0, -1);
  return {
    resourceType: 'Practitioner',
    ...meta('profile-practitioner'),
    identifier: [{ system: systems.npi, value: npi }],
    name: [{ text: name, family, ...(given.length > 0 ? { given } : {}) }],
  };
};

export const practitionerRoleOf = (
  links: { practitioner: Entry; organization: Entry },
  phone: string,
): PractitionerRole => ({
  resourceType: 'PractitionerRole',
  ...meta('profile-practitionerrole'),
  practitioner: refer(links.practitioner),
  organization: refer(links.organization),
  telecom: [{ system: 'phone', value: phone }],
});
