import { describe, expect, it } from 'vitest';
import type { Nurse, Site } from '../../functions/network/network.ts';
import {
  capacityVerdict,
  daysLeft,
  daysWithTime,
  nextDose,
} from '../../functions/placement/capacity-rules.ts';
import { rankSites, rivalsOf } from '../../functions/placement/rank-sites.ts';
import { bookedKey, type SiteFacts } from '../../functions/placement/site-facts.ts';
import { addDays } from '../../functions/platform/days.ts';
import type { Therapy } from '../../functions/therapy/therapy.ts';
import { lookUpTherapy } from '../../functions/therapy/therapy-catalogue.ts';
import { cleanReferral } from '../support/clean-referrals.ts';
import { aHomeNurse, aNurse, anAgency, aSite } from '../support/network.ts';

/** A Tuesday; the first dose is due on the Monday after, four days either way. */
const on = '2026-12-01';
const startOn = '2026-12-07';
const days = Array.from({ length: 30 }, (_, index) => addDays(on, index));

const facts = (nurses: readonly Nurse[]): SiteFacts => {
  const submission = cleanReferral('vedolizumab');
  return {
    therapy: lookUpTherapy('vedolizumab') as Therapy,
    submission: { ...submission, order: { ...submission.order, startOn } },
    payerId: undefined,
    payerRules: [],
    nurses,
    denied: [],
    on,
  };
};

const center = aSite();

describe('time in the window of the next dose', () => {
  // Thursday 3 to Friday 11 December: nine days, two of them a weekend.
  it.each<[string, Partial<Site>, Partial<Nurse>, number]>([
    ['a nurse of every weekday', {}, {}, 6],
    ['a nurse who is away for all of it', {}, { awayOn: days }, 0],
    [
      'a nurse who is back for its last day',
      {},
      { awayOn: days.filter((day) => day !== '2026-12-11') },
      1,
    ],
    ['a place that is closed for all of it', { closedOn: days }, {}, 0],
    [
      'a nurse whose training ends within it',
      {},
      { competencies: aNurse().competencies.map((one) => ({ ...one, expiresOn: '2026-12-08' })) },
      3,
    ],
    ['a nurse of another place', {}, { siteId: 'site_other' }, 0],
  ])('%s has that many days', (_, site, nurse, expected) => {
    expect(daysWithTime(aSite(site), facts([aNurse(nurse)]))).toBe(expected);
  });

  it('is none where the place is not open for as long as the visit takes', () => {
    const hours = (to: string) => ({ monday: { from: '08:00', to } });
    const minutes = facts([aNurse()]);
    expect(daysWithTime(aSite({ hours: hours('17:00') }), minutes)).toBe(1);
    expect(daysWithTime(aSite({ hours: hours('08:30') }), minutes)).toBe(0);
  });

  it('is none at home where no shift is as long as the visit', () => {
    const short = { monday: { from: '08:00', to: '08:30' } };
    const agency = anAgency();
    expect(daysWithTime(agency, facts([aHomeNurse()]))).toBeGreaterThan(0);
    expect(daysWithTime(agency, facts([aHomeNurse({ shifts: short })]))).toBe(0);
  });

  /** Clock time so many minutes after eight. */
  const afterEight = (minutes: number): string => {
    const at = 8 * 60 + minutes;
    return `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`;
  };
  const mondayFor = (minutes: number) => ({ monday: { from: '08:00', to: afterEight(minutes) } });
  const takes = (site: Site) => nextDose(facts([]), site)?.minutes ?? 0;

  it('is a day that is just as long as the visit, and none that is five minutes shorter', () => {
    const visit = takes(center);
    expect(visit).toBeGreaterThan(60);
    const at = (minutes: number) =>
      daysWithTime(aSite({ hours: mondayFor(minutes) }), facts([aNurse()]));
    expect([at(visit), at(visit - 5)]).toEqual([1, 0]);
    const agency = anAgency();
    const ofShift = (minutes: number) =>
      daysWithTime(agency, facts([aHomeNurse({ shifts: mondayFor(minutes) })]));
    expect([ofShift(takes(agency)), ofShift(takes(agency) - 5)]).toEqual([1, 0]);
  });

  it('needs no shift that is as long at a place, where the team hands over, yet one on the day', () => {
    const short = aNurse({ shifts: mondayFor(30) });
    expect(daysWithTime(center, facts([short]))).toBe(1);
    expect(daysWithTime(center, facts([aNurse({ shifts: {} })]))).toBe(0);
  });

  it('is no longer than the day, however many chairs there are', () => {
    const visit = takes(center);
    const site = aSite({ hours: mondayFor(visit - 5), chairs: 4 });
    expect(daysWithTime(site, facts([aNurse()]))).toBe(0);
  });

  it('is what is left of all chairs, to the minute', () => {
    const visit = takes(center);
    const site = aSite({ hours: mondayFor(visit), chairs: 2 });
    const left = (booked: number) =>
      daysWithTime(site, facts([aNurse()]), new Map([[bookedKey(site.siteId, startOn), booked]]));
    expect([left(visit), left(visit + 1)]).toEqual([1, 0]);
    const agency = anAgency();
    const nurse = aHomeNurse({ shifts: mondayFor(takes(agency) + 30) });
    const ofShift = (booked: number) =>
      daysWithTime(agency, facts([nurse]), new Map([[bookedKey(nurse.nurseId, startOn), booked]]));
    expect([ofShift(30), ofShift(31)]).toEqual([1, 0]);
  });

  it('is looked for around the next dose to come, not the one that was given', () => {
    const known = facts([aNurse()]);
    const begun = { ...known, history: { given: 1, firstOn: '2026-11-17', worstGrade: 0 } };
    const next = nextDose(begun, center);
    const { before, after } = (lookUpTherapy('vedolizumab') as Therapy).toleranceDays;
    expect(next?.days).toEqual(
      Array.from({ length: before + after + 1 }, (_, index) => addDays(on, index - before)),
    );
    expect(
      nextDose({ ...begun, history: { ...begun.history, given: 999 } }, center),
    ).toBeUndefined();
    expect(daysWithTime(center, { ...begun, history: { ...begun.history, given: 999 } })).toBe(0);
  });

  it('is told as what is left only of a place that was looked at', () => {
    const known = facts([aNurse()]);
    const looked = (ids: string[]) => ({ ...known, booked: { minutes: new Map(), looked: ids } });
    expect(daysLeft(center, known)).toBeUndefined();
    expect(daysLeft(center, looked([]))).toBeUndefined();
    expect(daysLeft(center, looked([center.siteId]))).toBe(6);
    expect(capacityVerdict(center, known)).toBeUndefined();
    expect(capacityVerdict(center, looked([center.siteId]))).toMatchObject({ code: 'time-left' });
    expect(capacityVerdict(aSite({ closedOn: days }), looked([center.siteId]))).toMatchObject({
      code: 'no-time-in-window',
    });
  });

  it('speaks against a place, after what the patient wants and the way there, and excludes none', () => {
    const other = aSite({ siteId: 'site_other' });
    const nurses = [
      aNurse({ awayOn: days }),
      aNurse({ nurseId: 'nur_other', siteId: 'site_other' }),
    ];
    const { candidates, excluded } = rankSites([center, other], facts(nurses));
    expect(excluded).toEqual([]);
    expect(candidates.map(({ siteId }) => siteId)).toEqual(['site_other', center.siteId]);
    expect(candidates[1]?.reasons.map(({ code }) => code)).toContain('no-time-in-window');
    expect(candidates[0]?.reasons.map(({ code }) => code)).not.toContain('no-time-in-window');
  });
});

describe('time that is booked already', () => {
  const other = aSite({ siteId: 'site_other' });
  const team = [aNurse(), aNurse({ nurseId: 'nur_other', siteId: 'site_other' })];
  const known = facts(team);
  const minutes = (id: string, count: number, which = days) =>
    which.map((day): [string, number] => [bookedKey(id, day), count]);
  /** All day, of every chair. */
  const full = 24 * 60 * center.chairs;
  const ranked = (booked: [string, number][], looked = [center.siteId, other.siteId]) =>
    rankSites([center, other], { ...known, booked: { minutes: new Map(booked), looked } });
  const order = (booked: [string, number][]) =>
    ranked(booked).candidates.map(({ siteId }) => siteId);
  const codes = (booked: [string, number][], siteId: string) =>
    ranked(booked)
      .candidates.find((one) => one.siteId === siteId)
      ?.reasons.map(({ bearing, code }) => `${bearing} ${code}`) ?? [];

  it('is looked up only where places are equal by every rule before', () => {
    expect(rivalsOf(rankSites([center, other], known)).sort()).toEqual(
      ['site_other', center.siteId].sort(),
    );
    const farther = aSite({
      siteId: 'site_h',
      setting: 'hospital-outpatient',
      placeOfService: '22',
    });
    expect(rivalsOf(rankSites([center, farther], known))).toEqual([center.siteId]);
    expect(rivalsOf({ candidates: [] })).toEqual([]);
  });

  it('puts the place with more days left before the other, and says why', () => {
    const some = days.slice(0, 8);
    expect(order(minutes(center.siteId, full, some))).toEqual(['site_other', center.siteId]);
    expect(order(minutes('site_other', full, some))).toEqual([center.siteId, 'site_other']);
    expect(codes(minutes(center.siteId, full, some), center.siteId)).toContain('for time-left');
    expect(ranked([]).tie).toBeDefined();
    expect(ranked(minutes(center.siteId, full, some)).tie).toBeUndefined();
  });

  it('speaks against a place that is booked out, and excludes none', () => {
    const booked = minutes(center.siteId, full);
    expect(codes(booked, center.siteId)).toContain('against booked-out');
    expect(codes(booked, 'site_other')).toContain('for time-left');
    expect(ranked(booked).excluded).toEqual([]);
  });

  it('leaves room as long as the visit still fits beside it', () => {
    const open = { monday: { from: '08:00', to: '17:00' } };
    const site = aSite({ hours: open, chairs: 2 });
    const left = (count: number) => daysWithTime(site, known, new Map(minutes(site.siteId, count)));
    const visit = 2 * 540;
    expect(left(0)).toBe(1);
    expect(left(visit)).toBe(0);
    expect(daysWithTime(site, known, new Map())).toBe(1);
    const agency = anAgency();
    const atHome = facts([aHomeNurse()]);
    expect(daysWithTime(agency, atHome, new Map(minutes(aHomeNurse().nurseId, 24 * 60)))).toBe(0);
  });

  it('counts for nobody who was not looked at', () => {
    const { candidates } = ranked(minutes(center.siteId, full), []);
    expect(candidates.flatMap(({ reasons }) => reasons.map(({ code }) => code))).not.toContain(
      'booked-out',
    );
  });
});
