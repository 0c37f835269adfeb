import { describe, expect, it } from 'vitest';
import type { Hold } from '../../functions/hold/hold.ts';
import type { Candidate, Ranking } from '../../functions/placement/rank-sites.ts';
import { reviewSite } from '../../functions/placement/review-site.ts';
import type { SiteReason } from '../../functions/placement/site-reasons.ts';
import type { Order } from '../../functions/referral/referral.ts';
import { reviewPlace, siteReviewHold } from '../../functions/visit/site-review.ts';
import { explainHold } from '../../functions/worklist/hold-why.ts';
import { aHold } from '../support/holds.ts';
import { aHomeNurse, aNurse, anAgency, aSite } from '../support/network.ts';
import { anOrder, aReferral, aSubmission } from '../support/referrals.ts';
import { aVisitOf } from '../support/series-files.ts';

const candidate = (siteId: string, against: SiteReason[] = []): Candidate => ({
  siteId,
  setting: 'infusion-center',
  reasons: against.map((code) => ({ bearing: 'against', code })),
  documents: [],
});
const excluded = (siteId: string, code: SiteReason): Candidate => ({
  ...candidate(siteId),
  excludedBy: code,
});
const ranking = (candidates: Candidate[], out: Candidate[] = [], more: Partial<Ranking> = {}) => ({
  candidates,
  excluded: out,
  ...more,
});

describe('the place of the doses to come', () => {
  it.each<[string, Ranking, ReturnType<typeof reviewSite>]>([
    ['is right where it is the best', ranking([candidate('here'), candidate('there')]), undefined],
    [
      'is right where another is only nearer',
      ranking([candidate('there'), candidate('here')]),
      undefined,
    ],
    [
      'is weighed anew where the payer no longer pays for it',
      ranking([candidate('there'), candidate('here', ['payer-excludes'])]),
      { because: ['payer-excludes'], better: 'there' },
    ],
    [
      'is weighed anew where the patient asked for another that may be had now',
      ranking([candidate('there'), candidate('here', ['not-preferred'])]),
      { because: ['not-preferred'], better: 'there' },
    ],
    [
      'is weighed anew for what the better one lacks',
      ranking([
        candidate('there', ['not-preferred']),
        candidate('here', ['payer-excludes', 'not-preferred']),
      ]),
      { because: ['payer-excludes'], better: 'there' },
    ],
    [
      'is weighed anew where it alone has an open condition',
      ranking([candidate('there'), candidate('here', ['home-not-assessed'])]),
      { because: ['home-not-assessed'], better: 'there' },
    ],
    [
      'is right where only free doses come to an end later',
      ranking([candidate('there'), candidate('here', ['payer-free-ends'])]),
      undefined,
    ],
    [
      'is right where the better one has an open condition',
      ranking([
        candidate('there', ['home-not-assessed']),
        candidate('here', ['home-not-assessed', 'not-preferred']),
      ]),
      undefined,
    ],
    [
      'is weighed anew where it is excluded',
      ranking([candidate('there')], [excluded('here', 'severe-reaction-before')]),
      { because: ['severe-reaction-before'], better: 'there' },
    ],
    [
      'is weighed anew where it is excluded and nothing is left',
      ranking([], [excluded('here', 'unstable')]),
      { because: ['unstable'] },
    ],
    [
      'is weighed anew without a proposal where no rule tells the others apart',
      ranking([candidate('a'), candidate('b')], [excluded('here', 'unstable')], {
        tie: 'places-equal',
      }),
      { because: ['unstable'] },
    ],
    [
      'is not told of a place that the network no longer has',
      ranking([candidate('there')]),
      undefined,
    ],
  ])('%s', (_, ranked, expected) => {
    expect(reviewSite(ranked, 'here')).toEqual(expected);
  });
});

describe('the place of an order whose first dose was given in a center, and who would rather be at home', () => {
  const afterFirst = (order: Partial<Order>) => {
    const submission = aSubmission({
      placement: { preferred: 'home', residence: 'private', homeSuitable: true },
      order: anOrder({ firstDose: true, ...order }),
    });
    const visits = [
      aVisitOf(1, {
        status: 'completed',
        actual: { infusionMinutes: 120, doseComplete: true, teachBack: [] },
      }),
      aVisitOf(2, { on: '2026-12-15' }),
    ];
    const known = {
      referral: aReferral({
        status: 'active',
        siteId: 'site_riverbend',
        setting: 'infusion-center',
        therapyId: 'infliximab',
      }),
      ...{ submission, visits, sites: [aSite(), anAgency()], nurses: [aNurse(), aHomeNurse()] },
      ...{ payer: undefined, policy: undefined, eligibility: undefined, series: undefined },
      ...{ left: { denied: [], withoutCapacity: [] }, holds: [], records: [] },
    };
    return reviewPlace(known, { visits }, new Date('2026-12-01T20:00:00Z'));
  };

  it('is weighed anew', () => {
    expect(afterFirst({})).toEqual({ because: ['not-preferred'], better: 'site_harbor-home' });
  });

  it('stays where another drug of the order is not given at home', () => {
    const beside = { drug: 'rituximab', therapyId: 'rituximab', eachVisit: true };
    expect(afterFirst({ alsoInfused: [beside] as Order['alsoInfused'] })).toBeUndefined();
  });
});

describe('the place of an order whose first doses only the payer leaves free', () => {
  const home = { residence: 'private', homeSuitable: true } as const;
  const free = (freeDoses: number, holds: Hold[] = []) => {
    const submission = aSubmission({
      placement: home,
      order: anOrder({ firstDose: true, doses: 6 }),
    });
    const visits = [
      aVisitOf(1, {
        status: 'completed',
        actual: { infusionMinutes: 120, doseComplete: true, teachBack: [] },
      }),
      aVisitOf(2, { on: '2026-12-15' }),
    ];
    const avoids = ['infusion-center'];
    const rule = { id: 'r', source: 'policy', from: '2025-01-01', avoids, freeDoses };
    const payer = { payerId: 'p', siteRules: [{ ...rule, exceptions: [] }] } as never;
    const known = {
      referral: aReferral({
        status: 'active',
        siteId: 'site_riverbend',
        setting: 'infusion-center',
        therapyId: 'infliximab',
      }),
      ...{ submission, visits, sites: [aSite(), anAgency()], nurses: [aNurse(), aHomeNurse()] },
      ...{ payer, policy: undefined, eligibility: undefined, series: undefined },
      ...{ left: { denied: [], withoutCapacity: [] }, holds, records: [] },
    };
    return reviewPlace(known, { visits }, new Date('2026-12-01T20:00:00Z'));
  };
  const elsewhere = { because: ['payer-excludes'], better: 'site_harbor-home' };

  it.each([
    ['is weighed anew at once when the next dose is not free', 1, elsewhere],
    [
      'is weighed anew a month before the first dose that is not, and the free ones stay',
      2,
      { ...elsewhere, freeThrough: 2 },
    ],
    ['is right as long as that is further away', 3, undefined],
    ['is right where all are free', 6, undefined],
  ])('%s', (_, doses, found) => {
    expect(free(doses)).toEqual(found);
  });
});

describe('the wait for another place', () => {
  const found = { because: ['payer-excludes'] as SiteReason[], better: 'there' };
  const referral = aReferral({ status: 'active', siteId: 'here' });
  const now = new Date('2026-12-03T18:00:00Z');
  const hold = (different: Partial<Hold>): Hold =>
    aHold(undefined, {
      reason: 'site-review',
      evidence: { siteId: 'here', ...found },
      taskToken: undefined,
      standing: 'request',
      ...different,
    });
  const answered = (action: string, better = 'there'): Hold =>
    hold({
      status: 'resolved',
      evidence: { siteId: 'here', ...found, better },
      resolution: {
        action,
        facts: {},
        by: { kind: 'person', id: 'cleo', via: 'api' } as never,
        at: '2026-12-01T15:00:00Z',
      },
    });

  it.each<[string, typeof found | undefined, Hold[], boolean]>([
    ['nothing was found', undefined, [], false],
    ['the place is to be weighed', found, [], true],
    ['somebody is on it', found, [hold({})], false],
    ['somebody looks at a move of the patient', found, [hold({ reason: 'place-changed' })], false],
    ['a clinician kept the place for this', found, [answered('kept')], false],
    ['a clinician kept the place for something else', found, [answered('kept', 'elsewhere')], true],
    ['it was placed anew once', found, [answered('place-again')], true],
  ])('where %s: %s', (_, what, holds, placed) => {
    expect(siteReviewHold(what, { referral, holds }, now) !== undefined).toBe(placed);
  });

  it('says why, and where the doses may go', () => {
    const around = { records: [], findings: [], names: new Map([['here', 'Harbor Clinic']]) };
    expect(explainHold(hold({}), around)).toEqual([
      {
        code: 'payer-excludes',
        text: 'Harbor Clinic: The payer does not cover this setting for this dose.',
      },
      { code: 'better-site', text: 'Better by every rule: there.' },
    ]);
    const evidence = { siteId: 'here', ...found, freeThrough: 2 };
    expect(explainHold(hold({ evidence }), around).at(-1)).toEqual({
      code: 'free-through',
      text: 'The payer leaves Harbor Clinic free through dose 2; those doses stay where they are, and the place of the ones after them is looked for in time.',
    });
  });
});
