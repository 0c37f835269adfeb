import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Authorization } from '../../functions/authorization/authorization.ts';
import { putAuthorization } from '../../functions/authorization/authorization-item.ts';
import { determineAuthorizationNeed } from '../../functions/authorization/determine-authorization-need.ts';
import { draftAuthorization } from '../../functions/authorization/draft-authorization.ts';
import { readAuthorization } from '../../functions/authorization/read-authorization.ts';
import { AuthorizationView } from '../../functions/authorization/routes.ts';
import { authorizationStore } from '../../functions/authorization/store.ts';
import { watchRenewals } from '../../functions/authorization/watch-renewals.ts';
import { eligibilityKey } from '../../functions/coverage/store.ts';
import { holdItem } from '../../functions/hold/hold-item.ts';
import { PermanentFault } from '../../functions/platform/errors.ts';
import { authorizationId } from '../../functions/platform/ids.ts';
import type { Principal } from '../../functions/platform/principal.ts';
import { chain } from '../../functions/platform/record.ts';
import type { Referral } from '../../functions/referral/referral.ts';
import { anAuthorization, aSite, storeReferral, submissionFor } from '../support/authorizations.ts';
import { openDatabase } from '../support/database.ts';
import { aHold } from '../support/holds.ts';
import { examplePayer } from '../support/payer-simulator.ts';

let database: Awaited<ReturnType<typeof openDatabase>>;
beforeAll(async () => {
  database = await openDatabase();
});
afterAll(() => database.close());

const now = () => new Date('2026-11-20T16:00:00Z');

const given = async (referral: Partial<Referral> = {}, payerId = 'acme-health') => {
  const { table } = database;
  const { referralId } = await storeReferral(
    table,
    submissionFor('APPROVE', payerId),
    examplePayer(payerId),
    aSite(),
    referral,
  );
  const store = authorizationStore(table);
  return {
    table,
    store,
    referralId,
    id: authorizationId(referralId, 1),
    put: (Item: Record<string, unknown>) =>
      table.client.send(new PutCommand({ TableName: table.name, Item })),
    /** Stores this authorization as the referral's first. */
    authorize: async (different: Partial<Authorization> = {}) => {
      const authorization = anAuthorization({
        referralId,
        authorizationId: authorizationId(referralId, 1),
        ...different,
      });
      await store.put(authorization, {
        operation: 'given',
        at: now().toISOString(),
        event: 'authorization.drafted',
        actor: { kind: 'system', id: 'test' },
      });
      return authorization;
    },
    events: async () => (await chain(table, referralId)).map(({ event }) => event),
  };
};

describe('whether an authorization is needed', () => {
  const need = async ({ store, referralId }: Awaited<ReturnType<typeof given>>, operation = 'op') =>
    determineAuthorizationNeed({ store, now })({ referralId, operation });

  it('follows from the rules of the payer', async () => {
    const one = await given();
    expect(await need(one)).toEqual({ outcome: 'needed' });
    expect(await one.events()).toEqual(['authorization.need-determined']);
  });

  it('is asked of a person where no rule says, and then remembered', async () => {
    const one = await given({ therapyId: 'zoledronic_acid' }, 'valley-advantage');
    expect(await need(one, '0')).toMatchObject({ reason: 'authorization-need-unknown' });
    await one.put(
      holdItem(
        aHold(one.referralId, {
          reason: 'authorization-need-unknown',
          status: 'resolved',
          openedAt: '2026-11-20T16:00:00Z',
          resolution: {
            action: 'not-needed',
            facts: { reference: 'call 12' },
            by: { kind: 'person', id: 'coordinator' },
            at: '2026-11-20T16:30:00Z',
          },
        }),
      ),
    );
    expect(await need(one, '1')).toEqual({ outcome: 'not-needed' });
  });

  it('believes the payer that was asked about eligibility', async () => {
    const one = await given({ therapyId: 'ceftriaxone' });
    expect(await need(one, '0')).toEqual({ outcome: 'not-needed' });
    await one.put({
      ...eligibilityKey(one.referralId),
      referralId: one.referralId,
      payerId: 'acme-health',
      rank: 'primary',
      status: 'active',
      checkedAt: '2026-11-20T15:00:00Z',
      authorizationNeeded: true,
    });
    expect(await need(one, '1')).toEqual({ outcome: 'needed' });
  });

  it('is a fault before coverage and site are known', async () => {
    const one = await given({ setting: undefined });
    await expect(need(one)).rejects.toThrow(PermanentFault);
  });
});

describe('a draft', () => {
  const draft = async (
    { store, referralId, id }: Awaited<ReturnType<typeof given>>,
    operation: string,
  ) => draftAuthorization({ store, now })({ referralId, operation, authorizationId: id });

  it('is written once for one operation and replaced by the next', async () => {
    const one = await given();
    expect(await draft(one, 'op-0')).toEqual({ outcome: 'drafted' });
    await draft(one, 'op-0');
    expect(await one.store.get(one.id)).toMatchObject({ version: 1, rev: 1, status: 'drafted' });
    await draft(one, 'op-1');
    expect(await one.store.get(one.id)).toMatchObject({ version: 2, rev: 2 });
    expect((await one.store.file(one.referralId)).referral.authorizationRound).toBe(1);
  });

  it('does not touch what was approved meanwhile', async () => {
    const one = await given();
    await one.authorize({ status: 'approved' });
    expect(await draft(one, 'op-0')).toEqual({ outcome: 'drafted' });
    expect(await one.store.get(one.id)).toMatchObject({ version: 1, status: 'approved' });
  });

  it('is not made for a closed referral', async () => {
    const one = await given({ status: 'closed', closeReason: 'withdrawn' });
    expect(await draft(one, 'op-0')).toEqual({ outcome: 'closed' });
    expect(await one.store.get(one.id)).toBeUndefined();
  });
});

describe('an authorization is shown', () => {
  const someone = (different: Partial<Principal>): Principal => ({
    subject: 'someone',
    roles: new Set(['referrer']),
    practices: new Set(['1234567893']),
    ...different,
  });
  const show = ({ store, id }: Awaited<ReturnType<typeof given>>, principal: Principal) =>
    readAuthorization({ store })({
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
    const one = await given();
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
    const one = await given();
    await one.authorize();
    const coordinator = someone({ roles: new Set(['coordinator']), practices: new Set() });
    expect((await show(one, coordinator)).body).toBeDefined();
    const stranger = someone({ practices: new Set(['1999999984']) });
    await expect(show(one, stranger)).rejects.toMatchObject({ status: 404 });
  });
});

describe('the renewal watch', () => {
  const later = () => new Date('2027-07-01T12:00:00Z');
  const watch = ({ store, table }: Awaited<ReturnType<typeof given>>, at = later) =>
    watchRenewals({ store, tableName: table.name, now: at })();
  const approved = (through: string): Partial<Authorization> => {
    const { lines } = anAuthorization();
    return {
      status: 'approved',
      lines: lines.map((line) => ({ ...line, state: 'approved', through })),
    };
  };

  it('opens one hold for an authorization that ends before its series', async () => {
    const one = await given();
    const before = await one.authorize(approved('2027-05-01'));
    await watch(one);
    await watch(one);
    const { holds } = await one.store.file(one.referralId);
    expect(holds).toMatchObject([
      {
        holdId: `hold_${one.referralId.slice(4)}_a1.900`,
        reason: 'authorization-ending',
        status: 'open',
        team: 'coordinator',
      },
    ]);
    expect(holds[0]?.taskToken).toBeUndefined();
    expect(await one.events()).toEqual(['authorization.drafted', 'hold.placed']);
    expect(await one.store.get(before.authorizationId)).toMatchObject({
      status: 'approved',
      renewalSeenAt: '2027-07-01T12:00:00.000Z',
    });
  });

  it('leaves alone what covers its series, what is not due and what was closed', async () => {
    const covered = await given();
    await covered.authorize(approved('2027-07-29'));
    const early = await given();
    await early.authorize(approved('2027-05-01'));
    await watch(early, () => new Date('2026-12-01T12:00:00Z'));
    const closed = await given({ status: 'closed', closeReason: 'completed' });
    await closed.authorize(approved('2027-05-01'));
    expect((await early.store.file(early.referralId)).holds).toEqual([]);
    await watch(covered);
    for (const one of [covered, closed])
      expect((await one.store.file(one.referralId)).holds).toEqual([]);
  });
});

it('an authorization is written only over the one that was read', async () => {
  const { table, store, authorize } = await given();
  const before = await authorize();
  const part = putAuthorization(table.name, { ...before, rev: 5 });
  expect(part.Put?.ExpressionAttributeValues).toEqual({ ':before': 4 });
  const done = await store.put(
    { ...before, rev: 5 },
    {
      operation: 'late',
      at: now().toISOString(),
      event: 'authorization.decided',
      actor: { kind: 'system', id: 'test' },
    },
  );
  expect(done).toMatchObject({ outcome: 'refused', found: { rev: 1 } });
});
