import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  findCompetencyNeeds,
  missingCompetencies,
} from '../../functions/network/competency-rules.ts';
import {
  localTime,
  minuteToInstant,
  opening,
  overlap,
  wallMinute,
  weekdayNameOf,
} from '../../functions/network/days.ts';
import { findArea, locate } from '../../functions/network/service-area.ts';
import { siteOpening } from '../../functions/network/site-hours.ts';
import { travelMinutes } from '../../functions/network/travel.ts';
import { type CenterBlock, centerDay, centerRules } from '../../functions/scheduling/center-day.ts';
import {
  centerDayPut,
  nurseDayPut,
  readCenterDay,
  readNurseDay,
} from '../../functions/scheduling/day-items.ts';
import {
  fitNurseDay,
  homeConflicts,
  type NurseBlock,
} from '../../functions/scheduling/nurse-day.ts';
import type { Therapy } from '../../functions/therapy/therapy.ts';
import { lookUpTherapy } from '../../functions/therapy/therapy-catalogue.ts';
import { aNurse, anAgency, aSite } from '../support/network.ts';
import { anOrder, aSubmission } from '../support/referrals.ts';

const everyDay = Object.fromEntries(
  ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map((day) => [
    day,
    { from: '08:00', to: '17:00' },
  ]),
);

describe('a federal holiday', () => {
  const christmas = '2026-12-25';
  it.each([
    ['infusion-center', false],
    ['clinic', false],
    ['hospital-outpatient', true],
    ['home', true],
    ['long-term-care', true],
  ] as const)('at a %s: open %s', (setting, isOpen) => {
    const open = siteOpening({ ...aSite({ hours: everyDay }), setting });
    expect(open(christmas) !== undefined).toBe(isOpen);
    expect(open('2026-12-24')).toBeDefined();
  });

  it.each([
    ['Thanksgiving', '2026-11-26'],
    ['New Year’s Day', '2027-01-01'],
    ['Independence Day, a Saturday', '2026-07-04'],
    ['the Friday on which that is observed', '2026-07-03'],
  ])('closes a center: %s', (_, on) => {
    expect(siteOpening(aSite({ hours: everyDay }))(on)).toBeUndefined();
  });

  it('has the hours that a center gives for it, and none on its own closed days', () => {
    const holidayHours = { from: '09:00', to: '12:00' };
    const open = siteOpening(aSite({ hours: everyDay, holidayHours, closedOn: ['2027-01-01'] }));
    const span = open(christmas);
    expect(localTime(span?.from ?? 0, chicago)).toBe('2026-12-25T09:00');
    expect(open('2027-01-01')).toBeUndefined();
  });
});

const chicago = 'America/Chicago';
const east = 'America/Indiana/Indianapolis';

describe('days and clocks', () => {
  it('knows the weekday of a date without a time zone', () => {
    expect(weekdayNameOf('2026-11-20')).toBe('friday');
    expect(weekdayNameOf('1969-12-31')).toBe('wednesday');
  });

  it('opens at the same wall time before and after the clocks change', () => {
    const open = opening({ saturday: { from: '08:00', to: '14:00' } }, [], chicago);
    expect(minuteToInstant(open('2027-03-13')?.from ?? 0)).toBe('2027-03-13T14:00:00Z');
    expect(minuteToInstant(open('2027-03-20')?.from ?? 0)).toBe('2027-03-20T13:00:00Z');
  });

  it('is an hour shorter on the day the clocks go forward', () => {
    const night = { sunday: { from: '00:00', to: '06:00' } };
    const span = opening(night, [], chicago)('2027-03-14');
    expect((span?.to ?? 0) - (span?.from ?? 0)).toBe(5 * 60);
  });

  it('shows one moment on two clocks of the same metro area', () => {
    const minute = wallMinute('2026-12-01', '09:00', chicago);
    expect(localTime(minute, chicago)).toBe('2026-12-01T09:00');
    expect(localTime(minute, east)).toBe('2026-12-01T10:00');
  });

  it('is closed on a weekday left out and on a holiday', () => {
    const open = opening({ friday: { from: '08:00', to: '17:00' } }, ['2026-11-27'], chicago);
    expect(open('2026-11-27')).toBeUndefined();
    expect(open('2026-11-26')).toBeUndefined();
    expect(open('2026-11-20')).toBeDefined();
  });
});

describe('travel', () => {
  const a = { lat: 41_872_000, lon: -87_627_000 };

  it('takes none at one place and whole minutes, both ways alike, elsewhere', () => {
    expect(travelMinutes(a, a)).toBe(0);
    const b = { lat: 41_962_000, lon: -87_627_000 };
    // 10.02 km straight, 13.5 km by road, 18.04 min at 45 km/h, then five to park.
    expect(travelMinutes(a, b)).toBe(24);
    expect(travelMinutes(b, a)).toBe(24);
  });

  it('finds a postal code by the longest prefix that a site knows', () => {
    const far = { lat: 42_000_000, lon: -88_000_000 };
    const agency = anAgency({
      areas: [
        { postalCode: '606', location: a },
        { postalCode: '60640', location: far },
      ],
    });
    expect(findArea(agency, '60640')?.location).toEqual(far);
    expect(locate([agency], '60601-1234')).toEqual(a);
    expect(locate([agency], '46545')).toBeUndefined();
  });
});

describe('a nurse’s day', () => {
  const base = { lat: 41_876_000, lon: -87_650_000 };
  const home = { lat: 41_926_000, lon: -87_650_000 };
  const shift = {
    from: wallMinute('2026-12-01', '08:00', chicago),
    to: wallMinute('2026-12-01', '16:00', chicago),
  };
  const commute = travelMinutes(base, home);
  const ask = { minutes: 120, at: home, busy: [] };
  const day = { shift, base, maxVisits: 3 };

  it('begins after the travel from the base and ends before the travel back', () => {
    const fit = fitNurseDay([], day, ask);
    expect(fit).toMatchObject({ travel: commute, detour: 2 * commute });
    if ('from' in fit) expect(fit.from).toBeGreaterThanOrEqual(shift.from + commute);
    const whole = { ...ask, minutes: 480 };
    expect(fitNurseDay([], day, whole)).toEqual({ refused: 'too-far' });
  });

  it('refuses a day off, a full day and a day without a gap, each by name', () => {
    const block = (from: number, minutes: number): NurseBlock => ({
      visitId: `vis_${from}`,
      from: shift.from + from,
      to: shift.from + from + minutes,
      at: base,
    });
    expect(fitNurseDay([], { ...day, shift: undefined }, ask)).toEqual({ refused: 'day-off' });
    expect(fitNurseDay([block(0, 60)], { ...day, maxVisits: 1 }, ask)).toEqual({
      refused: 'day-full',
    });
    expect(fitNurseDay([block(60, 360)], day, ask)).toEqual({ refused: 'no-gap' });
  });

  it('waits until the patient is free', () => {
    const busy = [{ from: shift.from, to: shift.from + 240 }];
    const fit = fitNurseDay([], day, { ...ask, busy });
    expect(fit).toMatchObject({ from: shift.from + 240 });
  });

  it('never lets visits overlap, nor the travel between them, whatever is asked', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            minutes: fc.integer({ min: 30, max: 240 }),
            lat: fc.integer({ min: 41_700_000, max: 42_000_000 }),
            lon: fc.integer({ min: -87_800_000, max: -87_500_000 }),
          }),
          { maxLength: 8 },
        ),
        (asks) => {
          const blocks: NurseBlock[] = [];
          for (const [index, { minutes, lat, lon }] of asks.entries()) {
            const at = { lat, lon };
            const fit = fitNurseDay(blocks, { ...day, maxVisits: 8 }, { minutes, at, busy: [] });
            if ('refused' in fit) continue;
            const wanted = { from: fit.from, to: fit.to, at };
            expect(homeConflicts(blocks, { ...day, maxVisits: 8 }, wanted)).toEqual([]);
            blocks.push({ visitId: `vis_${index}`, ...wanted });
          }
          const sorted = [...blocks].sort((a, b) => a.from - b.from);
          sorted.slice(1).forEach((block, index) => {
            const before = sorted[index] as NurseBlock;
            expect(before.to + travelMinutes(before.at, block.at)).toBeLessThanOrEqual(block.from);
          });
        },
      ),
      { numRuns: 300 },
    );
  });

  it('names the visit that has the time, and the one too far away to reach', () => {
    const taken = { visitId: 'vis_taken', from: shift.from + 60, to: shift.from + 180, at: home };
    const conflicts = (from: number) =>
      homeConflicts([taken], day, {
        from: shift.from + from,
        to: shift.from + from + 60,
        at: base,
      });
    expect(conflicts(120)).toEqual([{ code: 'nurse-busy', visitId: 'vis_taken' }]);
    expect(conflicts(180)).toEqual([{ code: 'too-far', visitId: 'vis_taken' }]);
    expect(conflicts(300)).toEqual([]);
  });
});

describe('a center’s day', () => {
  const open = {
    from: wallMinute('2026-12-01', '08:00', chicago),
    to: wallMinute('2026-12-01', '17:00', chicago),
  };
  const hours = {
    open,
    chairs: 4,
    duty: [
      { ...open, competent: true },
      { ...open, competent: true },
    ],
  };
  const ask = { minutes: 120, acuity: 1 as const, first: false, busy: [] };

  it('seats the first patient at opening, and the next when a nurse’s hands are free', () => {
    const one = { ...hours, duty: [{ ...open, competent: true }] };
    const first = centerDay([], one).fit(ask);
    expect(first).toMatchObject({ from: open.from });
    const seated: CenterBlock = { visitId: 'vis_1', ...open, to: open.from + 120, acuity: 1 };
    expect(centerDay([seated], one).fit(ask)).toMatchObject({
      from: open.from + centerRules.insertionMinutes,
    });
  });

  it('refuses a day on which no nurse on duty may give the therapy', () => {
    const duty = [{ ...open, competent: false }];
    expect(centerDay([], { ...hours, duty }).fit(ask)).toEqual({ refused: 'no-competent-nurse' });
  });

  it('begins no first dose within three hours of closing', () => {
    const within = { from: open.to - 175, to: open.to };
    expect(centerDay([], hours).fit({ ...ask, first: true, within })).toEqual({
      refused: 'too-late-for-first-dose',
    });
    expect(centerDay([], hours).fit({ ...ask, within })).toMatchObject({ from: open.to - 175 });
  });

  it('never seats more patients than chairs, hands and acuity allow, whatever is asked', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            minutes: fc.integer({ min: 6, max: 60 }).map((n) => n * 5),
            acuity: fc.constantFrom(1 as const, 2 as const, 3 as const),
            first: fc.boolean(),
          }),
          { maxLength: 25 },
        ),
        (asks) => {
          const blocks: CenterBlock[] = [];
          for (const [index, one] of asks.entries()) {
            const fit = centerDay(blocks, hours).fit({ ...one, busy: [] });
            if ('refused' in fit) continue;
            expect(centerDay(blocks, hours).conflicts(fit, one.acuity, one.first)).toEqual([]);
            blocks.push({ visitId: `vis_${index}`, ...fit, acuity: one.acuity });
          }
          for (let minute = open.from; minute < open.to; minute += 5) {
            const there = blocks.filter((block) =>
              overlap(block, { from: minute, to: minute + 5 }),
            );
            expect(there.length).toBeLessThanOrEqual(hours.chairs);
            expect(there.reduce((sum, { acuity }) => sum + acuity, 0)).toBeLessThanOrEqual(12);
            const inserting = there.filter(({ from }) => minute - from < 15);
            expect(inserting.length).toBeLessThanOrEqual(2);
          }
        },
      ),
      { numRuns: 100 },
    );
  });

  it('names the visits in the chairs when none is free', () => {
    const blocks = [0, 1, 2, 3].map(
      (index): CenterBlock => ({
        visitId: `vis_${index}`,
        from: open.from + index * 15,
        to: open.from + 300,
        acuity: 1,
      }),
    );
    const wanted = { from: open.from + 90, to: open.from + 210 };
    expect(centerDay(blocks, hours).conflicts(wanted, 1, false)).toEqual([
      { code: 'no-chair', visitIds: ['vis_0', 'vis_1', 'vis_2', 'vis_3'] },
    ]);
  });
});

describe('competencies', () => {
  const infliximab = lookUpTherapy('infliximab') as Therapy;

  it.each([
    ['peripheral', 'peripheral-access'],
    ['picc', 'central-line'],
    ['port', 'port-access'],
  ] as const)('asks for the skill of the device: %s needs %s', (lineType, tag) => {
    const needs = findCompetencyNeeds(
      infliximab,
      aSubmission({ order: anOrder({ lineType }) }),
      '2026-12-01',
      'infusion-center',
    );
    expect(needs.map((need) => need.tag)).toContain(tag);
    if (lineType !== 'peripheral')
      expect(needs.map((need) => need.tag)).not.toContain('peripheral-access');
  });

  it('asks for ultrasound when veins are difficult and for pediatrics under 18', () => {
    const submission = aSubmission({ order: anOrder(), placement: { difficultAccess: true } });
    submission.patient.birthDate = '2008-12-02';
    expect(
      findCompetencyNeeds(infliximab, submission, '2026-12-01', 'infusion-center').map(
        ({ tag }) => tag,
      ),
    ).toEqual(expect.arrayContaining(['ultrasound-access', 'pediatrics']));
    expect(
      findCompetencyNeeds(infliximab, submission, '2026-12-02', 'infusion-center').map(
        ({ tag }) => tag,
      ),
    ).not.toContain('pediatrics');
  });

  it('holds through its last day and tells an expired one from one never had', () => {
    const nurse = aNurse({
      competencies: [{ tag: 'peripheral-access', expiresOn: '2026-12-01' }],
    });
    const needs = [
      { tag: 'peripheral-access', because: 'line' },
      { tag: 'port-access', because: 'line' },
    ];
    expect(missingCompetencies(nurse, needs, '2026-12-01')).toEqual([
      { tag: 'port-access', because: 'line', state: 'lacks' },
    ]);
    expect(missingCompetencies(nurse, needs, '2026-12-02').map(({ state }) => state)).toEqual([
      'expired',
      'lacks',
    ]);
  });
});

describe('calendars as they are kept', () => {
  it('come back as they were written, one revision on', () => {
    const block = { visitId: 'vis_01jd000000000000000a_1', from: 29_950_000, to: 29_950_120 };
    const at = { lat: 41_872_000, lon: -87_627_000 };
    const nurseDay = { nurseId: 'nur_a', on: '2026-12-01', rev: 3, blocks: [{ ...block, at }] };
    const kept = nurseDayPut('t', nurseDay).Put?.Item;
    expect(readNurseDay('nur_a', '2026-12-01', kept)).toEqual({ ...nurseDay, rev: 4 });
    const centerBlocks = [{ ...block, acuity: 2 as const }];
    const center = { siteId: 'site_a', on: '2026-12-01', rev: 0, blocks: centerBlocks };
    expect(readCenterDay('site_a', '2026-12-01', centerDayPut('t', center).Put?.Item)).toEqual({
      ...center,
      rev: 1,
    });
  });
});
