import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Nurse, Site } from '../../functions/network/network.ts';
import type { SiteRule } from '../../functions/payer/payer.ts';
import { placementDetermination } from '../../functions/placement/placement.ts';
import { rankSites, siteToTake } from '../../functions/placement/rank-sites.ts';
import type { SiteFacts } from '../../functions/placement/site-facts.ts';
import { siteReasons } from '../../functions/placement/site-reasons.ts';
import { siteRules } from '../../functions/placement/site-rules.ts';
import { Determination } from '../../functions/platform/determination.ts';
import type { Submission } from '../../functions/referral/referral.ts';
import { mayBillAs, placesOfService } from '../../functions/therapy/setting.ts';
import type { Therapy } from '../../functions/therapy/therapy.ts';
import { lookUpTherapy } from '../../functions/therapy/therapy-catalogue.ts';
import { aHomeNurse, aNurse, anAgency, aSite } from '../support/network.ts';
import { anOrder, aSubmission } from '../support/referrals.ts';

const center = aSite();
const hospital = aSite({
  siteId: 'site_lakeshore',
  setting: 'hospital-outpatient',
  placeOfService: '22',
});
const agency = anAgency();
const facility = aSite({
  siteId: 'site_maple',
  setting: 'long-term-care',
  placeOfService: '32',
});
const sites = [hospital, agency, facility, center];
const nurses = [
  aNurse(),
  aNurse({ nurseId: 'nur_hugo', siteId: 'site_lakeshore', settings: ['hospital-outpatient'] }),
  aHomeNurse(),
  aNurse({ nurseId: 'nur_nadia', siteId: 'site_maple', settings: ['long-term-care'] }),
];

type Case = {
  therapyId?: string;
  order?: Parameters<typeof anOrder>[0];
  placement?: Submission['placement'];
  urgency?: 'routine' | 'urgent';
  facts?: Partial<SiteFacts>;
};

const rank = ({ therapyId = 'infliximab', order, placement, urgency, facts }: Case) => {
  const submission = aSubmission({
    order: anOrder({ therapyId, ...order }),
    ...(urgency ? { urgency } : {}),
    ...(placement ? { placement } : {}),
  });
  return rankSites(sites, {
    therapy: lookUpTherapy(therapyId) as Therapy,
    submission,
    payerId: 'acme-health',
    payerRules: [],
    nurses,
    denied: [],
    on: '2026-12-01',
    ...facts,
  });
};

const home = { residence: 'private', homeSuitable: true, caregiver: true } as const;
const tolerated = { firstDose: false, lastDoseOn: '2026-10-20' };

const excludedBy = (ranking: ReturnType<typeof rank>, siteId: string) =>
  ranking.excluded.find((candidate) => candidate.siteId === siteId)?.excludedBy;

describe('where care may not happen', () => {
  it.each<[string, Case, string, string]>([
    [
      'a first biologic dose is not given at home',
      {},
      'site_harbor-home',
      'first-dose-not-at-home',
    ],
    [
      'a drug that is not usual at home stays away from it',
      { therapyId: 'rituximab', order: tolerated },
      'site_harbor-home',
      'setting-not-usual',
    ],
    [
      'an unstable patient stays near a hospital',
      { placement: { ...home, unstable: true } },
      'site_riverbend',
      'unstable',
    ],
    [
      'after a severe reaction nothing is given at home',
      { order: { ...tolerated, priorReaction: { grade: 3 } } },
      'site_harbor-home',
      'severe-reaction-before',
    ],
    [
      'after a life-threatening reaction only a hospital will do',
      { order: { priorReaction: { grade: 4 } } },
      'site_riverbend',
      'severe-reaction-before',
    ],
    [
      'an unsuitable home is left out',
      { therapyId: 'ivig', order: tolerated, placement: { ...home, homeSuitable: false } },
      'site_harbor-home',
      'home-not-suitable',
    ],
    [
      'without reaction orders nothing is given at home',
      { therapyId: 'ivig', order: { ...tolerated, reactionOrders: false } },
      'site_harbor-home',
      'no-reaction-orders',
    ],
    ['a facility cares for its residents only', {}, 'site_maple', 'not-a-resident'],
    [
      'a resident of a facility is not visited as if at home',
      { therapyId: 'ceftriaxone', placement: { residence: 'long-term-care' } },
      'site_harbor-home',
      'lives-in-facility',
    ],
    [
      'a setting that the payer denied is not tried again',
      { facts: { denied: ['infusion-center'] } },
      'site_riverbend',
      'payer-denied',
    ],
  ])('%s', (_says, case_, siteId, rule) => {
    expect(excludedBy(rank(case_), siteId)).toBe(rule);
  });

  it('an agency does not go where it has no area', () => {
    const submission = aSubmission({ order: anOrder({ therapyId: 'ivig', ...tolerated }) });
    if (submission.patient.address) submission.patient.address.postalCode = '46545';
    const ranking = rank({ therapyId: 'ivig', order: tolerated, facts: { submission } });
    expect(excludedBy(ranking, 'site_harbor-home')).toBe('outside-area');
  });

  it('a hazardous drug is given neither at home nor in a facility', () => {
    const therapy: Therapy = { ...(lookUpTherapy('ivig') as Therapy), hazardous: true };
    const ranking = rank({ therapyId: 'ivig', order: tolerated, facts: { therapy } });
    expect(excludedBy(ranking, 'site_harbor-home')).toBe('hazardous-drug');
    expect(excludedBy(ranking, 'site_maple')).toBe('hazardous-drug');
  });

  it('a drug of limited distribution goes to authorized sites only', () => {
    const therapy = lookUpTherapy('natalizumab') as Therapy;
    const authorized = aSite({ siteId: 'site_touch', certifications: ['touch'] });
    const facts: SiteFacts = {
      therapy,
      submission: aSubmission(),
      payerId: undefined,
      payerRules: [],
      nurses,
      denied: [],
      on: '2026-12-01',
    };
    const ranking = rankSites([center, authorized], facts);
    expect(ranking.candidates.map(({ siteId }) => siteId)).toEqual(['site_touch']);
    expect(excludedBy(ranking, 'site_riverbend')).toBe('not-certified');
  });

  it('an urgent start goes only where urgent starts are taken', () => {
    const calm = aSite({ siteId: 'site_calm', takesUrgent: false });
    const submission = aSubmission({ urgency: 'urgent' });
    const ranking = rankSites([calm, center], {
      therapy: lookUpTherapy('infliximab') as Therapy,
      submission,
      payerId: undefined,
      payerRules: [],
      nurses,
      denied: [],
      on: '2026-12-01',
    });
    expect(excludedBy(ranking, 'site_calm')).toBe('no-urgent-starts');
  });

  it.each([
    ['before any dose was given', 0, 'no-urgent-starts'],
    ['for the doses after the first', 1, undefined],
  ])('an urgent start is one %s, whoever began the therapy', (_says, given, excluded) => {
    for (const firstDose of [true, false]) {
      const ranking = rankSites([aSite({ siteId: 'site_calm', takesUrgent: false }), center], {
        therapy: lookUpTherapy('infliximab') as Therapy,
        submission: aSubmission({ urgency: 'urgent', order: anOrder({ firstDose }) }),
        payerId: undefined,
        payerRules: [],
        nurses,
        denied: [],
        on: '2026-12-01',
        history: { given, worstGrade: 0 },
      });
      expect(excludedBy(ranking, 'site_calm')).toBe(excluded);
    }
  });
});

describe('which site is best', () => {
  const best = (case_: Case) => siteToTake(rank(case_));

  it('takes the infusion center for a first dose, at less cost than the hospital', () => {
    expect(best({})).toEqual({ siteId: 'site_riverbend', setting: 'infusion-center' });
  });

  it('takes the home once doses were tolerated and home is asked for', () => {
    const placement = { ...home, preferred: 'home' } as const;
    expect(best({ therapyId: 'ivig', order: tolerated, placement })).toEqual({
      siteId: 'site_harbor-home',
      setting: 'home',
    });
  });

  it('takes the facility for its resident', () => {
    const placement = { residence: 'long-term-care' } as const;
    expect(
      best({ therapyId: 'ceftriaxone', placement, order: { lineType: 'picc' } }),
    ).toMatchObject({ siteId: expect.stringMatching(/site_(maple|riverbend)/) });
  });

  it('takes the hospital after a severe reaction, and the payer accepts that', () => {
    const rule: SiteRule = {
      id: 'no-hospital',
      source: 'example policy',
      from: '2026-01-01',
      avoids: ['hospital-outpatient'],
      exceptions: ['prior-severe-reaction'],
    };
    const ranking = rank({
      order: { priorReaction: { grade: 3 } },
      facts: { payerRules: [rule] },
    });
    expect(siteToTake(ranking)).toMatchObject({ siteId: 'site_lakeshore' });
    expect(ranking.candidates[0]?.reasons.map(({ code }) => code)).toContain('payer-exception');
  });

  it('asks a clinician when only a setting with an open condition is left', () => {
    const rule = { order: tolerated, therapyId: 'infliximab' };
    const ranking = rank({ ...rule, facts: { denied: ['infusion-center', 'home'] } });
    expect(siteToTake(ranking)).toEqual({ undecided: 'condition-open' });
  });

  it('asks a clinician when nothing is left', () => {
    const denied = ['infusion-center', 'home', 'hospital-outpatient'] as const;
    expect(siteToTake(rank({ facts: { denied: [...denied] } }))).toEqual({
      undecided: 'none-left',
    });
  });

  it('lets the payer’s rule outweigh what the patient prefers', () => {
    const rule: SiteRule = {
      id: 'no-hospital',
      source: 'example policy',
      from: '2026-01-01',
      avoids: ['hospital-outpatient'],
      exceptions: [],
    };
    const placement = { ...home, preferred: 'hospital-outpatient' } as const;
    expect(best({ placement })).toMatchObject({ siteId: 'site_lakeshore' });
    expect(best({ placement, facts: { payerRules: [rule] } })).toMatchObject({
      siteId: 'site_riverbend',
    });
  });

  it('passes over a payer rule that is not in force, or for another therapy', () => {
    const rule: SiteRule = {
      id: 'old',
      source: 'example policy',
      from: '2024-01-01',
      through: '2025-12-31',
      avoids: ['infusion-center'],
      exceptions: [],
    };
    const other = { ...rule, through: undefined, therapies: ['ivig'] };
    expect(best({ facts: { payerRules: [rule, other] } })).toMatchObject({
      siteId: 'site_riverbend',
    });
  });

  it.each([
    [1, 1, true],
    [2, 1, false],
  ])('with %i ordered and %i free doses, a hospital is free: %s', (doses, freeDoses, free) => {
    const rule: SiteRule = {
      id: 'first-free',
      source: 'example policy',
      from: '2026-01-01',
      avoids: ['hospital-outpatient'],
      freeDoses,
      exceptions: [],
    };
    const ranking = rank({ order: { doses }, facts: { payerRules: [rule] } });
    const reasons = ranking.candidates.find(({ siteId }) => siteId === 'site_lakeshore')?.reasons;
    expect(reasons?.map(({ code }) => code)).toContain(
      free ? 'payer-free-dose' : 'payer-free-ends',
    );
  });

  it('counts a start after a long pause as a first dose where the payer does', () => {
    const rule: SiteRule = {
      id: 'restart',
      source: 'example policy',
      from: '2026-01-01',
      avoids: ['hospital-outpatient'],
      freeDays: 45,
      restartAfterDays: 180,
      exceptions: [],
    };
    const reasons = (lastDoseOn: string) =>
      rank({ order: { firstDose: false, lastDoseOn, doses: 1 }, facts: { payerRules: [rule] } })
        .candidates.find(({ siteId }) => siteId === 'site_lakeshore')
        ?.reasons.map(({ code }) => code);
    expect(reasons('2026-03-01')).toContain('payer-free-dose');
    expect(reasons('2026-10-01')).toContain('payer-excludes');
  });

  it('ranks a site out of network after one in network, and says what would help', () => {
    const out = aSite({ siteId: 'site_aaa', outOfNetwork: ['acme-health'] });
    const ranking = rankSites([out, center], {
      therapy: lookUpTherapy('infliximab') as Therapy,
      submission: aSubmission(),
      payerId: 'acme-health',
      payerRules: [],
      nurses: [...nurses, aNurse({ nurseId: 'nur_aaa', siteId: 'site_aaa' })],
      denied: [],
      on: '2026-12-01',
    });
    expect(ranking.candidates.map(({ siteId }) => siteId)).toEqual(['site_riverbend', 'site_aaa']);
    expect(ranking.candidates[1]?.documents).toContain('gap exception or single-case agreement');
  });

  it('takes the site nearby, and says so for one without a competent nurse', () => {
    const near = { areas: agency.areas, siteId: 'site_near' };
    const far = aSite({ siteId: 'site_far', location: { lat: 42_400_000, lon: -87_627_000 } });
    const ranking = rankSites([far, aSite(near)], {
      therapy: lookUpTherapy('infliximab') as Therapy,
      submission: aSubmission(),
      payerId: undefined,
      payerRules: [],
      nurses: [],
      denied: [],
      on: '2026-12-01',
    });
    expect(ranking.candidates.map(({ siteId }) => siteId)).toEqual(['site_near', 'site_far']);
    expect(ranking.candidates[0]?.reasons.map(({ code }) => code)).toContain('no-competent-nurse');
  });
});

describe('the decision as it is kept', () => {
  it('names every candidate and every excluded site with its rule, in little room', () => {
    const ranking = rank({});
    const submission = aSubmission();
    const kept = placementDetermination(
      ranking,
      {
        therapy: lookUpTherapy('infliximab') as Therapy,
        submission,
        payerId: 'acme-health',
        payerRules: [],
        nurses,
        denied: [],
        on: '2026-12-01',
      },
      'site_riverbend',
    );
    expect(Determination.parse(kept)).toEqual(kept);
    expect(kept.facts.excluded).toMatchObject({ 'site_harbor-home': 'first-dose-not-at-home' });
    expect(JSON.stringify(kept).length).toBeLessThan(1500);
    expect(JSON.stringify(kept)).not.toContain(submission.patient.name.family);
  });

  it('has words and a source for every reason, and rules in the order of evaluation', () => {
    for (const { text, source } of Object.values(siteReasons)) {
      expect(text).toMatch(/\.$/);
      expect(source).not.toBe('');
    }
    const stages = ['clinical', 'distribution', 'payer', 'network', 'preference', 'capacity'];
    const order = siteRules.map(({ stage }) => stages.indexOf(stage));
    expect([...order].sort((a, b) => a - b)).toEqual(order);
  });
});

describe('settings and the example network', () => {
  it('every setting has a place of service, and no other is accepted', () => {
    for (const { setting, code } of placesOfService) expect(mayBillAs(setting, code)).toBe(true);
    expect(mayBillAs('home', '22')).toBe(false);
  });

  const load = (kind: string) =>
    readdirSync(new URL(`../../examples/network/${kind}/`, import.meta.url)).map((name) => ({
      name,
      entry: JSON.parse(
        readFileSync(new URL(`../../examples/network/${kind}/${name}`, import.meta.url), 'utf8'),
      ) as Record<string, unknown>,
    }));

  it('every example site and nurse is valid, named by its id, and every nurse has a site', () => {
    const exampleSites = load('sites').map(({ name, entry }) => {
      const site = Site.parse(entry);
      expect(name).toBe(`${site.siteId}.json`);
      return site;
    });
    for (const { name, entry } of load('nurses')) {
      const nurse = Nurse.parse(entry);
      expect(name).toBe(`${nurse.nurseId}.json`);
      expect(exampleSites.map(({ siteId }) => siteId)).toContain(nurse.siteId);
    }
    expect(new Set(exampleSites.map(({ setting }) => setting)).size).toBe(5);
    expect(new Set(exampleSites.map(({ zone }) => zone)).size).toBe(2);
  });
});
