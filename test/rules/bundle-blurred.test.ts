import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Resource } from '../support/bundles.ts';
import { dangers, endangered, fresh, isStopped } from '../support/dangers.ts';
import { longRuns } from '../support/runs.ts';

const runs = longRuns(10_000);
const patience = 1_200_000;

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

/** Another name of an allergen is another allergen, and no blur of the one that endangers. */
const isOtherAllergen = (name: string, [element]: readonly string[], value: unknown): boolean =>
  name === 'an allergy to the drug' &&
  element === 'code' &&
  (JSON.stringify(value) ?? '').includes('qqq');

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
            fc.pre(!isOtherAllergen(name, place, value));
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
