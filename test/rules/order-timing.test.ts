import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { courseFrom } from '../../functions/referral/fhir/course.ts';
import { dosesOf } from '../../functions/referral/order/course.ts';
import type { Order } from '../../functions/referral/referral.ts';
import { longRuns } from '../support/runs.ts';

/** A Monday. */
const firstOn = '2027-01-04';
const gts = 'http://terminology.hl7.org/CodeSystem/v3-GTSAbbreviation';

type Timing = Record<string, unknown>;
const courseOf = (timing: Timing | undefined, text?: string) =>
  courseFrom([
    {
      at: 'MedicationRequest.dosageInstruction[0]',
      dosage: { ...(timing ? { timing } : {}), ...(text ? { text } : {}) },
    },
  ]);
/** The first days of a course with the doses on each; undefined where it is asked back. */
const daysOf = (timing: Timing | undefined, text?: string): string[] | undefined => {
  const { notUnderstood, ...course } = courseOf(timing, text);
  if (notUnderstood.length > 0) return undefined;
  const order = { drug: 'any', ...course } as Order;
  const days: string[] = [];
  for (const { day, timesPerDay } of dosesOf(order, { therapy: undefined, firstOn })) {
    if (days.length === 8) break;
    days.push(`${day} x${timesPerDay}`);
  }
  return days;
};
const code = (coded: string, more: object = {}) => ({
  coding: [{ system: gts, code: coded, ...more }],
});
const repeat = (frequency: number, period: number, periodUnit: string, more: object = {}) => ({
  repeat: { frequency, period, periodUnit, ...more },
});

describe('a coded timing', () => {
  it.each<[string, Timing, string | undefined]>([
    ['a code and another repeat', { code: code('BID'), ...repeat(1, 4, 'wk') }, undefined],
    ['a code and the same repeat', { code: code('BID'), ...repeat(2, 1, 'd') }, '0 x2'],
    ['a code and the same in hours', { code: code('BID'), ...repeat(1, 12, 'h') }, '0 x2'],
    ['weekly on a named day', { code: code('WK'), repeat: { dayOfWeek: ['thu'] } }, '3 x1'],
    [
      'two codes that differ',
      {
        code: {
          coding: [
            { system: gts, code: 'QD' },
            { system: gts, code: 'QOD' },
          ],
        },
      },
      undefined,
    ],
    [
      'one dose at two hours',
      repeat(1, 1, 'd', { timeOfDay: ['08:00:00', '20:00:00'] }),
      undefined,
    ],
    ['two doses at two hours', repeat(2, 1, 'd', { timeOfDay: ['08:00:00', '20:00:00'] }), '0 x2'],
    ['two doses at one hour', repeat(2, 1, 'd', { timeOfDay: ['08:00:00'] }), undefined],
    [
      'every four weeks, morning and evening',
      repeat(1, 4, 'wk', { when: ['MORN', 'EVE'] }),
      undefined,
    ],
    ['an hour of the day', repeat(1, 4, 'wk', { when: ['MORN'] }), '0 x1'],
    ['a local code that says it', { code: { coding: [{ code: 'Q4W' }] } }, '0 x1'],
    [
      'a local code of another rhythm than its repeat',
      { code: { coding: [{ code: 'Q4W' }] }, ...repeat(1, 8, 'wk') },
      undefined,
    ],
    [
      'a local code that nobody knows',
      { code: { coding: [{ code: 'ZZ9' }] }, ...repeat(1, 8, 'wk') },
      undefined,
    ],
    [
      'a pattern of days in an extension',
      {
        extension: [{ url: 'urn:example:pattern', valueCodeableConcept: { text: 'Mon to Thu' } }],
        ...repeat(1, 1, 'd'),
      },
      undefined,
    ],
  ])('of %s is planned as it says or asked back', (_, timing, first) => {
    expect(daysOf(timing)?.[0]).toBe(first);
  });
});

describe('a timing that is written in another way', () => {
  const ways = (n: number): readonly [Timing | undefined, string?][] => [
    [repeat(1, n, 'wk')],
    [repeat(1, 7 * n, 'd')],
    [repeat(1, 168 * n, 'h')],
    [undefined, `every ${n} weeks`],
    [undefined, `q${n}wk`],
    [undefined, `Q ${7 * n} d`],
    [undefined, `cada ${n} semanas`],
    [{ code: { text: `every ${n} weeks` } }],
    [{ code: { coding: [{ code: `Q${n}W` }] } }],
    [repeat(1, n, 'wk'), `5 mg/kg IV every ${n} weeks over 2 hours`],
    [repeat(1, 7 * n, 'd'), `q${n}w`],
  ];
  const daily = (n: number): readonly [Timing | undefined, string?][] => {
    const times = 24 / n;
    const coded = ({ 6: 'QID', 8: 'TID', 12: 'BID', 24: 'QD' } as Record<number, string>)[n];
    return [
      [repeat(times, 1, 'd')],
      [repeat(1, n, 'h')],
      [repeat(1, n / 24, 'd')],
      [undefined, `every ${n} hours`],
      [undefined, `q${n}h`],
      [{ code: code(coded as string) }],
      [{ code: code(coded as string) }, `q${n}h`],
      [undefined, coded],
    ];
  };
  const bounds = fc.option(
    fc.record({ count: fc.integer({ min: 2, max: 12 }), inWords: fc.boolean() }),
  );
  const bounded = (
    [timing, text]: readonly [Timing | undefined, string?],
    count: number,
  ): [Timing | undefined, string?] => {
    const { repeat: own } = (timing ?? {}) as { repeat?: object };
    if (own) return [{ ...timing, repeat: { ...own, count } }, text];
    return text ? [timing, `${text} x ${count} doses`] : [timing, `x ${count} doses`];
  };

  it.each<[string, Timing | undefined, string]>([
    ['in words', undefined, '5 mg/kg IV every 2 weeks over 2 hours'],
    ['by code and in words', repeat(1, 2, 'wk'), '5 mg/kg IV every 2 weeks over 2 hours'],
    ['by code and in short words', repeat(1, 2, 'wk'), '300 mg IV every 2 wks'],
  ])('is read %s, also beside a dose that only the words name', (_, timing, text) => {
    expect(daysOf(timing, text)?.slice(0, 3)).toEqual(['0 x1', '14 x1', '28 x1']);
  });

  it('is the same course, in weeks, days or hours, by code, words or both', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 26 }),
        fc.nat(10),
        fc.nat(10),
        bounds,
        (n, first, second, bound) => {
          const [one, other] = [ways(n)[first], ways(n)[second]];
          if (!one || !other) return;
          const limit = (way: readonly [Timing | undefined, string?]) =>
            bound && (way[0] === undefined || 'repeat' in way[0]) ? bounded(way, bound.count) : way;
          const isEither = [one, other].every(
            ([timing]) => timing === undefined || 'repeat' in timing,
          );
          const [a, b] = isEither ? [limit(one), limit(other)] : [one, other];
          const days = daysOf(...a);
          expect(days).toBeDefined();
          expect(daysOf(...b)).toEqual(days);
        },
      ),
      longRuns(10_000),
    );
  }, 240_000);

  it('is the same number of doses a day, by hours, times, code or words', () => {
    fc.assert(
      fc.property(fc.constantFrom(6, 8, 12, 24), fc.nat(7), fc.nat(7), (n, first, second) => {
        const [one, other] = [daily(n)[first], daily(n)[second]];
        if (!one || !other) return;
        const days = daysOf(...one);
        expect(days?.[0]).toBe(`0 x${24 / n}`);
        expect(daysOf(...other)).toEqual(days);
      }),
      longRuns(10_000),
    );
  }, 240_000);

  it('is asked back as soon as words and code differ', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 26 }),
        fc.integer({ min: 2, max: 26 }),
        fc.constantFrom('every N weeks', 'qNw', 'cada N semanas', '300 mg IV every N wks'),
        (n, other, words) => {
          const text = words.replace('N', String(other));
          expect(daysOf(repeat(1, n, 'wk'), text) === undefined).toBe(n !== other);
        },
      ),
      longRuns(10_000),
    );
  }, 240_000);

  it('with a word that nobody knows is asked back, wherever the word stands', () => {
    const known = ['infuse', 'IV', 'every 4 weeks', 'by', 'nurse', 'at', 'home'];
    fc.assert(
      fc.property(
        fc.nat(known.length),
        fc.constantFrom(
          'stop',
          'taper',
          'discontinue',
          'nevermind',
          'zzq',
          'halve',
          'intrathecal',
          'pending',
        ),
        fc.boolean(),
        (place, odd, isCoded) => {
          const text = [...known.slice(0, place), odd, ...known.slice(place)].join(' ');
          expect(daysOf(isCoded ? repeat(1, 4, 'wk') : undefined, text)).toBeUndefined();
        },
      ),
      longRuns(10_000),
    );
  }, 240_000);
});
