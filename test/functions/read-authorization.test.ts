import { afterAll, describe, expect, it } from 'vitest';
import { readAuthorization } from '../../functions/authorization/read-authorization.ts';
import { AuthorizationView } from '../../functions/authorization/routes.ts';
import type { Principal } from '../../functions/platform/principal.ts';
import { type Placed, placed } from '../support/authorization-steps.ts';
import { openDatabase } from '../support/database.ts';

const { table, close } = await openDatabase();
afterAll(close);

describe('an authorization is shown', () => {
  const someone = (different: Partial<Principal>): Principal => ({
    subject: 'someone',
    roles: new Set(['referrer']),
    practices: new Set(['1234567893']),
    ...different,
  });
  const show = ({ store, id }: Placed, principal: Principal) =>
    readAuthorization({ store, now: () => new Date('2026-11-20T16:00:00Z') })({
      principal,
      path: { authorizationId: id },
      query: undefined,
      body: undefined,
      rawBody: '',
      headers: {},
      contentType: '',
      idempotencyKey: undefined,
    });

  it('with lines, clocks and their law, ledger and correspondence', async () => {
    const one = await placed(table);
    await one.authorize({ ledger: { vis_1: { on: '2026-12-01', state: 'reserved' } } });
    const view = AuthorizationView.parse((await show(one, someone({}))).body);
    expect(view.lines[0]).toMatchObject({
      code: 'J1745',
      asked: { units: 300, visits: 6, unitsPerVisit: 50 },
      clock: { rule: 'preservice-standard', basis: expect.stringContaining('29 CFR') },
      ledger: { authorized: 0, reserved: 50 },
    });
    expect(view.visits).toEqual([{ visitId: 'vis_1', on: '2026-12-01', state: 'reserved' }]);
    expect(view.correspondence).toEqual([
      { at: '2026-11-20T16:00:00.000Z', event: 'authorization.drafted', status: 'drafted' },
    ]);
  });

  it('to its own practice and to coordinators, and to nobody else', async () => {
    const one = await placed(table);
    await one.authorize();
    const coordinator = someone({ roles: new Set(['coordinator']), practices: new Set() });
    expect((await show(one, coordinator)).body).toBeDefined();
    const stranger = someone({ practices: new Set(['1999999984']) });
    await expect(show(one, stranger)).rejects.toMatchObject({ status: 404 });
  });
});
