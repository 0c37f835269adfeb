import { describe, expect, it } from 'vitest';
import { type Fit, findSlots, type SearchedPlace } from '../../functions/scheduling/find-slots.ts';
import type { Dose } from '../../functions/series/dose-plan.ts';

const aDose = (number: number, offset: number): Dose => ({
  number,
  offset,
  before: 1,
  after: 1,
  first: number === 1,
  minutes: { prep: 0, infusion: 60, observation: 0, closeout: 0 },
});
type Times = Record<string, Partial<Fit>>;

/** A nurse with time on these days only. */
const aNurse = (name: string, times: Times): SearchedPlace => ({
  id: `nur_${name}`,
  fit: (on) => (times[on] ? { from: 540, to: 600, cost: 0, ...times[on] } : { refused: 'day-off' }),
});

const offersOf = (
  places: SearchedPlace[],
  different: Partial<Parameters<typeof findSlots>[0]> = {},
) =>
  findSlots({
    doses: [aDose(1, 0), aDose(2, 14)],
    places,
    anchors: ['2026-12-01'],
    idealOn: '2026-12-01',
    gaps: [10],
    offers: 3,
    ...different,
  }).offers;

describe('an offered series', () => {
  it('says of each visit when and where it is, how far to travel and how far off its day', () => {
    const times = { '2026-12-02': { cost: 3, travel: 24 }, '2026-12-15': { cost: 4 } };
    expect(offersOf([aNurse('a', times)], { anchors: ['2026-12-02'] })).toEqual([
      {
        firstOn: '2026-12-02',
        primary: 'nur_a',
        // Each visit's own cost, and ten for each day off.
        cost: 3 + 10 + 4 + 10,
        visits: [
          {
            dose: 1,
            on: '2026-12-02',
            idealOn: '2026-12-01',
            placeId: 'nur_a',
            from: 540,
            to: 600,
            travel: 24,
            deviation: 1,
          },
          {
            dose: 2,
            on: '2026-12-15',
            idealOn: '2026-12-16',
            placeId: 'nur_a',
            from: 540,
            to: 600,
            deviation: -1,
          },
        ],
      },
    ]);
  });

  it.each<[string, string[], string]>([
    ['who has most of the visits', ['a', 'b', 'b'], 'nur_b'],
    ['who has most of them from the first', ['a', 'a', 'b'], 'nur_a'],
    ['who comes first, when all have as many', ['b', 'a', 'c'], 'nur_b'],
  ])('is named after the nurse %s', (_says, nurses, primary) => {
    const days = ['2026-12-01', '2026-12-15', '2026-12-29'];
    const places = ['a', 'b', 'c'].map((name) =>
      aNurse(
        name,
        Object.fromEntries(days.filter((_, index) => nurses[index] === name).map((on) => [on, {}])),
      ),
    );
    const doses = [aDose(1, 0), aDose(2, 14), aDose(3, 28)];
    expect(offersOf(places, { doses, gaps: [10, 10] })[0]?.primary).toBe(primary);
  });

  it('is one nurse throughout where that is another choice, though it costs more', () => {
    const first = aNurse('a', { '2026-12-01': { cost: 0 }, '2026-12-15': { cost: 100 } });
    const second = aNurse('b', { '2026-12-01': { cost: 100 }, '2026-12-15': { cost: 0 } });
    const offers = offersOf([first, second]);
    expect(
      offers.map(({ cost, visits }) => [cost, ...visits.map(({ placeId }) => placeId)]),
    ).toEqual([
      [40, 'nur_a', 'nur_b'],
      [100, 'nur_b', 'nur_b'],
    ]);
  });
});

describe('offers that cost the same', () => {
  const always = Object.fromEntries(
    ['2026-12-01', '2026-12-03', '2026-12-15', '2026-12-17'].map((on) => [on, {}]),
  );
  const names = (offers: ReturnType<typeof offersOf>) =>
    offers.map(({ firstOn, primary }) => `${firstOn} ${primary}`);

  it.each([[['2026-12-01', '2026-12-03']], [['2026-12-03', '2026-12-01']]])(
    'come by their first day, in whatever order the days are asked: %j',
    (anchors) => {
      const offers = offersOf([aNurse('a', always)], { anchors, idealOn: '2026-12-02' });
      expect(names(offers)).toEqual(['2026-12-01 nur_a', '2026-12-03 nur_a']);
    },
  );

  it.each([[['a', 'b']], [['b', 'a']]])('come by the nurse on one day: %j', (nurses) => {
    expect(names(offersOf(nurses.map((name) => aNurse(name, always))))).toEqual([
      '2026-12-01 nur_a',
      '2026-12-01 nur_b',
    ]);
  });

  it('are no more than are asked for', () => {
    const places = ['a', 'b', 'c'].map((name) => aNurse(name, always));
    expect(offersOf(places, { offers: 1 })).toHaveLength(1);
    expect(offersOf(places, { offers: 2 })).toHaveLength(2);
  });

  it('are none when a dose has no day, or no day far enough after the one before', () => {
    expect(offersOf([aNurse('a', { '2026-12-01': {} })])).toEqual([]);
    expect(offersOf([aNurse('a', { '2026-12-15': {} })])).toEqual([]);
    expect(offersOf([aNurse('a', always)], { gaps: [17] })).toEqual([]);
    expect(offersOf([aNurse('a', always)], { gaps: [14] })).toHaveLength(1);
  });
});
