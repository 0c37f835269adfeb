import { describe, expect, it } from 'vitest';
import { mayFollow } from '../../functions/platform/lifecycle.ts';
import { visitReplace } from '../../functions/scheduling/booking.ts';
import { isSuspended, suspends } from '../../functions/series/suspension.ts';
import { accessRisk, Visit, VisitStatus, visitLife } from '../../functions/series/visit.ts';
import { visitView } from '../../functions/series/visit-view.ts';
import { lookUpTherapy } from '../../functions/therapy/therapy-catalogue.ts';
import {
  firstLook,
  isDue,
  isOverdue,
  lackDueAt,
  nextMoment,
} from '../../functions/visit/moments.ts';
import { findLacks, type ReadinessFacts } from '../../functions/visit/readiness.ts';
import { aHold } from '../support/holds.ts';
import { aHomeNurse, aNurse, anAgency, aSite } from '../support/network.ts';
import { anOrder, aReferral, aSubmission } from '../support/referrals.ts';

const aVisit = (different: Partial<Visit> = {}): Visit =>
  Visit.parse({
    visitId: 'vis_01jd0000000000000000_1',
    referralId: 'ref_01jd0000000000000000',
    patientId: 'pat_01jd0000000000000000',
    therapyId: 'infliximab',
    dose: 1,
    status: 'planned',
    revision: 0,
    startsAt: '2026-12-01T15:00:00Z',
    endsAt: '2026-12-01T18:45:00Z',
    zone: 'America/Chicago',
    on: '2026-12-01',
    idealOn: '2026-12-01',
    setting: 'infusion-center',
    siteId: 'site_riverbend',
    minutes: { prep: 30, infusion: 120, observation: 60, closeout: 15 },
    ...different,
  });

describe('the life of a visit', () => {
  it('ends completed, missed or cancelled, and never leaves an end', () => {
    const priorTo = (to: Visit['status']) =>
      VisitStatus.options.filter((from) => from !== to && mayFollow(visitLife, from, to));
    for (const from of ['completed', 'missed', 'cancelled'] as const)
      expect(VisitStatus.options.filter((to) => mayFollow(visitLife, from, to))).toEqual([from]);
    expect(priorTo('completed')).toEqual(['in-progress']);
    expect(priorTo('cancelled')).toEqual(['planned', 'confirmed']);
  });

  it('is never written from an end into anything else', () => {
    const seen = aVisit({ status: 'cancelled' });
    expect(() => visitReplace('table', seen, { ...seen, status: 'planned' })).toThrow(
      'visit-status-illegal',
    );
  });

  it('shows local times and nothing clinical to a scheduler', () => {
    const view = visitView(aVisit({ suspendedAt: '2026-11-30T10:00:00Z' }));
    expect(view).toMatchObject({ localStart: '2026-12-01T09:00', localEnd: '2026-12-01T12:45' });
    expect(Object.keys(view)).not.toContain('access');
    expect(Object.keys(view)).not.toContain('patientId');
  });
});

describe('when a visit is looked at', () => {
  it.each([
    [
      'seven days before',
      {},
      '2026-11-20T12:00:00Z',
      { moment: 'prepare', until: '2026-11-24T15:00:00Z' },
    ],
    [
      'at once when booked late',
      {},
      '2026-11-28T12:00:00Z',
      { moment: 'prepare', until: '2026-11-24T15:00:00Z' },
    ],
    [
      'two days before, once prepared',
      { checked: 'prepare' },
      '2026-11-24T15:00:05Z',
      { moment: 'remind', until: '2026-11-29T15:00:00Z' },
    ],
    [
      'when it should be recorded, once reminded',
      { checked: 'remind' },
      '2026-11-29T15:00:00Z',
      { moment: 'end', until: '2026-12-01T20:45:00Z' },
    ],
    [
      'only at its end, once it has begun',
      { status: 'in-progress' },
      '2026-12-01T15:10:00Z',
      { moment: 'end', until: '2026-12-01T20:45:00Z' },
    ],
    [
      'only at its end, when its start has passed',
      {},
      '2026-12-01T16:00:00Z',
      { moment: 'end', until: '2026-12-01T20:45:00Z' },
    ],
  ] as const)('%s', (_says, different, now, next) => {
    expect(nextMoment(aVisit(different), new Date(now))).toEqual(next);
  });

  it('is a week before for the first time, and due from the minute that begins then', () => {
    const until = firstLook('2026-12-01T15:00:00Z');
    expect(until).toBe('2026-11-24T15:00:00Z');
    expect(isDue({ until }, new Date('2026-11-24T14:59:00Z'))).toBe(false);
    expect(isDue({ until }, new Date('2026-11-24T14:59:00.001Z'))).toBe(true);
    expect(isDue({ until }, new Date('2026-11-25T15:00:00Z'))).toBe(true);
  });

  it('is overdue two hours after its end', () => {
    expect(isOverdue(aVisit(), new Date('2026-12-01T20:44:59Z'))).toBe(false);
    expect(isOverdue(aVisit(), new Date('2026-12-01T20:45:00Z'))).toBe(true);
  });

  it('gives time to supply what lacks, an hour at least', () => {
    const visit = aVisit();
    expect(lackDueAt(visit, 'prepare', new Date('2026-11-24T15:00:00Z'))).toBe(
      '2026-11-29T15:00:00Z',
    );
    expect(lackDueAt(visit, 'remind', new Date('2026-11-29T15:00:00Z'))).toBe(
      '2026-12-01T15:00:00Z',
    );
    expect(lackDueAt(visit, 'remind', new Date('2026-12-01T14:30:00Z'))).toBe(
      '2026-12-01T15:30:00Z',
    );
  });
});

const aFinding = (code: string) => ({
  code,
  severity: 'missing' as const,
  pointer: '/allergies',
  text: 'The order does not say.',
  fix: 'Say it.',
  source: 'example',
});

describe('whether a visit is ready', () => {
  const ready = (different: Partial<ReadinessFacts> = {}): ReadinessFacts => ({
    visit: aVisit(),
    referral: aReferral({ status: 'active' }),
    submission: aSubmission(),
    holds: [],
    therapy: lookUpTherapy('infliximab'),
    authorization: undefined,
    site: aSite(),
    nurses: [aNurse()],
    onCalendar: true,
    visits: [],
    now: new Date('2026-11-29T15:00:00Z'),
    ...different,
  });
  const codes = (different: Partial<ReadinessFacts>) =>
    findLacks(ready(different)).map(({ code }) => code);

  it('is ready when order, authorization, nurse, chair and results are there', () => {
    expect(codes({})).toEqual([]);
  });

  it('is ready again once the changed order was accepted', () => {
    const accepted = aHold(undefined, { reason: 'order-changed', status: 'resolved' });
    expect(codes({ holds: [accepted] })).toEqual([]);
  });

  it.each<[string, Partial<ReadinessFacts>, string[]]>([
    ['a closed referral', { referral: aReferral({ status: 'closed' }) }, ['order-not-active']],
    [
      'a change to another therapy',
      { referral: aReferral({ status: 'active', therapyId: 'vedolizumab' }) },
      ['order-not-active'],
    ],
    [
      'a changed order that nobody has accepted',
      { holds: [aHold(undefined, { reason: 'order-changed', taskToken: undefined })] },
      ['order-not-accepted'],
    ],
    [
      'an order that a clinician looks at again',
      { holds: [aHold(undefined, { reason: 'order-unsafe', status: 'overdue' })] },
      ['order-not-accepted'],
    ],
    [
      'an order that lacks something',
      { referral: aReferral({ status: 'active', findings: [aFinding('allergies-missing')] }) },
      ['order-incomplete'],
    ],
    [
      'an earlier dose that nobody recorded',
      {
        visit: aVisit({ dose: 2, visitId: 'vis_01jd0000000000000000_2' }),
        visits: [aVisit({ startsAt: '2026-11-17T15:00:00Z', endsAt: '2026-11-17T18:45:00Z' })],
      },
      ['earlier-visit-unrecorded'],
    ],
    ['a dose that the order no longer has', { visit: aVisit({ dose: 7 }) }, ['dose-not-ordered']],
    [
      'an authorization that is gone',
      { visit: aVisit({ authorizationId: 'auth_01jd0000000000000000_1' }) },
      ['not-authorized'],
    ],
    [
      'a team without a competent nurse',
      { nurses: [aNurse({ competencies: [] })] },
      ['nurse-not-ready'],
    ],
    [
      'a visiting nurse who is away',
      {
        visit: aVisit({ setting: 'home', siteId: 'site_harbor-home', nurseId: 'nur_junia' }),
        site: anAgency(),
        nurses: [aHomeNurse({ awayOn: ['2026-12-01'] })],
      },
      ['nurse-not-ready'],
    ],
    ['a calendar that lost the visit', { onCalendar: false }, ['place-not-held']],
    ['a holiday', { site: aSite({ closedOn: ['2026-12-01'] }) }, ['site-closed']],
    [
      'results that are too old on the day of the first dose',
      { submission: aSubmission({ observations: [] }) },
      ['results-missing'],
    ],
  ])('is not ready with %s', (_says, different, expected) => {
    expect(codes(different)).toEqual(expected);
  });

  it('asks for results before the first dose only', () => {
    const submission = aSubmission({ observations: [], order: anOrder({ firstDose: false }) });
    expect(codes({ submission })).toEqual([]);
    expect(
      codes({ submission: aSubmission({ observations: [] }), visit: aVisit({ dose: 2 }) }),
    ).toEqual([]);
  });
});

describe('reactions and veins', () => {
  it.each([
    [2, false, false],
    [3, false, true],
    [1, true, true],
  ])(
    'a reaction of grade %i, anaphylaxis %s, suspends what is to come: %s',
    (grade, anaphylaxis, is) => {
      expect(suspends({ grade, anaphylaxis })).toBe(is);
    },
  );

  it('a suspension ends with a clinician’s clearance that came after it', () => {
    const cleared = (at: string, different: Parameters<typeof aHold>[1] = {}) =>
      aHold(undefined, {
        ...{ reason: 'visit-suspended', status: 'resolved', taskToken: undefined },
        resolution: { action: 'clear', facts: {}, by: { kind: 'person', id: 'cleo' }, at },
        ...different,
      });
    const visit = aVisit({ suspendedAt: '2026-11-30T10:00:00Z' });
    const [before, after] = ['2026-11-29T10:00:00Z', '2026-11-30T11:00:00Z'] as const;
    const otherReport = aHold(undefined, { reason: 'visit-suspended', taskToken: undefined });
    const ownWait = `v${Number(visit.visitId.split('_')[2])}.` as const;
    const ofOther = { scope: 'v99.', taskToken: 'token-1' } as const;
    expect(isSuspended(visit, [cleared(before)])).toBe(true);
    expect(isSuspended(visit, [cleared(after)])).toBe(false);
    expect(isSuspended(visit, [cleared(after), otherReport])).toBe(true);
    expect(isSuspended(visit, [cleared(after, { ...ofOther })])).toBe(true);
    expect(isSuspended(visit, [cleared(after, { ...ofOther, scope: ownWait })])).toBe(false);
    expect(isSuspended(aVisit(), [])).toBe(false);
  });

  it.each([
    [0, 'low'],
    [1, 'low'],
    [2, 'moderate'],
    [3, 'moderate'],
    [4, 'high'],
    [5, 'high'],
  ] as const)('%i of five signs of difficult veins is a %s risk', (points, risk) => {
    expect(
      accessRisk({
        difficultBefore: points > 0,
        difficultyExpected: points > 1,
        veinNotPalpable: points > 2,
        veinNotVisible: points > 3,
        veinUnderThreeMillimeters: points > 4,
        device: 'peripheral',
        attempts: 1,
      }),
    ).toEqual({ points, risk });
  });
});
