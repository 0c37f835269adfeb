import { describe, expect, it } from 'vitest';
import { latestDate } from '../../functions/fhir/values.ts';
import { adding, type Change, foundIn, resourceOf, submissionOf } from '../support/charts.ts';

describe('the last day that a date may mean', () => {
  it.each([
    ['2026-11-03', '2026-11-29', '2026-11-03'],
    ['2026-10', '2026-11-29', '2026-10-31'],
    ['2024-02', '2026-11-29', '2024-02-29'],
    ['2026-11', '2026-11-29', '2026-11-29'],
    ['2026', '2026-11-29', '2026-11-29'],
    ['2025', '2026-11-29', '2025-12-31'],
    ['2027-03', '2026-11-29', '2027-03-31'],
    ['soon', '2026-11-29', undefined],
  ])('%s, looked at on %s: %s', (said, by, expected) => {
    expect(latestDate(said, by)).toBe(expected);
  });
});

const vaccine = (code: string, occurrenceDateTime: string) =>
  adding({
    resourceType: 'Immunization',
    status: 'completed',
    vaccineCode: { coding: [{ system: 'http://hl7.org/fhir/sid/cvx', code }] },
    occurrenceDateTime,
  });
const ended = { resourceType: 'MedicationStatement', status: 'completed' };

describe('a live vaccine whose day is told in part', () => {
  it.each<[string, string, boolean]>([
    ['21', '2026-11', true],
    ['21', '2026', true],
    ['21', '2026-09', false],
    ['21', '2025', false],
    ['115', '2026-11', false],
  ])('CVX %s in %s: stopped is %s', (code, on, isStopped) => {
    expect(foundIn(vaccine(code, on)).includes('block live-vaccine')).toBe(isStopped);
  });
  it('long ago keeps the first day that it may mean, as what protects may have gone', () => {
    expect(submissionOf(vaccine('136', '2021')).vaccinations).toEqual([
      expect.objectContaining({ on: '2021-01-01' }),
    ]);
  });
});

describe('a medicine whose last dose is told in part', () => {
  const given = (effectiveDateTime: string) =>
    adding({
      resourceType: 'MedicationAdministration',
      status: 'completed',
      medicationCodeableConcept: { text: 'abatacept (Orencia)' },
      effectiveDateTime,
    });
  const handedOver = (whenHandedOver: string) =>
    adding({
      resourceType: 'MedicationDispense',
      status: 'completed',
      medicationCodeableConcept: { text: 'abatacept (Orencia)' },
      whenHandedOver,
    });
  it.each<[string, Change, boolean]>([
    ['given this year', given('2026'), true],
    ['given this month', given('2026-11'), true],
    ['given last year', given('2025'), false],
    ['handed over this year', handedOver('2026'), true],
    ['handed over last year', handedOver('2025-03'), false],
  ])('%s: it may go on: %s', (_, change, goesOn) => {
    const found = foundIn(change, adding({ ...ended, medicationCodeableConcept: { text: 'x' } }));
    expect(found.some((one) => one.startsWith('block'))).toBe(goesOn);
  });
});

describe('a pregnancy whose beginning is told in part', () => {
  const expecting =
    (recordedDate: string): Change =>
    (chart) => {
      Object.assign(resourceOf(chart, 'Patient'), { gender: 'female', birthDate: '1992-04-04' });
      adding({
        resourceType: 'Condition',
        clinicalStatus: { coding: [{ code: 'active' }] },
        code: { coding: [{ system: 'http://snomed.info/sct', code: '77386006' }] },
        recordedDate,
      })(chart);
    };
  it.each([
    ['2026', true],
    ['2026-02', true],
    ['2025', false],
  ])('recorded in %s: told is %s', (on, isTold) => {
    expect(foundIn(expecting(on)).some((one) => one.endsWith(' pregnant'))).toBe(isTold);
  });
});
