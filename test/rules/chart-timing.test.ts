import { describe, expect, it } from 'vitest';
import { correctedSubmission } from '../../functions/referral/corrected-submission.ts';
import {
  adding,
  foundIn as allFoundIn,
  type Change,
  loinc,
  resourceOf,
  submissionOf,
} from '../support/charts.ts';

/** What is found of timings; that a first course lacks its loading doses is no matter here. */
const foundIn = (...changes: readonly Change[]): string[] =>
  allFoundIn(...changes).filter((one) => one !== 'warn loading-doses-lacking');

/** The order with one instruction of this timing, and nothing else that says how many doses. */
const timed =
  (timing: object | undefined, by: object = {}): Change =>
  (chart) => {
    const order = resourceOf(chart, 'MedicationRequest');
    const [first] = order.dosageInstruction as Record<string, unknown>[];
    const { route, doseAndRate } = first ?? {};
    order.dosageInstruction = [{ route, doseAndRate, ...(timing ? { timing } : {}), ...by }];
    delete order.dispenseRequest;
  };
const every8 = { frequency: 1, period: 8, periodUnit: 'wk' };
const repeating = (by: object) => timed({ repeat: { ...every8, ...by } });
const service =
  (by: object): Change =>
  (chart) => {
    Object.assign(resourceOf(chart, 'ServiceRequest'), { occurrencePeriod: undefined, ...by });
  };

describe('bounds of a timing', () => {
  it.each<[string, object, string[]]>([
    [
      'a first day that names its month only',
      { count: 4, boundsPeriod: { start: '2026-12' } },
      ['missing timing-not-understood'],
    ],
    [
      'an end before the beginning',
      { boundsPeriod: { start: '2027-06-01', end: '2026-12-01' } },
      ['missing timing-not-understood'],
    ],
    [
      'more doses than fit before the last day',
      { count: 20, boundsPeriod: { start: '2026-12-01', end: '2027-03-01' } },
      ['missing timing-not-understood'],
    ],
    [
      'more doses than fit into the length',
      { count: 20, boundsDuration: { value: 26, unit: 'wk', code: 'wk' } },
      ['missing timing-not-understood'],
    ],
    [
      'fewer doses than would fit, which counts',
      { count: 4, boundsDuration: { value: 52, unit: 'wk', code: 'wk' } },
      [],
    ],
    [
      'doses that just fit',
      { count: 4, boundsPeriod: { start: '2026-12-01', end: '2027-05-18' } },
      [],
    ],
    [
      'a day too few for the last',
      { count: 4, boundsPeriod: { start: '2026-12-01', end: '2027-05-17' } },
      ['missing timing-not-understood'],
    ],
  ])('%s', (_, by, found) => {
    expect(foundIn(repeating(by))).toEqual(found);
  });

  it('a count beside words that name the interval alone is theirs', () => {
    const order = timed({ code: { text: 'Every 8 weeks' }, repeat: { count: 4 } });
    expect(foundIn(order)).toEqual([]);
    expect(submissionOf(order).order.phases?.[0]?.doses).toBe(4);
  });
});

describe('an order whose days are past', () => {
  it.each([
    ['its events', timed({ event: ['2025-12-01', '2025-12-15'] })],
    ['its bounds', repeating({ boundsPeriod: { start: '2025-06-01', end: '2026-06-01' } })],
  ])('by %s goes before a clinician', (_, order) => {
    expect(foundIn(order)).toContain('block instruction-not-understood');
  });
  it('is none that goes on since long', () => {
    expect(
      foundIn(repeating({ count: 9, boundsPeriod: { start: '2026-06-01', end: '2027-12-01' } })),
    ).toEqual(['warn start-past']);
  });
});

describe('a service that is tied to the order', () => {
  it('says by its timing when the therapy begins', () => {
    const begins = service({
      occurrenceTiming: { repeat: { boundsPeriod: { start: '2026-12-20' } } },
    });
    expect(submissionOf(repeating({ count: 4 }), begins).order.startOn).toBe('2026-12-20');
  });
  it.each<[string, string[]]>([
    ['2027-01-15', ['missing timing-not-understood']],
    ['2026-12-01', []],
    ['2026-11-20', []],
  ])('that begins on %s is held against the first day of 2026-12-01', (start, found) => {
    expect(foundIn(service({ occurrencePeriod: { start } }))).toEqual(found);
  });
  it('that begins later is asked about until the first day is sent', () => {
    const late = submissionOf(service({ occurrencePeriod: { start: '2027-01-15' } }));
    const asked = (order: object) =>
      correctedSubmission(late, { order }, 'application/json', '2026-11-20').order.notUnderstood;
    expect(asked({ startOn: '2027-01-15' })).toBeUndefined();
    for (const order of [{ doses: 4 }, { frequency: { intervalDays: 56 } }])
      expect(asked(order)).toMatchObject([
        { about: 'timing', words: expect.stringMatching(/2027-01-15/) },
      ]);
  });
});

describe('a day that is told as an instant', () => {
  it.each([
    ['in UTC, in the evening before', '2026-12-02T01:00:00Z', '2026-12-01'],
    ['in UTC, in the small hours of another offset', '2026-12-02T04:59:00+00:00', '2026-12-01'],
    ['in UTC, in the daytime', '2026-12-02T05:00:00Z', '2026-12-02'],
    ['with its own offset', '2026-12-02T01:00:00-06:00', '2026-12-02'],
    ['as midnight in UTC, which is a date', '2026-12-02T00:00:00.000Z', '2026-12-02'],
  ])('%s is of the day where the patient is', (_, instant, day) => {
    const begins = service({ occurrencePeriod: { start: instant } });
    expect(submissionOf(repeating({ count: 4 }), begins).order.startOn).toBe(day);
  });
});

describe('what is said to the patient', () => {
  it.each<[string, string[]]>([
    ['Drink plenty of water the day before', ['warn remark-not-understood']],
    ['Arrive 15 minutes early on Monday', ['warn remark-not-understood']],
    ['Hold the dose if you have a fever', ['block instruction-not-understood']],
  ])('"%s"', (patientInstruction, found) => {
    expect(foundIn(timed({ repeat: { ...every8, count: 4 } }, { patientInstruction }))).toEqual(
      found,
    );
  });
});

describe('a result that nobody asked for', () => {
  const system = 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation';
  const potassium = (value: number, mark: string, effectiveDateTime = '2026-11-25') =>
    adding({
      resourceType: 'Observation',
      status: 'final',
      code: { ...loinc('2823-3'), text: 'Potassium' },
      effectiveDateTime,
      valueQuantity: { value, unit: 'mmol/L', code: 'mmol/L' },
      interpretation: [{ coding: [{ system, code: mark }] }],
    });
  it.each(['HH', 'LL', 'AA'])('is told where it is marked %s', (mark) => {
    expect(foundIn(potassium(7.1, mark))).toEqual(['warn result-critical']);
  });
  it.each(['H', 'L', 'A', 'N'])('is not where it is marked %s', (mark) => {
    expect(foundIn(potassium(5.3, mark))).toEqual([]);
  });
  it('is told no more once it is old, or another came after it', () => {
    expect(foundIn(potassium(7.1, 'HH', '2026-10-30'))).toEqual(['warn result-critical']);
    expect(foundIn(potassium(7.1, 'HH', '2026-10-29'))).toEqual([]);
    expect(foundIn(potassium(7.1, 'HH'), potassium(4.1, 'N', '2026-11-26'))).toEqual([]);
  });
});

describe('findings about the heart that are observations', () => {
  const heart = (code: string, said: object, on = '2026-10-01') =>
    adding({
      resourceType: 'Observation',
      status: 'final',
      code: loinc(code),
      effectiveDateTime: on,
      ...said,
    });
  const share = (value: number) => ({ valueQuantity: { value, unit: '%', code: '%' } });
  it('stop infliximab like the condition', () => {
    expect(foundIn(heart('10230-1', share(25)))).toEqual(['block condition-heart-failure']);
    const valueCodeableConcept = {
      coding: [{ system: 'http://snomed.info/sct', code: '420913000', display: 'NYHA Class III' }],
    };
    expect(foundIn(heart('88020-3', { valueCodeableConcept }))).toEqual([
      'block condition-heart-failure',
    ]);
  });
  it('do not where they are good, or have become so', () => {
    expect(foundIn(heart('10230-1', share(60)))).toEqual([]);
    expect(foundIn(heart('10230-1', share(25), '2025-01-01'), heart('10230-1', share(58)))).toEqual(
      [],
    );
  });
});
