import { describe, expect, it } from 'vitest';
import { sitesLeft } from '../../functions/placement/sites-left.ts';
import type { AuditRecord } from '../../functions/platform/audit.ts';

const record = (event: string, detail: AuditRecord['detail']) => ({ event, detail }) as AuditRecord;
const chosen = (siteId: string, setting: string) => record('site.chosen', { siteId, setting });
const left = (reason: string) => record('hold.resolved', { reason, action: 'move-site' });

const lakeshore = { siteId: 'site_lakeshore', setting: 'hospital-outpatient' } as const;
const riverbend = { siteId: 'site_riverbend', setting: 'infusion-center' } as const;
const atLakeshore = chosen(lakeshore.siteId, lakeshore.setting);
const atRiverbend = chosen(riverbend.siteId, riverbend.setting);

describe('what earlier rounds taught', () => {
  it('a setting that the payer denied and a site without capacity are left for good', () => {
    const records = [atLakeshore, left('denied-site-of-care'), atRiverbend, left('no-capacity')];
    expect(sitesLeft(records, riverbend)).toEqual({
      denied: ['hospital-outpatient'],
      withoutCapacity: ['site_riverbend'],
    });
  });

  it('a setting that a policy of the payer does not allow is left as well', () => {
    expect(sitesLeft([atLakeshore, left('criteria-not-met')], lakeshore).denied).toEqual([
      'hospital-outpatient',
    ]);
  });

  it('also when a clinician had chosen the site by hand', () => {
    expect(sitesLeft([left('denied-site-of-care')], lakeshore)).toEqual({
      denied: ['hospital-outpatient'],
      withoutCapacity: [],
    });
    // By hand after the last choice of the rules: what stands was left.
    expect(sitesLeft([atRiverbend, left('no-capacity')], lakeshore)).toEqual({
      denied: [],
      withoutCapacity: ['site_lakeshore'],
    });
  });

  it('what was chosen, where what stands is not a place of care', () => {
    const records = [atRiverbend, left('denied-site-of-care')];
    expect(sitesLeft(records, { siteId: 'site_lakeshore', setting: 'moon' }).denied).toEqual([
      'infusion-center',
    ]);
  });

  it('what one payer denied, another one may pay for, and not the first again', () => {
    const covered = (payerId: string) => record('coverage.verified', { payerId });
    const denial = [covered('acme'), atLakeshore, left('denied-site-of-care'), atRiverbend];
    const deniedBy = (...more: AuditRecord[]) => sitesLeft([...denial, ...more], riverbend).denied;
    expect(deniedBy()).toEqual(['hospital-outpatient']);
    expect(deniedBy(covered('summit'))).toEqual([]);
    expect(deniedBy(record('coverage.verified', {}))).toEqual(['hospital-outpatient']);
    expect(deniedBy(covered('summit'), covered('acme'))).toEqual(['hospital-outpatient']);
  });

  it('each once, however often it was left', () => {
    const records = [atLakeshore, left('no-capacity'), atLakeshore, left('no-capacity')];
    expect(sitesLeft(records, lakeshore).withoutCapacity).toEqual(['site_lakeshore']);
  });

  it.each([
    ['no site was ever chosen', [left('denied-site-of-care')], {}],
    [
      'the hold ended without a move',
      [atLakeshore, record('hold.resolved', { reason: 'denied-site-of-care', action: 'appeal' })],
      lakeshore,
    ],
    [
      'a move was only proposed',
      [atLakeshore, record('hold.opened', { reason: 'no-capacity', action: 'move-site' })],
      lakeshore,
    ],
    [
      'the site was left for another reason',
      [atLakeshore, left('site-needs-clinician')],
      lakeshore,
    ],
    ['nothing has happened', [], lakeshore],
  ])('nothing, when %s', (_says, records, standing) => {
    expect(sitesLeft(records, standing)).toEqual({ denied: [], withoutCapacity: [] });
  });
});
