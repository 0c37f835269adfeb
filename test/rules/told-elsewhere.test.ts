import { describe, expect, it } from 'vitest';
import type { Resource } from '../support/bundles.ts';
import {
  adding,
  type Change,
  foundIn,
  loinc,
  resourceOf,
  submissionOf,
} from '../support/charts.ts';

const kept = (resourceType: string, text: string, more: object): Resource => ({
  resourceType,
  status: 'completed',
  medicationCodeableConcept: { text },
  ...more,
});
const given = (text: string, effectiveDateTime: string, more: object = {}) =>
  kept('MedicationAdministration', text, { effectiveDateTime, ...more });

describe('a vaccine that a system keeps among the medicines', () => {
  it.each<[string, Resource, string[]]>([
    [
      'a live one that was given',
      given('varicella virus vaccine live (Varivax)', '2026-11-15'),
      ['block live-vaccine'],
    ],
    [
      'a live one that was handed out',
      kept('MedicationDispense', 'MMR vaccine', { whenHandedOver: '2026-11-10' }),
      ['block live-vaccine'],
    ],
    [
      'a live one that was told of',
      kept('MedicationStatement', 'yellow fever vaccine', { effectiveDateTime: '2026-11-10' }),
      ['block live-vaccine'],
    ],
    [
      'one that is not known',
      given('travel vaccine', '2026-11-15'),
      ['block vaccine-not-understood'],
    ],
    ['one that is not live', given('influenza vaccine, inactivated (Fluzone)', '2026-11-15'), []],
    ['a live one long ago', given('MMR vaccine', '2024-11-15'), []],
    [
      'a live one that was not given',
      given('MMR vaccine', '2026-11-15', { status: 'not-done' }),
      [],
    ],
  ])('%s', (_, resource, expected) => {
    expect(foundIn(adding(resource)).filter((one) => one.includes('vaccine'))).toEqual(expected);
  });

  it('shows no protection: that is for the immunizations to say', () => {
    const told = submissionOf(adding(given('meningococcal vaccine (Bexsero)', '2026-09-01')));
    expect(told.vaccinations).toMatchObject([{ given: true, untied: true }]);
  });
});

it('what a statement says was taken and stopped was tried before', () => {
  const stated = (text: string, status: string): Resource => ({
    resourceType: 'MedicationStatement',
    status,
    medicationCodeableConcept: { text },
    statusReason: [{ text: 'no response' }],
  });
  const { priorTherapies } = submissionOf(
    adding(
      stated('azathioprine 50 mg', 'completed'),
      stated('azathioprine 50 mg', 'stopped'),
      stated('mesalamine', 'active'),
    ),
  );
  expect(priorTherapies).toContainEqual({ drug: 'azathioprine 50 mg', outcome: 'no response' });
  expect(priorTherapies.map(({ drug }) => drug)).toEqual(['methotrexate', 'azathioprine 50 mg']);
});

describe('a level of a drug in the blood', () => {
  const level = (code: string, on: string, more: object = {}): Resource => ({
    resourceType: 'Observation',
    status: 'final',
    code: loinc(code),
    effectiveDateTime: on,
    valueQuantity: { value: 68, unit: 'ug/mL', code: 'ug/mL', system: 'http://unitsofmeasure.org' },
    ...more,
  });
  const medicines = (resource: Resource) => {
    const told = submissionOf(adding(resource)).medicines;
    return Array.isArray(told) ? told.map(({ name, state }) => `${name} ${state}`) : [];
  };

  it('shows that the patient takes it, or may', () => {
    expect(medicines(level('4086-5', '2026-11-15'))).toContain('valproate unknown');
    expect(medicines(level('11253-2', '2026-11-15'))).toContain('tacrolimus unknown');
  });

  it('shows nothing when it is old, or none was found', () => {
    expect(medicines(level('4086-5', '2025-11-15'))).not.toContain('valproate unknown');
    const none = { valueQuantity: { value: 0, unit: 'ug/mL' } };
    expect(medicines(level('4086-5', '2026-11-15', none))).not.toContain('valproate unknown');
  });
});

describe('what a patient does and believes', () => {
  const smoking = (value: object, on = '2026-11-01'): Resource => ({
    resourceType: 'Observation',
    status: 'final',
    code: loinc('72166-2'),
    effectiveDateTime: on,
    ...value,
  });
  const names = (...changes: Change[]) =>
    (submissionOf(...changes).conditions ?? []).map(({ name }) => name);

  it('is told of smoking as last recorded', () => {
    const before = smoking(
      { valueCodeableConcept: { text: 'Current every day smoker' } },
      '2024-01-01',
    );
    const now = smoking({ valueCodeableConcept: { text: 'Former smoker' } });
    expect(names(adding(before, now))).toContain('Former smoker');
    expect(names(adding(before, now))).not.toContain('Current every day smoker');
    expect(names(adding(before))).toContain('Current every day smoker');
  });

  it('is told of a faith only where it bears on blood', () => {
    const of =
      (text: string): Change =>
      (chart) => {
        resourceOf(chart, 'Patient').extension = [
          {
            url: 'http://hl7.org/fhir/StructureDefinition/patient-religion',
            valueCodeableConcept: { text },
          },
        ];
      };
    expect(names(of("Jehovah's Witness"))).toContain("Jehovah's Witness");
    expect(names(of('Lutheran'))).not.toContain('Lutheran');
  });
});
