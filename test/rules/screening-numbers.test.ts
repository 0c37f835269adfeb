import { describe, expect, it } from 'vitest';
import { checkScreening, notTakenAnew } from '../../functions/referral/checks/screening-checks.ts';
import type { Observation, Order, Submission } from '../../functions/referral/referral.ts';
import type { Screening, Therapy } from '../../functions/therapy/therapy.ts';
import { lookUpTherapy } from '../../functions/therapy/therapy-catalogue.ts';
import { cleanReferral } from '../support/clean-referrals.ts';
import { foundBy, toldBy } from '../support/findings.ts';
import { anOrder, aSubmission } from '../support/referrals.ts';

const on = '2026-11-10';
type Comparator = '<' | '<=' | '>' | '>=';
type More = Partial<Observation> & { comparator?: Comparator };
const number = (code: string, value: string, unit: string, more: More = {}): Observation => {
  const { comparator, ...rest } = more;
  return { code, on, value: { value, unit, ...(comparator ? { comparator } : {}) }, ...rest };
};
const potassium = (value: string, more: More = {}) => number('2823-3', value, 'mmol/L', more);

type Limits = { unit: string; min?: string; max?: string }[];
/** A number that is to lie within limits, those of potassium where none are told. */
const limited = (more: object = {}): Screening =>
  ({
    ...{ item: 'test', title: 'test', withinDays: 30, level: 'missing', outside: 'warn' },
    ...{ codes: [['2823-3']], limits: [{ unit: 'mmol/L', min: '3', max: '5' }] },
    ...more,
  }) as unknown as Screening;

const asked = (observations: Observation[], order?: Order): Submission => ({
  ...aSubmission({ observations }),
  ...(order ? { order } : {}),
});
const found = (observations: Observation[], screening: Screening, order?: Order) =>
  foundBy(checkScreening, asked(observations, order), { screening: [screening] });
const told = (observations: Observation[], screening: Screening): string[] =>
  toldBy(checkScreening, asked(observations), { screening: [screening] }).map((one) =>
    one.replace(/ \/observations(\/\d+)?$/, '').replace('test-', ''),
  );

const inside: string[] = [];
const outside = ['warn outside-limits'];
const undecided = ['missing not-understood'];

describe('a number and its limits', () => {
  const [both, least, most] = [
    [{ unit: 'mmol/L', min: '3', max: '5' }],
    [{ unit: 'mmol/L', min: '3' }],
    [{ unit: 'mmol/L', max: '5' }],
  ] as [Limits, Limits, Limits];
  it.each<[Limits, Comparator | undefined, string, string[]]>([
    [both, undefined, '3', inside],
    [both, undefined, '5', inside],
    [both, undefined, '2.999999', outside],
    [both, undefined, '5.000001', outside],
    [both, '<', '4', undecided],
    [both, '<=', '4', undecided],
    [both, '>', '4', undecided],
    [both, '>=', '4', undecided],
    [both, '<', '3', outside],
    [both, '<=', '3', undecided],
    [both, '<', '2.9', outside],
    [both, '<=', '2.9', outside],
    [both, '>', '5', outside],
    [both, '>=', '5', undecided],
    [both, '>', '5.1', outside],
    [both, '>=', '5.1', outside],
    [both, '>', '2', undecided],
    [both, '<', '6', undecided],
    [least, undefined, '2.999999', outside],
    [least, undefined, '9', inside],
    [least, '>', '3', inside],
    [least, '>=', '3', inside],
    [least, '>', '2.999999', undecided],
    [least, '>=', '2.999999', undecided],
    [least, '<', '3', outside],
    [least, '<', '3.000001', undecided],
    [least, '<=', '3', undecided],
    [most, undefined, '5.000001', outside],
    [most, undefined, '1', inside],
    [most, '<', '5', inside],
    [most, '<=', '5', inside],
    [most, '<', '5.000001', undecided],
    [most, '<=', '5.000001', undecided],
    [most, '>', '5', outside],
    [most, '>', '4.999999', undecided],
    [most, '>=', '5', undecided],
  ])('%j: %s%s', (limits, comparator, value, expected) => {
    const sent = potassium(value, comparator ? { comparator } : {});
    expect(told([sent], limited({ limits }))).toEqual(expected);
  });

  it('in a unit of which nobody knows how many it is are asked for in one that is read', () => {
    const screening = limited({ limits: [...both, { unit: 'mg/dL', max: '9' }] });
    const [one] = found([number('2823-3', '4', 'stone')], screening);
    expect(one).toMatchObject({
      code: 'test-unit-unknown',
      severity: 'missing',
      text: 'The test is in a unit that cannot be read.',
      fix: 'Give it in one of: mmol/L, mg/dL.',
    });
  });

  it('are told by what each comes to, in words', () => {
    const text = (value: string, more: More = {}) =>
      found([potassium(value, more)], limited()).map((one) => one.text);
    expect(text('10.000001')).toEqual([
      'The test is a number that nobody has: its unit may have slipped.',
    ]);
    expect(text('6')).toEqual(['The test is outside the limits for this therapy.']);
    expect(text('4', { interpretation: ['HH'] })).toEqual([
      'The test is within its limits, and the laboratory marks it as critical.',
    ]);
    expect(text('4', { comparator: '<' })).toEqual([
      'The test is a bound, not a value, and does not tell whether the limits are kept.',
    ]);
  });

  it('nobody has are stopped, whatever the limits', () => {
    expect(told([potassium('10.000001')], limited())).toEqual(['block implausible']);
    expect(told([potassium('10')], limited())).toEqual(outside);
  });

  it('are held against the one of their own unit, or turned into the first that can be', () => {
    const limits = [
      { unit: 'ng/mL', max: '1' },
      { unit: 'mg/dL', max: '10' },
      { unit: 'mmol/L', max: '2' },
    ];
    const magnesium = (value: string, unit: string) =>
      told([number('19123-9', value, unit)], limited({ codes: [['19123-9']], limits }));
    expect(magnesium('3', 'mmol/L')).toEqual(outside);
    expect(magnesium('3', 'MMOL/L')).toEqual(outside);
    expect(magnesium('2', 'mmol/L')).toEqual(inside);
    expect(magnesium('8', 'meq/L')).toEqual(inside);
    expect(magnesium('8.3', 'meq/L')).toEqual(outside);
  });

  it('beyond what endangers stop, any one of a day', () => {
    const screening = limited({ critical: [{ unit: 'mmol/L', max: '6' }] });
    expect(told([potassium('6')], screening)).toEqual(outside);
    expect(told([potassium('6.000001')], screening)).toEqual(['block outside-limits']);
    expect(told([potassium('4'), potassium('6.1')], screening)).toEqual(['block outside-limits']);
  });
});

describe('where limits are from', () => {
  const source = 'usual ranges: starting values';
  const told = (value: string, different: object) =>
    found([potassium(value)], limited(different)).map((one) => one.source);
  it('is told of what they find, and not of what is only asked for', () => {
    expect(told('6', { from: { source, confidence: 'low' } })).toEqual([source]);
    expect(told('6', {})).not.toEqual([source]);
    const missing = found([], limited({ from: { source, confidence: 'low' } }));
    expect(missing.map((one) => one.source)).not.toContain(source);
  });

  it.each([
    ['parenteral_nutrition', 'potassium', '2.9', /^refeeding: .*starting values of low confidence/],
    ['parenteral_nutrition', 'sodium', '118', /^usual ranges .*starting values of low confidence/],
    ['hydration', 'potassium', '2.7', /^usual ranges .*starting values of low confidence/],
  ])('of %s, the %s', (therapyId, item, value, expected) => {
    const clean = cleanReferral(therapyId);
    const code = item === 'sodium' ? '2951-2' : '2823-3';
    const observations = clean.observations.map((one) =>
      one.code === code ? { ...one, value: { value, unit: 'mmol/L' } } : one,
    );
    const [outside, ...rest] = foundBy(checkScreening, { ...clean, observations });
    expect(rest).toEqual([]);
    expect(outside).toMatchObject({ code: `${item}-outside-limits`, severity: 'block' });
    expect(outside?.source).toMatch(expected);
  });
});

describe('the mark of a laboratory for what endangers', () => {
  it.each(['HH', 'LL', 'AA', 'H>', 'L<', 'HU', 'LU'])('%s is heard within the limits', (mark) => {
    const marked = potassium('4', { interpretation: ['N', mark] });
    expect(told([marked], limited())).toEqual(['block contradictory']);
    expect(told([marked], limited({ level: 'warn' }))).toEqual(['warn contradictory']);
    expect(told([potassium('6', { interpretation: [mark] })], limited())).toEqual(outside);
    const beside = potassium('4', { comparator: '<' });
    expect(told([marked, beside], limited())).toEqual(undecided);
  });

  it.each(['H', 'L', 'N', 'A'])('%s is none', (mark) => {
    expect(told([potassium('4', { interpretation: [mark] })], limited())).toEqual([]);
  });
});

describe('a calcium, as it would be with a usual albumin', () => {
  const calcium = (value: string, unit: string, more: More = {}) =>
    number('17861-6', value, unit, more);
  const screening = limited({
    codes: [['17861-6', '29265-6']],
    limits: [
      { unit: 'mg/dL', min: '8.5', max: '10.5' },
      { unit: 'mmol/L', min: '2.1', max: '2.6' },
    ],
    corrected: true,
  });
  const albumin = (value: string, unit = 'g/dL', more: More = {}) =>
    number('1751-7', value, unit, more);
  it.each<[string, Observation[], string[]]>([
    ['without one', [calcium('7.5', 'mg/dL')], outside],
    ['with a low one', [calcium('7.5', 'mg/dL'), albumin('2')], inside],
    ['at the limit', [calcium('6.9', 'mg/dL'), albumin('2')], inside],
    ['below it', [calcium('6.899999', 'mg/dL'), albumin('2')], outside],
    ['with one in grams a liter', [calcium('6.9', 'mg/dL'), albumin('20', 'g/L')], inside],
    ['with one below that', [calcium('6.8', 'mg/dL'), albumin('20', 'g/L')], outside],
    ['with one that cannot be read', [calcium('7.5', 'mg/dL'), albumin('2', 'stone')], outside],
    ['with a bound', [calcium('7.5', 'mg/dL'), albumin('2', 'g/dL', { comparator: '<' })], outside],
    [
      'with one of a week before',
      [calcium('7.5', 'mg/dL'), albumin('2', 'g/dL', { on: '2026-11-03' })],
      inside,
    ],
    [
      'with one of a week after',
      [calcium('7.5', 'mg/dL'), albumin('2', 'g/dL', { on: '2026-11-17' })],
      inside,
    ],
    [
      'with one of eight days before',
      [calcium('7.5', 'mg/dL'), albumin('2', 'g/dL', { on: '2026-11-02' })],
      outside,
    ],
    [
      'with one of no day',
      [calcium('7.5', 'mg/dL'), albumin('2', 'g/dL', { on: undefined } as More)],
      outside,
    ],
    [
      'beside words for one',
      [calcium('7.5', 'mg/dL'), { code: '1751-7', on, value: { coded: 'low' } }],
      outside,
    ],
    ['in millimoles', [calcium('1.8', 'mmol/L'), albumin('2')], inside],
    ['in millimoles, too low', [calcium('1.7', 'mmol/L'), albumin('2')], outside],
    ['corrected already', [number('29265-6', '7.5', 'mg/dL'), albumin('2')], outside],
    ['of another test', [calcium('7.5', 'mg/dL'), number('2823-3', '2', 'g/dL')], outside],
  ])('%s', (_, observations, expected) => {
    expect(told(observations, screening)).toEqual(expected);
  });

  it('is left as it is where the therapy asks for it as sent', () => {
    const asSent = { ...screening, corrected: undefined } as unknown as Screening;
    expect(told([calcium('7.5', 'mg/dL'), albumin('2')], asSent)).toEqual(outside);
  });
});

describe('a test that is judged only where it was sent', () => {
  const screening = limited({ ifSent: true });
  it.each<[string, Observation[], string[]]>([
    ['not sent', [], []],
    ['sent and outside', [potassium('6')], outside],
    ['sent long ago', [potassium('6', { on: '2026-09-10' })], []],
  ])('%s', (_, observations, expected) => {
    expect(told(observations, screening)).toEqual(expected);
  });
});

describe('a result without a known code, where the test is not there', () => {
  const unnamed = (text: string | undefined, more: More = {}): Observation =>
    ({ code: 'unnamed', on, ...(text ? { text } : {}), ...more }) as Observation;
  const said = (...observations: Observation[]) =>
    found(observations, limited({ codes: [['2823-3', '6298-4']] }))[0]?.said;
  it.each<[string, Observation[], string | undefined]>([
    [
      'with a number',
      [unnamed('Potassium, iSTAT', { value: { value: '4', unit: 'mmol/L' } })],
      'Potassium, iSTAT: 4 mmol/L',
    ],
    [
      'with words',
      [unnamed('Potassium, iSTAT', { value: { coded: 'high' } })],
      'Potassium, iSTAT: high',
    ],
    ['with nothing', [unnamed('Potassium, iSTAT')], 'Potassium, iSTAT'],
    ['of another test', [unnamed('Ferritin, iSTAT')], undefined],
    ['without a name', [unnamed(undefined, { value: { coded: 'potassium' } })], undefined],
    ['under another code', [{ ...unnamed('Potassium, iSTAT'), code: '1-8' }], undefined],
    [
      'behind another',
      [unnamed('Ferritin, iSTAT'), unnamed('Potassium, iSTAT')],
      'Potassium, iSTAT',
    ],
  ])('%s', (_, observations, expected) => {
    expect(said(...observations)).toBe(expected);
  });

  it('is shown as far as a person reads', () => {
    const long = unnamed(`Potassium ${'x'.repeat(180)}`, { value: { coded: 'y'.repeat(50) } });
    expect(said(long)).toHaveLength(200);
  });

  it('is no answer where the test is there', () => {
    expect(said(potassium('6'), unnamed('Potassium, iSTAT'))).toBeUndefined();
  });
});

describe('a test that is taken anew before some doses', () => {
  const screening = limited({ againBefore: [3, 5] });
  const goingOn = (more: Partial<Order>) =>
    anOrder({ firstDose: false, lastDoseOn: '2026-11-05', ...more });
  const again = (order: Order, ...observations: Observation[]) =>
    found(observations, screening, order).filter(({ code }) => code === 'test-again');

  it.each<[string, Partial<Order>, Observation[], boolean]>([
    ['before such a dose, without one', { nextDose: 3 }, [], true],
    ['before another one', { nextDose: 4 }, [], false],
    ['before a dose of which nobody says the number', {}, [], true],
    ['with one since the last dose', { nextDose: 5 }, [potassium('4')], false],
    ['with one of its day', { nextDose: 5 }, [potassium('4', { on: '2026-11-05' })], false],
    ['with one of the day before', { nextDose: 5 }, [potassium('4', { on: '2026-11-04' })], true],
    ['with one of no day', { nextDose: 5 }, [potassium('4', { on: undefined } as More)], true],
    ['with one in error', { nextDose: 5 }, [potassium('4', { status: 'entered-in-error' })], true],
    ['with another test', { nextDose: 5 }, [number('2951-2', '140', 'mmol/L')], true],
    [
      'with one among others',
      { nextDose: 5 },
      [potassium('4'), number('2951-2', '140', 'mmol/L')],
      false,
    ],
    [
      'and nobody knows when the last was',
      { nextDose: 5, lastDoseOn: undefined },
      [potassium('4')],
      true,
    ],
    ['before the first dose', { firstDose: true, lastDoseOn: undefined, nextDose: 3 }, [], false],
  ])('%s: %#', (_, order, observations, lacks) => {
    expect(again(goingOn(order), ...observations)).toHaveLength(lacks ? 1 : 0);
  });

  it('is told with the doses, and asked for by its code', () => {
    expect(again(goingOn({ nextDose: 3 }))).toMatchObject([
      {
        severity: 'missing',
        pointer: '/observations',
        text: 'The test is taken anew before dose 3, 5, and none is there since the last dose.',
        fix: 'Add the result with its date (LOINC 2823-3).',
      },
    ]);
    expect(again(goingOn({}))).toMatchObject([
      {
        text: 'The test is taken anew before dose 3, 5, and none is there since the last dose; which dose comes next is not said.',
        fix: 'Add the result with its date (LOINC 2823-3), or the number of the next dose.',
      },
    ]);
  });

  it('is none of a drug that nobody knows, or of a test that is taken once', () => {
    const submission = aSubmission({ observations: [] });
    const ahead = { dose: 3, after: undefined };
    expect(notTakenAnew({ submission, therapy: undefined }, ahead)).toEqual([]);
    const therapy = { ...lookUpTherapy('infliximab'), screening: [limited()] } as Therapy;
    expect(notTakenAnew({ submission, therapy }, ahead)).toEqual([]);
  });
});
