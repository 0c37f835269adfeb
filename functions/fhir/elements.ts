import * as z from 'zod';
import { lookup } from '../platform/lookup.ts';

/**
 * FHIR R4 data types, of orders and of payers' answers alike: only the elements that are read, each
 * bounded; everything else is let through.
 */
const text = z.string().max(2000);
const list = <T extends z.ZodType>(of: T) => z.array(of).max(200);

const Coding = z.looseObject({
  system: text.optional(),
  code: text.optional(),
  display: text.optional(),
});
export const CodeableConcept = z.looseObject({
  coding: list(Coding).optional(),
  text: text.optional(),
});
export const Period = z.looseObject({ start: text.optional(), end: text.optional() });
export const Identifier = z.looseObject({
  use: text.optional(),
  period: Period.optional(),
  system: text.optional(),
  value: text.optional(),
  type: CodeableConcept.optional(),
});
export const Reference = z.looseObject({
  reference: text.optional(),
  identifier: Identifier.optional(),
  display: text.optional(),
});
export const FhirQuantity = z.looseObject({
  value: z.number('must be a number').optional(),
  comparator: text.optional(),
  unit: text.optional(),
  system: text.optional(),
  code: text.optional(),
});
export const HumanName = z.looseObject({
  use: text.optional(),
  period: Period.optional(),
  family: text.optional(),
  given: list(text).optional(),
  suffix: list(text).optional(),
  text: text.optional(),
});
export const FhirContactPoint = z.looseObject({
  system: text.optional(),
  value: text.optional(),
  use: text.optional(),
  rank: z.number().optional(),
  period: Period.optional(),
});
export const FhirAddress = z.looseObject({
  use: text.optional(),
  type: text.optional(),
  period: Period.optional(),
  line: list(text).optional(),
  city: text.optional(),
  state: text.optional(),
  postalCode: text.optional(),
});
export const Extension = z.looseObject({
  url: text.optional(),
  valueBoolean: z.boolean().optional(),
  valueCode: text.optional(),
  valueDate: text.optional(),
  valueCoding: Coding.optional(),
  valueInteger: z.number().optional(),
  valuePositiveInt: z.number().optional(),
});
const Timing = z.looseObject({
  event: list(text).optional(),
  repeat: z
    .looseObject({
      boundsDuration: FhirQuantity.optional(),
      boundsPeriod: Period.optional(),
      boundsRange: z.unknown().optional(),
      count: z.number().optional(),
      countMax: z.number().optional(),
      duration: z.number().optional(),
      durationMax: z.number().optional(),
      durationUnit: text.optional(),
      frequency: z.number().optional(),
      frequencyMax: z.number().optional(),
      period: z.number().optional(),
      periodMax: z.number().optional(),
      periodUnit: text.optional(),
      dayOfWeek: list(text).optional(),
      timeOfDay: list(text).optional(),
      when: list(text).optional(),
    })
    .optional(),
  code: CodeableConcept.optional(),
});
const Ratio = z.looseObject({
  numerator: FhirQuantity.optional(),
  denominator: FhirQuantity.optional(),
});
export const Dosage = z.looseObject({
  sequence: z.number().int().optional(),
  text: text.optional(),
  additionalInstruction: list(CodeableConcept).optional(),
  patientInstruction: text.optional(),
  timing: Timing.optional(),
  asNeededBoolean: z.boolean().optional(),
  asNeededCodeableConcept: CodeableConcept.optional(),
  site: CodeableConcept.optional(),
  route: CodeableConcept.optional(),
  method: CodeableConcept.optional(),
  doseAndRate: list(
    z.looseObject({
      type: CodeableConcept.optional(),
      doseQuantity: FhirQuantity.optional(),
      doseRange: z.unknown().optional(),
      rateQuantity: FhirQuantity.optional(),
      rateRatio: Ratio.optional(),
      rateRange: z
        .looseObject({ low: FhirQuantity.optional(), high: FhirQuantity.optional() })
        .optional(),
    }),
  ).optional(),
  maxDosePerPeriod: Ratio.optional(),
  maxDosePerAdministration: FhirQuantity.optional(),
  maxDosePerLifetime: FhirQuantity.optional(),
});

export type FhirQuantity = z.infer<typeof FhirQuantity>;
export type CodeableConcept = z.infer<typeof CodeableConcept>;
export type Reference = z.infer<typeof Reference>;
export type Dosage = z.infer<typeof Dosage>;
export type Identifier = z.infer<typeof Identifier>;

export const systems = {
  npi: 'http://hl7.org/fhir/sid/us-npi',
  taxonomy: 'http://nucc.org/provider-taxonomy',
  icd10: 'http://hl7.org/fhir/sid/icd-10-cm',
  /** ICD-10-CM by its OID, and ICD-10 of the WHO, whose categories it shares. */
  icd10World: [
    'urn:oid:2.16.840.1.113883.6.90',
    'http://hl7.org/fhir/sid/icd-10',
    'urn:oid:2.16.840.1.113883.6.3',
  ],
  icd9: ['http://hl7.org/fhir/sid/icd-9-cm', 'urn:oid:2.16.840.1.113883.6.103'],
  rxnorm: 'http://www.nlm.nih.gov/research/umls/rxnorm',
  hcpcs: [
    'http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets',
    'https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets',
    'urn:oid:2.16.840.1.113883.6.285',
  ],
  ndc: ['http://hl7.org/fhir/sid/ndc', 'urn:oid:2.16.840.1.113883.6.69'],
  loinc: 'http://loinc.org',
  cvx: 'http://hl7.org/fhir/sid/cvx',
  snomed: 'http://snomed.info/sct',
  interpretation: [
    'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation',
    'http://terminology.hl7.org/CodeSystem/v2-0078',
    'http://hl7.org/fhir/v2/0078',
  ],
  ucum: 'http://unitsofmeasure.org',
  placeOfService:
    'https://www.cms.gov/Medicare/Coding/place-of-service-codes/Place_of_Service_Code_Set',
  /** The payer's id in our directory. */
  payer: 'urn:dripline:payer',
  naic: 'urn:oid:2.16.840.1.113883.6.300',
  /** What has no standard element: see the guide to the examples. */
  placement: 'urn:dripline:placement',
  firstDose: 'urn:dripline:first-dose',
  lastDose: 'urn:dripline:last-dose',
  /** The number that the next dose has in the course. */
  nextDose: 'urn:dripline:next-dose',
} as const;

type Held = {
  use?: string | undefined;
  period?: { start?: string | undefined; end?: string | undefined } | undefined;
};

/**
 * Whether a name, address, number or identifier holds on a day, by its `use` and its `period`. A
 * period without a day runs to the end of its month or year; both ends belong to it.
 */
export const holdsOn = ({ use, period }: Held, on: string): boolean =>
  use !== 'old' &&
  use !== 'maiden' &&
  (period?.start === undefined || period.start.slice(0, 10) <= on) &&
  (period?.end === undefined || on.slice(0, period.end.length) <= period.end.slice(0, 10));

/**
 * Object identifiers of code systems, which documents and messages of older HL7 standards carry over.
 * Source: HL7 OID registry.
 */
const byOid = lookup<string>({
  '2.16.840.1.113883.6.1': systems.loinc,
  '2.16.840.1.113883.6.96': systems.snomed,
  '2.16.840.1.113883.6.88': systems.rxnorm,
  '2.16.840.1.113883.6.90': systems.icd10,
  '2.16.840.1.113883.6.103': systems.icd9[0],
  '2.16.840.1.113883.6.285': systems.hcpcs[0],
  '2.16.840.1.113883.6.69': systems.ndc[0],
  '2.16.840.1.113883.12.292': systems.cvx,
  '2.16.840.1.113883.6.59': systems.cvx,
  '2.16.840.1.113883.5.83': systems.interpretation[0],
  '2.16.840.1.113883.6.8': systems.ucum,
  '2.16.840.1.113883.4.6': systems.npi,
});

/** The name that a code system has here, whatever object identifier, scheme or edition it is sent by. */
const canonicalSystem = (said: string): string => {
  const plain = said.trim().replace(/\/$/, '');
  const oid = byOid[plain.replace(/^urn:oid:/i, '')];
  if (oid) return oid;
  const url = plain.replace(/^https:/, 'http:');
  return url.startsWith(`${systems.snomed}/`) ? systems.snomed : url;
};

/** Names that need no second look: nearly every system is sent by its own. */
const canonical: ReadonlySet<string> = new Set(Object.values(systems).flat());

const isOneOf = (name: string, system: string | readonly string[]): boolean =>
  typeof system === 'string' ? name === system : system.includes(name);

/** Whether what names a system means one of those. */
export const isSystem = (said: string | undefined, system: string | readonly string[]): boolean => {
  if (said === undefined) return false;
  if (isOneOf(said, system)) return true;
  return !canonical.has(said) && isOneOf(canonicalSystem(said), system);
};

/** The codes of one system in a concept. */
export const readCodes = (
  concept: CodeableConcept | undefined,
  system: string | readonly string[],
): string[] => {
  const codes: string[] = [];
  for (const { system: of, code } of concept?.coding ?? [])
    if (code && isSystem(of, system)) codes.push(code);
  return codes;
};

/** Every word a concept uses: its text, then its displays. */
export const conceptWords = (concept: CodeableConcept | undefined): string[] => {
  if (!concept) return [];
  const words: string[] = [];
  const take = (word: string | undefined): void => {
    if (word !== undefined && word.trim() !== '') words.push(word);
  };
  take(concept.text);
  for (const { display } of concept.coding ?? []) take(display);
  return words;
};
