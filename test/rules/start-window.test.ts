import { describe, expect, it } from 'vitest';
import { dayNumber } from '../../functions/platform/days.ts';
import { startWindow, windowDays } from '../../functions/series/dose-plan.ts';
import type { Therapy } from '../../functions/therapy/therapy.ts';
import { lookUpTherapy } from '../../functions/therapy/therapy-catalogue.ts';
import { anOrder, aSubmission } from '../support/referrals.ts';

type Case = {
  therapyId?: string;
  urgency?: 'routine' | 'urgent';
  toleranceDays?: number;
  therapy?: Partial<Therapy>;
};

const window = (
  order: Parameters<typeof anOrder>[0],
  today: string,
  { therapyId = 'infliximab', urgency = 'routine', toleranceDays, therapy = {} }: Case = {},
) =>
  startWindow(
    {
      submission: aSubmission({ urgency, order: anOrder({ therapyId, ...order }) }),
      therapy: { ...(lookUpTherapy(therapyId) as Therapy), ...therapy },
      setting: 'infusion-center',
      toleranceDays,
    },
    today,
  );

describe('the window of an ordered start', () => {
  it.each([
    ['four days either way', '2026-11-20', '2026-11-27'],
    ['from the third day on, while drug and nurse are made ready', '2026-11-27', '2026-11-30'],
    ['from the ordered day itself, when it is the third', '2026-11-28', '2026-12-01'],
  ])('is %s', (_says, today, fromOn) => {
    expect(window({ startOn: '2026-12-01' }, today)).toEqual({
      idealOn: '2026-12-01',
      fromOn,
      throughOn: '2026-12-05',
    });
  });

  it.each([
    ['that is too soon', { startOn: '2026-12-01' }, '2026-11-29'],
    ['that has passed', { startOn: '2026-11-01' }, '2026-11-29'],
    ['that the order leaves open', { startOn: undefined }, '2026-11-29'],
  ])('of a start %s opens on the third day, for ten days', (_says, order, today) => {
    expect(window(order, today)).toEqual({
      idealOn: '2026-12-02',
      fromOn: '2026-12-02',
      throughOn: '2026-12-12',
    });
  });

  it('of a daily drug is the ordered day alone, unless a clinician widened it', () => {
    const daily = { startOn: '2026-12-06', frequency: { loadingDays: [], intervalDays: 1 } };
    const antibiotic = { therapyId: 'ceftriaxone' };
    const sunday = { idealOn: '2026-12-06', fromOn: '2026-12-06', throughOn: '2026-12-06' };
    expect(window(daily, '2026-11-29', antibiotic)).toEqual(sunday);
    expect(window(daily, '2026-11-29', { ...antibiotic, toleranceDays: 1 })).toEqual({
      ...sunday,
      fromOn: '2026-12-05',
      throughOn: '2026-12-07',
    });
  });

  it('of a course on days of the week is the first of those days', () => {
    const phases = [{ days: [0], weekdays: ['mon' as const, 'wed' as const], doses: 6 }];
    const order = { frequency: undefined, doses: undefined, phases };
    // A Tuesday.
    expect(window({ ...order, startOn: '2026-12-08' }, '2026-11-29')).toEqual({
      idealOn: '2026-12-09',
      fromOn: '2026-12-09',
      throughOn: '2026-12-09',
    });
  });

  it('opens tomorrow for an urgent start', () => {
    expect(window({ startOn: undefined }, '2026-11-29', { urgency: 'urgent' })).toEqual({
      idealOn: '2026-11-30',
      fromOn: '2026-11-30',
      throughOn: '2026-12-10',
    });
  });

  it('stays open longer where the therapy allows more than ten days', () => {
    // Rituximab: 14 days late.
    const open = window({ startOn: undefined }, '2026-11-29', { therapyId: 'rituximab' });
    expect(open.throughOn).toBe('2026-12-16');
  });

  it('grows by the days that the prescriber allows, and never shrinks', () => {
    const allowing = (toleranceDays: number) =>
      window({ startOn: '2026-12-20' }, '2026-11-20', { toleranceDays });
    expect(allowing(9)).toMatchObject({ fromOn: '2026-12-11', throughOn: '2026-12-29' });
    expect(allowing(2)).toMatchObject({ fromOn: '2026-12-16', throughOn: '2026-12-24' });
  });

  it('holds the same days across a change of the clocks', () => {
    const spring = window({ startOn: '2027-03-14' }, '2027-02-20');
    expect(windowDays(spring)).toHaveLength(9);
    expect(windowDays(spring)[4]).toBe('2027-03-14');
  });
});

describe('the window for a patient who is on the therapy', () => {
  const goesOn = { firstDose: false, lastDoseOn: '2026-10-20', startOn: '2026-11-25' };

  it('lies around the last dose plus the interval, whatever start was ordered', () => {
    expect(window(goesOn, '2026-11-20')).toEqual({
      idealOn: '2026-12-15',
      fromOn: '2026-12-11',
      throughOn: '2026-12-19',
    });
  });

  it.each([
    // Of the loading days 0, 14 and 42 the third dose is due 28 days after the second.
    ['third', { nextDose: 3 }, '2026-11-17'],
    ['second', { nextDose: 2 }, '2026-11-03'],
    ['fourth', { nextDose: 4 }, '2026-12-15'],
    ['next, where none is named', {}, '2026-12-15'],
  ])('lies after the last dose by what the order has before the %s', (_says, named, due) => {
    const order = { ...goesOn, ...named };
    // Early enough that nothing is overdue.
    expect(window(order, '2026-10-21').idealOn).toBe(due);
  });

  it('counts months from the day on which the course began', () => {
    const phases = [{ days: [0], every: { value: 1, unit: 'mo' as const } }];
    const order = { ...goesOn, frequency: undefined, phases, nextDose: 2 };
    const ideal = (startOn: string, lastDoseOn: string) =>
      window({ ...order, startOn, lastDoseOn }, '2026-10-01').idealOn;
    expect(ideal('2027-03-01', '2027-02-01')).toBe('2027-03-01');
    expect(ideal('2027-04-01', '2027-03-01')).toBe('2027-04-01');
  });

  it.each([
    ['a first dose of a new course', { ...goesOn, firstDose: true }],
    ['a last dose that nobody knows', { ...goesOn, lastDoseOn: undefined }],
    ['an order without an interval', { ...goesOn, frequency: { loadingDays: [0, 14] } }],
    ['an order without a rhythm', { ...goesOn, frequency: undefined }],
  ])('lies around the ordered start for %s', (_says, order) => {
    expect(window(order, '2026-11-20').idealOn).toBe('2026-11-25');
  });

  /** Infliximab is not given again within 28 days where the order itself keeps them. */
  const atInterval = (intervalDays: number) =>
    window(
      { firstDose: false, lastDoseOn: '2026-11-10', frequency: { loadingDays: [], intervalDays } },
      '2026-11-20',
    );

  it('opens no sooner than the therapy’s least distance, when the order keeps it', () => {
    expect(atInterval(30)).toEqual({
      idealOn: '2026-12-10',
      fromOn: '2026-12-08',
      throughOn: '2026-12-14',
    });
    expect(atInterval(28)).toMatchObject({ idealOn: '2026-12-08', fromOn: '2026-12-08' });
  });

  it('opens as the order says, when its own distance is less', () => {
    expect(atInterval(27)).toMatchObject({ idealOn: '2026-12-07', fromOn: '2026-12-03' });
  });

  it('opens at the least distance when the next dose is overdue by the order', () => {
    const late = { ...goesOn, firstDose: true, lastDoseOn: '2026-11-10', startOn: '2026-11-24' };
    expect(window(late, '2026-11-20').idealOn).toBe('2026-12-08');
  });

  it('opens once all is ready where the therapy has no least distance', () => {
    const free = window({ ...goesOn, lastDoseOn: '2026-09-01' }, '2026-11-20', {
      therapy: { minGapDays: undefined } as never,
    });
    expect(free.idealOn).toBe('2026-11-23');
  });
});

describe('the room around a start', () => {
  const infliximab = lookUpTherapy('infliximab') as Therapy;

  it.each([
    [1, [0, 0]],
    [2, [0, 0]],
    [3, [1, 1]],
    [7, [3, 3]],
    [12, [4, 5]],
  ])('of doses every %i days stays below half of that', (intervalDays, [before, after]) => {
    const { idealOn, fromOn, throughOn } = window(
      { startOn: '2026-12-20', frequency: { loadingDays: [], intervalDays } },
      '2026-11-29',
      { therapy: { toleranceDays: { ...infliximab.toleranceDays, before: 4, after: 6 } } },
    );
    expect([
      idealOn,
      dayNumber(idealOn) - dayNumber(fromOn),
      dayNumber(throughOn) - dayNumber(idealOn),
    ]).toEqual(['2026-12-20', before, after]);
  });
});
