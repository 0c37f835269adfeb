import { describe, expect, it } from 'vitest';
import type { Authorization } from '../../functions/authorization/authorization.ts';
import { carriedParts, findPayerChange } from '../../functions/scheduling/payer-changed.ts';
import type { Visit } from '../../functions/series/visit.ts';
import { anAuthorization } from '../support/authorizations.ts';
import { aReferral } from '../support/referrals.ts';

const now = new Date('2026-11-20T16:00:00Z');
const before = anAuthorization({ status: 'approved', payerId: 'valley-advantage' });
const granted = (visits: number): Authorization => {
  const asked = anAuthorization({
    authorizationId: before.authorizationId.replace(/_1$/, '_2'),
    status: 'approved',
    payerId: 'summit-trust',
  });
  const lines = asked.lines.map((line) => ({
    ...line,
    state: 'approved' as const,
    decision: { reasons: [], at: '2026-11-20T16:00:00Z', units: line.perVisit * visits },
  }));
  return { ...asked, lines };
};

const visit = (dose: number, different: Partial<Visit> = {}): Visit =>
  ({
    visitId: `visit_${dose}`,
    dose,
    status: 'planned',
    on: `2026-12-0${dose}`,
    startsAt: `2026-12-0${dose}T15:00:00Z`,
    siteId: 'site_lakeside',
    authorizationId: before.authorizationId,
    ...different,
  }) as Visit;
const three = [visit(1), visit(2), visit(3)];

const changed = (
  pays: Authorization | undefined,
  {
    visits = three,
    payerId = 'summit-trust',
    renewing,
  }: { visits?: Visit[]; payerId?: string; renewing?: string } = {},
) => {
  const found = findPayerChange(
    {
      referral: aReferral({ payerId, siteId: 'site_lakeside', renewing }),
      visits,
      authorizations: [before, ...(pays ? [pays] : [])],
      series: {} as never,
    },
    pays,
    now,
  );
  const doses = (of: readonly Visit[]) => of.map(({ dose }) => dose);
  if (!found) return undefined;
  return 'givenUp' in found ? { givenUp: doses(found.givenUp) } : { carried: doses(found.carried) };
};

describe('visits to come, where another payer covers the patient now', () => {
  it.each<[string, ReturnType<typeof changed>, ReturnType<typeof changed>]>([
    ['keep their time where it pays for all of them', changed(granted(3)), { carried: [1, 2, 3] }],
    [
      'are given up from the first one that it does not pay for on',
      changed(granted(2)),
      { givenUp: [3] },
    ],
    ['all of them, where it pays for none', changed(granted(0)), { givenUp: [1, 2, 3] }],
    [
      'are given up where they are not at the place of the referral',
      changed(granted(3), { visits: [visit(1), visit(2, { siteId: 'site_else' }), visit(3)] }),
      { givenUp: [2, 3] },
    ],
    [
      'keep their time where it wants no authorization in the place of the one before',
      changed(undefined, { renewing: before.authorizationId }),
      { carried: [1, 2, 3] },
    ],
    ['stay as they are where nobody has asked it yet', changed(undefined), undefined],
    [
      'stay as they are where it is the payer before that pays',
      changed(before, { payerId: 'valley-advantage' }),
      undefined,
    ],
    ['stay on an approval of the one before until its own is there', changed(before), undefined],
    [
      'are left alone once they have begun or are over',
      changed(granted(3), {
        visits: [visit(1, { status: 'completed' }), visit(2, { startsAt: '2026-11-20T15:00:00Z' })],
      }),
      undefined,
    ],
    [
      'that draw on its authorization already have nothing to follow',
      changed(granted(3), {
        visits: three.map((one) => ({ ...one, authorizationId: granted(3).authorizationId })),
      }),
      undefined,
    ],
  ])('%s', (_, found, expected) => {
    expect(found).toEqual(expected);
  });
});

describe('visits to come, where the payer has authorized them anew', () => {
  const acme = 'acme-health';
  const first = anAuthorization({ status: 'approved', payerId: acme });
  const ids = { first: first.authorizationId, second: first.authorizationId.replace(/_1$/, '_2') };
  const at = '2026-11-20T16:00:00Z';
  /** The second round, with units for so many visits. */
  const second = (visits: number, different: Partial<Authorization> = {}): Authorization => {
    const asked = anAuthorization({
      authorizationId: ids.second,
      status: 'approved',
      payerId: acme,
      replaces: ids.first,
    });
    const lines = asked.lines.map((line) => ({
      ...line,
      state: 'approved' as const,
      decision: { reasons: [], at, units: line.perVisit * visits },
    }));
    return { ...asked, lines, ...different };
  };
  const on = (dose: number, different: Partial<Visit> = {}): Visit =>
    visit(dose, {
      therapyId: first.therapyId,
      on: `2026-12-1${dose}`,
      authorizationId: ids.first,
      ...different,
    });
  const three = [on(1), on(2), on(3)];
  const reserved = Object.fromEntries(
    three.map(({ visitId, on, dose }) => [visitId, { on, dose, state: 'reserved' as const }]),
  );
  const moved = (pays: Authorization, visits: readonly Visit[] = three) => {
    const found = findPayerChange(
      {
        referral: aReferral({ payerId: acme, siteId: 'site_lakeside' }),
        visits,
        authorizations: [{ ...first, ledger: reserved }, pays],
        series: {} as never,
      },
      pays,
      now,
    );
    if (!found || 'givenUp' in found) return found;
    const { carried, short } = found;
    return {
      carried: carried.map(({ dose }) => dose),
      short: [...new Set(short.map(({ visitId }) => visitId))],
    };
  };

  it.each<[string, ReturnType<typeof moved>, ReturnType<typeof moved>]>([
    ['draw on the newer one', moved(second(3)), { carried: [1, 2, 3], short: [] }],
    [
      'keep their time where it does not pay for all of them, which somebody is asked about',
      moved(second(2)),
      { carried: [1, 2, 3], short: ['visit_3'] },
    ],
    [
      'stay where it begins after them, as a renewal does',
      moved(second(3, { bookedBefore: 2 })),
      { carried: [3], short: [] },
    ],
    ['stay where it is for another place', moved(second(3, { siteId: 'site_else' })), undefined],
    ['stay where it is for another drug', moved(second(3, { therapyId: 'ivig' })), undefined],
    [
      'stay where nothing paid for them',
      moved(second(3), [on(1, { authorizationId: undefined })]),
      undefined,
    ],
    [
      'that it did not pay for draw on it as soon as it does',
      moved(
        second(3),
        three.map((one) => ({ ...one, authorizationId: ids.second })),
      ),
      { carried: [1, 2, 3], short: [] },
    ],
    [
      'that it still does not pay for change nothing',
      moved(
        second(0),
        three.map((one) => ({ ...one, authorizationId: ids.second })),
      ),
      undefined,
    ],
  ])('%s', (_, found, expected) => {
    expect(found).toEqual(expected);
  });

  it('never draw on an older one again', () => {
    const visits = three.map((one) => ({ ...one, authorizationId: ids.second }));
    const authorizations = [{ ...first, ledger: {} }, second(3)];
    const file = {
      referral: aReferral({ payerId: acme, siteId: 'site_lakeside' }),
      ...{ visits, authorizations, series: {} as never },
    };
    expect(findPayerChange(file, first, now)).toBeUndefined();
  });

  it('are released and reserved in one change, each under the condition that nobody wrote meanwhile', () => {
    const pays = second(2);
    const before = { ...first, ledger: reserved };
    const file = { authorizations: [before, pays], holds: [] };
    const short = [{ visitId: 'visit_3', sequence: 1, lacks: 'units' as const }];
    const told = { by: { kind: 'step', id: 'book-series' } as never, at };
    const parts = carriedParts('table', file, { carried: three, pays, short }, told);
    const ledgers = parts.flatMap(({ Update }) =>
      Update ? [[Update.ConditionExpression, Update.ExpressionAttributeValues?.[':ledger']]] : [],
    );
    const inState = (state: string, ...visits: Visit[]) =>
      Object.fromEntries(visits.map(({ visitId, on, dose }) => [visitId, { on, dose, state }]));
    expect(ledgers).toEqual([
      ['rev = :rev', inState('released', ...three)],
      ['rev = :rev', inState('reserved', ...three.slice(0, 2))],
    ]);
    const visits = parts.flatMap(({ Put }) => (Put ? [Put.Item?.authorizationId] : []));
    expect(visits).toEqual([ids.second, ids.second, ids.second]);
  });
});
