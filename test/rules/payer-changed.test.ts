import { describe, expect, it } from 'vitest';
import type { Authorization } from '../../functions/authorization/authorization.ts';
import { findPayerChange } from '../../functions/scheduling/payer-changed.ts';
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
