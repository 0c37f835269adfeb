import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, dateOfDay, dayNumber } from '../../functions/platform/days.ts';

import {
  findSlots,
  type SearchedPlace,
  seriesWeights,
} from '../../functions/scheduling/find-slots.ts';
import { type Dose, doseGaps, planDoses } from '../../functions/series/dose-plan.ts';
import type { Therapy } from '../../functions/therapy/therapy.ts';
import { lookUpTherapy } from '../../functions/therapy/therapy-catalogue.ts';
import { anOrder, aSubmission } from '../support/referrals.ts';

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
    (byDay, index): SearchedPlace => ({
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
        const found = candidate.fit(dateOfDay(day), dose);
        if ('refused' in found) continue;
        const off = Math.abs(day - (index === 0 ? firstDay : ideal)) * seriesWeights.deviation;
        const change = previous && previous.place !== place ? seriesWeights.change : 0;
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
    const place = (id: string, costs: [number, number]): SearchedPlace => ({
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
      doses: planDoses(
        {
          submission: aSubmission({ order: anOrder({ doses: 1 }) }),
          therapy: lookUpTherapy('infliximab') as Therapy,
          setting: 'infusion-center',
        },
        '2026-11-20',
      ),
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
