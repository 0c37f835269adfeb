import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { keys } from '../../functions/platform/keys.ts';
import { chain } from '../../functions/platform/record.ts';
import type { Table } from '../../functions/platform/table.ts';
import { decidePolicy } from '../../functions/therapy/decide-policy.ts';
import { listTherapies } from '../../functions/therapy/list-therapies.ts';
import type { PolicyRules } from '../../functions/therapy/policy-body.ts';
import { policyChain, policyStore, readLocalPolicy } from '../../functions/therapy/policy-store.ts';
import { readTherapy } from '../../functions/therapy/read-therapy.ts';
import { PolicyBody, therapyRoutes } from '../../functions/therapy/routes.ts';
import { setPolicy } from '../../functions/therapy/set-policy.ts';
import { aPerson } from '../support/callers.ts';
import { openDatabase } from '../support/database.ts';

let table: Table;
let close: () => void;
beforeAll(async () => {
  ({ table, close } = await openDatabase());
});
afterAll(() => close());

const today = '2026-11-20';
const pharmacist = aPerson('noor', 'clinician');
const second = aPerson('ines', 'clinician');
const administrator = aPerson('grace', 'admin');

const depsOn = (on: string) => ({
  store: policyStore(table),
  now: () => new Date(`${on}T16:00:00Z`),
});

type Sent = Partial<z.input<typeof PolicyBody>>;
type Asked = { as?: typeof pharmacist; on?: string; ifMatch?: string; idempotencyKey?: string };
type Answered = { revision: number; version: number; status: string; looser: { limit: string }[] };

const set = async (
  therapyId: string,
  rules: PolicyRules,
  sent: Sent = {},
  { as = pharmacist, on = today, ...more }: Asked = {},
): Promise<Answered> => {
  const body = { effectiveFrom: on, why: 'pharmacy committee', rules, ...sent };
  const request = { principal: as, path: { therapyId }, body, rawBody: JSON.stringify(body) };
  return (await setPolicy(depsOn(on))({ ...request, ...more } as never)).body as Answered;
};

const decide = async (
  therapyId: string,
  version: number,
  action: 'approve' | 'refuse' | 'withdraw',
  { as = second, on = today, ifMatch = '*', ...more }: Asked = {},
): Promise<Answered> => {
  const body = { version, action, note: 'as we agreed' };
  const request = { principal: as, path: { therapyId }, body, rawBody: JSON.stringify(body) };
  return (await decidePolicy(depsOn(on))({ ...request, ifMatch, ...more } as never))
    .body as Answered;
};

const shown = async (therapyId: string, on = today) => {
  const { body, headers } = await readTherapy(depsOn(on), therapyId);
  const told = therapyRoutes['GET /therapies/{therapyId}'].success.body.parse(body);
  return { ...told, tag: headers?.etag };
};
const limit = async (therapyId: string, name: string, on = today) =>
  (await shown(therapyId, on)).limits.find((one) => one.limit === name)?.says;

const versionOn = async (therapyId: string, on: string) =>
  (await readLocalPolicy(table, therapyId, on))?.version;

describe('the local policy of a therapy', () => {
  it('is stricter at once, on the word of one person, and says who, when and why', async () => {
    expect(await set('infliximab', { premedicationNeeded: true })).toMatchObject({
      version: 1,
      revision: 1,
      status: 'in-force',
      looser: [],
    });
    expect(await shown('infliximab')).toMatchObject({
      tag: '"1"',
      policy: { version: 1, from: today },
      history: [{ version: 1, status: 'in-force', proposedBy: 'noor', why: 'pharmacy committee' }],
    });
    expect(await limit('infliximab', 'premedication')).toBe('needed');
    const records = await chain(table, policyChain);
    expect(records.at(-1)).toMatchObject({
      event: 'policy.set',
      actor: { kind: 'person', id: 'noor' },
      detail: { therapyId: 'infliximab', version: 1 },
    });
    expect(JSON.stringify(records)).not.toContain('committee');
  });

  it('waits with what is looser for a second, different clinician, and until then stays as it is', async () => {
    await set('ceftriaxone', { premedicationNeeded: true });
    const asked = await set('ceftriaxone', {}, { revision: 1 });
    expect(asked).toMatchObject({ version: 2, status: 'waiting' });
    expect(asked.looser).toEqual([{ limit: 'premedication', was: 'needed', is: 'not needed' }]);
    expect(await versionOn('ceftriaxone', '2027-06-01')).toBe(1);
    await expect(decide('ceftriaxone', 2, 'approve', { as: pharmacist })).rejects.toMatchObject({
      status: 403,
      code: 'second-person-needed',
    });
    await expect(decide('ceftriaxone', 2, 'approve', { as: administrator })).rejects.toMatchObject({
      status: 403,
      code: 'clinician-needed',
    });
    expect(await shown('ceftriaxone')).toMatchObject({
      waiting: { version: 2, proposedBy: 'noor' },
    });
    expect(await decide('ceftriaxone', 2, 'approve')).toMatchObject({
      status: 'in-force',
      revision: 3,
    });
    expect(await limit('ceftriaxone', 'premedication')).toBe('not needed');
    expect((await shown('ceftriaxone')).history).toMatchObject([
      { version: 2, status: 'in-force', decision: { by: 'ines', action: 'approve' } },
      { version: 1, status: 'replaced' },
    ]);
    await expect(decide('ceftriaxone', 2, 'refuse')).rejects.toMatchObject({
      status: 409,
      code: 'nothing-waits',
    });
  });

  it('may be refused by another person, and withdrawn only by who proposed it', async () => {
    await set('vancomycin', { minGapDays: 1 }, {}, { as: pharmacist });
    await set('vancomycin', {}, { revision: 1 });
    await expect(decide('vancomycin', 2, 'withdraw')).rejects.toMatchObject({
      code: 'not-yours-to-withdraw',
    });
    expect(await decide('vancomycin', 2, 'refuse')).toMatchObject({ status: 'refused' });
    await set('vancomycin', {}, { revision: 3 }, { as: administrator });
    expect(await decide('vancomycin', 3, 'withdraw', { as: administrator })).toMatchObject({
      status: 'withdrawn',
    });
    const { history, policy } = await shown('vancomycin');
    expect(history.map(({ status }) => status)).toEqual(['withdrawn', 'refused', 'in-force']);
    expect(policy?.version).toBe(1);
  });

  it('that is stricter does not wait behind a looser one: that one is overtaken', async () => {
    await set('ertapenem', { premedicationNeeded: true });
    await set('ertapenem', {}, { revision: 1 });
    const stricter = { premedicationNeeded: true, reactionOrdersNeeded: true };
    await set('ertapenem', stricter, { revision: 2 }, { as: second });
    expect((await shown('ertapenem')).history.map(({ status }) => status)).toEqual([
      'in-force',
      'overtaken',
      'replaced',
    ]);
    await expect(decide('ertapenem', 2, 'approve', { as: second })).rejects.toMatchObject({
      code: 'nothing-waits',
      errors: [{ pointer: '/version' }],
    });
  });

  it('holds from its day on, and one of a later day takes its place then', async () => {
    await set('daptomycin', { premedicationNeeded: true }, { effectiveFrom: '2026-12-01' });
    const more = { premedicationNeeded: true, minGapDays: 1 };
    await set('daptomycin', more, { effectiveFrom: '2027-01-01', revision: 1 });
    expect(await versionOn('daptomycin', today)).toBeUndefined();
    expect(await versionOn('daptomycin', '2026-11-30')).toBeUndefined();
    expect(await versionOn('daptomycin', '2026-12-01')).toBe(1);
    expect(await versionOn('daptomycin', '2026-12-31')).toBe(1);
    expect(await versionOn('daptomycin', '2027-01-01')).toBe(2);
    expect((await shown('daptomycin')).history.map(({ status }) => status)).toEqual([
      'scheduled',
      'scheduled',
    ]);
  });

  it('approved after its day it holds from the day of the approval', async () => {
    await set('tocilizumab', { minGapDays: 30 });
    const loose = { minGapDays: 29 };
    await set('tocilizumab', loose, { revision: 1, effectiveFrom: '2026-11-21' });
    await decide('tocilizumab', 2, 'approve', { on: '2026-11-25' });
    expect(await versionOn('tocilizumab', '2026-11-24')).toBe(1);
    expect(await versionOn('tocilizumab', '2026-11-25')).toBe(2);
  });

  it('is changed only by who has seen it as it stands', async () => {
    await set('natalizumab', { minGapDays: 29 });
    await expect(set('natalizumab', { minGapDays: 30 })).rejects.toMatchObject({
      status: 428,
      code: 'revision-needed',
      errors: [{ pointer: '/revision' }],
    });
    await expect(
      set('natalizumab', { minGapDays: 30 }, {}, { ifMatch: '"0"' }),
    ).rejects.toMatchObject({ status: 409, code: 'policy-changed', facts: { revision: 1 } });
    const both = await Promise.allSettled(
      [30, 31].map((minGapDays) => set('natalizumab', { minGapDays }, { revision: 1 })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await set('natalizumab', {}, {}, { ifMatch: '"2"' });
    await expect(decide('natalizumab', 3, 'approve', { ifMatch: '"2"' })).rejects.toMatchObject({
      code: 'policy-changed',
    });
  });

  it('sent again with the same key is one version, and a key is good for one body', async () => {
    const rules = { premedicationNeeded: true };
    const key = { idempotencyKey: 'once' };
    const first = await set('ravulizumab', rules, {}, key);
    expect(await set('ravulizumab', rules, {}, key)).toEqual(first);
    expect((await shown('ravulizumab')).history).toHaveLength(1);
    await expect(set('ravulizumab', { minGapDays: 60 }, {}, key)).rejects.toMatchObject({
      code: 'idempotency-key-reused',
    });
    await set('ravulizumab', {}, { revision: 1 });
    const decided = await decide('ravulizumab', 2, 'approve', { idempotencyKey: 'twice' });
    expect(await decide('ravulizumab', 2, 'approve', { idempotencyKey: 'twice' })).toEqual(decided);
  });

  it('that waits is seen by whoever may decide, in the list of all therapies', async () => {
    await set('lecanemab', { minGapDays: 20 });
    await set('lecanemab', {}, { revision: 1 });
    const waiting = async (who: typeof pharmacist) => {
      const deps = { store: () => policyStore(table) };
      const { body } = await listTherapies(deps, { principal: who });
      const { items } = therapyRoutes['GET /therapies'].success.body.parse(body);
      return items.filter(({ policyWaits }) => policyWaits).map(({ therapyId }) => therapyId);
    };
    expect(await waiting(second)).toContain('lecanemab');
    expect(await waiting(aPerson('carl', 'coordinator'))).toEqual([]);
    await decide('lecanemab', 2, 'refuse');
    expect(await waiting(second)).not.toContain('lecanemab');
  });

  it.each<[string, string, Sent, string]>([
    ['a therapy that nobody has', 'moonlight', {}, 'not-found'],
    ['a name that is a property of everything', 'constructor', {}, 'not-found'],
    [
      'a day that is over',
      'scig',
      { rules: { minGapDays: 2 }, effectiveFrom: '2026-11-19' },
      'policy-in-past /effectiveFrom',
    ],
    [
      'a day far ahead',
      'scig',
      { rules: { minGapDays: 2 }, effectiveFrom: '2028-01-01' },
      'policy-unfit /effectiveFrom',
    ],
    ['what holds already', 'scig', {}, 'policy-unchanged /rules'],
    [
      'a unit of another measure',
      'scig',
      { rules: { doseLimits: [{ per: 'dose', unit: 'mL', most: '5' }] } },
      'policy-unfit /rules/doseLimits/0/unit',
    ],
  ])('refuses %s, and keeps nothing of it', async (_says, id, sent, why) => {
    const [code, pointer] = why.split(' ');
    await expect(set(id, {}, sent)).rejects.toMatchObject({
      code,
      errors: pointer ? [{ pointer }] : [],
    });
    expect(await policyStore(table).standing(id)).toMatchObject({ revision: 0, newest: 0 });
  });

  it.each<[string, object]>([
    ['a field that is not known', { limits: {} }],
    ['no reason', { why: ' ' }],
    ['no day', { effectiveFrom: '20-11-2026' }],
    ['a reason that hides its direction', { why: 'more \u202e less' }],
  ])('is not taken with %s', (_says, different) => {
    const sent = { effectiveFrom: today, why: 'committee', rules: {} };
    expect(PolicyBody.safeParse(sent).success).toBe(true);
    expect(PolicyBody.safeParse({ ...sent, ...different }).success).toBe(false);
  });

  it('counts the network up, so that what functions have kept of it is read anew', async () => {
    const editionNow = async () => {
      const { Item } = await table.client.send(
        new (await import('@aws-sdk/lib-dynamodb')).GetCommand({
          TableName: table.name,
          Key: keys.networkEdition(),
        }),
      );
      return Number(Item?.edition ?? 0);
    };
    const sight = { exactly: await editionNow() };
    expect(await readLocalPolicy(table, 'alpha1_pi', today, sight)).toBeUndefined();
    await set('alpha1_pi', { premedicationNeeded: true });
    const after = { exactly: await editionNow() };
    expect((await readLocalPolicy(table, 'alpha1_pi', today, after))?.version).toBe(1);
  });
});
