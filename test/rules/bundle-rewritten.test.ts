import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Resource, TestBundle } from '../support/bundles.ts';
import { dangers, endangered, found, ofType } from '../support/dangers.ts';
import { longRuns } from '../support/runs.ts';

const runs = longRuns(10_000);
const patience = 1_200_000;

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
