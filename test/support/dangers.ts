import { expect } from 'vitest';
import { checkSubmission } from '../../functions/referral/checks/completeness.ts';
import { submissionFromBundle } from '../../functions/referral/fhir/submission-from-bundle.ts';
import { anExample, type Resource, type TestBundle } from './bundles.ts';

/**
 * Bundles that must not pass, each by one fact, for properties that hold however a bundle is
 * written. All start from the first example, which is clean.
 */
const today = '2026-11-20';

const clean = anExample();
export const fresh = (): TestBundle => structuredClone(clean);

export const found = (bundle: TestBundle): string[] => {
  const read = submissionFromBundle(bundle, today);
  if (read.outcome === 'refused')
    return read.problems.map(({ detail }) => `refused: ${detail}`).sort();
  return checkSubmission(read.submission, today)
    .map(({ severity, code, owner }) => `${severity} ${code} ${owner}`)
    .sort();
};
export const isStopped = (bundle: TestBundle): boolean =>
  found(bundle).some((one) => !one.startsWith('warn'));

export const ofType = (bundle: TestBundle, type: string): Resource[] =>
  bundle.entry.flatMap(({ resource }) => (resource.resourceType === type ? [resource] : []));
export const first = (bundle: TestBundle, type: string, named = ''): Resource =>
  ofType(bundle, type).find((one) => JSON.stringify(one).toLowerCase().includes(named)) ??
  expect.unreachable(`no ${type}`);
export const resultOf = (bundle: TestBundle, code: string): Resource =>
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
export const dangers: Readonly<Record<string, (bundle: TestBundle) => void>> = {
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
export const endangered = (name: string): TestBundle => {
  const bundle = fresh();
  dangers[name]?.(bundle);
  return bundle;
};
