import { afterAll, describe, expect, it } from 'vitest';
import { readAuthorization } from '../../functions/authorization/read-authorization.ts';
import { AuthorizationView } from '../../functions/authorization/routes.ts';
import type { Principal } from '../../functions/platform/principal.ts';
import { type Placed, placed } from '../support/authorization-steps.ts';
import { anAuthorization } from '../support/authorizations.ts';
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

  it('with the payer’s own words to whoever speaks with the payer, and to no scheduler', async () => {
    const one = await placed(table);
    const information = [
      { kind: 'attachment' as const, code: '11506-3', says: '11506-3 Progress note', line: 1 },
    ];
    const payerSays = ['33 Input Errors | Bundle.entry[0].resource.diagnosis'];
    const said = ['A6 Modified', 'number PA-77', '100 UN'];
    const { lines } = anAuthorization();
    await one.authorize({
      status: 'contact-payer',
      information,
      payerSays,
      lines: lines.map((line) => ({
        ...line,
        state: 'needs-person',
        decision: { reasons: [], said, differs: ['units'], at: '2026-11-20T16:00:00Z' },
      })),
    });
    const coordinator = someone({ roles: new Set(['coordinator']), practices: new Set() });
    const { body } = await show(one, coordinator);
    expect(body).toMatchObject({
      information,
      payerSays,
      lines: [{ decision: { said, differs: ['units'] } }, {}, {}],
    });
    const scheduler = someone({ roles: new Set(['scheduler']), practices: new Set() });
    const planned = JSON.stringify((await show(one, scheduler)).body);
    for (const word of ['PA-77', '11506-3', 'Input Errors']) expect(planned).not.toContain(word);
  });

  it('with the amounts of the drug to whoever sees the order, and with units alone to a scheduler', async () => {
    const one = await placed(table);
    const dose = { unit: 'mg', perVisit: '410', perUnit: '10' };
    const taken = [{ sequence: 1, units: 38, amount: '375.5' }];
    await one.authorize({
      lines: anAuthorization().lines.map((line) =>
        line.sequence === 1 ? { ...line, dose } : line,
      ),
      ledger: { vis_1: { on: '2026-12-01', state: 'used', taken } },
    });
    const shown = async (different: Partial<Principal>) =>
      AuthorizationView.parse((await show(one, someone(different))).body);
    const practice = await shown({});
    expect(practice.visits).toMatchObject([{ taken }]);
    expect(practice.lines[0]?.ledger.dose).toMatchObject({ unit: 'mg', used: '375.5' });
    const scheduler = await shown({ roles: new Set(['scheduler']), practices: new Set() });
    expect(scheduler.visits).toMatchObject([{ taken: [{ sequence: 1, units: 38 }] }]);
    expect(scheduler.lines[0]?.ledger).toMatchObject({ used: 38 });
    expect(JSON.stringify(scheduler)).not.toContain('375.5');
    expect(scheduler.lines[0]?.ledger.dose).toBeUndefined();
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
