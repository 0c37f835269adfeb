import { describe, expect, it } from 'vitest';
import {
  instantToMinute,
  localTime,
  minuteToInstant,
  opening,
  overlap,
  wallClock,
  wallMinute,
  weekdayNameOf,
} from '../../functions/network/days.ts';
import { weekdays } from '../../functions/network/network.ts';
import { findArea, locate } from '../../functions/network/service-area.ts';
import { holidayKeeping, siteOpening } from '../../functions/network/site-hours.ts';
import { metersBetween, travelMinutes } from '../../functions/network/travel.ts';
import { addDays } from '../../functions/platform/days.ts';
import { Setting } from '../../functions/therapy/setting.ts';
import { anAgency, aSite } from '../support/network.ts';

const chicago = 'America/Chicago';
const everyDay = Object.fromEntries(weekdays.map((day) => [day, { from: '08:00', to: '17:00' }]));

describe('the days of a week', () => {
  it('begin with Monday, and 23 November 2026 is one', () => {
    const names = weekdays.map((_, ahead) => weekdayNameOf(addDays('2026-11-23', ahead)));
    expect(names).toEqual([...weekdays]);
    expect(weekdays[0]).toBe('monday');
  });
});

describe('a minute', () => {
  it('is counted from 1970, and shown without a part of a second', () => {
    expect(instantToMinute('1970-01-02T00:01:00Z')).toBe(1441);
    expect(minuteToInstant(1441)).toBe('1970-01-02T00:01:00Z');
  });

  it('is found by the clock on the wall, and shown by it', () => {
    const nine = wallMinute('2026-12-01', '09:30', chicago);
    expect(minuteToInstant(nine)).toBe('2026-12-01T15:30:00Z');
    expect(localTime(nine, chicago)).toBe('2026-12-01T09:30');
    const clock = wallClock();
    const read = () => [
      clock('2026-12-01', '09:30', chicago),
      clock('2026-12-01', '10:30', 'America/New_York'),
      clock('2026-12-01', '09:30', 'America/New_York'),
      clock('2026-12-02', '09:30', chicago),
    ];
    expect(read()).toEqual([nine, nine, nine - 60, nine + 1440]);
    // And the same when they are asked for again.
    expect(read()).toEqual([nine, nine, nine - 60, nine + 1440]);
  });
});

describe('two stretches of time', () => {
  it.each([
    ['side by side do not overlap', 0, 5, 5, 10, false],
    ['with a gap do not', 0, 4, 5, 10, false],
    ['that share a minute do', 0, 6, 5, 10, true],
    ['of which one holds the other do', 0, 20, 5, 10, true],
    ['that are one do', 5, 10, 5, 10, true],
  ])('%s', (_, ...[from, to, then, until, do_]) => {
    const [a, b] = [
      { from, to },
      { from: then, to: until },
    ];
    expect([overlap(a, b), overlap(b, a)]).toEqual([do_, do_]);
  });
});

describe('a place is open', () => {
  it('by its hours, in its zone, but on its days off', () => {
    const open = opening({ friday: { from: '08:00', to: '12:30' } }, ['2026-12-11'], chicago);
    expect(open('2026-12-04')).toEqual({
      from: instantToMinute('2026-12-04T14:00:00Z'),
      to: instantToMinute('2026-12-04T18:30:00Z'),
    });
    expect([open('2026-12-03'), open('2026-12-11')]).toEqual([undefined, undefined]);
  });

  it.each(Setting.options.map((setting) => [setting, holidayKeeping[setting]] as const))(
    'at a %s, on holidays or not, as its row says and why',
    (setting, { keeps, source }) => {
      const open = siteOpening({ ...aSite({ hours: everyDay }), setting });
      expect(open('2026-12-25') === undefined).toBe(keeps);
      expect(keeps).toBe(setting === 'clinic' || setting === 'infusion-center');
      expect(source).toMatch(/^own planning value[:;] /);
    },
  );

  it('by the hours it gives for holidays, whether or not it would keep them, every day of the week', () => {
    const holidayHours = { from: '09:00', to: '12:00' };
    const span = (setting: 'clinic' | 'home', on: string) =>
      siteOpening({ ...aSite({ hours: everyDay, holidayHours }), setting })(on);
    for (const setting of ['clinic', 'home'] as const) {
      // Christmas of 2021 to 2027 falls on Saturday, Sunday, Monday, Wednesday, Thursday, Friday, Saturday.
      for (const year of [2021, 2022, 2023, 2024, 2025, 2026])
        expect(span(setting, `${year}-12-25`)).toEqual({
          from: wallMinute(`${year}-12-25`, '09:00', chicago),
          to: wallMinute(`${year}-12-25`, '12:00', chicago),
        });
      expect(span(setting, '2026-12-24')?.from).toBe(wallMinute('2026-12-24', '08:00', chicago));
    }
  });

  it('on no closed day of its own, holiday or not', () => {
    const holidayHours = { from: '09:00', to: '12:00' };
    const closedOn = ['2026-12-24', '2026-12-25'];
    const open = siteOpening(aSite({ hours: everyDay, holidayHours, closedOn }));
    expect([open('2026-12-24'), open('2026-12-25')]).toEqual([undefined, undefined]);
    expect(siteOpening(aSite({ hours: everyDay, closedOn }))('2026-12-24')).toBeUndefined();
  });
});

describe('an area', () => {
  const [near, mid, far] = [1, 2, 3].map((lat) => ({ lat, lon: 0 })) as [Point, Point, Point];
  type Point = { lat: number; lon: number };
  const agency = (...areas: [string, Point][]) =>
    anAgency({ areas: areas.map(([postalCode, location]) => ({ postalCode, location })) });

  it.each([
    ['the longest prefix, listed first', agency(['60640', far], ['606', near]), '60640', far],
    ['the longest prefix, listed last', agency(['606', near], ['60640', far]), '60640', far],
    ['the first of two as long', agency(['606', near], ['606', far]), '60601', near],
    ['a prefix of a longer code', agency(['606', near]), '60601-1234', near],
    ['none elsewhere', agency(['606', near]), '16060', undefined],
    ['none for no code', agency(['606', near]), undefined, undefined],
    ['none of no areas', agency(), '60601', undefined],
  ] as const)('is %s', (_, site, code, location) => {
    expect(findArea(site, code)?.location).toEqual(location);
    expect(locate([site], code)).toEqual(location);
  });

  it('is the most precise of those that several sites know', () => {
    const sites = [agency(['606', near]), agency(['60640', far]), agency(['6064', mid])];
    expect(locate(sites, '60640')).toEqual(far);
    expect(locate([...sites].reverse(), '60640')).toEqual(far);
    expect(locate(sites, '60641')).toEqual(mid);
    expect(locate(sites, '60700')).toBeUndefined();
    expect(locate([], '60640')).toBeUndefined();
  });
});

describe('the way', () => {
  const at = (lat: number, lon: number) => ({ lat: lat * 1_000_000, lon: lon * 1_000_000 });

  it.each([
    ['a degree to the north', at(41, -87), at(42, -87), 111_320],
    ['a degree to the east at the equator', at(0, 10), at(0, 11), 111_320],
    // The cosine of 60 degrees is a half.
    ['a degree to the east at 60 degrees north', at(60, 10), at(60, 11), 55_660],
    ['a degree to the east at 60 degrees south', at(-60, 10), at(-60, 9), 55_660],
    ['nowhere', at(41, -87), at(41, -87), 0],
  ])('%s is %s', (_, a, b, meters) => {
    expect(metersBetween(a, b)).toBe(meters);
    expect(metersBetween(b, a)).toBe(meters);
  });

  it('in two directions is the straight line', () => {
    expect(metersBetween(at(0, 0), at(0.03, 0.04))).toBe(5566);
  });

  it('takes its length by the detour at 45 km/h, rounded up, and five minutes to park', () => {
    // 1 degree: 111.32 km x 1.35 = 150.3 km, 200.4 minutes.
    expect(travelMinutes(at(41, -87), at(42, -87))).toBe(206);
    // 556 m x 1.35 = 751 m: a little more than a minute.
    expect(travelMinutes(at(0, 0), at(0.005, 0))).toBe(7);
    // 111 m is a minute begun.
    expect(travelMinutes(at(0, 0), at(0.001, 0))).toBe(6);
    expect(travelMinutes(at(41, -87), at(41, -87))).toBe(0);
  });
});
