import { describe, expect, it } from 'vitest';
import { placementDetermination } from '../../functions/placement/placement.ts';
import type { Candidate, Ranking } from '../../functions/placement/rank-sites.ts';
import type { SiteFacts, SiteVerdict } from '../../functions/placement/site-facts.ts';
import { siteReasons } from '../../functions/placement/site-reasons.ts';
import { Determination } from '../../functions/platform/determination.ts';
import { underLocalPolicy } from '../../functions/therapy/policy.ts';
import type { Therapy } from '../../functions/therapy/therapy.ts';
import { lookUpTherapy } from '../../functions/therapy/therapy-catalogue.ts';
import { aSubmission } from '../support/referrals.ts';

const facts: SiteFacts = {
  therapy: lookUpTherapy('infliximab') as Therapy,
  submission: aSubmission(),
  payerId: 'acme-health',
  payerRules: [],
  nurses: [],
  denied: [],
  on: '2026-12-01',
};

const usual: SiteVerdict = { bearing: 'for', code: 'usual-setting' };
const outOfNetwork: SiteVerdict = {
  bearing: 'against',
  code: 'out-of-network',
  documents: ['gap exception or single-case agreement'],
};

const aCandidate = (siteId: string, different: Partial<Candidate> = {}): Candidate => ({
  siteId,
  setting: 'infusion-center',
  reasons: [usual],
  documents: [],
  ...different,
});
const anExcluded = (siteId: string, ...reasons: SiteVerdict[]): Candidate =>
  aCandidate(siteId, { reasons, excludedBy: reasons.at(-1)?.code as SiteVerdict['code'] });

const denied: SiteVerdict = { bearing: 'excludes', code: 'payer-denied' };
const unstable: SiteVerdict = { bearing: 'excludes', code: 'unstable' };

const decide = (ranking: Partial<Ranking>, answer = 'site_a', more: Partial<SiteFacts> = {}) =>
  placementDetermination(
    { candidates: [], excluded: [], ...ranking },
    { ...facts, ...more },
    answer,
  );

describe('the decision about a site as it is kept', () => {
  it('says under which local policy it was made, last of all', () => {
    const therapy = { ...facts.therapy, policyVersion: 3 };
    const ranking = { candidates: [aCandidate('site_a')] };
    const { reasons } = decide(ranking, 'site_a', { therapy });
    expect(reasons.map(({ code }) => code)).toEqual([
      'usual-setting',
      underLocalPolicy({ version: 3 }).code,
    ]);
    expect(reasons.at(-1)).toEqual(underLocalPolicy({ version: 3 }));
    expect(decide(ranking).reasons.map(({ code }) => code)).toEqual(['usual-setting']);
  });

  it('says what was asked, of whom, for which day, and what was answered by which rule', () => {
    const kept = decide({ candidates: [aCandidate('site_a')] });
    expect(Determination.parse(kept)).toEqual(kept);
    expect(kept).toMatchObject({
      question: 'site-of-care',
      answer: 'site_a',
      facts: { on: '2026-12-01', therapyId: 'infliximab', payerId: 'acme-health' },
      rule: { id: 'site-of-care', version: '1', source: expect.stringMatching(/site-of-care/) },
    });
    expect(decide({}, 'none-left', { payerId: undefined }).facts).not.toHaveProperty('payerId');
  });

  it('names every candidate with its reasons by code, and how far it is where that is known', () => {
    const candidates = [
      aCandidate('site_a', { reasons: [usual, outOfNetwork], kilometers: 12 }),
      aCandidate('site_b'),
    ];
    expect(decide({ candidates }).facts.candidates).toEqual([
      {
        siteId: 'site_a',
        reasons: ['for:usual-setting', 'against:out-of-network'],
        kilometers: 12,
      },
      { siteId: 'site_b', reasons: ['for:usual-setting'] },
    ]);
  });

  it('names every excluded site with the rule that ended it', () => {
    const excluded = [anExcluded('site_a', usual, denied), anExcluded('site_b', unstable)];
    expect(decide({ excluded }, 'none-left').facts.excluded).toEqual({
      site_a: 'payer-denied',
      site_b: 'unstable',
    });
  });

  it('keeps twenty of each by name, so that a large network fits in a record', () => {
    const ids = Array.from({ length: 21 }, (_, index) => `site_${String(index).padStart(2, '0')}`);
    const { facts: kept } = decide({
      candidates: ids.map((id) => aCandidate(id)),
      excluded: ids.map((id) => anExcluded(id, denied)),
    });
    expect(kept.candidates).toHaveLength(20);
    expect(Object.keys(kept.excluded as object)).toEqual(ids.slice(0, 20));
  });

  it('asks for the papers of the best site only, and for none when no site is left', () => {
    const asked = aCandidate('site_a', {
      reasons: [outOfNetwork],
      documents: outOfNetwork.documents ?? [],
    });
    const other = aCandidate('site_b', { documents: ['home assessment'] });
    expect(decide({ candidates: [asked, other] }).facts.documents).toEqual(outOfNetwork.documents);
    expect(decide({ excluded: [anExcluded('site_b', denied)] }).facts.documents).toEqual([]);
  });

  it('explains the best site by its own reasons, in the words and with the source of each', () => {
    const candidates = [
      aCandidate('site_a', { reasons: [usual, outOfNetwork] }),
      aCandidate('site_b', { reasons: [{ bearing: 'for', code: 'preferred' }] }),
    ];
    expect(decide({ candidates, excluded: [anExcluded('site_c', denied)] }).reasons).toEqual([
      { bearing: 'for', code: 'usual-setting', ...siteReasons['usual-setting'] },
      { bearing: 'against', code: 'out-of-network', ...siteReasons['out-of-network'] },
    ]);
  });

  it('explains that none is left by the rules that ended each, every rule once', () => {
    const excluded = [
      anExcluded('site_a', usual, denied),
      anExcluded('site_b', usual, denied),
      anExcluded('site_c', unstable),
    ];
    expect(decide({ excluded }, 'none-left').reasons).toEqual([
      { bearing: 'against', code: 'payer-denied', ...siteReasons['payer-denied'] },
      { bearing: 'against', code: 'unstable', ...siteReasons.unstable },
    ]);
  });
});
