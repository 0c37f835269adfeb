import { describe, expect, it } from 'vitest';
import type { Authorization, Line } from '../../functions/authorization/authorization.ts';
import type { Visit } from '../../functions/series/visit.ts';
import type { Setting } from '../../functions/therapy/setting.ts';
import type { Therapy } from '../../functions/therapy/therapy.ts';
import { lookUpTherapy } from '../../functions/therapy/therapy-catalogue.ts';
import {
  findLacks,
  findPlaceLacks,
  gates,
  type ReadinessFacts,
  readinessDetermination,
} from '../../functions/visit/readiness.ts';
import { anAuthorization } from '../support/authorizations.ts';
import { aHold } from '../support/holds.ts';
import { aHomeNurse, aNurse, anAgency, aSite } from '../support/network.ts';
import { anOrder, aReferral, aSubmission } from '../support/referrals.ts';
import { aVisitOf } from '../support/series-files.ts';

/** Tuesday, 1 December 2026, from nine to a quarter to one in Chicago. */
const aVisit = (different: Partial<Visit> = {}): Visit => aVisitOf(1, different);

const ready = (different: Partial<ReadinessFacts> = {}): ReadinessFacts => ({
  visit: aVisit(),
  referral: aReferral({ status: 'active' }),
  submission: aSubmission(),
  holds: [],
  therapy: lookUpTherapy('infliximab'),
  authorization: undefined,
  eligibility: undefined,
  site: aSite(),
  nurses: [aNurse()],
  onCalendar: true,
  visits: [],
  now: new Date('2026-11-29T15:00:00Z'),
  ...different,
});
const codes = (different: Partial<ReadinessFacts>) =>
  findLacks(ready(different)).map(({ code }) => code);

type Row = [says: string, different: Partial<ReadinessFacts>, codes: string[]];
const expectEach = (rows: Row[]) =>
  it.each(rows)('%s', (_says, different, expected) => {
    expect(codes(different)).toEqual(expected);
  });

const onTuesday = (from: string, to: string) => ({ tuesday: { from, to } });

describe('a visit that has everything', () => {
  it('is ready', () => {
    expect(codes({})).toEqual([]);
  });

  it('is ready again once the changed order was accepted', () => {
    const accepted = aHold(undefined, { reason: 'order-changed', status: 'resolved' });
    expect(codes({ holds: [accepted] })).toEqual([]);
  });
});

const coveredBy = (payerId: string, through?: string) => ({
  payerId,
  rank: 'primary' as const,
  status: 'active' as const,
  checkedAt: '2026-11-24T15:00:00Z',
  ...(through ? { through } : {}),
});

describe('the coverage of a visit', () => {
  const until = (through?: string) => ({ eligibility: coveredBy('meridian', through) });
  const told = (at: string, scope: 'v1.' | 'v2.' = 'v1.') =>
    aHold(undefined, {
      reason: 'visit-not-ready',
      scope,
      status: 'resolved',
      resolution: {
        action: 'coverage-told',
        facts: { reference: 'call 7' },
        by: { kind: 'person', id: 'cora' },
        at,
      },
    });

  expectEach([
    ['has no end', until(), []],
    ['ends on its day', until('2026-12-01'), []],
    ['ends the day before', until('2026-11-30'), ['coverage-ended']],
    [
      'ends before it, and the payer said since that it goes on',
      { ...until('2026-11-30'), holds: [told('2026-11-24T15:00:01Z')] },
      [],
    ],
    [
      'ends before it, as the payer answered after it had said that it goes on',
      { ...until('2026-11-30'), holds: [told('2026-11-24T15:00:00Z')] },
      ['coverage-ended'],
    ],
    [
      'ends before it, and the payer said of another visit that it goes on',
      { ...until('2026-11-30'), holds: [told('2026-11-25T15:00:00Z', 'v2.')] },
      ['coverage-ended'],
    ],
  ]);
});

describe('the order of a visit', () => {
  const finding = (severity: 'missing' | 'block' | 'warn') => ({
    code: 'allergies-missing',
    severity,
    pointer: '/allergies',
    text: 'The order does not say.',
    fix: 'Say it.',
    source: 'example',
  });
  const found = (severity: 'missing' | 'block' | 'warn') =>
    aReferral({ status: 'active', findings: [finding(severity)] });

  expectEach([
    ['is closed', { referral: aReferral({ status: 'closed' }) }, ['order-not-active']],
    [
      'is for another therapy now',
      { referral: aReferral({ status: 'active', therapyId: 'vedolizumab' }) },
      ['order-not-active'],
    ],
    [
      'was changed, and nobody has accepted it',
      { holds: [aHold(undefined, { reason: 'order-changed', taskToken: undefined })] },
      ['order-not-accepted'],
    ],
    [
      'is looked at again by a clinician',
      { holds: [aHold(undefined, { reason: 'order-unsafe', status: 'overdue' })] },
      ['order-not-accepted'],
    ],
    ['lacks something', { referral: found('missing') }, ['order-incomplete']],
    ['is blocked by a safety check', { referral: found('block') }, ['order-incomplete']],
    ['has a warning', { referral: found('warn') }, []],
    ['has this dose as its last', { visit: aVisit({ dose: 6 }) }, []],
    ['no longer has this dose', { visit: aVisit({ dose: 7 }) }, ['dose-not-ordered']],
  ]);
});

describe('an earlier visit', () => {
  /** It ended two weeks before, a quarter to one. */
  const earlier = (different: Partial<Visit> = {}) =>
    aVisit({
      startsAt: '2026-11-17T15:00:00Z',
      endsAt: '2026-11-17T18:45:00Z',
      ...different,
    });
  const second = aVisitOf(2);
  const unrecorded = ['earlier-visit-unrecorded'];
  const at = (instant: string) => new Date(instant);

  expectEach([
    ['is planned still, long after its end', { visit: second, visits: [earlier()] }, unrecorded],
    [
      'is confirmed still',
      { visit: second, visits: [earlier({ status: 'confirmed' })] },
      unrecorded,
    ],
    [
      'is under way still',
      { visit: second, visits: [earlier({ status: 'in-progress' })] },
      unrecorded,
    ],
    ['was completed', { visit: second, visits: [earlier({ status: 'completed' })] }, []],
    ['was missed', { visit: second, visits: [earlier({ status: 'missed' })] }, []],
    ['was cancelled', { visit: second, visits: [earlier({ status: 'cancelled' })] }, []],
    [
      'ended less than two hours ago',
      { visit: second, visits: [earlier()], now: at('2026-11-17T20:44:00Z') },
      [],
    ],
    [
      'ended two hours ago',
      { visit: second, visits: [earlier()], now: at('2026-11-17T20:45:00Z') },
      unrecorded,
    ],
    ['is of this dose', { visit: second, visits: [earlier({ dose: 2 })] }, []],
    ['is of a later dose', { visit: second, visits: [earlier({ dose: 3 })] }, []],
    ['is one of several', { visit: second, visits: [second, earlier()] }, unrecorded],
  ]);
});

describe('the authorization of a visit', () => {
  const authorization = (different: Partial<Authorization> = {}, decided = {}): Authorization => {
    const asked = anAuthorization({ status: 'approved' });
    return {
      ...asked,
      lines: asked.lines.map((line) => ({ ...line, state: 'approved' as const, ...decided })),
      ledger: { [aVisit().visitId]: { on: '2026-12-01', state: 'reserved' } },
      ...different,
    };
  };
  const visit = aVisit({ authorizationId: authorization().authorizationId });
  const ledger = (state: 'used' | 'released') => ({
    ledger: { [visit.visitId]: { on: '2026-12-01', state } },
  });
  const decision = { reasons: [], at: '2026-11-21T15:00:00Z' };
  const [drug, ...services] = authorization().lines as [Line, ...Line[]];

  expectEach([
    ['covers it', { visit, authorization: authorization() }, []],
    [
      'is of another payer than the one that covers the patient now',
      { visit, authorization: authorization(), eligibility: coveredBy('other-payer') },
      ['payer-changed'],
    ],
    ...(['2026-11-24T15:00:00Z', '2026-11-24T15:00:01Z'] as const).map(
      (at): Row => [
        `is of another payer, as somebody was told at ${at} that it pays`,
        {
          visit,
          authorization: authorization(),
          eligibility: coveredBy('other-payer'),
          holds: [
            aHold(undefined, {
              reason: 'coverage-changed',
              status: 'resolved',
              resolution: {
                action: 'confirmed',
                facts: {},
                by: { kind: 'person', id: 'cora' },
                at,
              },
            }),
          ],
        },
        at === '2026-11-24T15:00:01Z' ? [] : ['payer-changed'],
      ],
    ),
    [
      'is of the payer that covers the patient',
      {
        visit,
        authorization: authorization(),
        eligibility: coveredBy(authorization().payerId),
      },
      [],
    ],
    ['is gone', { visit, authorization: undefined }, ['not-authorized']],
    [
      'is not approved',
      { visit, authorization: authorization({ status: 'pended' }) },
      ['not-authorized'],
    ],
    [
      'has nothing reserved',
      { visit, authorization: authorization({ ledger: {} }) },
      ['not-authorized'],
    ],
    [
      'has its units given back',
      { visit, authorization: authorization(ledger('released')) },
      ['not-authorized'],
    ],
    [
      'ends the day before',
      {
        visit,
        authorization: authorization({}, { decision: { ...decision, through: '2026-11-30' } }),
      },
      ['not-authorized'],
    ],
    [
      'has too few units',
      { visit, authorization: authorization({}, { decision: { ...decision, units: 1 } }) },
      ['not-authorized'],
    ],
    [
      'was accepted without one line',
      {
        visit,
        authorization: authorization({
          lines: [drug, ...services.map((line) => ({ ...line, state: 'denied' as const }))],
        }),
      },
      [],
    ],
    ['is not needed', { authorization: authorization({ status: 'pended' }) }, []],
  ]);
});

describe('the team of a center', () => {
  const shift = (from: string, to: string, different: object = {}) =>
    aNurse({ shifts: onTuesday(from, to), ...different });
  const untrained = { competencies: [] };

  expectEach([
    ['is there from the start to the end', { nurses: [shift('09:00', '12:45')] }, []],
    ['comes later', { nurses: [shift('09:05', '12:45')] }, ['nurse-not-ready']],
    ['leaves sooner', { nurses: [shift('09:00', '12:40')] }, ['nurse-not-ready']],
    [
      'takes over one from the other, in whatever order they were read',
      { nurses: [shift('11:00', '17:00'), shift('08:00', '11:00')] },
      [],
    ],
    [
      'leaves an hour between',
      { nurses: [shift('08:00', '10:00'), shift('11:00', '17:00')] },
      ['nurse-not-ready'],
    ],
    [
      'has one who stays while another comes and goes',
      { nurses: [shift('08:00', '17:00'), shift('09:30', '10:00')] },
      [],
    ],
    ['has nobody who may give it', { nurses: [aNurse(untrained)] }, ['nurse-not-ready']],
    ['has one beside another who may', { nurses: [aNurse(untrained), aNurse()] }, []],
    ['works elsewhere', { nurses: [aNurse({ siteId: 'site_other' })] }, ['nurse-not-ready']],
    ['gives a drug that nobody knows', { therapy: undefined }, ['nurse-not-ready']],
    ['is of a site that is gone', { site: undefined }, ['nurse-not-ready', 'site-closed']],
  ]);
});

describe('a visiting nurse', () => {
  const visit = aVisit({ setting: 'home', siteId: 'site_harbor-home', nurseId: 'nur_junia' });
  const atHome = (
    nurse: Parameters<typeof aHomeNurse>[0],
    ...others: ReturnType<typeof aNurse>[]
  ) => ({
    visit,
    site: anAgency(),
    nurses: [...others, aHomeNurse(nurse)],
  });
  const shift = (from: string, to: string) => atHome({ shifts: onTuesday(from, to) });
  const expired = aHomeNurse().competencies.map(({ tag }) => ({ tag, expiresOn: '2026-11-30' }));

  expectEach([
    ['is there', atHome({}), []],
    ['is there from the start to the end', shift('09:00', '12:45'), []],
    ['comes later', shift('09:05', '12:45'), ['nurse-not-ready']],
    ['leaves sooner', shift('09:00', '12:40'), ['nurse-not-ready']],
    ['is away', atHome({ awayOn: ['2026-12-01'] }), ['nurse-not-ready']],
    ['is unknown', atHome({ nurseId: 'nur_other' }), ['nurse-not-ready']],
    ['is no longer current', atHome({ competencies: expired }), ['nurse-not-ready']],
    [
      'is not made ready by another who is',
      atHome({ competencies: [] }, aHomeNurse({ nurseId: 'nur_other' })),
      ['nurse-not-ready'],
    ],
    [
      'is not made unready by another who is away',
      atHome({}, aHomeNurse({ nurseId: 'nur_other', awayOn: ['2026-12-01'] })),
      [],
    ],
    [
      'comes also when the agency is closed',
      { ...atHome({}), site: anAgency({ closedOn: ['2026-12-01'] }) },
      [],
    ],
    [
      'does not come into a home that was found unsuitable',
      {
        ...atHome({}),
        submission: aSubmission({ placement: { residence: 'private', homeSuitable: false } }),
      },
      ['home-not-suitable'],
    ],
    [
      'comes where the referral says nothing of the home',
      { ...atHome({}), submission: aSubmission({ placement: undefined }) },
      [],
    ],
  ]);

  it('is not asked for where care is at a center, whatever the home', () => {
    const submission = aSubmission({ placement: { residence: 'private', homeSuitable: false } });
    expect(codes({ submission })).toEqual([]);
  });
});

describe('the place of a visit', () => {
  const hours = (from: string, to: string) => ({ site: aSite({ hours: onTuesday(from, to) }) });

  expectEach([
    ['has lost it from its calendar', { onCalendar: false }, ['place-not-held']],
    ['is open from its start to its end', hours('09:00', '12:45'), []],
    ['opens later', hours('09:05', '17:00'), ['site-closed']],
    ['closes sooner', hours('08:00', '12:40'), ['site-closed']],
    ['is closed on the day', { site: aSite({ closedOn: ['2026-12-01'] }) }, ['site-closed']],
  ]);
});

describe('the line of a visit', () => {
  const asked = (status: 'open' | 'resolved') =>
    aHold(undefined, { reason: 'access-review', status, taskToken: undefined });

  expectEach([
    ['waits for a clinician’s word', { holds: [asked('open')] }, ['access-open']],
    ['was settled by one', { holds: [asked('resolved')] }, []],
  ]);
});

describe('the results that a first dose needs', () => {
  const without = (different: object = {}) =>
    aSubmission({ observations: [], order: anOrder(different) });

  expectEach([
    ['are missing', { submission: without() }, ['results-missing']],
    [
      'are not asked for a patient who is on the therapy',
      { submission: without({ firstDose: false }) },
      [],
    ],
    [
      'are asked where the order does not say',
      { submission: without({ firstDose: undefined }) },
      ['results-missing'],
    ],
    ['are not asked again for the second dose', { submission: without(), visit: aVisitOf(2) }, []],
    [
      'are too old on the day of the visit',
      { visit: aVisit({ on: '2027-10-21' }), nurses: [aNurse()] },
      expect.arrayContaining(['results-missing']) as never,
    ],
    [
      'are only advised for another drug',
      {
        submission: without({ therapyId: 'ceftriaxone', lineType: 'picc' }),
        therapy: lookUpTherapy('ceftriaxone'),
        referral: aReferral({ status: 'active', therapyId: 'ceftriaxone' }),
        visit: aVisit({ therapyId: 'ceftriaxone' }),
      },
      [],
    ],
  ]);
});

describe('a result that is taken anew before a later dose', () => {
  const mri = (on: string) => ({ code: '24590-2', on, value: { coded: 'negative' } });
  const about = (dose: number, observations: ReturnType<typeof mri>[]) => ({
    therapy: lookUpTherapy('lecanemab'),
    referral: aReferral({ status: 'active', therapyId: 'lecanemab' }),
    submission: aSubmission({ observations, order: anOrder({ therapyId: 'lecanemab' }) }),
    visit: aVisitOf(dose, { therapyId: 'lecanemab' }),
    visits: [aVisitOf(2, { therapyId: 'lecanemab', on: '2026-11-20', status: 'completed' })],
  });
  const asked = (dose: number, ...observations: ReturnType<typeof mri>[]) =>
    codes(about(dose, observations)).filter((code) => code === 'results-missing');

  it('is asked for before dose 3, unless it is as new as dose 2', () => {
    expect(asked(3, mri('2026-09-20'))).toEqual(['results-missing']);
    expect(asked(3, mri('2026-11-20'))).toEqual([]);
    expect(asked(3)).toEqual(['results-missing']);
  });

  it('counts from the last dose of the course, wherever it was given', () => {
    const going = (order: object, observations: ReturnType<typeof mri>[], visits: Visit[] = []) =>
      codes({
        ...about(1, observations),
        visits,
        submission: aSubmission({
          observations,
          order: anOrder({ therapyId: 'lecanemab', firstDose: false, ...order }),
        }),
      }).filter((code) => code === 'results-missing');
    // Doses 1 and 2 were given elsewhere: the first here is dose 3.
    const third = { nextDose: 3, lastDoseOn: '2026-11-15' };
    expect(going(third, [mri('2026-11-14')])).toEqual(['results-missing']);
    expect(going(third, [mri('2026-11-15')])).toEqual([]);
    expect(going({ ...third, nextDose: 4 }, [mri('2026-11-14')])).toEqual([]);
    expect(going({ ...third, nextDose: undefined }, [mri('2026-11-14')])).toEqual([]);
  });

  it('counts from the newest visit that was not cancelled', () => {
    const second = (on: string, status: Visit['status']) =>
      aVisitOf(2, { therapyId: 'lecanemab', on, status });
    const asksWith = (...visits: Visit[]) =>
      codes({ ...about(3, [mri('2026-11-20')]), visits }).includes('results-missing');
    const first = aVisitOf(1, { therapyId: 'lecanemab', on: '2026-11-06', status: 'completed' });
    expect(asksWith(first, second('2026-11-20', 'completed'))).toBe(false);
    expect(asksWith(second('2026-11-21', 'completed'), first)).toBe(true);
    expect(
      asksWith(first, second('2026-11-21', 'cancelled'), second('2026-11-20', 'planned')),
    ).toBe(false);
    expect(asksWith(first, aVisitOf(3, { therapyId: 'lecanemab', on: '2026-12-20' }))).toBe(false);
  });

  it('is not asked for before doses that need none', () => {
    for (const dose of [2, 4, 6, 8]) expect(asked(dose, mri('2026-09-20')), `${dose}`).toEqual([]);
  });
});

describe('what a clinician said after a reaction', () => {
  const plan = (said: Record<string, unknown>, at = '2026-11-20T19:00:00.000Z') =>
    aHold(undefined, {
      reason: 'visit-suspended',
      scope: 'v1.',
      status: 'resolved',
      resolution: {
        action: 'clear',
        note: 'Go on like this.',
        facts: { plan: said },
        by: { kind: 'person', id: 'cleo' },
        at,
      },
    } as never);
  const second = aVisit({ dose: 2 });
  const longer = { ...second.minutes, infusion: second.minutes.infusion * 2 + 15 };

  expectEach([
    ['place that is this one', { holds: [plan({ places: ['infusion-center'] })] }, []],
    ['place elsewhere', { holds: [plan({ places: ['hospital-outpatient'] })] }, ['plan-place']],
    [
      'place that is this one until the day before',
      { holds: [plan({ places: ['hospital-outpatient'], through: '2026-11-30' })] },
      [],
    ],
    [
      'place elsewhere through the day of the visit',
      { holds: [plan({ places: ['hospital-outpatient'], through: '2026-12-01' })] },
      ['plan-place'],
    ],
    [
      'place elsewhere, which a later word took back',
      {
        holds: [
          plan({ places: ['hospital-outpatient'] }),
          plan({ replaces: true }, '2026-11-21T19:00:00.000Z'),
        ],
      },
      [],
    ],
    [
      'place elsewhere, beside which a later word stands',
      {
        holds: [
          plan({ places: ['hospital-outpatient'] }),
          plan({ premedications: ['x'] }, '2026-11-21T19:00:00.000Z'),
        ],
      },
      ['plan-place'],
    ],
    ['half the rate', { visit: second, holds: [plan({ ratePercent: 50 })] }, ['plan-too-short']],
    ['a longer visit', { visit: second, holds: [plan({ extraMinutes: 60 })] }, ['plan-too-short']],
    [
      'half the rate, of a visit that has the minutes',
      { visit: { ...second, minutes: longer }, holds: [plan({ ratePercent: 50 })] },
      [],
    ],
    ['premedication alone', { visit: second, holds: [plan({ premedications: ['x'] })] }, []],
  ]);
});

describe('the weight that a visit took', () => {
  const weighed = (weightKg: string, on = '2026-11-17') =>
    aVisit({
      visitId: aVisit().visitId.replace(/_1$/, '_9'),
      status: 'completed',
      on,
      startsAt: `${on}T15:00:00.000Z`,
      entries: [{ number: 1, at: `${on}T15:00:00.000Z`, by: 'amara', of: 'start', weightKg }],
    });
  const second = aVisit({ dose: 2 });

  expectEach([
    ['is as that of the order', { visit: second, visits: [weighed('90.2')] }, []],
    ['is a tenth apart', { visit: second, visits: [weighed('90.3')] }, ['weight-changed']],
    [
      'is older than that of the order',
      { visit: second, visits: [weighed('60', '2026-11-14')] },
      [],
    ],
    [
      'was a tenth apart, and the one after it is not',
      { visit: second, visits: [weighed('60'), weighed('82', '2026-11-24')] },
      [],
    ],
    [
      'is a tenth apart, and the dose goes by none',
      {
        visit: second,
        visits: [weighed('60')],
        therapy: { ...(lookUpTherapy('infliximab') as Therapy), weightNeeded: false },
        submission: aSubmission({ order: anOrder({ dose: { value: '400', unit: 'mg' } }) }),
      },
      [],
    ],
  ]);
});

describe('a local policy that came after the visit was booked', () => {
  const infliximab = lookUpTherapy('infliximab') as Therapy;
  /** The therapy under a policy, with these limits. */
  const under = (limits: Partial<Therapy>): Therapy => ({
    ...infliximab,
    policyVersion: 2,
    ...limits,
  });
  const status = (of: Setting, is: Therapy['settings'][Setting]['status']) => ({
    settings: { ...infliximab.settings, [of]: { ...infliximab.settings[of], status: is } },
  });
  const firstAtHome = (value: Therapy['firstDoseHome']['value']) =>
    under({ ...status('home', 'allowed'), firstDoseHome: { ...infliximab.firstDoseHome, value } });
  const atHome = (dose: number) => ({
    visit: aVisitOf(dose, { setting: 'home', siteId: 'site_harbor-home', nurseId: 'nur_junia' }),
    site: anAgency(),
    nurses: [aHomeNurse()],
  });
  const watched = (dose: number, observation: number) => ({
    visit: aVisitOf(dose, { minutes: { prep: 30, infusion: 120, observation, closeout: 15 } }),
  });
  const watch = under({
    observationMinutes: { ...infliximab.observationMinutes, first: 60, subsequent: 30 },
  });
  const goesOn = { submission: aSubmission({ order: anOrder({ firstDose: false }) }) };

  expectEach([
    ['keeps its setting', { therapy: under(status('infusion-center', 'allowed')) }, []],
    [
      'no longer has its setting',
      { therapy: under(status('infusion-center', 'not-usual')) },
      ['setting-not-allowed'],
    ],
    ['no longer has another setting', { therapy: under(status('home', 'not-usual')) }, []],
    [
      'is none: what the catalogue says was weighed when it was booked',
      { therapy: { ...infliximab, ...status('infusion-center', 'not-usual') } },
      [],
    ],
    [
      'has no first dose at home',
      { ...atHome(1), therapy: firstAtHome('no') },
      ['setting-not-allowed'],
    ],
    ['has a first dose at home', { ...atHome(1), therapy: firstAtHome('yes') }, []],
    ['has a later dose at home', { ...atHome(2), therapy: firstAtHome('no') }, []],
    [
      'has the dose at home of a patient who is on the therapy',
      { ...atHome(1), ...goesOn, therapy: firstAtHome('no') },
      [],
    ],
    ['has a first dose at a center', { therapy: firstAtHome('no') }, []],
    ['is watched as long', { ...watched(1, 60), therapy: watch }, []],
    ['is watched too short', { ...watched(1, 59), therapy: watch }, ['watched-too-short']],
    ['is watched as long as later doses', { ...watched(2, 30), therapy: watch }, []],
    [
      'is watched too short for a later dose',
      { ...watched(2, 29), therapy: watch },
      ['watched-too-short'],
    ],
    [
      'is watched as later doses, for a patient who is on the therapy',
      { ...watched(1, 30), ...goesOn, therapy: watch },
      [],
    ],
    [
      'is none that asks for a watch',
      {
        ...watched(1, 0),
        therapy: { ...watch, policyVersion: undefined } as never,
      },
      [],
    ],
  ]);

  it('asks for no watch where the patient gives the doses', () => {
    const scig = lookUpTherapy('scig') as Therapy;
    const therapy = {
      ...scig,
      policyVersion: 2,
      observationMinutes: { ...scig.observationMinutes, first: 90, subsequent: 90 },
    };
    const of = (setting: Setting) =>
      codes({
        therapy,
        visit: aVisitOf(2, {
          therapyId: 'scig',
          setting,
          minutes: { prep: 0, infusion: 60, observation: 0, closeout: 0 },
        }),
      }).includes('watched-too-short');
    expect([of('home'), of('infusion-center')]).toEqual([false, true]);
  });
});

describe('what is told of a visit that is not ready', () => {
  const everything: Partial<ReadinessFacts> = {
    referral: aReferral({ status: 'closed' }),
    onCalendar: false,
    site: aSite({ closedOn: ['2026-12-01'] }),
    nurses: [],
  };

  it('is each lack by its code, in words and with the source of the rule', () => {
    for (const reason of findLacks(ready(everything))) {
      const gate = gates.find(({ code }) => code === reason.code);
      expect(reason).toEqual({
        bearing: 'against',
        code: gate?.code,
        text: gate?.text,
        source: gate?.source,
      });
    }
    for (const { code, text, source } of gates) {
      expect(text, code).toMatch(/^[A-Z].*\.$/);
      expect(source, code).not.toBe('');
    }
    expect(new Set(gates.map(({ code }) => code)).size).toBe(gates.length);
  });

  it('is that a clearance has ended, and not what was cleared, which planners are not shown', () => {
    const finding = {
      code: 'dose-above-range',
      severity: 'block' as const,
      pointer: '/order/dose',
      text: 'The dose is above what is usual.',
      fix: 'Correct it.',
      source: 'label',
    };
    const cleared = ready({ referral: aReferral({ status: 'active', cleared: [finding] }) });
    const lacks = findLacks(cleared);
    expect(lacks.map(({ code }) => code)).toEqual(['clearance-ended']);
    expect(readinessDetermination(cleared, 'remind', lacks).reasons).toEqual(lacks);
    expect(readinessDetermination(cleared, 'remind', []).reasons).toEqual([]);
  });

  it('is by which policy it was looked at', () => {
    const therapy = { ...(lookUpTherapy('infliximab') as Therapy), policyVersion: 4 };
    const policyOf = (of: ReadinessFacts) => readinessDetermination(of, 'remind', []).facts;
    expect(policyOf(ready({ therapy }))).toMatchObject({ policyVersion: 4 });
    expect(policyOf(ready({ therapy: undefined }))).not.toHaveProperty('policyVersion');
  });

  it('is of nurse and site alone when only they have changed', () => {
    expect(findPlaceLacks(ready(everything)).map(({ code }) => code)).toEqual([
      'nurse-not-ready',
      'site-closed',
    ]);
    expect(findPlaceLacks(ready({ onCalendar: false }))).toEqual([]);
  });

  it('is kept with the visit as it was looked at', () => {
    const facts = ready({ visit: aVisit({ revision: 3 }), onCalendar: false });
    const lacks = findLacks(facts);
    const kept = readinessDetermination(facts, 'remind', lacks);
    expect(kept).toMatchObject({
      question: 'ready',
      facts: {
        visitId: aVisit().visitId,
        revision: 3,
        moment: 'remind',
        on: '2026-12-01',
      },
      rule: { id: 'readiness', version: '1' },
      answer: 'not-ready',
    });
    expect(kept.reasons).toEqual(lacks);
    expect(kept.rule.source).not.toBe('');
    expect(readinessDetermination(facts, 'prepare', [])).toMatchObject({
      answer: 'ready',
      reasons: [],
    });
  });
});
