import * as z from 'zod';
import {
  CodeableConcept,
  Dosage,
  Extension,
  FhirAddress,
  FhirContactPoint,
  FhirQuantity,
  HumanName,
  Identifier,
  Period,
  Reference,
} from '../../fhir/elements.ts';
import { judgeOf } from '../../fhir/sound.ts';
import { atFirstUse } from '../../platform/at-first-use.ts';
import { inWords } from '../../platform/complaint-words.ts';

/** FHIR R4 resources as US Core 7 profiles them, only the elements that the mapping reads. */
const text = z.string().max(2000);
/** Reports and remarks, which people write at length. */
const prose = z.string().max(100_000);
const list = <T extends z.ZodType>(of: T) => z.array(of).max(200);

const Patient = z.looseObject({
  identifier: list(Identifier).optional(),
  name: list(HumanName).optional(),
  gender: text.optional(),
  birthDate: text.optional(),
  address: list(FhirAddress).optional(),
  telecom: list(FhirContactPoint).optional(),
  communication: list(
    z.looseObject({ language: CodeableConcept.optional(), preferred: z.boolean().optional() }),
  ).optional(),
  contact: list(
    z.looseObject({
      relationship: list(CodeableConcept).optional(),
      name: HumanName.optional(),
      telecom: list(FhirContactPoint).optional(),
      organization: Reference.optional(),
      period: Period.optional(),
    }),
  ).optional(),
  extension: list(Extension).optional(),
  managingOrganization: Reference.optional(),
});

const RelatedPerson = z.looseObject({
  active: z.boolean().optional(),
  patient: Reference.optional(),
  relationship: list(CodeableConcept).optional(),
  name: list(HumanName).optional(),
  telecom: list(FhirContactPoint).optional(),
  period: Period.optional(),
});

const Coverage = z.looseObject({
  status: text.optional(),
  period: Period.optional(),
  order: z.number().int().optional(),
  identifier: list(Identifier).optional(),
  type: CodeableConcept.optional(),
  subscriber: Reference.optional(),
  subscriberId: text.optional(),
  beneficiary: Reference.optional(),
  relationship: CodeableConcept.optional(),
  payor: list(Reference).optional(),
  class: list(
    z.looseObject({ type: CodeableConcept.optional(), value: text.optional() }),
  ).optional(),
});

const Organization = z.looseObject({
  identifier: list(Identifier).optional(),
  type: list(CodeableConcept).optional(),
  name: text.optional(),
  telecom: list(FhirContactPoint).optional(),
});

const Practitioner = z.looseObject({
  identifier: list(Identifier).optional(),
  name: list(HumanName).optional(),
  telecom: list(FhirContactPoint).optional(),
});

const PractitionerRole = z.looseObject({
  identifier: list(Identifier).optional(),
  active: z.boolean().optional(),
  period: Period.optional(),
  practitioner: Reference.optional(),
  organization: Reference.optional(),
  telecom: list(FhirContactPoint).optional(),
  specialty: list(CodeableConcept).optional(),
});

const Condition = z.looseObject({
  clinicalStatus: CodeableConcept.optional(),
  verificationStatus: CodeableConcept.optional(),
  code: CodeableConcept.optional(),
  subject: Reference.optional(),
  severity: CodeableConcept.optional(),
  stage: list(z.looseObject({ summary: CodeableConcept.optional() })).optional(),
  note: list(z.looseObject({ text: prose.optional() })).optional(),
  onsetDateTime: text.optional(),
  onsetPeriod: Period.optional(),
  abatementDateTime: text.optional(),
  abatementPeriod: Period.optional(),
  recordedDate: text.optional(),
});

const Medication = z.looseObject({
  code: CodeableConcept.optional(),
  ingredient: list(z.looseObject({ itemCodeableConcept: CodeableConcept.optional() })).optional(),
});

const MedicationRequest = z.looseObject({
  status: text.optional(),
  statusReason: CodeableConcept.optional(),
  intent: text.optional(),
  priority: text.optional(),
  medicationCodeableConcept: CodeableConcept.optional(),
  medicationReference: Reference.optional(),
  subject: Reference.optional(),
  authoredOn: text.optional(),
  requester: Reference.optional(),
  performerType: CodeableConcept.optional(),
  reasonCode: list(CodeableConcept).optional(),
  reasonReference: list(Reference).optional(),
  basedOn: list(Reference).optional(),
  groupIdentifier: Identifier.optional(),
  note: list(z.looseObject({ text: prose.optional() })).optional(),
  dosageInstruction: list(Dosage).optional(),
  dispenseRequest: z
    .looseObject({
      validityPeriod: Period.optional(),
      numberOfRepeatsAllowed: z.number().int().min(0).optional(),
      expectedSupplyDuration: FhirQuantity.optional(),
    })
    .optional(),
  substitution: z
    .looseObject({
      allowedBoolean: z.boolean().optional(),
      allowedCodeableConcept: CodeableConcept.optional(),
    })
    .optional(),
  priorPrescription: Reference.optional(),
  detectedIssue: list(Reference).optional(),
  /** Told by somebody, rather than ordered. */
  reportedBoolean: z.boolean().optional(),
  reportedReference: Reference.optional(),
  extension: list(Extension).optional(),
});

const MedicationDispense = z.looseObject({
  status: text.optional(),
  medicationCodeableConcept: CodeableConcept.optional(),
  medicationReference: Reference.optional(),
  whenPrepared: text.optional(),
  whenHandedOver: text.optional(),
  daysSupply: FhirQuantity.optional(),
  dosageInstruction: list(z.looseObject({ text: text.optional() })).optional(),
});

const MedicationAdministration = z.looseObject({
  status: text.optional(),
  medicationCodeableConcept: CodeableConcept.optional(),
  medicationReference: Reference.optional(),
  effectiveDateTime: text.optional(),
  effectivePeriod: Period.optional(),
  dosage: z.looseObject({ text: text.optional() }).optional(),
  note: list(z.looseObject({ text: prose.optional() })).optional(),
});

const MedicationStatement = z.looseObject({
  status: text.optional(),
  statusReason: list(CodeableConcept).optional(),
  medicationCodeableConcept: CodeableConcept.optional(),
  medicationReference: Reference.optional(),
  effectiveDateTime: text.optional(),
  effectivePeriod: Period.optional(),
  dosage: list(z.looseObject({ text: text.optional() })).optional(),
  note: list(z.looseObject({ text: prose.optional() })).optional(),
});

const Immunization = z.looseObject({
  status: text.optional(),
  vaccineCode: CodeableConcept.optional(),
  occurrenceDateTime: text.optional(),
  isSubpotent: z.boolean().optional(),
});

const ServiceRequest = z.looseObject({
  status: text.optional(),
  intent: text.optional(),
  priority: text.optional(),
  code: CodeableConcept.optional(),
  requester: Reference.optional(),
  occurrenceDateTime: text.optional(),
  occurrencePeriod: Period.optional(),
  occurrenceTiming: z
    .looseObject({ repeat: z.looseObject({ boundsPeriod: Period.optional() }).optional() })
    .optional(),
  locationCode: list(CodeableConcept).optional(),
  basedOn: list(Reference).optional(),
  requisition: Identifier.optional(),
  reasonReference: list(Reference).optional(),
  note: list(z.looseObject({ text: prose.optional() })).optional(),
  patientInstruction: prose.optional(),
  orderDetail: list(CodeableConcept).optional(),
});

/** What an observation, or a part of one, says. */
const observed = {
  code: CodeableConcept.optional(),
  valueQuantity: FhirQuantity.optional(),
  valueCodeableConcept: CodeableConcept.optional(),
  valueString: prose.optional(),
  valueInteger: z.number().optional(),
  valueBoolean: z.boolean().optional(),
  valueDateTime: text.optional(),
  valueRange: z
    .looseObject({ low: FhirQuantity.optional(), high: FhirQuantity.optional() })
    .optional(),
  valueRatio: z
    .looseObject({ numerator: FhirQuantity.optional(), denominator: FhirQuantity.optional() })
    .optional(),
  dataAbsentReason: CodeableConcept.optional(),
  interpretation: list(CodeableConcept).optional(),
  referenceRange: list(
    z.looseObject({
      type: CodeableConcept.optional(),
      low: FhirQuantity.optional(),
      high: FhirQuantity.optional(),
    }),
  ).optional(),
};

const Observation = z.looseObject({
  ...observed,
  status: text.optional(),
  subject: Reference.optional(),
  effectiveDateTime: text.optional(),
  effectivePeriod: Period.optional(),
  effectiveInstant: text.optional(),
  effectiveTiming: z.looseObject({ event: list(text).optional() }).optional(),
  issued: text.optional(),
  specimen: Reference.optional(),
  /** What it is about where that is not its subject: a fetus, a donor, a device. */
  focus: list(Reference).optional(),
  hasMember: list(Reference).optional(),
  method: CodeableConcept.optional(),
  note: list(z.looseObject({ text: prose.optional() })).optional(),
  component: list(z.looseObject(observed)).optional(),
});

const DiagnosticReport = z.looseObject({
  status: text.optional(),
  code: CodeableConcept.optional(),
  effectiveDateTime: text.optional(),
  effectivePeriod: Period.optional(),
  issued: text.optional(),
  result: list(Reference).optional(),
  conclusion: prose.optional(),
  conclusionCode: list(CodeableConcept).optional(),
  presentedForm: list(z.looseObject({ contentType: text.optional() })).optional(),
});

const AllergyIntolerance = z.looseObject({
  clinicalStatus: CodeableConcept.optional(),
  verificationStatus: CodeableConcept.optional(),
  code: CodeableConcept.optional(),
  patient: Reference.optional(),
  reaction: list(
    z.looseObject({
      substance: CodeableConcept.optional(),
      manifestation: list(CodeableConcept).optional(),
      description: prose.optional(),
    }),
  ).optional(),
  note: list(z.looseObject({ text: prose.optional() })).optional(),
});

/** What is remarked of the patient in kinds of resource that are no condition and may tell of one. */
const Procedure = z.looseObject({
  status: text.optional(),
  code: CodeableConcept.optional(),
  performedDateTime: text.optional(),
  performedPeriod: Period.optional(),
  note: list(z.looseObject({ text: prose.optional() })).optional(),
});

const Device = z.looseObject({
  status: text.optional(),
  type: CodeableConcept.optional(),
  deviceName: list(z.looseObject({ name: text.optional() })).optional(),
  manufactureDate: text.optional(),
  patient: Reference.optional(),
  note: list(z.looseObject({ text: prose.optional() })).optional(),
});

const DeviceUseStatement = z.looseObject({
  status: text.optional(),
  device: Reference.optional(),
  subject: Reference.optional(),
  timingDateTime: text.optional(),
  timingPeriod: Period.optional(),
  bodySite: CodeableConcept.optional(),
  note: list(z.looseObject({ text: prose.optional() })).optional(),
});

const Location = z.looseObject({
  identifier: list(Identifier).optional(),
  name: text.optional(),
  type: list(CodeableConcept).optional(),
});

const Encounter = z.looseObject({
  status: text.optional(),
  class: z.looseObject({ code: text.optional() }).optional(),
  period: Period.optional(),
  hospitalization: z
    .looseObject({
      dischargeDisposition: CodeableConcept.optional(),
      destination: Reference.optional(),
    })
    .optional(),
  location: list(z.looseObject({ location: Reference.optional() })).optional(),
  serviceProvider: Reference.optional(),
});

const CareTeam = z.looseObject({
  status: text.optional(),
  period: Period.optional(),
  participant: list(
    z.looseObject({ role: list(CodeableConcept).optional(), period: Period.optional() }),
  ).optional(),
});

const AdverseEvent = z.looseObject({
  actuality: text.optional(),
  event: CodeableConcept.optional(),
  date: text.optional(),
  seriousness: CodeableConcept.optional(),
  severity: CodeableConcept.optional(),
  suspectEntity: list(z.looseObject({ instance: Reference.optional() })).optional(),
});

const Flag = z.looseObject({
  status: text.optional(),
  category: list(CodeableConcept).optional(),
  code: CodeableConcept.optional(),
  subject: Reference.optional(),
  period: Period.optional(),
});

const DetectedIssue = z.looseObject({
  status: text.optional(),
  severity: text.optional(),
  code: CodeableConcept.optional(),
  patient: Reference.optional(),
  detail: prose.optional(),
  identifiedDateTime: text.optional(),
  implicated: list(Reference).optional(),
});

const ClinicalImpression = z.looseObject({
  status: text.optional(),
  summary: prose.optional(),
  description: prose.optional(),
  finding: list(z.looseObject({ itemCodeableConcept: CodeableConcept.optional() })).optional(),
  note: list(z.looseObject({ text: prose.optional() })).optional(),
});

const data = z.string().max(8_000_000, 'must be at most 8,000,000 characters');

const DocumentReference = z.looseObject({
  status: text.optional(),
  type: CodeableConcept.optional(),
  subject: Reference.optional(),
  description: prose.optional(),
  content: list(
    z.looseObject({
      attachment: z
        .looseObject({
          contentType: text.optional(),
          title: text.optional(),
          url: text.optional(),
          data: data.optional(),
        })
        .optional(),
    }),
  ).optional(),
});

const Binary = z.looseObject({ contentType: text.optional(), data: data.optional() });

/** A list of a chart, which says why it holds nothing. */
const List = z.looseObject({
  status: text.optional(),
  code: CodeableConcept.optional(),
  emptyReason: CodeableConcept.optional(),
  entry: list(z.looseObject({ item: Reference.optional() })).optional(),
});

const Provenance = z.looseObject({
  target: list(Reference).optional(),
  signature: list(z.looseObject({ when: text.optional() })).optional(),
});

/** Every resource type that is read; others may stand in a bundle, and are accounted for. */
export const resources = {
  Patient,
  RelatedPerson,
  Coverage,
  Organization,
  Practitioner,
  PractitionerRole,
  Condition,
  Medication,
  MedicationRequest,
  MedicationAdministration,
  MedicationDispense,
  MedicationStatement,
  Immunization,
  ServiceRequest,
  Observation,
  DiagnosticReport,
  AllergyIntolerance,
  Procedure,
  Device,
  DeviceUseStatement,
  Location,
  Encounter,
  CareTeam,
  AdverseEvent,
  Flag,
  DetectedIssue,
  ClinicalImpression,
  DocumentReference,
  Binary,
  List,
  Provenance,
} as const;
export type ResourceType = keyof typeof resources;

/** Made at the first resource of a kind: an order in our own form needs none. */
const judges = Object.fromEntries(
  Object.entries(resources).map(([type, schema]) => [type, atFirstUse(() => judgeOf(schema))]),
) as Readonly<Record<ResourceType, () => ReturnType<typeof judgeOf>>>;

/** Reads a resource of a kind that is read; one that is sound is left as it is. */
export const readKnownResource = <T extends ResourceType>(
  type: T,
  resource: Readonly<Record<string, unknown>>,
): z.ZodSafeParseResult<FhirResource<T>> =>
  judges[type]()(resource)
    ? { success: true, data: resource as FhirResource<T> }
    : (resources[type].safeParse(resource, { error: inWords }) as z.ZodSafeParseResult<
        FhirResource<T>
      >);

/** Kinds without which there is no referral: what cannot be read of them refuses it. */
const vital = new Set<ResourceType>([
  'Patient',
  'Coverage',
  'Organization',
  'Practitioner',
  'PractitionerRole',
  'Medication',
  'MedicationRequest',
]);
export const isVital = (type: ResourceType): boolean => vital.has(type);

export type FhirResource<T extends ResourceType> = z.infer<(typeof resources)[T]>;
