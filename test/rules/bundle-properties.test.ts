import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkSubmission } from '../../functions/referral/completeness.ts';
import { submissionFromBundle } from '../../functions/referral/fhir/submission-from-bundle.ts';
import { anExample, type Resource, type TestBundle } from '../support/bundles.ts';
import { manyRuns } from '../support/runs.ts';

/**
 * Properties of a whole bundle: what endangers a patient is found however it is blurred, written or
 * accompanied. All start from the first example, which is clean.
 */
const today = '2026-11-20';
const runs = manyRuns(10_000);
const patience = 600_000;

const clean = anExample();
const fresh = (): TestBundle => structuredClone(clean);

const found = (bundle: TestBundle): string[] => {
  const read = submissionFromBundle(bundle, today);
  if (read.outcome === 'refused')
    return read.problems.map(({ detail }) => `refused: ${detail}`).sort();
  return checkSubmission(read.submission, today)
    .map(({ severity, code, owner }) => `${severity} ${code} ${owner}`)
    .sort();
};
const isStopped = (bundle: TestBundle): boolean =>
  found(bundle).some((one) => !one.startsWith('warn'));

const ofType = (bundle: TestBundle, type: string): Resource[] =>
  bundle.entry.flatMap(({ resource }) => (resource.resourceType === type ? [resource] : []));
const first = (bundle: TestBundle, type: string, named = ''): Resource =>
  ofType(bundle, type).find((one) => JSON.stringify(one).toLowerCase().includes(named)) ??
  expect.unreachable(`no ${type}`);
const resultOf = (bundle: TestBundle, code: string): Resource =>
  ofType(bundle, 'Observation').find((one) => JSON.stringify(one.code).includes(`"${code}"`)) ??
  expect.unreachable(`no ${code}`);

const says = (code: string, value: string) => (bundle: TestBundle) => {
  const result = resultOf(bundle, code);
  delete result.valueCodeableConcept;
  Object.assign(result, { valueString: value });
};
type Dosage = { doseAndRate: { doseQuantity: { value: number } }[] };
const dosing = (bundle: TestBundle): Dosage[] =>
  first(bundle, 'MedicationRequest', 'infliximab').dosageInstruction as Dosage[];

/** What makes an order one that must not pass, each by a fact that the therapy asks for. */
const dangers: Readonly<Record<string, (bundle: TestBundle) => void>> = {
  'hepatitis B found': says('5196-1', 'Reactive, confirmed'),
  'hepatitis B met before': says('13952-7', 'Positive'),
  'tuberculosis found': says('71774-4', 'Positive'),
  'tuberculosis not told': says('71774-4', 'Indeterminate'),
  'an allergy to the drug': (bundle) =>
    Object.assign(first(bundle, 'AllergyIntolerance'), {
      code: { text: 'infliximab' },
      criticality: 'high',
    }),
  'ten times the dose': (bundle) => {
    for (const { doseAndRate } of dosing(bundle))
      for (const { doseQuantity } of doseAndRate) doseQuantity.value *= 10;
  },
  'a weight of a tenth': (bundle) => {
    const weight = resultOf(bundle, '29463-7').valueQuantity as { value: number };
    weight.value = 7;
  },
};
const endangered = (name: string): TestBundle => {
  const bundle = fresh();
  dangers[name]?.(bundle);
  return bundle;
};

/** Where every element of a value stands, however deep. */
const placesIn = (value: unknown, at: readonly string[] = []): (readonly string[])[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, part]) => [
        [...at, key],
        ...placesIn(part, [...at, key]),
      ])
    : [];

/** What stands for a fact that is not known, or not understood; no number is, since it may be a fact. */
const blurs: readonly unknown[] = [
  undefined,
  null,
  '',
  'qqq',
  [],
  {},
  { coding: [{ system: 'urn:x', code: 'q' }] },
  { text: 'qqq' },
  [{ text: 'qqq' }],
  { reference: 'Patient/somebody-else' },
];

const blur = (resource: Resource, place: readonly string[], value: unknown): void => {
  const last = place.at(-1) as string;
  const parent = place
    .slice(0, -1)
    .reduce<Record<string, unknown>>(
      (within, key) => within[key] as Record<string, unknown>,
      resource,
    );
  if (value === undefined) delete parent[last];
  else parent[last] = value;
};

/** Resources that hold facts of the patient and of the order. */
const factual = ['Observation', 'Condition', 'AllergyIntolerance', 'MedicationRequest', 'Patient'];

describe('a fact that is removed or blurred', () => {
  it.each(Object.keys(dangers))('is stopped when whole: %s', (name) => {
    expect(isStopped(fresh())).toBe(false);
    expect(isStopped(endangered(name))).toBe(true);
  });

  it(
    'removes no stop, whichever it is',
    () => {
      const spots = Object.keys(dangers).flatMap((name) =>
        endangered(name).entry.flatMap(({ resource }, index) =>
          factual.includes(resource.resourceType)
            ? placesIn(resource)
                .filter(([key]) => key !== 'resourceType')
                .map((place) => ({ name, index, place }))
            : [],
        ),
      );
      fc.assert(
        fc.property(
          fc.constantFrom(...spots),
          fc.constantFrom(...blurs),
          ({ name, index, place }, value) => {
            const bundle = endangered(name);
            blur(bundle.entry[index]?.resource as Resource, place, value);
            return isStopped(bundle);
          },
        ),
        runs,
      );
    },
    patience,
  );
});

/** Ways of writing the same thing in other words, each of which changes no meaning. */
const rewritings: Readonly<Record<string, (bundle: TestBundle) => TestBundle>> = {
  'the other way round': (bundle) => ({ ...bundle, entry: bundle.entry.toReversed() }),
  'with references by type and id': (bundle) => withIds(bundle, (type, id) => `${type}/${id}`),
  'with references to a server': (bundle) =>
    withIds(bundle, (type, id) => `https://ehr.example/fhir/${type}/${id}`),
  'with references to versions': (bundle) =>
    withIds(bundle, (type, id) => `https://ehr.example/fhir/${type}/${id}/_history/2`),
  'with local codes beside': (bundle) =>
    changedEach(bundle, 'Observation', (one) => {
      const code = one.code as { coding: object[] };
      code.coding.push({ system: 'urn:local-lab', code: 'L1', display: 'local' });
    }),
  'with local codes first': (bundle) =>
    changedEach(bundle, 'Observation', (one) => {
      const code = one.code as { coding: object[] };
      code.coding.unshift({ system: 'urn:local-lab', code: 'L1', display: 'local' });
    }),
  'with the drug contained': (bundle) =>
    changedEach(bundle, 'MedicationRequest', (one) => {
      if (!one.medicationCodeableConcept) return;
      const code = one.medicationCodeableConcept;
      delete one.medicationCodeableConcept;
      Object.assign(one, {
        contained: [{ resourceType: 'Medication', id: 'drug', code }],
        medicationReference: { reference: '#drug' },
      });
    }),
  'with the weight in grams': (bundle) =>
    changedEach(bundle, 'Observation', (one) => {
      const quantity = one.valueQuantity as { value: number; code: string; unit: string };
      if (quantity?.code === 'kg')
        Object.assign(quantity, { value: quantity.value * 1000, code: 'g', unit: 'g' });
    }),
  'with the height in meters': (bundle) =>
    changedEach(bundle, 'Observation', (one) => {
      const quantity = one.valueQuantity as { value: number; code: string; unit: string };
      if (quantity?.code === 'cm')
        Object.assign(quantity, { value: quantity.value / 100, code: 'm', unit: 'm' });
    }),
  'with instants for days': (bundle) =>
    changedEach(bundle, 'Observation', (one) => {
      if (/^\d{4}-\d{2}-\d{2}$/.test(String(one.effectiveDateTime)))
        one.effectiveDateTime = `${one.effectiveDateTime}T12:00:00-06:00`;
    }),
  'with what servers add': (bundle) => {
    for (const { resource } of bundle.entry)
      Object.assign(resource, {
        meta: { versionId: '3', lastUpdated: '2026-11-19T10:00:00Z' },
        text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml">x</div>' },
        language: 'en-US',
      });
    return bundle;
  },
};

const changedEach = (bundle: TestBundle, type: string, change: (one: Resource) => void) => {
  for (const one of ofType(bundle, type)) change(one);
  return bundle;
};

/** Each resource under an id, and every reference written by it. */
const withIds = (bundle: TestBundle, write: (type: string, id: string) => string): TestBundle => {
  const names = new Map(
    bundle.entry.map(({ fullUrl, resource }, index) => [
      fullUrl,
      { type: resource.resourceType, id: `r${index}` },
    ]),
  );
  const text = JSON.stringify(bundle, (key, value) => {
    const named = key === 'reference' ? names.get(value) : undefined;
    return named ? write(named.type, named.id) : value;
  });
  const written = JSON.parse(text) as TestBundle;
  return {
    ...written,
    entry: written.entry.map(({ resource, fullUrl }) => {
      const { type, id } = names.get(fullUrl) ?? { type: resource.resourceType, id: 'x' };
      return {
        fullUrl: `https://ehr.example/fhir/${type}/${id}`,
        resource: { ...resource, id },
      };
    }),
  };
};

describe('the same bundle in another form', () => {
  const ways = Object.keys(rewritings);
  const names = ['nothing', ...Object.keys(dangers)];
  const inOneForm = new Map(names.map((name) => [name, found(endangered(name))]));

  it.each(ways)('is read as it is meant: %s', (way) => {
    for (const name of names)
      expect(found(rewritings[way]?.(endangered(name)) as TestBundle)).toEqual(inOneForm.get(name));
  });

  it(
    'comes to the same findings, whatever is put together',
    () => {
      fc.assert(
        fc.property(
          fc.constantFrom(...names),
          fc.subarray(ways.filter((way) => !way.startsWith('with references'))),
          fc.constantFrom(...ways.filter((way) => way.startsWith('with references'))),
          fc.infiniteStream(fc.nat(1_000)),
          (name, chosen, references, places) => {
            const whole = [...chosen, references].reduce(
              (bundle, way) => rewritings[way]?.(bundle) as TestBundle,
              endangered(name),
            );
            const shuffled = whole.entry
              .map((one) => ({ one, place: places.next().value }))
              .sort((a, b) => a.place - b.place)
              .map(({ one }) => one);
            expect(found({ ...whole, entry: shuffled })).toEqual(inOneForm.get(name));
          },
        ),
        runs,
      );
    },
    patience,
  );
});

/**
 * What stands in charts beside an order, and would endanger the patient if it were hers. Another
 * patient's order with a coverage would make two referrals, and is refused.
 */
const strangers: readonly Resource[] = [
  {
    resourceType: 'Observation',
    status: 'final',
    code: { coding: [{ system: 'http://loinc.org', code: '5196-1' }] },
    effectiveDateTime: '2026-11-15',
    valueString: 'Positive',
  },
  {
    resourceType: 'Observation',
    status: 'final',
    code: { coding: [{ system: 'http://loinc.org', code: '29463-7' }] },
    effectiveDateTime: '2026-11-18',
    valueQuantity: { value: 12, unit: 'kg', system: 'http://unitsofmeasure.org', code: 'kg' },
  },
  {
    resourceType: 'Condition',
    code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'I50.9' }] },
  },
  { resourceType: 'AllergyIntolerance', code: { text: 'infliximab' }, criticality: 'high' },
  {
    resourceType: 'MedicationRequest',
    status: 'active',
    intent: 'order',
    medicationCodeableConcept: { text: 'rituximab' },
  },
  {
    resourceType: 'MedicationStatement',
    status: 'active',
    medicationCodeableConcept: { text: 'anakinra' },
  },
  {
    resourceType: 'MedicationAdministration',
    status: 'completed',
    effectiveDateTime: '2026-11-10',
    medicationCodeableConcept: { text: 'Remicade' },
  },
  {
    resourceType: 'Immunization',
    status: 'completed',
    vaccineCode: { coding: [{ system: 'http://hl7.org/fhir/sid/cvx', code: '03' }] },
    occurrenceDateTime: '2026-11-10',
  },
  { resourceType: 'ServiceRequest', status: 'active', intent: 'order', priority: 'stat' },
  { resourceType: 'Flag', status: 'active', code: { text: 'Pregnant' } },
];

/** What is of this patient, and has nothing to do with the order. */
const unrelated: readonly Resource[] = [
  {
    resourceType: 'Observation',
    status: 'final',
    code: { coding: [{ system: 'http://loinc.org', code: '8867-4' }], text: 'Heart rate' },
    effectiveDateTime: '2026-11-15',
    valueQuantity: { value: 71, unit: '/min', system: 'http://unitsofmeasure.org', code: '/min' },
  },
  {
    resourceType: 'ServiceRequest',
    status: 'active',
    intent: 'order',
    code: { coding: [{ system: 'http://snomed.info/sct', code: '71651007' }], text: 'Mammogram' },
  },
  {
    resourceType: 'Encounter',
    status: 'finished',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
  },
  { resourceType: 'Goal', lifecycleStatus: 'active', description: { text: 'Walk more' } },
  {
    resourceType: 'Appointment',
    status: 'booked',
    participant: [{ status: 'accepted' }],
  },
];

describe('what a bundle holds beside', () => {
  it(
    'changes no finding, where it is of others or has nothing to do with the order',
    () => {
      const names = ['nothing', ...Object.keys(dangers)];
      const alone = new Map(names.map((name) => [name, found(endangered(name))]));
      fc.assert(
        fc.property(
          fc.constantFrom(...names),
          fc.record({ foreign: fc.subarray([...strangers]), withPatient: fc.boolean() }),
          fc.subarray([...unrelated]),
          fc.nat(20),
          (name, { foreign, withPatient }, own, at) => {
            const bundle = endangered(name);
            const patient = bundle.entry.find(
              ({ resource }) => resource.resourceType === 'Patient',
            );
            const of = (reference: string | undefined, one: Resource): Resource => ({
              ...one,
              subject: { reference },
              patient: { reference },
            });
            const added = [
              ...(withPatient ? [{ resourceType: 'Patient', id: 'somebody-else' }] : []),
              ...foreign.map((one) => of('Patient/somebody-else', one)),
              ...own.map((one) => of(patient?.fullUrl, one)),
            ].map((resource, index) => ({ fullUrl: `urn:uuid:beside-${index}`, resource }));
            bundle.entry.splice(at, 0, ...added);
            expect(found(bundle)).toEqual(alone.get(name));
          },
        ),
        runs,
      );
    },
    patience,
  );
});
