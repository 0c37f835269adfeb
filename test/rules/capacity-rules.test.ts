import { describe, expect, it } from 'vitest';
import type { Nurse, Site } from '../../functions/network/network.ts';
import { daysWithTime } from '../../functions/placement/capacity-rules.ts';
import { rankSites } from '../../functions/placement/rank-sites.ts';
import type { SiteFacts } from '../../functions/placement/site-facts.ts';
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
