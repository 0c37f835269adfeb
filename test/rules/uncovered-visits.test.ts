import { describe, expect, it } from 'vitest';
import type { Authorization, LedgerEntry } from '../../functions/authorization/authorization.ts';
import type { Hold } from '../../functions/hold/hold.ts';
import {
  findUncoveredHold,
  uncoveredVisits,
  uncoveredVisitsHold,
} from '../../functions/scheduling/uncovered-visits.ts';
import type { Visit } from '../../functions/series/visit.ts';
import { anAuthorization } from '../support/authorizations.ts';
import { aReferral } from '../support/referrals.ts';

const now = new Date('2026-11-20T16:00:00Z');
const asked = anAuthorization({ status: 'approved' });
const pays = (
  visits: number,
  ledger: Authorization['ledger'] = {},
  from = '2026-12-01',
): Authorization => ({
  ...asked,
  ledger,
  lines: asked.lines.slice(0, 1).map((line) => ({
    ...line,
    perDose: undefined,
    state: 'approved' as const,
    decision: { reasons: [], at: now.toISOString(), units: line.perVisit * visits, from },
  })),
});
const visit = (dose: number, different: Partial<Visit> = {}): Visit =>
  ({
    visitId: `visit_${dose}`,
    dose,
    status: 'planned',
    on: `2026-12-1${dose}`,
    authorizationId: asked.authorizationId,
    ...different,
  }) as Visit;
const entry = (dose: number, state: LedgerEntry['state'] = 'reserved') => ({
  [`visit_${dose}`]: { on: `2026-12-1${dose}`, dose, state },
});
const three = [visit(1), visit(2), visit(3)];
const named = (...found: Parameters<typeof uncoveredVisits>) =>
  uncoveredVisits(...found).map(({ visitId, lacks }) => `${visitId} ${lacks}`);

describe('visits to come that are not paid for', () => {
  it.each<[string, string[], string[]]>([
    [
      'are none where all are reserved and paid for',
      named(pays(3, { ...entry(1), ...entry(2), ...entry(3) }), three),
      [],
    ],
    [
      'are those that nothing is reserved for and nothing is left for',
      named(pays(2, { ...entry(1), ...entry(2) }), three),
      ['visit_3 units'],
    ],
    [
      'are not those that are only not reserved yet',
      named(pays(3, { ...entry(1), ...entry(2) }), three),
      [],
    ],
    [
      'are those that were released and not taken up again',
      named(pays(0, entry(1, 'released')), [visit(1)]),
      ['visit_1 units'],
    ],
    [
      'are the last of those that are reserved beyond what is left',
      named(pays(2, { ...entry(1), ...entry(2), ...entry(3) }), three),
      ['visit_3 units'],
    ],
    ['are those outside the days', named(pays(3, {}, '2026-12-12'), three), ['visit_1 dates']],
    [
      'are not those of another authorization',
      named(pays(0), [visit(1, { authorizationId: 'x' })]),
      [],
    ],
    ['are not those that are over', named(pays(0), [visit(1, { status: 'completed' })]), []],
    [
      'are not what the ledger has of visits that are over',
      named(pays(0, entry(1)), [visit(1, { status: 'cancelled' })]),
      [],
    ],
  ])('%s', (_, found, expected) => {
    expect(found).toEqual(expected);
  });
});

describe('the hold about them', () => {
  const referral = aReferral();
  const short = uncoveredVisits(pays(0, {}, '2026-12-12'), [three[2], three[0]] as Visit[]);
  const ask = (holds: Parameters<typeof findUncoveredHold>[0] = []) =>
    uncoveredVisitsHold(pays(0), short, { referral, visits: three, holds }, now);

  it('tells each with its day and what it lacks, the first visit first', () => {
    expect(ask()).toMatchObject({
      reason: 'visits-not-covered',
      owner: 'coordinator',
      team: 'coordinator',
      stage: 'Book series',
      evidence: {
        authorizationId: asked.authorizationId,
        lacking: [
          { visitId: 'visit_1', dose: 1, on: '2026-12-11', code: 'J1745', lacks: 'dates' },
          { visitId: 'visit_3', dose: 3, on: '2026-12-13', code: 'J1745', lacks: 'units' },
        ],
      },
    });
  });

  it('is placed once, and again after it has ended', () => {
    const open = ask();
    if (!open) throw new Error('no hold');
    expect(ask([open])).toBeUndefined();
    expect(findUncoveredHold([open], { authorizationId: 'another' })).toBeUndefined();
    const again = ask([{ ...open, status: 'resolved' }]);
    expect(again?.count).toBe(open.count + 1);
  });

  it('is told anew while it is open, when it is about other visits', () => {
    const open = ask();
    if (!open) throw new Error('no hold');
    const taken = { ...open, status: 'overdue' as const, level: 1 };
    const more = uncoveredVisits(pays(0, {}, '2026-12-12'), three);
    const file = { referral, visits: three, holds: [taken] };
    const told = uncoveredVisitsHold(pays(0), more, file, new Date('2026-11-25T16:00:00Z'));
    expect(told).toMatchObject({ ...taken, evidence: { lacking: [{}, { dose: 2 }, {}] } });
    // In whatever order they were found.
    expect(
      uncoveredVisitsHold(pays(0), [...more].reverse(), { ...file, holds: [told as Hold] }, now),
    ).toBeUndefined();
  });

  it('is none where nothing lacks', () => {
    const file = { referral, visits: three, holds: [] };
    expect(uncoveredVisitsHold(pays(3), [], file, now)).toBeUndefined();
  });
});
