import { describe, expect, it } from 'vitest';
import {
  amountOfEach,
  contradictsDose,
  meanTheSame,
} from '../../functions/referral/sig/agreement.ts';
import { timingWords } from '../../functions/referral/sig/not-timing.ts';
import {
  daysIn,
  isCountOpen,
  onlyOnce,
  takeBounds,
  takeRhythm,
  takeSameAgain,
} from '../../functions/referral/sig/rhythm.ts';
import { spelledOut } from '../../functions/referral/sig/spelled-out.ts';
import {
  readNumeral,
  readUnit,
  readWeekday,
  takeWeekdays,
} from '../../functions/referral/sig/words.ts';

describe('what each part of an instruction gives', () => {
  const amount = (words: string) => {
    const [value = '', unit = ''] = words.split(' ');
    return { value, unit };
  };
  it.each<[string, string[][], string, string[] | undefined]>([
    ['an amount in each part', [['400 mg'], ['200 mg']], '200 mg', ['400 mg', '200 mg']],
    ['the coded one first', [['400 mg'], ['200 mg']], '400 mg', ['400 mg', '200 mg']],
    ['a part that goes on', [['400 mg'], [], ['200 mg']], '200 mg', ['400 mg', '400 mg', '200 mg']],
    ['one amount said twice', [['400 mg', '0.4 g'], ['200 mg']], '200 mg', ['400 mg', '200 mg']],
    ['in the unit of the coded one', [['2 g'], ['500 mg']], '500 mg', ['2000 mg', '500 mg']],
    ['in a greater unit', [['500 mg'], ['1 g']], '1 g', ['0.5 g', '1 g']],
    ['too little for the unit', [['0.5 mcg'], ['1 g']], '1 g', undefined],
    ['two amounts in one part', [['400 mg', '300 mg'], ['200 mg']], '200 mg', undefined],
    ['an amount of another kind', [['5 mg/kg'], ['200 mg']], '200 mg', undefined],
    ['another kind beside it', [['400 mg', '5 units'], ['200 mg']], '200 mg', undefined],
    ['a first part without one', [[], ['200 mg'], ['400 mg']], '200 mg', undefined],
    ['one amount for all', [['200 mg'], ['200 mg']], '200 mg', undefined],
    ['none that is coded', [['400 mg'], ['200 mg']], '300 mg', undefined],
  ])('%s: %j of %s is %j', (_, named, coded, each) => {
    const parts = named.map((part) => part.map(amount));
    expect(amountOfEach(parts, amount(coded))).toEqual(each?.map(amount));
  });
});

describe('a word of an instruction', () => {
  it.each([
    ...['h', 'hr', 'hours', 'horas'].map((word) => [word, 'h']),
    ...['d', 'day', 'days', 'dias'].map((word) => [word, 'd']),
    ...['w', 'wk', 'weeks', 'semanas'].map((word) => [word, 'wk']),
    ...['mo', 'months', 'mes', 'meses'].map((word) => [word, 'mo']),
    ...['years', 'yr', 'ano', 'anos'].map((word) => [word, 'a']),
  ])('%s counts in %s', (word, unit) => {
    expect(readUnit(word as string)).toBe(unit);
  });

  it.each([
    ['one', 1],
    ['twelve', 12],
    ['a', 1],
    ['una', 1],
    ['seis', 6],
    ['14', 14],
  ])('%s is %i', (word, value) => {
    expect(readNumeral(word)).toBe(value);
  });

  const words = {
    sun: 'sun suns sunday sundays domingo domingos',
    mon: 'mon mons monday mondays m lunes',
    tue: 'tue tues tuesday tuesdays martes',
    wed: 'wed weds wednesday wednesdays w miercoles',
    thu: 'thu thur thurs thursday thursdays jueves',
    fri: 'fri fris friday fridays f viernes',
    sat: 'sat sats saturday saturdays sabado sabados',
  };
  it.each(Object.entries(words).flatMap(([day, all]) => all.split(' ').map((word) => [word, day])))(
    '%s is a day: %s',
    (word, day) => {
      expect(readWeekday(word as string)).toBe(day);
      expect(readWeekday(`x${word}`)).toBeUndefined();
      expect(readWeekday(`${word}x`)).toBeUndefined();
    },
  );

  it.each<[string, string[]]>([
    ['mon-fri', ['mon', 'tue', 'wed', 'thu', 'fri']],
    ['monday to friday', ['mon', 'tue', 'wed', 'thu', 'fri']],
    ['mon through fri', ['mon', 'tue', 'wed', 'thu', 'fri']],
    ['weekdays', ['mon', 'tue', 'wed', 'thu', 'fri']],
    ['daily except sun', ['mon', 'tue', 'wed', 'thu', 'fri', 'sat']],
    ['daily except sundays', ['mon', 'tue', 'wed', 'thu', 'fri', 'sat']],
    ['weekend', ['sun', 'sat']],
    ['weekends only', ['sun', 'sat']],
    ['mwf', ['mon', 'wed', 'fri']],
    ['m/w/f', ['mon', 'wed', 'fri']],
    ['tts', ['tue', 'thu', 'sat']],
    ['friday and monday', ['mon', 'fri']],
    ['w', []],
    ['m and f', []],
    ['200 mg', []],
  ])('“%s” names the days %j', (left, days) => {
    const unread = { left };
    expect(takeWeekdays(unread)).toEqual(days);
    if (days.length > 0) expect(unread.left).not.toMatch(/mon|fri|sun|sat|week/);
  });
});

describe('a rhythm', () => {
  const day = (value = 1) => ({ every: { value, unit: 'd' as const } });
  const week = (value = 1) => ({ every: { value, unit: 'wk' as const } });
  const month = (value = 1) => ({ every: { value, unit: 'mo' as const } });
  const year = { every: { value: 1, unit: 'a' as const } };
  const often = (timesPerDay: number) => ({ ...day(), timesPerDay });
  it.each<[string, ReturnType<typeof takeRhythm>]>([
    ...['every other day', 'qod', 'alternate days', 'q2d', 'every 2 days', 'cada dos dias'].map(
      (text) => [text, day(2)] as never,
    ),
    ...['every other week', 'fortnightly', 'q2 weeks', 'every two-weeks'].map(
      (text) => [text, week(2)] as never,
    ),
    ...['every other month', '2 months apart', 'at least 2 months apart'].map(
      (text) => [text, month(2)] as never,
    ),
    ...['quarterly', 'q3mo'].map((text) => [text, month(3)] as never),
    ...['semi-annual', 'semiannually', 'semi annual'].map((text) => [text, month(6)] as never),
    ...['bid', 'twice a day', 'twice daily', 'q12h', 'every 12 hours'].map(
      (text) => [text, often(2)] as never,
    ),
    ...['tid', 'three times a day', 'q8h'].map((text) => [text, often(3)] as never),
    ...['qid', 'four times daily', 'q6h'].map((text) => [text, often(4)] as never),
    ...['daily', 'nightly', 'qd', 'every day', 'every evening', 'once a day', 'diaria'].map(
      (text) => [text, day()] as never,
    ),
    ['q24h', day()],
    ['q48h', day(2)],
    ['q1h', often(24)],
    ['q5h', 'unclear'],
    ['q36h', 'unclear'],
    ['every 0 days', 'unclear'],
    ['q 8', 'unclear'],
    ['q8', 'unclear'],
    ['every 12', 'unclear'],
    ['every 8, weekly', 'unclear'],
    ['every 8; weekly', 'unclear'],
    ['every 8x3', 'unclear'],
    ['every 8 x 3', 'unclear'],
    ...['weekly', 'qwk', 'qweek', 'each week', 'once a week', 'semanal', 'semanalmente'].map(
      (text) => [text, week()] as never,
    ),
    ...['monthly', 'qmo', 'q mo', 'qmonth', 'each month', 'al mes', 'mensual'].map(
      (text) => [text, month()] as never,
    ),
    ...['yearly', 'annual', 'annually', 'every year', 'once a year', 'al ano'].map(
      (text) => [text, year] as never,
    ),
    ['now', undefined],
  ])('“%s” is %j', (left, rhythm) => {
    expect(takeRhythm({ left })).toEqual(rhythm);
  });

  it.each<[string, Parameters<typeof takeSameAgain>[1], boolean]>([
    ['every 7 days', week(), true],
    ['weekly', day(7), true],
    ['every 8 days', week(), false],
    ['bid', often(2), true],
    ['bid', day(), false],
    ['daily', often(2), false],
    ['q5h', day(), false],
    ['now', week(), false],
    ['weekly', {}, false],
  ])('“%s” beside %j is the same again: %s', (words, rhythm, isSame) => {
    const unread = { left: `(${words})` };
    takeSameAgain(unread, rhythm);
    expect(unread.left.includes(words)).toBe(!isSame);
  });

  it('has about so many days', () => {
    const units = ['d', 'wk', 'mo', 'a'] as const;
    expect(units.map((unit) => daysIn({ value: 2, unit }))).toEqual([2, 14, 60, 730]);
  });

  it.each([
    ['once', true],
    ['single dose', true],
    ['one time', true],
    ['stat', true],
    ['dosis unica', true],
    ['x1', true],
    ['x 1', true],
    ['once daily', false],
    ['once a week', false],
    ['once every 8 weeks', false],
    ['once per month', false],
    ['x10', false],
  ])('“%s” is one dose alone: %s', (text, once) => {
    expect(onlyOnce.test(text)).toBe(once);
  });

  it.each<[string, object]>([
    ['x 4', { doses: 4 }],
    ['x4 doses', { doses: 4 }],
    ['for 3 infusions', { doses: 3 }],
    ['6 treatments', { doses: 6 }],
    ['six cycles total', { doses: 6 }],
    ['x 2 via PICC', { doses: 2 }],
    ['twelve doses', { doses: 12 }],
    ['dos dosis', { doses: 2 }],
    ...['a dose', 'an infusion', 'un dosis', 'una dosis'].map((text) => [text, {}] as never),
    ['for 6 weeks', { lasts: { value: 6, unit: 'wk' } }],
    ['durante 2 meses', { lasts: { value: 2, unit: 'mo' } }],
    ['x 10 days', { lasts: { value: 10, unit: 'd' } }],
    ['through 2027-01-31', { through: '2027-01-31' }],
    ['until 2027-01-31', { through: '2027-01-31' }],
    ['thru 1/5/2027', { through: '2027-01-05' }],
    ['thru2027-01-31', { through: '2027-01-31' }],
    ['thru11/15/2027', { through: '2027-11-15' }],
    ['now', {}],
  ])('“%s” ends by %j', (left, bounds) => {
    expect(takeBounds({ left })).toStrictEqual(bounds);
  });

  it.each([
    ['x 4 doses for 4 weeks', {}, true],
    ['x 4 doses for 4 weeks', week(), false],
    ['x 4 doses for 8 weeks', week(), true],
    ['x 4 doses for 8 weeks', week(2), false],
    ['x 28 doses for 14 days', often(2), false],
    ['x 14 doses for 14 days', often(2), true],
  ])('“%s” at %j counts something else: %s', (text, rhythm, isLeft) => {
    const unread = { left: text };
    expect(takeBounds(unread, rhythm)).toHaveProperty('lasts');
    expect(/dose/.test(unread.left)).toBe(isLeft);
  });

  it.each([
    ['2 infusions every 6 months', true],
    ['one infusion every 6 months', false],
    ['x 2 doses every 6 months', false],
    ['2 infusions', false],
  ])('“%s” leaves open what is counted: %s', (left, open) => {
    expect(isCountOpen({ left })).toBe(open);
  });
});

describe('an instruction in the words that readers know', () => {
  it.each([
    ['Ánual   X m²', 'anual x m2'],
    ['daily at 9 am', ' daily '],
    ['at 9 am', ' '],
    ['9 am and 9 pm', ' bid '],
    ['06:00, 14:00, 22:00', ' tid '],
    ['6am, 12pm, 6pm and 11pm', ' qid '],
    ['weeks 0-2-6', 'weeks 0, 2, 6'],
    ['wk 0-2-6-14', 'wk 0, 2, 6, 14'],
    ['days 1-3', 'days 1, 2, 3'],
    ['d1-d3', 'd1, 2, 3'],
    ['days 1 through 3', 'days 1, 2, 3'],
    ['days 3-1', 'days 3-1'],
    ['days 1-31', `days ${Array.from({ length: 31 }, (_, day) => day + 1).join(', ')}`],
    ['days 1-32', 'days 1-32'],
    ['every second day', 'every 2 day'],
    ['every third week', 'every 3 week'],
    ['every fourth month', 'every 4 month'],
    ['12,500 units', '12500 units'],
    ['1,250,000 units', '1250000 units'],
    ['weeks 2,600 mg', 'weeks 2600 mg'],
    ['weeks 2,6000', 'weeks 2,6000'],
    ['9 am daily; 9 pm daily', ' daily ;  daily '],
    ['at 9 am, 1 pm, 3 pm, 5 pm and 7 pm', 'at 9 am, 1 pm, 3 pm, 5 pm and 7 pm'],
    ['week 0-2-6', 'week 0, 2, 6'],
    ['weeks 10-12-14', 'weeks 10, 12, 14'],
    ['day 1-3', 'day 1, 2, 3'],
    ['days1-3', 'days1, 2, 3'],
    ['days 10-12', 'days 10, 11, 12'],
    ['days 3-3', 'days 3-3'],
    ['5days 1-3', '5days 1-3'],
    ['5 days 1-3', '5 days 1-3'],
    ['separated by 14 days', '14 days apart'],
    ['separated by one week', 'one week apart'],
    ['repeat in 10 days', 'and again in 10 days'],
    ['repeated once after 1 week', 'and again after 1 week'],
    ['repeat dose in 2 wks', 'and again in 2 wks'],
    ['repeat in the morning', 'repeat in the morning'],
    ['14-day supply', 'for 14 day'],
    ['2 weeks supply', 'for 2 weeks'],
    ['every 4 weeks (28 days)', 'every 4 weeks'],
    ['q12w(84 days)', 'q12w'],
    ['q 1 week (7 day)', 'q 1 week'],
    ['every 2wk (14 days)', 'every 2wk'],
    ['every 4 weeks (27 days)', 'every 4 weeks (27 days)'],
    ['daily; end date 12/28/30', 'daily thru 12/28/2030'],
    ['daily;end: 1/5/2027', 'daily thru 1/5/2027'],
    ['daily stop on 2027-01-05', 'daily thru 2027-01-05'],
    ['daily. ending 2027-01-05', 'daily thru 2027-01-05'],
    ['daily, stop date 1/5/27', 'daily thru 1/5/2027'],
    ['through 1/15/27', 'thru 1/15/2027'],
    ['thru 1/15/2027', 'thru 1/15/2027'],
    ['stop after 2 doses', 'stop after 2 doses'],
  ])('“%s” is “%s”', (written, words) => {
    expect(spelledOut(written)).toBe(words);
  });

  it.each([
    ['5 mg/kg over 2 hours weekly', 'weekly'],
    ['1000 mL/day', ' daily '],
    ['2 g IV q24h', 'iv q24h'],
    ['2 vials weekly', 'weekly'],
    ['max 400 mg weekly', 'weekly'],
    ['via PICC daily', 'daily'],
    ['0.9 % weekly', 'weekly'],
  ])('of “%s” only “%s” tells of days', (written, words) => {
    expect(timingWords(written).trim()).toBe(words.trim());
  });
});

describe('a text beside coded doses', () => {
  const mg = (value: string, unit = 'mg') => ({ value, unit });
  it.each([
    ['2 g daily', mg('2000'), false],
    ['2 g daily', mg('200'), true],
    ['2000000 mcg', mg('2000'), false],
    ['5 mg/kg', mg('5', 'mg/kg'), false],
    ['5 mg/kg', mg('5'), false],
    ['10 units', mg('10', 'unit'), false],
    ['11 units', mg('10', 'units'), true],
    ['daily', mg('5'), false],
    ['400 mg, max 500 mg', mg('400'), false],
    ['400 mg after acetaminophen 650 mg', mg('400'), false],
    ['2 g divided over 2 days', mg('1000'), false],
    ['2 g split into 4 doses', mg('1000'), true],
    ['400 mg or 500 mg', mg('400'), true],
    ['100 mg vial, 400 mg', mg('400'), false],
    ['4 mg/min', mg('400'), false],
    ['4 mg / min', mg('400'), false],
    ['2g daily', mg('2000'), false],
    ['2g daily', mg('200'), true],
    ['0.25 mg', mg('0.25'), false],
    ['11 unit', mg('10', 'units'), true],
    ['10 units', mg('500', 'mL'), false],
    ['6 mg/kg', mg('5', 'mg/kg'), true],
    ['6 mg / kg', mg('5', 'mg/kg'), true],
    ['75 mg/m2', mg('5', 'mg/kg'), false],
    ['75 mg/m²', mg('75', 'mg/m2'), false],
    ['76 mg/m²', mg('75', 'mg/m2'), true],
    ['100 mg  vials, 400 mg', mg('400'), false],
    ['max 1.25 g, 400 mg', mg('400'), false],
    ['max 1.5 mg/kg or 500 mg, 400 mg', mg('400'), false],
    ['400 mg; premedicate with prednisone 40 mg', mg('400'), false],
    ['400 mg; pre-med: prednisone 40 mg', mg('400'), false],
    ['400 mg; solumedrol 125 mg', mg('400'), false],
    ['400 mg; prednisone 40 mg', mg('400'), true],
    ['1200 mg split evenly into 3 doses', mg('400'), false],
    ['load 1,5 g', mg('1500'), false],
    ['infused 1,25 g', mg('1250'), false],
    ['load 1,5 g', mg('5000'), true],
    ['days 1,5 g', mg('1500'), true],
    ['4 g divided over 10 days', mg('400'), false],
    ['2 g divided over 2days', mg('1000'), false],
    ['2 g divided over  2 consecutive  days', mg('1000'), false],
    ['2 g divided, over 2 hours', mg('1000'), true],
  ] as const)('“%s” contradicts %j: %s', (words, dose, contradicts) => {
    expect(contradictsDose(words, dose)).toBe(contradicts);
  });

  it('is no amount where it is a long number without a unit', () => {
    expect(contradictsDose('9'.repeat(200_000), mg('200'))).toBe(false);
  });

  it('may name the other doses of the order, and never only those', () => {
    expect(contradictsDose('400 mg then 200 mg', mg('200'), [mg('400')])).toBe(false);
    expect(contradictsDose('400 mg', mg('200'), [mg('400')])).toBe(true);
    expect(contradictsDose('400 mg or 5 mg', mg('400'), [mg('5', 'mg/kg')])).toBe(true);
  });

  const every = (value: number, more = {}) => [
    { days: [0], every: { value, unit: 'd' as const }, ...more },
  ];
  it.each([
    [every(7), [{ days: [0], every: { value: 1, unit: 'wk' as const } }], true],
    [every(7), every(14), false],
    [every(7), every(7, { doses: 3 }), true],
    [every(7, { doses: 3 }), every(7, { doses: 3 }), true],
    [every(7, { doses: 3 }), every(7, { doses: 4 }), false],
    [every(7, { doses: 8 }), every(7, { doses: 9 }), false],
    [every(7, { doses: 12 }), every(7, { doses: 12 }), true],
    [every(7, { doses: 12 }), every(7, { doses: 13 }), false],
    [every(7, { doses: 12 }), every(7), true],
    [every(1, { doses: 400 }), every(1, { doses: 399 }), false],
    [every(1, { lasts: { value: 6, unit: 'wk' } }), every(1, { doses: 42 }), true],
    [every(1, { lasts: { value: 6, unit: 'wk' } }), every(1, { doses: 43 }), false],
    [every(7, { through: '2026-01-19' }), every(7, { doses: 3 }), true],
    [every(7, { through: '2026-01-19' }), every(7, { doses: 4 }), false],
    [every(28, { lasts: { value: 1, unit: 'a' } }), every(28, { doses: 14 }), true],
    [every(28, { lasts: { value: 1, unit: 'a' } }), every(28, { doses: 13 }), true],
    [every(28, { lasts: { value: 1, unit: 'a' } }), every(28, { doses: 12 }), false],
    [every(28, { lasts: { value: 13, unit: 'mo' } }), every(28, { doses: 14 }), false],
    [every(28, { lasts: { value: 2, unit: 'a' } }), every(28, { doses: 26 }), true],
    [
      [...every(7, { doses: 2 }), ...every(14)],
      [...every(7, { doses: 2 }), ...every(14, { doses: 3 })],
      true,
    ],
    [[{ days: [0, 7] }], [{ days: [0, 7, 14] }], false],
    [[{ days: [0], weekdays: ['mon' as const] }], every(7, { doses: 3 }), true],
    [[{ days: [0], weekdays: ['mon' as const] }], every(7, { doses: 9 }), true],
    [every(1), every(1, { timesPerDay: 2 }), false],
    [[{ days: [0, 7] }], every(7, { doses: 2 }), true],
  ])('%j and %j mean the same: %s', (some, others, same) => {
    expect(meanTheSame(some, others)).toBe(same);
    expect(meanTheSame(others, some)).toBe(same);
  });

  it('mean the same with as many doses as the order has in all', () => {
    const six = every(7, { doses: 6 });
    expect(meanTheSame(every(7), six, 6)).toBe(true);
    expect(meanTheSame(every(7), six, 5)).toBe(false);
    expect(meanTheSame(every(7), every(7), 5)).toBe(true);
  });
});
