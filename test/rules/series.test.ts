import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, dateOf, dayNumber } from '../../functions/platform/days.ts';

import { findSlots, type Place, weights } from '../../functions/scheduling/find-slots.ts';
import {
  type Dose,
  daysOf,
  doseGaps,
  planDoses,
  startWindow,
} from '../../functions/series/dose-plan.ts';
import type { Therapy } from '../../functions/therapy/therapy.ts';
import { therapyOf } from '../../functions/therapy/therapy-catalogue.ts';
import { anOrder, aSubmission } from '../support/referrals.ts';

const therapy = (id: string): Therapy => therapyOf(id) as Therapy;
const plan = (order: Parameters<typeof anOrder>[0], setting: 'home' | 'infusion-center') => {
  const submission = aSubmission({ order: anOrder(order) });
  return planDoses(
    { submission, therapy: therapy(submission.order.therapyId ?? ''), setting },
    '2026-11-20',
  );
};

describe('the doses of an order', () => {
  it('gives loading doses on their days and then keeps the interval', () => {
    expect(plan({}, 'infusion-center').map(({ offset }) => offset)).toEqual([
      0, 14, 42, 98, 154, 210,
    ]);
  });

  const reaching = (order: Parameters<typeof anOrder>[0], more: object) => {
    const submission = aSubmission({ order: anOrder(order) });
    const facts = {
      submission,
      therapy: therapy('infliximab'),
      setting: 'infusion-center' as const,
    };
    return planDoses({ ...facts, ...more }, '2026-11-20')
      .map(({ number }) => number)
      .at(-1);
  };

  it.each([
    ['of a long order as far as a year', { doses: 20 }, {}, 8],
    ['of an order without an end half a year', { doses: undefined }, {}, 5],
    ['of one that its authorization bounds a year', { doses: undefined }, { authorization: {} }, 8],
    [
      'those that a renewal has added',
      { doses: 20 },
      { series: { bookedThrough: 12, firstOn: '2026-11-20' } },
      12,
    ],
    [
      'a year more during a renewal',
      { doses: 20 },
      { series: { bookedThrough: 8, firstOn: '2026-11-20' }, further: true },
      14,
    ],
    [
      'no more than is ordered',
      { doses: 10 },
      { series: { bookedThrough: 8, firstOn: '2026-11-20' }, further: true },
      10,
    ],
    [
      'a year from today, once half a year has passed',
      { doses: 20 },
      { series: { bookedThrough: 8, firstOn: '2026-05-20' } },
      12,
    ],
  ])('are planned ahead: %s', (_, order, more, last) => {
    expect(reaching(order, more)).toBe(last);
  });

  it('plans a longer first visit than the later ones', () => {
    const [first, second] = plan({ durationMinutes: undefined }, 'infusion-center');
    expect(first?.minutes).toEqual({ prep: 30, infusion: 120, observation: 60, closeout: 15 });
    expect(second?.minutes.observation).toBe(30);
  });

  it('leaves the loading doses out for a patient who is on the therapy', () => {
    const doses = plan({ firstDose: false, lastDoseOn: '2026-10-20', doses: 3 }, 'infusion-center');
    expect(doses.map(({ offset }) => offset)).toEqual([0, 56, 112]);
    expect(doses.some(({ first }) => first)).toBe(false);
  });

  it('sends a nurse weekly, not daily, to a patient who gives the antibiotic at home', () => {
    const order = {
      therapyId: 'ceftriaxone',
      frequency: { loadingDays: [], intervalDays: 1 },
      doses: 28,
      lineType: 'picc' as const,
    };
    expect(plan(order, 'home').map(({ offset }) => offset)).toEqual([0, 7, 14, 21, 28]);
    expect(plan(order, 'infusion-center')).toHaveLength(28);
  });

  it('never lets the windows of neighboring doses meet', () => {
    for (const setting of ['home', 'infusion-center'] as const) {
      const doses = plan(
        {
          therapyId: 'iron_sucrose',
          frequency: { loadingDays: [0, 2, 4, 6, 8] },
          doses: 5,
          durationMinutes: 15,
        },
        setting,
      );
      doses.slice(1).forEach((dose, index) => {
        const before = doses[index] as Dose;
        expect(before.offset + before.after).toBeLessThan(dose.offset - dose.before);
      });
    }
  });

  it('adds time for a child and for difficult veins', () => {
    const child = aSubmission({ order: anOrder(), placement: { difficultAccess: true } });
    child.patient.birthDate = '2014-05-01';
    const [dose] = planDoses(
      { submission: child, therapy: therapy('infliximab'), setting: 'infusion-center' },
      '2026-11-20',
    );
    expect(dose?.minutes.prep).toBe(90);
  });
});

describe('the window of the first dose', () => {
  const window = (order: Parameters<typeof anOrder>[0], today: string, toleranceDays?: number) =>
    startWindow(
      {
        submission: aSubmission({ order: anOrder(order) }),
        therapy: therapy('infliximab'),
        setting: 'infusion-center',
        toleranceDays,
      },
      today,
    );

  it('lies around the ordered start, as far as there is time to prepare', () => {
    expect(window({ startOn: '2026-12-01' }, '2026-11-27')).toEqual({
      idealOn: '2026-12-01',
      fromOn: '2026-11-30',
      throughOn: '2026-12-05',
    });
  });

  it('opens as soon as possible when the ordered start has passed', () => {
    expect(window({ startOn: '2026-11-01' }, '2026-11-20').idealOn).toBe('2026-11-23');
  });

  it('counts from the last dose for a patient who is on the therapy', () => {
    const ordered = { firstDose: false, lastDoseOn: '2026-10-20', startOn: '2026-11-25' };
    expect(window(ordered, '2026-11-20').idealOn).toBe('2026-12-15');
  });

  it('grows by the days that the prescriber allows', () => {
    expect(window({ startOn: '2026-12-20' }, '2026-11-20', 9)).toMatchObject({
      fromOn: '2026-12-11',
      throughOn: '2026-12-29',
    });
  });

  it('holds the same days across a change of the clocks', () => {
    const spring = window({ startOn: '2027-03-14' }, '2027-02-20');
    expect(daysOf(spring)).toHaveLength(9);
    expect(daysOf(spring)[4]).toBe('2027-03-14');
  });
});

describe('the least distance of doses', () => {
  it('is the therapy’s where the order keeps it, else the ordered one less what may come early', () => {
    const doses = plan({}, 'infusion-center');
    expect(doseGaps(doses, 28)).toEqual([10, 28, 28, 28, 28]);
  });
});

/** A search small enough to try every combination. */
const small = fc.record({
  offsets: fc.constantFrom([0], [0, 7], [0, 7, 14]),
  before: fc.integer({ min: 0, max: 2 }),
  after: fc.integer({ min: 0, max: 2 }),
  anchors: fc.integer({ min: 1, max: 3 }),
  gap: fc.integer({ min: 1, max: 8 }),
  /** Cost by place and day; 9 means there is no time. */
  costs: fc.array(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 24, maxLength: 24 }), {
    minLength: 1,
    maxLength: 3,
  }),
});

type Small = typeof small extends fc.Arbitrary<infer T> ? T : never;
const firstDay = dayNumber('2026-12-01');
const noTime = 9;

const searchOf = ({ offsets, before, after, anchors, gap, costs }: Small) => {
  const doses = offsets.map(
    (offset, index): Dose => ({
      number: index + 1,
      offset,
      before,
      after,
      first: index === 0,
      minutes: { prep: 0, infusion: 60, observation: 0, closeout: 0 },
    }),
  );
  const places = costs.map(
    (byDay, index): Place => ({
      id: `nur_${index}`,
      fit: (on) => {
        const cost = byDay[dayNumber(on) - firstDay] ?? noTime;
        return cost === noTime ? { refused: 'no-gap' } : { from: 0, to: 60, cost: cost * 7 };
      },
    }),
  );
  return {
    doses,
    places,
    anchors: Array.from({ length: anchors }, (_, index) => addDays('2026-12-01', index)),
    idealOn: '2026-12-01',
    gaps: doseGaps(doses, gap),
    offers: 3,
  };
};

/** The cheapest series by trying everything. */
const bruteForce = ({ doses, places, anchors, gaps }: ReturnType<typeof searchOf>) => {
  let least: number | undefined;
  const extend = (
    anchor: number,
    index: number,
    cost: number,
    previous?: { day: number; place: number },
  ) => {
    const dose = doses[index];
    if (!dose) {
      least = Math.min(least ?? Number.POSITIVE_INFINITY, cost);
      return;
    }
    const ideal = anchor + dose.offset;
    const [from, to] = index === 0 ? [ideal, ideal] : [ideal - dose.before, ideal + dose.after];
    for (let day = from; day <= to; day += 1) {
      if (previous && day - previous.day < (gaps[index - 1] ?? 1)) continue;
      for (const [place, candidate] of places.entries()) {
        const found = candidate.fit(dateOf(day), dose);
        if ('refused' in found) continue;
        const off = Math.abs(day - (index === 0 ? firstDay : ideal)) * weights.deviation;
        const change = previous && previous.place !== place ? weights.change : 0;
        extend(anchor, index + 1, cost + found.cost + off + change, { day, place });
      }
    }
  };
  for (const anchor of anchors) extend(dayNumber(anchor), 0, 0);
  return least;
};

describe('the search for a series', () => {
  it('finds the same least cost as trying every combination', () => {
    fc.assert(
      fc.property(small, (case_) => {
        const search = searchOf(case_);
        expect(findSlots(search).offers[0]?.cost).toBe(bruteForce(search));
      }),
      { numRuns: 2000 },
    );
  });

  it('offers real choices: another nurse or another first day each time', () => {
    fc.assert(
      fc.property(small, (case_) => {
        const { offers } = findSlots(searchOf(case_));
        const names = offers.map(({ firstOn, primary }) => `${firstOn} ${primary}`);
        expect(new Set(names).size).toBe(names.length);
        expect([...offers].sort((a, b) => a.cost - b.cost)).toEqual(offers);
      }),
      { numRuns: 300 },
    );
  });

  it('keeps one nurse rather than save a little travel', () => {
    const doses = [0, 14].map(
      (offset, index): Dose => ({
        number: index + 1,
        offset,
        before: 0,
        after: 0,
        first: false,
        minutes: { prep: 0, infusion: 60, observation: 0, closeout: 0 },
      }),
    );
    const place = (id: string, costs: [number, number]): Place => ({
      id,
      fit: (_on, dose) => ({ from: 0, to: 60, cost: costs[dose.number - 1] ?? 0 }),
    });
    const { offers } = findSlots({
      doses,
      places: [place('nur_a', [5, 30]), place('nur_b', [20, 5])],
      anchors: ['2026-12-01'],
      idealOn: '2026-12-01',
      gaps: [14],
      offers: 1,
    });
    expect(offers[0]?.visits.map(({ placeId }) => placeId)).toEqual(['nur_b', 'nur_b']);
  });

  it('counts every refusal under the first rule that failed', () => {
    const { offers, refusals } = findSlots({
      doses: plan({ doses: 1 }, 'infusion-center'),
      places: [
        { id: 'nur_a', refused: 'lacks:port-access', fit: () => ({ refused: 'never' }) },
        { id: 'nur_b', refused: 'lacks:port-access', fit: () => ({ refused: 'never' }) },
        { id: 'nur_c', fit: () => ({ refused: 'day-off' }) },
      ],
      anchors: ['2026-12-05', '2026-12-06'],
      idealOn: '2026-12-05',
      gaps: [],
      offers: 1,
    });
    expect(offers).toEqual([]);
    expect(refusals).toEqual({
      places: { 'lacks:port-access': 2 },
      days: { 1: { 'day-off': 2 } },
    });
  });
});
