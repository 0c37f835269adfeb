import { describe, expect, it } from 'vitest';
import { submissionFromBundle } from '../../functions/referral/fhir/submission-from-bundle.ts';
import { dosesOf } from '../../functions/referral/order/course.ts';
import type { Order } from '../../functions/referral/referral.ts';
import { readNative } from '../../functions/referral/submission-body.ts';
import { withResource } from '../support/bundles.ts';
import { aSubmission } from '../support/referrals.ts';

/** A Monday. */
const firstOn = '2027-01-04';

type Repeat = Record<string, unknown>;
const everyFourWeeks = { frequency: 1, period: 4, periodUnit: 'wk' };

/** The order of the infliximab example, with one instruction that says this. */
const inBundle = (text: string, repeat?: Repeat): Order => {
  const bundle = withResource('MedicationRequest', (request) => {
    request.dosageInstruction = [
      { text, ...(repeat ? { timing: { repeat } } : {}), doseAndRate: [aDose('300')] },
    ];
    delete request.dispenseRequest;
  });
  const read = submissionFromBundle(bundle, '2026-11-20');
  if (read.outcome === 'refused') throw new Error(JSON.stringify(read.problems));
  return read.submission.order;
};
const aDose = (value: string) => ({
  doseQuantity: {
    value: Number(value),
    unit: 'mg',
    code: 'mg',
    system: 'http://unitsofmeasure.org',
  },
});

/** The same in the native form. */
const inFields = (sig: string, order: Partial<Order> = {}): Order => {
  const { account: _, ...whole } = aSubmission();
  const { frequency, doses, therapyId, ...rest } = whole.order;
  const dose = { value: '300', unit: 'mg' };
  return readNative({ ...whole, order: { ...rest, dose, sig, ...order } }).order;
};

const planOf = (order: Order): string => {
  if (!order.phases && !order.frequency) return 'none';
  const days: string[] = [];
  for (const { day, timesPerDay, amount } of dosesOf(order, { therapy: undefined, firstOn })) {
    if (days.length === 6) break;
    days.push(`${day} ${amount?.value}${timesPerDay > 1 ? ` x${timesPerDay}` : ''}`);
  }
  return days.join(', ');
};
const on = (days: readonly number[], times = '') =>
  days.map((day) => `${day} 300${times}`).join(', ');
const asksWith = (order: Order, text: string): boolean =>
  (order.notUnderstood ?? []).some(({ words }) => words?.includes(text) === true);

const planned: readonly [string, string, Repeat?][] = [
  ['max 300 mg every 8 weeks', on([0, 56, 112, 168, 224, 280])],
  ['300 mg daily for 5 days every 4 weeks', on([0, 1, 2, 3, 4, 28])],
  ['300 mg x2 doses 2 weeks apart, repeat every 6 months', on([0, 14, 181, 195, 365, 379])],
  ['weeks 0 2 6 and q8w', on([0, 14, 42, 98, 154, 210])],
  ['weeks 0-2-6 then every 8 weeks', on([0, 14, 42, 98, 154, 210])],
  ['semi-annually', on([0, 181, 365, 547, 731, 912])],
  [
    '8 am and 8 pm daily',
    on([0, 1, 2, 3, 4, 5], ' x2'),
    { frequency: 2, period: 1, periodUnit: 'd' },
  ],
  ['daily at 08:00, 14:00 and 20:00', on([0, 1, 2, 3, 4, 5], ' x3')],
  ['every 12 hours (8 AM, 8 PM)', on([0, 1, 2, 3, 4, 5], ' x2')],
  ['days 1-5 every 28 days', on([0, 1, 2, 3, 4, 28])],
  ['D1 through D3 q21d', on([0, 1, 2, 21, 22, 23])],
  ['days 1, 8, 15 of a 28-day cycle', on([0, 7, 14, 28, 35, 42])],
  ['single dose, then 300 mg every 6 months', on([0, 181, 365, 547, 731, 912])],
  ['weekly x 4, then monthly x 5', on([0, 7, 14, 21, 52, 80])],
  ['fortnightly', on([0, 14, 28, 42, 56, 70]), { frequency: 1, period: 2, periodUnit: 'wk' }],
  ['every second week', on([0, 14, 28, 42, 56, 70]), { frequency: 1, period: 14, periodUnit: 'd' }],
  ['QOD', on([0, 2, 4, 6, 8, 10]), { frequency: 1, period: 2, periodUnit: 'd' }],
  ['q3wk', on([0, 21, 42, 63, 84, 105]), { frequency: 1, period: 3, periodUnit: 'wk' }],
  ['q 28 d', on([0, 28, 56, 84, 112, 140]), everyFourWeeks],
  ['BID', on([0, 1, 2, 3, 4, 5], ' x2'), { frequency: 1, period: 12, periodUnit: 'h' }],
  ['M/W/F', on([0, 2, 4, 7, 9, 11]), { dayOfWeek: ['mon', 'wed', 'fri'] }],
  ['every other Monday', on([0, 14, 28, 42, 56, 70])],
  ['300 mg IV, and again after 2 weeks', on([0, 14])],
  ['every 4 weeks, max 300 mg per dose', on([0, 28, 56, 84, 112, 140]), everyFourWeeks],
  [
    'Infuse infliximab 300 mg IV over 2 hours through a 1.2 micron filter every 4 weeks',
    on([0, 28, 56, 84, 112, 140]),
    everyFourWeeks,
  ],
  [
    'every 4 weeks, titrate rate every 30 min as tolerated; flush with saline before and after',
    on([0, 28, 56, 84, 112, 140]),
    everyFourWeeks,
  ],
  [
    'first infusion 300 mg, second infusion 14 days later 300 mg, then 600 mg every 6 months',
    '0 300, 14 300, 195 600, 379 600, 561 600, 745 600',
  ],
  [
    'week 0: 300 mg, week 2: 300 mg, then 600 mg every 24 weeks',
    '0 300, 14 300, 182 600, 350 600, 518 600, 686 600',
  ],
];

/** Asked back whatever coded days stand beside it. */
const askedBack: readonly string[] = [
  'weekly except week 3',
  'if no response every 4 weeks',
  'was every 8 weeks, now every 4 weeks',
  'weeks 0 and 2; month 6',
  'alternating 300 mg and 600 mg every 4 weeks',
  '600 mg every 4 weeks',
  'single dose, then repeat in 6 months',
  'stop after 2 doses',
  'discontinue',
  'do not give',
  'not to be given weekly',
  'hold until ANC > 1500',
  'every 4 weeks, hold for infection',
  'taper',
  'every 4 weeks, taper',
  'pause during infection',
  'PRN',
  'as needed',
  'every 4 weeks as needed',
  'first Monday of the month',
  'for 6 weeks',
  'until 2027-01-15',
  'max 3 doses a year',
  'every 4 weeks, max 3 doses',
  'every 4 weeks at 8 am and 8 pm',
  'half-yearly',
  'morning and evening',
  'every 4 weeks per protocol unless better',
  'intrathecally every 4 weeks',
  'double dose every 4 weeks',
];

/** Asked back, unless coded days beside it are one of its meanings. */
const settled: readonly [string, Repeat][] = [
  ['2x weekly', { dayOfWeek: ['mon', 'thu'] }],
  ['thrice weekly', { dayOfWeek: ['mon', 'wed', 'fri'] }],
  ['TIW', { dayOfWeek: ['mon', 'wed', 'fri'] }],
  ['biweekly', { frequency: 1, period: 2, periodUnit: 'wk' }],
  ['5 days/week', { dayOfWeek: ['mon', 'tue', 'wed', 'thu', 'fri'] }],
  ['as directed', everyFourWeeks],
  ['per protocol', everyFourWeeks],
];

describe('the words of an order', () => {
  it('are planned as they say also where their amount is held against the dose', () => {
    const words = '0.4 g/kg daily for 5 days every 4 weeks';
    for (const order of [inBundle(words), inFields(words)]) {
      expect(planOf(order)).toBe(on([0, 1, 2, 3, 4, 28]));
      expect(order.notUnderstood).toMatchObject([{ about: 'total', words }]);
    }
  });

  it.each(planned)('"%s" are planned as they say, in both forms', (text, plan) => {
    for (const order of [inBundle(text), inFields(text)]) {
      expect(order.notUnderstood ?? []).toEqual([]);
      expect(planOf(order)).toBe(plan);
    }
  });

  it.each(planned.filter(([, , repeat]) => repeat))(
    '"%s" agree with coded days that say the same',
    (text, plan, repeat) => {
      const order = inBundle(text, repeat);
      expect(order.notUnderstood ?? []).toEqual([]);
      expect(planOf(order)).toBe(plan);
    },
  );

  it.each(planned)('"%s" beside coded days that say another thing are asked back', (text) => {
    const other = { frequency: 1, period: 5, periodUnit: 'wk' };
    for (const order of [
      inBundle(text, other),
      inFields(text, { frequency: { loadingDays: [], intervalDays: 35 } }),
    ])
      expect(asksWith(order, text)).toBe(true);
  });

  it.each([...askedBack, ...settled.map(([text]) => text)])(
    '"%s" are asked back in their own words, in both forms',
    (text) => {
      for (const order of [inBundle(text), inFields(text)])
        expect(asksWith(order, text)).toBe(true);
    },
  );

  it.each(askedBack)('"%s" are asked back beside coded days too', (text) => {
    for (const order of [
      inBundle(text, everyFourWeeks),
      inFields(text, { frequency: { loadingDays: [], intervalDays: 28 } }),
    ])
      expect(asksWith(order, text)).toBe(true);
  });

  it.each(settled)(
    '"%s" are settled by coded days that are one of their meanings',
    (text, repeat) => {
      expect(inBundle(text, repeat).notUnderstood ?? []).toEqual([]);
      const other = { frequency: 1, period: 6, periodUnit: 'wk' };
      if (!/protocol|directed/.test(text)) expect(asksWith(inBundle(text, other), text)).toBe(true);
    },
  );

  const everyFour = { loadingDays: [], intervalDays: 28 };
  it.each<[string, Partial<Order>, boolean]>([
    ['every 4 weeks x 6 doses', { doses: 6 }, false],
    ['every 4 weeks x 6 doses', { doses: 4 }, true],
    ['every 4 weeks x 12 doses', { doses: 12 }, false],
    ['every 4 weeks x 12 doses', { doses: 10 }, true],
    ['every 4 weeks for 1 year', { doses: 13 }, false],
    ['every 4 weeks for 1 year', { doses: 12 }, true],
    ['every 4 weeks x 6 doses', {}, false],
    ['every 4 weeks', { doses: 6 }, false],
    ['weeks 0 and 4', { doses: 6 }, false],
    // Of a course that goes on, the fields count from the next dose, and the words perhaps from the first.
    ['every 4 weeks x 6 doses', { doses: 4, nextDose: 3, firstDose: false }, false],
    ['every 4 weeks x 6 doses', { doses: 4, firstDose: false }, false],
  ])('"%s" and the number of doses in %j differ: %s', (text, fields, differ) => {
    const asked = asksWith(inFields(text, { frequency: everyFour, ...fields }), text);
    expect(asked).toBe(differ);
  });

  const weekly = { days: [0], every: { value: 1, unit: 'wk' as const } };
  it.each<[string, NonNullable<Order['phases']>, number]>([
    ['a part that goes on before another', [weekly, { ...weekly, doses: 3 }], 1],
    ['a part that goes on until the next begins', [weekly, { ...weekly, startsOnDay: 28 }], 0],
    ['parts with an end', [{ ...weekly, doses: 4 }, weekly], 0],
  ])('and its fields have %s', (_, phases, asked) => {
    const { account: __, ...whole } = aSubmission();
    const { frequency, doses, ...order } = whole.order;
    const read = readNative({ ...whole, order: { ...order, phases } });
    expect(read.order.notUnderstood ?? []).toHaveLength(asked);
  });

  it('that give the loading dose by its field put it on the days of the loading', () => {
    const loadingDose = { value: '300', unit: 'mg' };
    const dose = { value: '600', unit: 'mg' };
    const both = inFields('300 mg weeks 0 and 2, then 600 mg every 24 weeks', {
      dose,
      loadingDose,
    });
    expect(both.notUnderstood).toBeUndefined();
    expect(planOf(both)).toBe('0 300, 14 300, 182 600, 350 600, 518 600, 686 600');
    const unclear = inFields('every 24 weeks', { dose, loadingDose });
    expect(unclear.notUnderstood).toMatchObject([{ about: 'dose' }]);
  });

  it.each<[string, string, boolean]>([
    ['2 g every 4 weeks', '2000', false],
    ['2 g every 4 weeks', '200', true],
    ['300 mg every 4 weeks, not to exceed 400 mg', '300', false],
    ['premedicate with acetaminophen 650 mg; 300 mg every 4 weeks', '300', false],
    ['100 mg vials, 300 mg every 4 weeks', '300', false],
    ['600 mg divided over 2 days every 4 weeks', '300', false],
    ['300 mg divided over 2 days every 4 weeks', '300', true],
  ])('"%s" beside a coded dose of %s mg: another amount %s', (sig, value, isOther) => {
    const order = inFields(sig, { dose: { value, unit: 'mg' } });
    expect((order.notUnderstood ?? []).some(({ about }) => about === 'dose')).toBe(isOther);
  });
});
