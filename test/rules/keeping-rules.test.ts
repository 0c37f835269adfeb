import { describe, expect, it } from 'vitest';
import type { Site } from '../../functions/network/network.ts';
import { travelMinutes } from '../../functions/network/travel.ts';
import { keepingVerdict } from '../../functions/placement/keeping-rules.ts';
import { rankSites } from '../../functions/placement/rank-sites.ts';
import type { SiteFacts } from '../../functions/placement/site-facts.ts';
import { combined } from '../../functions/therapy/combined.ts';
import { therapies } from '../../functions/therapy/therapies.ts';
import type { Therapy } from '../../functions/therapy/therapy.ts';
import { lookUpTherapy } from '../../functions/therapy/therapy-catalogue.ts';
import { cleanReferral } from '../support/clean-referrals.ts';
import { aHomeNurse, aNurse, anAgency, aSite } from '../support/network.ts';

const on = '2026-12-01';
const center = aSite();
const agency = anAgency();
/** About 200 km to the south, four hours by road. */
const far = { lat: 40_072_000, lon: -87_627_000 };

const therapyOf = (id: string): Therapy => lookUpTherapy(id) as Therapy;

const facts = (id: string, keeps?: Partial<NonNullable<Therapy['keeps']>>): SiteFacts => {
  const { keeps: known, ...therapy } = therapyOf(id);
  const submission = cleanReferral(id);
  const address = { line: ['1 Elm Street'], city: 'Chicago', state: 'IL', postalCode: '60601' };
  return {
    therapy: { ...therapy, ...(known ? { keeps: { ...known, ...keeps } } : {}) },
    submission: {
      ...submission,
      patient: { ...submission.patient, address },
      order: { ...submission.order, firstDose: false, durationMinutes: undefined },
      placement: { residence: 'private', homeSuitable: true, caregiver: true },
    },
    payerId: undefined,
    payerRules: [],
    nurses: [aNurse(), aHomeNurse()],
    denied: [],
    on,
  };
};

const said = (site: Site, known: SiteFacts) => keepingVerdict(site, known)?.code;

const home = agency.areas[0]?.location ?? agency.location;

describe('a drug that keeps for hours once it is prepared', () => {
  const way = travelMinutes(far, home);
  // Vedolizumab at home: half an hour to make the patient ready, half an hour in which it runs.
  it.each([
    [way + 60, undefined],
    [way + 59, 'drug-expires'],
  ])('and is good for %i minutes at the end of the way: %s', (minutes, code) => {
    expect(said({ ...agency, pharmacy: far }, facts('vedolizumab', { minutes }))).toBe(code);
  });

  it.each([
    [way + 30, undefined],
    [way + 29, 'drug-expires'],
  ])(
    'needs to be good when it begins where that is what counts: %i minutes: %s',
    (minutes, code) => {
      const known = facts('vedolizumab', { minutes, until: 'start' });
      expect(said({ ...agency, pharmacy: far }, known)).toBe(code);
    },
  );

  const toCenter = travelMinutes(far, center.location);
  it.each([
    [toCenter + 30, undefined],
    [toCenter + 29, 'drug-expires'],
  ])(
    'is sent to a center that has no pharmacy while the patient is made ready: %i minutes: %s',
    (minutes, code) => {
      expect(said({ ...center, pharmacy: far }, facts('vedolizumab', { minutes }))).toBe(code);
    },
  );

  it('is prepared at the center itself where nothing else is said, whatever it takes', () => {
    expect(said(center, facts('vedolizumab', { minutes: 1 }))).toBeUndefined();
  });

  it('comes from the place of the agency where nothing else is said', () => {
    expect(said({ ...agency, location: far }, facts('lecanemab'))).toBe('drug-expires');
    expect(said(agency, facts('lecanemab'))).toBeUndefined();
  });

  it('has no way to go where the nurse prepares it beside the patient', () => {
    expect(said({ ...agency, pharmacy: far }, facts('infliximab', { minutes: 1 }))).toBeUndefined();
  });

  it('is mixed by who gives it where no nurse does', () => {
    expect(said({ ...agency, pharmacy: far }, facts('ertapenem'))).toBeUndefined();
    expect(said({ ...center, pharmacy: far }, facts('ertapenem', { minutes: 200 }))).toBe(
      'drug-expires',
    );
  });

  it('is weighed by its longest dose to come', () => {
    const known = facts('vedolizumab', { minutes: way + 60 });
    const order = { ...known.submission.order, durationMinutes: 35 };
    const slower = { ...known, submission: { ...known.submission, order } };
    expect(said({ ...agency, pharmacy: far }, slower)).toBe('drug-expires');
  });

  it('is no longer weighed by a first dose that runs longer, once it was given', () => {
    const { therapy, submission, ...rest } = facts('vedolizumab', { minutes: way + 60 });
    const slowFirst: SiteFacts = {
      ...rest,
      therapy: { ...therapy, infusionMinutes: { ...therapy.infusionMinutes, first: 90 } },
      submission: { ...submission, order: { ...submission.order, firstDose: true } },
    };
    const given = { ...slowFirst, history: { given: 1, worstGrade: 0 } };
    expect(said({ ...agency, pharmacy: far }, slowFirst)).toBe('drug-expires');
    expect(said({ ...agency, pharmacy: far }, given)).toBeUndefined();
  });

  it('is not judged by a way that nobody knows', () => {
    const { submission, ...known } = facts('vedolizumab', { minutes: 1 });
    const at = (address: typeof submission.patient.address) =>
      said(
        { ...agency, pharmacy: far },
        { ...known, submission: { ...submission, patient: { ...submission.patient, address } } },
      );
    expect(at(submission.patient.address)).toBe('drug-expires');
    expect(at({ line: ['1 Far Road'], city: 'Honolulu', state: 'HI', postalCode: '96801' })).toBe(
      undefined,
    );
    expect(at(undefined)).toBeUndefined();
  });

  it('excludes the place from the ranking by name, and leaves the others', () => {
    const { candidates, excluded } = rankSites(
      [center, { ...agency, pharmacy: far }],
      facts('natalizumab', { minutes: 120 }),
    );
    expect(candidates.map(({ siteId }) => siteId)).not.toContain(agency.siteId);
    expect(excluded.map(({ siteId }) => siteId)).toContain(agency.siteId);
    const ranked = rankSites(
      [center, { ...agency, pharmacy: far }],
      facts('vedolizumab', { minutes: way }),
    );
    expect(ranked.candidates.map(({ siteId }) => siteId)).toEqual([center.siteId]);
    expect(ranked.excluded.map(({ excludedBy }) => excludedBy)).toEqual(['drug-expires']);
  });

  it('of several drugs of a visit is the one that keeps the shortest', () => {
    const visit = combined(therapyOf('vedolizumab'), [therapyOf('lecanemab')]);
    expect(visit.keeps?.minutes).toBe(therapyOf('lecanemab').keeps?.minutes);
    expect(combined(therapyOf('vedolizumab'), [therapyOf('hydration')]).keeps?.minutes).toBe(720);
  });

  it('says where its hours are from', () => {
    const known = therapies.flatMap(({ keeps }) => keeps ?? []);
    expect(known.length).toBeGreaterThan(9);
    for (const { minutes, source } of known) {
      expect(minutes).toBeLessThan(24 * 60);
      expect(source).not.toBe('');
    }
  });
});
