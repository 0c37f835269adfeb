import { describe, expect, it } from 'vitest';
import type { Site } from '../../functions/network/network.ts';
import { isOpenWhenDue } from '../../functions/placement/days-due.ts';
import { gatherSiteFacts } from '../../functions/placement/gather-facts.ts';
import { placementDetermination } from '../../functions/placement/placement.ts';
import { rankSites, siteToTake } from '../../functions/placement/rank-sites.ts';
import type { SiteFacts } from '../../functions/placement/site-facts.ts';
import { siteRules } from '../../functions/placement/site-rules.ts';
import type { Order, Submission } from '../../functions/referral/referral.ts';
import { courseHistory } from '../../functions/series/course-history.ts';
import type { Therapy } from '../../functions/therapy/therapy.ts';
import { lookUpTherapy } from '../../functions/therapy/therapy-catalogue.ts';
import { aHomeNurse, aNurse, anAgency, aSite } from '../support/network.ts';
import { anOrder, aSubmission } from '../support/referrals.ts';
import { aSeries, aVisitOf } from '../support/series-files.ts';

type Placement = NonNullable<Submission['placement']>;
const home = anAgency();
const facility = aSite({
  siteId: 'site_maple',
  name: 'Maple Court Nursing Center',
  npi: '1245319599',
  setting: 'long-term-care',
  placeOfService: '32',
});

const facts = (
  placement: Placement | undefined,
  order: Partial<Order> = {},
  more: Partial<SiteFacts> = {},
): SiteFacts => {
  const submission = aSubmission({ placement, order: anOrder({ firstDose: false, ...order }) });
  return {
    therapy: lookUpTherapy(submission.order.therapyId) as Therapy,
    submission,
    payerId: undefined,
    payerRules: [],
    nurses: [aNurse(), aHomeNurse()],
    denied: [],
    on: '2026-12-01',
    ...more,
  };
};

const said = (site: Site, known: SiteFacts): string[] =>
  siteRules.flatMap(({ judge }) => {
    const verdict = judge(site, known);
    return verdict ? [`${verdict.bearing} ${verdict.code}`] : [];
  });
const living = /residen|facility|home$|caregiver|homebound/;
const saidOfLiving = (site: Site, known: SiteFacts) =>
  said(site, known).filter((one) => living.test(one));

describe('where the patient lives', () => {
  it.each<[string, Placement | undefined, string[]]>([
    ['is not told', { homeSuitable: true }, []],
    ['is a private home', { residence: 'private', homeSuitable: true }, []],
    ['is assisted living', { residence: 'assisted-living', homeSuitable: true }, []],
    ['is a group home', { residence: 'group-home', homeSuitable: true }, []],
    [
      'is a facility',
      { residence: 'long-term-care', homeSuitable: true },
      ['excludes lives-in-facility'],
    ],
    ['is nowhere', { residence: 'homeless', homeSuitable: true }, ['excludes no-home']],
    [
      'is told in two ways',
      { residence: 'private', unclear: ['residence'] },
      ['against residence-contradictory'],
    ],
  ])('%s: a nurse who comes home', (_, placement, expected) => {
    expect(saidOfLiving(home, facts(placement))).toEqual(expected);
  });

  it.each<[string, Placement | undefined, string[]]>([
    ['is not told', {}, ['excludes not-a-resident']],
    ['is a private home', { residence: 'private' }, ['excludes not-a-resident']],
    [
      'is a facility that nobody names',
      { residence: 'long-term-care' },
      ['against facility-unknown'],
    ],
    [
      'is this facility, by name',
      { residence: 'long-term-care', facility: { name: 'maple court' } },
      [],
    ],
    [
      'is this facility, by NPI',
      { residence: 'long-term-care', facility: { npi: '1245319599' } },
      [],
    ],
    [
      'is another, by NPI, under a like name',
      { residence: 'long-term-care', facility: { npi: '1000000012', name: 'Maple Court' } },
      ['excludes other-facility'],
    ],
    [
      'is another, by name',
      { residence: 'long-term-care', facility: { name: 'Oak Hill' } },
      ['excludes other-facility'],
    ],
    [
      'is told in two ways',
      { residence: 'long-term-care', unclear: ['residence'] },
      ['against residence-contradictory'],
    ],
  ])('%s: care in a facility', (_, placement, expected) => {
    expect(saidOfLiving(facility, facts(placement))).toEqual(expected);
  });

  it('is this facility, by the address', () => {
    const known = facts({ residence: 'long-term-care' });
    const at = (line: string, postalCode: string): SiteFacts => ({
      ...known,
      submission: {
        ...known.submission,
        patient: {
          ...known.submission.patient,
          address: { line: [line], city: 'Chicago', state: 'IL', postalCode },
        },
      },
    });
    expect(saidOfLiving(facility, at('400 sample plaza', '60605-1234'))).toEqual([]);
    expect(saidOfLiving(facility, at('402 Sample Plaza', '60605'))).toEqual([
      'against facility-unknown',
    ]);
    expect(saidOfLiving(facility, at('400 Sample Plaza', '60606'))).toEqual([
      'against facility-unknown',
    ]);
  });
});

describe('who helps at home', () => {
  const ok = { residence: 'private', homeSuitable: true } as const;
  it.each<[string, Placement, string[]]>([
    ['nobody says that help is needed', ok, []],
    ['help is needed, and somebody gives it', { ...ok, needsHelp: true, caregiver: true }, []],
    [
      'help is needed, and nobody gives it',
      { ...ok, needsHelp: true, caregiver: false },
      ['excludes caregiver-missing'],
    ],
    [
      'help is needed, and nobody says who gives it',
      { ...ok, needsHelp: true },
      ['against caregiver-unknown'],
    ],
    [
      'help is needed, and the record says two things',
      { ...ok, needsHelp: true, caregiver: true, unclear: ['caregiver'] },
      ['against caregiver-unknown'],
    ],
    ['the patient lives alone and needs none', { ...ok, livesAlone: true, caregiver: false }, []],
    ['does not leave the home', { ...ok, homebound: true }, ['for homebound']],
  ])('%s', (_, placement, expected) => {
    expect(saidOfLiving(home, facts(placement))).toEqual(expected);
  });

  it('is asked where the patient gives the doses alone', () => {
    const alone = { ...ok, livesAlone: true, caregiver: false };
    const order = {
      therapyId: 'ceftriaxone',
      frequency: { loadingDays: [], intervalDays: 1 },
      doses: 14,
    };
    expect(saidOfLiving(home, facts(alone, order))).toEqual(['against caregiver-unknown']);
    expect(saidOfLiving(home, facts({ ...alone, needsHelp: false }, order))).toEqual([]);
  });

  it('is a minor’s guardian, or somebody who is named', () => {
    const known = facts(ok);
    const child = (guardian: Submission['patient']['guardian']): SiteFacts => ({
      ...known,
      submission: {
        ...known.submission,
        patient: { ...known.submission.patient, birthDate: '2016-05-01', guardian },
      },
    });
    expect(saidOfLiving(home, child({ name: 'Ada' }))).toEqual([]);
    expect(saidOfLiving(home, child(undefined))).toEqual(['against caregiver-unknown']);
  });

  it('speaks against a center for who does not leave the home', () => {
    expect(saidOfLiving(aSite(), facts({ ...ok, homebound: true }))).toEqual(['against homebound']);
  });
});

describe('the days on which doses are due', () => {
  const daily = {
    therapyId: 'vancomycin',
    frequency: { loadingDays: [], intervalDays: 1 },
    doses: 14,
    startOn: '2026-12-01',
  };
  const monthly = { frequency: { loadingDays: [], intervalDays: 28 }, doses: 6 };
  const everyDay = Object.fromEntries(
    ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map((day) => [
      day,
      { from: '08:00', to: '17:00' },
    ]),
  );
  it.each<[string, Partial<Order>, Site, boolean]>([
    ['every day, at a place that is closed on weekends', daily, aSite(), false],
    ['every day, at a place that is always open', daily, aSite({ hours: everyDay }), true],
    ['four on weekdays', { ...daily, doses: 4, firstDose: true }, aSite(), true],
    ['every day through a weekend', { ...daily, doses: 6, firstDose: true }, aSite(), false],
    ['every four weeks', monthly, aSite(), true],
    [
      'every four weeks, at a place that opens on Mondays',
      monthly,
      aSite({ hours: { monday: { from: '08:00', to: '17:00' } } }),
      true,
    ],
  ])('%s: %s', (_, order, site, open) => {
    expect(isOpenWhenDue(site, facts(undefined, order))).toBe(open);
  });

  it.each([
    ['on Mondays, Wednesdays and Fridays', ['monday', 'wednesday', 'friday'], true],
    ['on Mondays and Wednesdays', ['monday', 'wednesday'], false],
  ])('are those of the course that has begun, where a place is open %s', (_, open, fits) => {
    const { therapy, submission } = facts(undefined, {
      therapyId: 'vancomycin',
      phases: [{ weekdays: ['mon', 'wed', 'fri'] }] as Order['phases'],
      doses: 9,
      startOn: '2026-12-07',
    });
    const visits = ['07', '09', '11', '14'].map((day, index) =>
      aVisitOf(index + 1, {
        on: `2026-12-${day}`,
        ...(day === '14' ? {} : { status: 'completed' }),
      }),
    );
    const known = gatherSiteFacts(
      {
        ...{ submission, visits, payer: undefined, nurses: [aNurse()], holds: [], records: [] },
        left: { denied: [], withoutCapacity: [] },
        series: aSeries({ firstOn: '2026-12-07', bookedThrough: 9 }),
      },
      therapy,
      new Date('2026-12-11T20:00:00Z'),
    );
    const hours = Object.fromEntries(open.map((day) => [day, { from: '08:00', to: '17:00' }]));
    expect(isOpenWhenDue(aSite({ hours }), known)).toBe(fits);
  });

  // 5 December 2026 is a Saturday, the 7th a Monday.
  it.each<[string, number, string | undefined, string, boolean]>([
    ['those given lay on a weekend', 2, undefined, '2026-12-05', true],
    ['one to come lies on a Sunday', 1, undefined, '2026-12-05', false],
    ['the series was begun anew on a Monday', 1, '2026-12-07', '2026-12-05', true],
    ['the series was begun anew on a Saturday', 1, '2026-12-05', '2026-12-07', false],
  ])(
    'are those to come: a place that is closed on weekends, where %s',
    (...[, given, series, firstOn, open]) => {
      const known = facts(
        undefined,
        { ...daily, doses: 4 },
        {
          history: { given, firstOn, worstGrade: 0 },
          ...(series ? { series: aSeries({ firstOn: series, bookedThrough: 4, doses: 4 }) } : {}),
        },
      );
      expect(isOpenWhenDue(aSite(), known)).toBe(open);
    },
  );

  it.each([
    ['monday', true],
    ['sunday', true],
    ['wednesday', true],
    ['thursday', false],
  ])('may lie two days off where the drug allows it, and no more: open on %s: %s', (day, open) => {
    const known = facts(
      undefined,
      { therapyId: 'eculizumab', frequency: { loadingDays: [], intervalDays: 14 }, doses: 6 },
      { history: { given: 1, firstOn: '2026-12-07', worstGrade: 0 } },
    );
    const site = aSite({ hours: { [day]: { from: '08:00', to: '17:00' } } });
    expect(isOpenWhenDue(site, known)).toBe(open);
  });

  it('are kept by an agency of which one nurse or another works each day', () => {
    const weekend = aHomeNurse({
      nurseId: 'nur_w',
      shifts: { saturday: { from: '08:00', to: '17:00' }, sunday: { from: '08:00', to: '17:00' } },
    });
    const milrinone = { ...daily, therapyId: 'alpha1_pi' };
    expect(isOpenWhenDue(home, facts(undefined, milrinone))).toBe(false);
    expect(
      isOpenWhenDue(home, facts(undefined, milrinone, { nurses: [aHomeNurse(), weekend] })),
    ).toBe(true);
  });
});

describe('what was given already', () => {
  const visit = (dose: number, more: object = {}) =>
    aVisitOf(dose, {
      status: 'completed',
      on: `2026-12-0${dose}`,
      actual: { infusionMinutes: 90, doseComplete: true, teachBack: [] },
      ...more,
    });
  const reaction = (grade: unknown) =>
    ({ determination: { question: 'reaction', facts: { grade } } }) as never;

  it('is read from the visits and the record', () => {
    expect(courseHistory([], [])).toEqual({ given: 0, worstGrade: 0 });
    expect(
      courseHistory([visit(1), visit(2), aVisitOf(3)], [reaction(2), reaction(1), reaction('4')]),
    ).toEqual({
      given: 2,
      firstOn: '2026-12-01',
      worstGrade: 2,
    });
  });

  it('counts an anaphylaxis as grave, whatever grade was reported of it', () => {
    const told = (facts: object) => ({ determination: { question: 'reaction', facts } }) as never;
    const worst = (...facts: object[]) => courseHistory([visit(1)], facts.map(told)).worstGrade;
    expect(worst({ grade: 1, anaphylaxis: true })).toBe(3);
    expect(worst({ grade: 4, anaphylaxis: true })).toBe(4);
    expect(worst({ grade: 2, anaphylaxis: false })).toBe(2);
  });

  it('is no dose where nothing ran', () => {
    const nothing = visit(1, {
      actual: { infusionMinutes: 0, doseComplete: false, teachBack: [] },
    });
    expect(courseHistory([nothing], [])).toEqual({ given: 0, worstGrade: 0 });
  });

  const first = { firstDose: true, lastDoseOn: undefined };
  const ok = { residence: 'private', homeSuitable: true } as const;
  it('lets the next doses be given at home after the first elsewhere', () => {
    expect(said(home, facts(ok, first))).toContain('excludes first-dose-not-at-home');
    const after = facts(ok, first, { history: { given: 1, firstOn: '2026-11-20', worstGrade: 0 } });
    expect(said(home, after)).not.toContain('excludes first-dose-not-at-home');
  });

  it.each([
    [2, 'home', false],
    [3, 'home', true],
    [3, 'center', false],
    [4, 'center', true],
  ])('a reaction of grade %i ends %s: %s', (worstGrade, where, ends) => {
    const known = facts(ok, {}, { history: { given: 1, worstGrade } });
    expect(
      said(where === 'home' ? home : aSite(), known).includes('excludes severe-reaction-before'),
    ).toBe(ends);
  });
});

describe('two places that no rule tells apart', () => {
  const twins = [aSite({ siteId: 'site_a' }), aSite({ siteId: 'site_b' })];
  const nurses = twins.map(({ siteId }) => aNurse({ nurseId: `nur_${siteId.slice(5)}`, siteId }));
  const known = facts(undefined, {}, { nurses });
  const located = twins.map((site) => ({ ...site, areas: home.areas }));

  it('are not told apart by the alphabet: the practice is asked for the address', () => {
    const ranking = rankSites(twins, known);
    expect(ranking.tie).toBe('address-not-located');
    expect(siteToTake(ranking)).toEqual({ undecided: 'tied' });
    const { reasons } = placementDetermination(ranking, known, 'tied');
    expect(reasons.at(-1)).toMatchObject({
      bearing: 'against',
      code: 'address-not-located',
      text: expect.stringContaining('Asked is the practice.'),
    });
  });

  it('are a clinician’s to choose between where they are as far away', () => {
    expect(rankSites(located, known).tie).toBe('places-equal');
  });

  it('are told apart by the nurses who are there', () => {
    const more = facts(
      undefined,
      {},
      { nurses: [...nurses, aNurse({ nurseId: 'nur_c', siteId: 'site_b' })] },
    );
    expect(siteToTake(rankSites(twins, more))).toMatchObject({ siteId: 'site_b' });
  });
});
