import type {
  Coverage,
  DocumentReference,
  Extension,
  FhirResource,
  MedicationRequest,
  Organization,
  Patient,
  Practitioner,
  PractitionerRole,
  Reference,
} from 'fhir/r4.js';
import type { Payer } from '../coverage/payer.ts';
import { sha256 } from '../platform/canonical.ts';
import type { Address, CoverageClaimed, Order, Submission } from '../referral/referral.ts';
import type { Therapy } from '../referral/therapy.ts';
import type { Site } from '../scheduling/network.ts';
import { concept, extensions, ourSystems, profile, systems, x12 } from './pas-codes.ts';

/** A resource of a request with the name that the others call it by. */
export type Entry<R extends FhirResource = FhirResource> = { fullUrl: string; resource: R };

/** A supporting document with its content in base64. */
export type SentDocument = { title: string; type?: string; contentType: string; data: string };

/** The same name for the same thing in every sending of one authorization. */
export const uuidOf = (...words: string[]): string => {
  const hex = sha256(JSON.stringify(words));
  // Version 8 of RFC 9562: made by our own rule.
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${((Number.parseInt(hex.charAt(16), 16) & 3) | 8).toString(16)}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
};

export const urnOf = (...words: string[]): string => `urn:uuid:${uuidOf(...words)}`;

export const refer = ({ fullUrl }: { fullUrl: string }): Reference => ({ reference: fullUrl });

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

/** FHIR writes decimals as JSON numbers; an ordered dose is far within their exact range. */
const decimalNumber = (text: string): number => Number(text);

const ucum: Readonly<Record<string, string>> = { units: '[iU]' };

const timingOf = ({ frequency, doses }: Order) =>
  frequency?.intervalDays
    ? {
        timing: {
          repeat: {
            frequency: 1,
            period: frequency.intervalDays,
            periodUnit: 'd' as const,
            ...(doses ? { count: doses } : {}),
          },
        },
      }
    : {};

/** The dosing in words, for payers that read only text: loading days stand in no coded field. */
export const dosingText = ({ drug, dose, route, frequency, doses }: Order): string =>
  [
    drug,
    dose ? `${dose.value} ${dose.unit}` : '',
    route ?? '',
    frequency?.loadingDays.length ? `on days ${frequency.loadingDays.join(', ')}` : '',
    frequency?.intervalDays ? `then every ${frequency.intervalDays} days` : '',
    doses ? `${doses} doses` : '',
  ]
    .filter(Boolean)
    .join(', ');

export const medicationRequestOf = (
  { order }: Submission,
  therapy: Therapy,
  links: { patient: Entry; requester: Entry },
): MedicationRequest => ({
  resourceType: 'MedicationRequest',
  ...meta('profile-medicationrequest'),
  status: 'active',
  intent: 'order',
  medicationCodeableConcept: {
    ...(therapy.rxnorm[0] ? { coding: [{ system: systems.rxnorm, code: therapy.rxnorm[0] }] } : {}),
    text: order.drug,
  },
  subject: refer(links.patient),
  ...(order.signedAt ? { authoredOn: order.signedAt } : {}),
  requester: refer(links.requester),
  dosageInstruction: [
    {
      text: dosingText(order),
      ...timingOf(order),
      ...(order.dose
        ? {
            doseAndRate: [
              {
                doseQuantity: {
                  value: decimalNumber(order.dose.value),
                  unit: order.dose.unit,
                  system: systems.ucum,
                  code: ucum[order.dose.unit] ?? order.dose.unit,
                },
              },
            ],
          }
        : {}),
    },
  ],
});

/** LOINC 34133-9, a summary of care, where a document does not say what it is. */
const untypedDocument = '34133-9';

export const documentOf = (document: SentDocument, patient: Entry): DocumentReference => ({
  resourceType: 'DocumentReference',
  ...meta('profile-documentreference'),
  status: 'current',
  type: concept(systems.loinc, document.type ?? untypedDocument),
  category: [concept(systems.documentCategory, 'clinical-note')],
  subject: refer(patient),
  content: [
    {
      attachment: {
        contentType: document.contentType,
        title: document.title,
        data: document.data,
      },
    },
  ],
});

export const extension = (url: string, code: { system: string; code: string }): Extension => ({
  url,
  valueCodeableConcept: concept(code.system, code.code),
});
