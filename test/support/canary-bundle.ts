import { type Canaries, canariesOf } from './canary.ts';

const dayMs = 86_400_000;

export type CanaryCase = {
  /** The person; each has canaries of its own. */
  number: number;
  /** Epoch milliseconds of the service's clock. */
  nowMs: number;
  payerId: string;
  /** Ends the member id: how the simulated payer decides. */
  ending?: string;
  /** FHIR resource types left out, for orders that are incomplete. */
  without?: readonly string[];
};

const npi = (value: string) => ({ system: 'http://hl7.org/fhir/sid/us-npi', value });
const phone = (value: string, use = 'home') => ({ system: 'phone', use, value });
const patient = { reference: 'Patient/p' };

const patientOf = (of: Canaries) => ({
  resourceType: 'Patient',
  id: 'p',
  identifier: [{ system: 'urn:example:chart', value: of.medicalRecordNumber }],
  name: [{ use: 'official', family: of.family, given: [of.given] }],
  gender: 'male',
  birthDate: of.birthDate,
  address: [
    { use: 'home', line: [of.street], city: of.city, state: 'IL', postalCode: of.postalCode },
  ],
  telecom: [phone(of.phone, 'mobile'), { system: 'email', value: of.email }],
  communication: [{ language: { coding: [{ code: 'en' }] }, preferred: true }],
  contact: [
    {
      relationship: [{ coding: [{ code: 'C' }] }],
      name: { text: of.contactName },
      telecom: [phone(of.contactPhone)],
    },
  ],
});

const practice = [
  {
    resourceType: 'Organization',
    id: 'practice',
    identifier: [npi('1234567893')],
    name: 'Lakeside Rheumatology',
    telecom: [phone('+13125550100', 'work')],
  },
  {
    resourceType: 'Practitioner',
    id: 'doctor',
    identifier: [npi('1000000012')],
    name: [{ text: 'Imogen Testwell' }],
    telecom: [phone('+13125550101', 'work')],
  },
  {
    resourceType: 'PractitionerRole',
    id: 'role',
    practitioner: { reference: 'Practitioner/doctor' },
    organization: { reference: 'Organization/practice' },
  },
];

const coverageOf = (of: Canaries, payerId: string, ending: string) => [
  {
    resourceType: 'Organization',
    id: 'payer',
    identifier: [{ system: 'urn:dripline:payer', value: payerId }],
    name: 'The payer',
  },
  {
    resourceType: 'Coverage',
    id: 'coverage',
    status: 'active',
    order: 1,
    subscriberId: `${of.memberId}${ending}`,
    beneficiary: patient,
    relationship: { coding: [{ code: 'self' }] },
    payor: [{ reference: 'Organization/payer' }],
    class: [{ type: { coding: [{ code: 'group' }] }, value: of.groupNumber }],
  },
];

const drugs = (of: Canaries, day: (offset: number) => string) => [
  {
    resourceType: 'MedicationRequest',
    id: 'order',
    status: 'active',
    intent: 'order',
    subject: patient,
    authoredOn: `${day(-2)}T15:30:00Z`,
    requester: { reference: 'PractitionerRole/role' },
    medicationCodeableConcept: {
      coding: [
        { system: 'http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets', code: 'J1745' },
      ],
      text: of.drug,
    },
    reasonReference: [{ reference: 'Condition/reason' }],
    // Words that an instruction has of the reason are known; others would be asked back.
    reasonCode: [{ text: of.dosageText }],
    dosageInstruction: [
      {
        text: of.dosageText,
        timing: {
          event: [day(14), day(28), day(56)],
          repeat: { duration: 120, durationUnit: 'min' },
        },
        route: { coding: [{ system: 'http://snomed.info/sct', code: '47625008' }] },
        site: { text: 'peripheral vein' },
        doseAndRate: [
          {
            doseQuantity: {
              value: 5,
              unit: 'mg/kg',
              system: 'http://unitsofmeasure.org',
              code: 'mg/kg',
            },
          },
        ],
      },
    ],
    dispenseRequest: { numberOfRepeatsAllowed: 2 },
    extension: [{ url: 'urn:dripline:first-dose', valueBoolean: true }],
  },
  {
    resourceType: 'MedicationRequest',
    id: 'premedication',
    status: 'active',
    intent: 'order',
    subject: patient,
    medicationCodeableConcept: { text: of.premedication },
    dosageInstruction: [{ text: 'by mouth before' }],
  },
  {
    resourceType: 'MedicationRequest',
    id: 'rescue',
    status: 'active',
    intent: 'order',
    subject: patient,
    medicationCodeableConcept: { text: 'epinephrine 0.3 mg' },
    dosageInstruction: [{ text: 'for anaphylaxis', asNeededBoolean: true }],
  },
  {
    resourceType: 'MedicationRequest',
    id: 'prior',
    status: 'stopped',
    intent: 'order',
    subject: patient,
    medicationCodeableConcept: { text: of.priorDrug },
    statusReason: { text: of.priorOutcome },
  },
];

const clinical = (of: Canaries, day: (offset: number) => string) => {
  const observation = (id: string, code: string, value: object) => ({
    resourceType: 'Observation',
    id,
    status: 'final',
    subject: patient,
    code: { coding: [{ system: 'http://loinc.org', code }] },
    effectiveDateTime: day(-20),
    ...value,
  });
  const negative = { coding: [{ system: 'http://snomed.info/sct', code: '260385009' }] };
  return [
    {
      resourceType: 'Condition',
      id: 'reason',
      subject: patient,
      code: {
        coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: of.diagnosisCode }],
        text: of.diagnosis,
      },
    },
    observation('weight', '29463-7', { valueQuantity: { value: Number(of.weight), code: 'kg' } }),
    observation('height', '8302-2', { valueQuantity: { value: 171, code: 'cm' } }),
    ...['71774-4', '5196-1', '13952-7'].map((code) =>
      observation(`screen-${code}`, code, { valueCodeableConcept: negative }),
    ),
    observation('other', '30313-1', { valueString: of.result }),
    {
      resourceType: 'AllergyIntolerance',
      id: 'allergy',
      patient,
      code: { text: of.allergy },
      reaction: [{ manifestation: [{ text: of.reaction }] }],
    },
  ];
};

const documentOf = (of: Canaries) => ({
  resourceType: 'DocumentReference',
  id: 'document',
  status: 'current',
  type: { coding: [{ system: 'http://loinc.org', code: '11488-4' }] },
  content: [
    {
      attachment: {
        contentType: 'text/plain',
        title: of.documentTitle,
        data: Buffer.from(of.documentContent).toString('base64'),
      },
    },
  ],
});

/** A complete referral in which every PHI field is a canary. */
export const canaryBundle = ({ number, nowMs, payerId, ending = '', without = [] }: CanaryCase) => {
  const of = canariesOf(number);
  const day = (offset: number) => new Date(nowMs + offset * dayMs).toISOString().slice(0, 10);
  const resources = [
    patientOf(of),
    ...practice,
    ...coverageOf(of, payerId, ending),
    ...drugs(of, day),
    ...clinical(of, day),
    documentOf(of),
  ];
  return {
    resourceType: 'Bundle',
    type: 'transaction',
    identifier: { system: 'urn:example:bundle', value: `bundle-${number}-${nowMs}` },
    entry: resources
      .filter(({ resourceType }) => !without.includes(resourceType))
      .map((resource) => ({
        fullUrl: `${resource.resourceType}/${resource.id}`,
        resource,
        request: { method: 'POST', url: resource.resourceType },
      })),
  };
};
