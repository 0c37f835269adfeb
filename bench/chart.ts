type Resource = { resourceType: string; id: string } & Record<string, unknown>;
type Entry = { fullUrl: string; resource: Resource };
export type ChartBundle = { entry: Entry[] } & Record<string, unknown>;

const coded = (system: string, code: string, display: string) => ({
  coding: [{ system, code, display }],
  text: display,
});
const loinc = (code: string, display: string) => coded('http://loinc.org', code, display);
const ucum = (value: number, code: string) => ({
  value,
  unit: code,
  system: 'http://unitsofmeasure.org',
  code,
});
const category = (code: string) => [
  { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code }] },
];
const clinical = (kind: string, code: string) => ({
  coding: [{ system: `http://terminology.hl7.org/CodeSystem/${kind}`, code }],
});

/** Months back from the day the chart was taken, as charts reach years back. */
const dayOf = (number: number): string =>
  new Date(Date.UTC(2026, 10, 1) - number * 11 * 86_400_000).toISOString().slice(0, 10);

type Kind = (number: number, subject: object) => Omit<Resource, 'id'>;

/** What a chart holds most of, in about the shares that an export for one patient has them. */
const kinds: readonly Kind[] = [
  (number, subject) => ({
    resourceType: 'Observation',
    status: 'final',
    category: category('vital-signs'),
    code: loinc('8480-6', 'Systolic blood pressure'),
    subject,
    effectiveDateTime: dayOf(number),
    valueQuantity: ucum(110 + (number % 30), 'mm[Hg]'),
  }),
  (number, subject) => ({
    resourceType: 'Observation',
    status: 'final',
    category: category('laboratory'),
    code: loinc('718-7', 'Hemoglobin [Mass/volume] in Blood'),
    subject,
    effectiveDateTime: dayOf(number),
    valueQuantity: ucum(12 + (number % 3), 'g/dL'),
  }),
  (number, subject) => ({
    resourceType: 'Observation',
    status: 'final',
    category: category('vital-signs'),
    code: loinc('8867-4', 'Heart rate'),
    subject,
    effectiveDateTime: dayOf(number),
    valueQuantity: ucum(60 + (number % 30), '/min'),
  }),
  (number, subject) => ({
    resourceType: 'Encounter',
    status: 'finished',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
    type: [coded('http://snomed.info/sct', '185349003', 'Encounter for check up')],
    subject,
    period: { start: dayOf(number), end: dayOf(number) },
  }),
  (number, subject) => ({
    resourceType: 'Condition',
    clinicalStatus: clinical('condition-clinical', 'resolved'),
    verificationStatus: clinical('condition-ver-status', 'confirmed'),
    category: [clinical('condition-category', 'problem-list-item')],
    code: coded('http://hl7.org/fhir/sid/icd-10-cm', 'J06.9', 'Acute upper respiratory infection'),
    subject,
    onsetDateTime: dayOf(number + 2),
    abatementDateTime: dayOf(number),
  }),
  (number, subject) => ({
    resourceType: 'Immunization',
    status: 'completed',
    vaccineCode: coded('http://hl7.org/fhir/sid/cvx', '158', 'influenza, injectable, quadrivalent'),
    patient: subject,
    occurrenceDateTime: dayOf(number),
  }),
  (number, subject) => ({
    resourceType: 'MedicationStatement',
    status: 'completed',
    medicationCodeableConcept: coded(
      'http://www.nlm.nih.gov/research/umls/rxnorm',
      '308182',
      'amoxicillin 250 MG Oral Capsule',
    ),
    subject,
    effectivePeriod: { start: dayOf(number + 1), end: dayOf(number) },
  }),
  (number, subject) => ({
    resourceType: 'Procedure',
    status: 'completed',
    code: coded('http://snomed.info/sct', '268425006', 'Pelvis X-ray'),
    subject,
    performedDateTime: dayOf(number),
  }),
];

/** An order's bundle with as much of an invented chart added as makes it this many resources. */
export const withChart = (bundle: ChartBundle, resources: number): ChartBundle => {
  const patient = bundle.entry.find(({ resource }) => resource.resourceType === 'Patient');
  if (!patient) throw new Error('The example has no Patient.');
  const subject = { reference: patient.fullUrl };
  const added = Array.from({ length: resources - bundle.entry.length }, (_, number): Entry => {
    const kind = kinds[number % kinds.length] as Kind;
    const id = `chart-${number}`;
    const resource = { ...kind(number, subject), id } as Resource;
    return { fullUrl: `https://clinic.example/fhir/${resource.resourceType}/${id}`, resource };
  });
  return { ...bundle, entry: [...bundle.entry, ...added] };
};
