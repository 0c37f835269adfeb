import { describe, expect, it } from 'vitest';
import type { Nurse, Site } from '../../functions/network/network.ts';
import {
  type Candidate,
  rankSites,
  rivalsOf,
  siteToTake,
  weighs,
} from '../../functions/placement/rank-sites.ts';
import type { SiteReason } from '../../functions/placement/site-reasons.ts';
import type { Setting } from '../../functions/therapy/setting.ts';
import type { Therapy } from '../../functions/therapy/therapy.ts';
import { lookUpTherapy } from '../../functions/therapy/therapy-catalogue.ts';
import { aNurse, anAgency, aSite } from '../support/network.ts';
import { anOrder, aSubmission } from '../support/referrals.ts';

const infliximab = lookUpTherapy('infliximab') as Therapy;
const homeAt = { lat: 41_884_000, lon: -87_630_000 };

/** A site so many kilometers north of where the patient's postal code is. */
const aSiteAt = (kilometers: number, different: Parameters<typeof aSite>[0] = {}): Site =>
  aSite({
    location: { lat: homeAt.lat + Math.round((kilometers / 111.32) * 1_000_000), lon: homeAt.lon },
    areas: [{ postalCode: '606', location: homeAt }],
    ...different,
  });

const nurseAt = ({ siteId, setting }: Site): Nurse =>
  aNurse({ nurseId: `nur_${siteId.slice(5)}`, siteId, settings: [setting] });

type Case = {
  therapy?: Partial<Therapy>;
  submission?: Parameters<typeof aSubmission>[0];
  nurses?: readonly Nurse[];
};

const rank = (sites: readonly Site[], { therapy, submission, nurses }: Case = {}) =>
  rankSites(sites, {
    therapy: { ...infliximab, ...therapy },
    submission: aSubmission(submission),
    payerId: undefined,
    payerRules: [],
    nurses: nurses ?? sites.map(nurseAt),
    denied: [],
    on: '2026-12-01',
  });

const order = (...[sites, case_]: Parameters<typeof rank>) =>
  rank(sites, case_).candidates.map(({ siteId }) => siteId);

/** A therapy that may be given everywhere, so that only cost tells the settings apart. */
const anywhere: Partial<Therapy> = {
  hazardous: false,
  reactionOrdersNeeded: false,
  settings: Object.fromEntries(
    Object.entries(infliximab.settings).map(([setting, rule]) => [
      setting,
      { ...rule, status: 'allowed' },
    ]),
  ) as unknown as Therapy['settings'],
};
const goesOn = { order: anOrder({ firstDose: false, lastDoseOn: '2026-10-06' }) };

describe('which of two sites is cheaper to patient and payer', () => {
  const resident = {
    placement: { residence: 'long-term-care', facility: { name: 'Riverbend Infusion Center' } },
  } as const;
  const placed = (siteId: string, setting: Setting, placeOfService: string): Site =>
    setting === 'home'
      ? anAgency({ siteId: `site_${siteId}` })
      : aSiteAt(0, { siteId: `site_${siteId}`, setting, placeOfService });
  const of = {
    home: (id: string) => placed(id, 'home', '12'),
    clinic: (id: string) => placed(id, 'clinic', '11'),
    center: (id: string) => placed(id, 'infusion-center', '49'),
    facility: (id: string) => placed(id, 'long-term-care', '32'),
    hospital: (id: string) => placed(id, 'hospital-outpatient', '22'),
  };

  it.each<[string, Site, Site, Case['submission']]>([
    ['a home before a center', of.home('z'), of.center('a'), {}],
    ['a clinic before a center', of.clinic('z'), of.center('a'), {}],
    ['a center before a hospital', of.center('z'), of.hospital('a'), {}],
    ['a clinic before a facility', of.clinic('z'), of.facility('a'), resident],
    ['a facility before a hospital', of.facility('z'), of.hospital('a'), resident],
    ['a home as a clinic', of.home('a'), of.clinic('z'), {}],
    ['a clinic as a home', of.clinic('a'), of.home('z'), {}],
    ['a center as a facility', of.center('a'), of.facility('z'), resident],
    ['a facility as a center', of.facility('a'), of.center('z'), resident],
  ])('%s', (_says, better, worse, submission) => {
    const case_ = { therapy: anywhere, submission: { ...goesOn, ...submission } };
    expect(order([worse, better], case_)).toEqual([better.siteId, worse.siteId]);
  });
});

describe('how far a site is', () => {
  const near = (kilometers: number) => aSiteAt(kilometers, { siteId: 'site_near' });
  const far = (kilometers: number) => aSiteAt(kilometers, { siteId: 'site_far' });

  it('is told in whole kilometers for a site, and not for an agency that comes to the patient', () => {
    const ranking = rank([aSiteAt(12.4), anAgency()], {
      therapy: anywhere,
      submission: goesOn,
    });
    expect(ranking.candidates.map(({ siteId, kilometers }) => [siteId, kilometers])).toEqual([
      ['site_harbor-home', undefined],
      ['site_riverbend', 12],
    ]);
  });

  it('is not known without an address, and then decides nothing', () => {
    const patient = { ...aSubmission().patient, address: undefined };
    const ranking = rank([far(300), near(1)], { submission: { patient } });
    expect(ranking.candidates.map(({ siteId, kilometers }) => [siteId, kilometers])).toEqual([
      ['site_far', undefined],
      ['site_near', undefined],
    ]);
  });

  it.each([
    ['nine kilometers are as good as three', 9, ['site_far', 'site_near']],
    ['ten are not', 10, ['site_near', 'site_far']],
  ])('%s, when the nearer site has no competent nurse', (_says, kilometers, expected) => {
    const sites = [near(3), far(kilometers)];
    expect(order(sites, { nurses: [nurseAt(far(kilometers))] })).toEqual(expected);
  });

  it('twenty kilometers are worse than nineteen, whoever works there', () => {
    const sites = [near(19), far(20)];
    expect(order(sites, { nurses: [nurseAt(far(20))] })).toEqual(['site_near', 'site_far']);
  });

  it('decides within ten kilometers when nothing else does', () => {
    expect(order([far(7), near(3)])).toEqual(['site_near', 'site_far']);
    expect(order([near(3), far(7)])).toEqual(['site_near', 'site_far']);
  });

  it('leaves equals in the order of their ids, whichever was read first', () => {
    const [a, b] = [aSiteAt(3, { siteId: 'site_a' }), aSiteAt(3, { siteId: 'site_b' })];
    expect(order([a, b])).toEqual(['site_a', 'site_b']);
    expect(order([b, a])).toEqual(['site_a', 'site_b']);
  });
});

describe('what a candidate carries', () => {
  it('is what has to be supplied for it, and nothing where nothing has', () => {
    const [plain] = rank([aSiteAt(3)]).candidates;
    expect(plain?.documents).toEqual([]);
    const hospital = aSiteAt(3, { setting: 'hospital-outpatient', placeOfService: '22' });
    const [asked] = rank([hospital], { submission: goesOn }).candidates;
    expect(asked?.documents).toEqual(['clinical reason for the setting']);
  });

  it('is never a rule that ended it: those sites stand apart', () => {
    const calm = aSiteAt(1, { siteId: 'site_calm', takesUrgent: false });
    const ranking = rank([calm, aSiteAt(3)], { submission: { urgency: 'urgent' } });
    expect(ranking.candidates.map(({ siteId }) => siteId)).toEqual(['site_riverbend']);
    expect(ranking.candidates[0]).not.toHaveProperty('excludedBy');
    expect(ranking.excluded.map(({ siteId, excludedBy }) => [siteId, excludedBy])).toEqual([
      ['site_calm', 'no-urgent-starts'],
    ]);
  });
});

describe('when a clinician is asked', () => {
  const hospital = aSiteAt(3, { setting: 'hospital-outpatient', placeOfService: '22' });
  const unassessed = { ...goesOn, placement: { residence: 'private' } } as const;

  it.each<[string, Site[], Case, ReturnType<typeof siteToTake>]>([
    [
      'nobody, when a site is free of conditions',
      [aSiteAt(3)],
      {},
      {
        siteId: 'site_riverbend',
        setting: 'infusion-center',
      },
    ],
    ['no site is left', [], {}, { undecided: 'none-left' }],
    [
      'nobody has shown the condition of the setting to be met',
      [hospital],
      { submission: goesOn },
      { undecided: 'condition-open' },
    ],
    [
      'nobody has looked at the home',
      [anAgency()],
      { therapy: anywhere, submission: unassessed },
      { undecided: 'condition-open' },
    ],
    [
      'a severe reaction came before',
      [aSiteAt(3)],
      { submission: { order: anOrder({ priorReaction: { grade: 3 } as never }) } },
      { undecided: 'condition-open' },
    ],
  ])('%s', (_says, sites, case_, expected) => {
    expect(siteToTake(rank(sites, case_))).toEqual(expected);
  });
});

describe('what speaks against a place', () => {
  const against = (code: SiteReason): Candidate => ({
    siteId: 'site_a',
    setting: 'clinic',
    reasons: [{ bearing: 'against', code }],
    documents: [],
  });
  const weighed = ['clinical', 'payer', 'network', 'preference'] as const;

  it.each<[SiteReason, (typeof weighed)[number] | undefined]>([
    ['condition-open', 'clinical'],
    ['home-not-assessed', 'clinical'],
    ['severe-reaction-before', 'clinical'],
    ['residence-contradictory', 'clinical'],
    ['facility-unknown', 'clinical'],
    ['caregiver-unknown', 'clinical'],
    ['payer-excludes', 'payer'],
    ['payer-free-ends', undefined],
    ['out-of-network', 'network'],
    ['not-preferred', 'preference'],
    ['homebound', 'preference'],
    ['no-competent-nurse', undefined],
    ['no-time-in-window', undefined],
    ['booked-out', undefined],
  ])('%s is weighed as %s', (code, stage) => {
    expect(weighs(against(code))).toEqual(weighed.map((one) => (one === stage ? 1 : 0)));
    const taken = siteToTake({ candidates: [against(code)], excluded: [] });
    expect(taken).toEqual(
      stage === 'clinical'
        ? { undecided: 'condition-open' }
        : { siteId: 'site_a', setting: 'clinic' },
    );
  });

  it('weighs nothing where it is said for it', () => {
    const candidate = { ...against('homebound'), reasons: [{ bearing: 'for', code: 'homebound' }] };
    expect(weighs(candidate as Candidate)).toEqual([0, 0, 0, 0]);
  });

  it('makes a place no rival of the best, whichever rule it is', () => {
    const best: Candidate = { ...against('homebound'), siteId: 'site_best', reasons: [] };
    const rivals = (different: Partial<Candidate>) =>
      rivalsOf({ candidates: [best, { ...best, siteId: 'site_b', ...different }] }).includes(
        'site_b',
      );
    const codes: SiteReason[] = [
      'condition-open',
      'payer-excludes',
      'payer-free-ends',
      'out-of-network',
      'not-preferred',
      'no-competent-nurse',
      'no-time-in-window',
      'booked-out',
    ];
    for (const code of codes) expect(rivals(against(code)), code).toBe(false);
    expect(rivals({ setting: 'infusion-center' })).toBe(false);
    expect(rivals({ kilometers: 10 })).toBe(false);
    // What is compared after the time that is left leaves them rivals.
    expect(rivals({ setting: 'home' })).toBe(true);
    expect(rivals({ kilometers: 9 })).toBe(true);
    expect(rivals({ daysLeft: 3 })).toBe(true);
    expect(rivals({ nurses: 3 })).toBe(true);
  });
});

describe('places that no rule tells apart', () => {
  const [a, b] = [aSiteAt(3, { siteId: 'site_a' }), aSiteAt(3, { siteId: 'site_b' })];

  it('are a clinician’s to choose from, and why nobody can tell them apart', () => {
    const ranking = rank([a, b]);
    expect(ranking.tie).toBe('places-equal');
    expect(siteToTake(ranking)).toEqual({ undecided: 'tied' });
  });

  it('may be so because nobody knows how far they are', () => {
    const patient = { ...aSubmission().patient, address: undefined };
    expect(rank([a, b], { submission: { patient } }).tie).toBe('address-not-located');
  });

  it('are none where one has more nurses', () => {
    const second = { ...nurseAt(b), nurseId: 'nur_second' };
    const ranking = rank([a, b], { nurses: [nurseAt(a), nurseAt(b), second] });
    expect(ranking).not.toHaveProperty('tie');
    expect(siteToTake(ranking)).toMatchObject({ siteId: 'site_b' });
  });

  it('are none where there is but one', () => {
    expect(rank([a])).not.toHaveProperty('tie');
  });
});
