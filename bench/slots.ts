// biome-ignore lint/style/noRestrictedImports: the search itself is what is measured
import { wallClock, wallMinute, weekdayNameOf } from '../functions/network/days.ts';
// biome-ignore lint/style/noRestrictedImports: the search itself is what is measured
import type { Nurse, Point } from '../functions/network/network.ts';
// biome-ignore lint/style/noRestrictedImports: the search itself is what is measured
import { addDays } from '../functions/platform/days.ts';
// biome-ignore lint/style/noRestrictedImports: the search itself is what is measured
import { nursePlace } from '../functions/scheduling/calendars.ts';
// biome-ignore lint/style/noRestrictedImports: the search itself is what is measured
import { findSlots } from '../functions/scheduling/find-slots.ts';
// biome-ignore lint/style/noRestrictedImports: the search itself is what is measured
import type { NurseDay } from '../functions/scheduling/nurse-day.ts';
// biome-ignore lint/style/noRestrictedImports: the search itself is what is measured
import type { Dose } from '../functions/series/dose-plan.ts';
import type { Benchmark } from './benchmark.ts';
import { percentile } from './percentile.ts';

const nurseCount = 100;
const weeks = 8;
const firstOn = '2027-01-04';
const zone = 'America/Chicago';
const searches = 200;
const warmUps = 20;

/** Numbers that look random and are the same each time (Lehmer generator). */
const numbers = (seed: number) => {
  let state = seed;
  return (below: number): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
};
type Numbers = ReturnType<typeof numbers>;

/** Somewhere within some 25 km of the middle of the area. */
const somewhere = (next: Numbers): Point => ({
  lat: 41_650_000 + next(450_000),
  lon: -87_900_000 + next(450_000),
});

const nurses = (next: Numbers): Nurse[] =>
  Array.from({ length: nurseCount }, (_, index) => ({
    nurseId: `nur_${index}`,
    name: `Nurse ${index}`,
    siteId: 'site_home',
    base: somewhere(next),
    zone,
    shifts: Object.fromEntries(
      (['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] as const).map((day) => [
        day,
        { from: '08:00', to: '17:00' },
      ]),
    ),
    awayOn: [],
    competencies: [
      { tag: 'iv-start', expiresOn: '2028-12-31' },
      { tag: 'immune-globulin', expiresOn: '2028-12-31' },
    ],
    settings: ['home'],
    maxVisitsPerDay: 5,
  }));

/** Days of up to three visits each, at two in three of the working days. */
const bookedDays = (nurse: Nurse, next: Numbers): NurseDay[] =>
  Array.from({ length: weeks * 7 }, (_, day) => addDays(firstOn, day))
    .filter((on) => !['saturday', 'sunday'].includes(weekdayNameOf(on)) && next(3) > 0)
    .map((on) => {
      const eight = wallMinute(on, '08:00', zone);
      const blocks = Array.from({ length: 1 + next(3) }, (_, index) => {
        const from = eight + 40 + index * 170 + next(6) * 5;
        return { visitId: `vis_${index}`, from, to: from + 120, at: somewhere(next) };
      });
      return { nurseId: nurse.nurseId, on, rev: 1, blocks };
    });

/** One dose a week for eight weeks, each up to two days early or late. */
const doses: Dose[] = Array.from({ length: weeks }, (_, index) => ({
  number: index + 1,
  offset: index * 7,
  before: 2,
  after: 2,
  first: index === 0,
  minutes: { prep: 20, infusion: 150, observation: index === 0 ? 30 : 0, closeout: 20 },
}));

const searchFor = (at: Point, calendars: readonly { nurse: Nurse; days: NurseDay[] }[]) => {
  const clock = wallClock();
  const ask = {
    needs: [
      { tag: 'iv-start', because: 'the line' },
      { tag: 'immune-globulin', because: 'the therapy' },
    ],
    at,
    busy: [],
    acuity: () => 2 as const,
  };
  return findSlots({
    anchors: Array.from({ length: 7 }, (_, day) => addDays(firstOn, day)),
    idealOn: addDays(firstOn, 1),
    doses,
    places: calendars.map(({ nurse, days }) => nursePlace(nurse, days, ask, clock)),
    gaps: doses.slice(1).map(() => 5),
    offers: 5,
  });
};

export const slots: Benchmark = {
  name: 'slots',
  title: `Slots for one patient's series: ${nurseCount} nurses × ${weeks} weeks, ${doses.length} weekly doses`,
  run: async (_settings, say) => {
    const next = numbers(20_261_121);
    const calendars = nurses(next).map((nurse) => ({ nurse, days: bookedDays(nurse, next) }));
    const times: number[] = [];
    let offers = 0;
    for (let search = -warmUps; search < searches; search += 1) {
      const at = somewhere(next);
      const started = performance.now();
      const found = searchFor(at, calendars);
      const took = performance.now() - started;
      if (search < 0) continue;
      times.push(took);
      offers += found.offers.length;
      if (search % 50 === 0) say(`${search} of ${searches} searches`);
    }
    if (offers === 0) throw new Error('No search found a slot: the calendars are too full.');
    return {
      measures: [
        { what: 'search, p50', value: percentile(times, 0.5), unit: 'ms', bar: 100 },
        { what: 'search, p99', value: percentile(times, 0.99), unit: 'ms', bar: 100 },
      ],
      details: [
        `  ${searches} searches from different homes, ${(offers / searches).toFixed(1)} offers each.`,
        '  Reading the calendars from the table is not part of it.',
      ],
    };
  },
};
