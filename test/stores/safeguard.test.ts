import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listReferrals, showReferral } from '../../functions/chart/read-referrals.ts';
import { chartStore } from '../../functions/chart/store.ts';
import { attendFailedExecution } from '../../functions/hold/attend-failed-execution.ts';
import type { Hold } from '../../functions/hold/hold.ts';
import { holdItem } from '../../functions/hold/hold-item.ts';
import { placeHold } from '../../functions/hold/place-hold.ts';
import { readSafeguard } from '../../functions/hold/safeguard.ts';
import { holdStore } from '../../functions/hold/store.ts';
import { newIdPart, referralIdFrom } from '../../functions/platform/ids.ts';
import { putReferral } from '../../functions/referral/main-item.ts';
import { describeHold } from '../../functions/worklist/hold-detail.ts';
import { explainHold } from '../../functions/worklist/hold-why.ts';
import { ResolutionBody } from '../../functions/worklist/routes.ts';
import { worklistStore } from '../../functions/worklist/store.ts';
import { storeReferral, submissionFor } from '../support/authorizations.ts';
import { aCaller } from '../support/callers.ts';
import { openDatabase } from '../support/database.ts';
import { aHold } from '../support/holds.ts';
import { examplePayer } from '../support/payer-simulator.ts';
import { aReferral } from '../support/referrals.ts';
import { resolveAs } from '../support/steps.ts';

let database: Awaited<ReturnType<typeof openDatabase>>;
beforeAll(async () => {
  database = await openDatabase();
});
afterAll(() => database.close());

const now = () => new Date('2026-11-20T15:00:00Z');
const newReferral = () => referralIdFrom(newIdPart(now()));
const put = (Item: Record<string, unknown>) =>
  database.table.client.send(
    new TransactWriteCommand({
      TransactItems: [{ Put: { TableName: database.table.name, Item } }],
    }),
  );

/** The main item of a referral with fields that no reading of it can take. */
const poisoned = async (fields: Record<string, unknown>): Promise<string> => {
  const referralId = newReferral();
  const { Put } = putReferral(database.table.name, aReferral({ referralId, doseBy: '2026-12-01' }));
  await put({ ...Put?.Item, ...fields });
  return referralId;
};

const storedReferral = async (): Promise<string> =>
  (
    await storeReferral(
      database.table,
      { submission: submissionFor('APPROVE'), payer: examplePayer() },
      {
        status: 'active',
        therapyId: 'infliximab',
      },
    )
  ).referralId;

const place = async (referralId: string) => {
  const { holdId } = await placeHold({
    store: holdStore(database.table),
    referralOf: (id) => readSafeguard(database.table, id),
    now,
  })({
    referralId,
    operation: `${referralId}:place`,
    scope: 'r',
    count: 1,
    stage: 'Book series',
    reason: 'needs-attention',
    dueAt: '2026-11-20T23:00:00Z',
    taskToken: 'token-1',
  });
  return holdStore(database.table).get(holdId);
};

const attend = (referralId: string) =>
  attendFailedExecution({
    store: holdStore(database.table),
    referralOf: (id) => readSafeguard(database.table, id),
    machines: { referral: 'R', renewal: 'N', visit: 'V' },
    now,
  })({ detail: { stateMachineArn: 'R', name: referralId, status: 'FAILED' } });

const poisons = [
  ['an order version that is no number', { orderVersion: 'first' }, '1234567893', '2026-12-01'],
  ['a last day for the dose that is none', { doseBy: '2026-13-45' }, '1234567893', undefined],
  ['a practice that is no text', { practiceNpi: 7 }, 'unknown', '2026-12-01'],
  ['a status that is no text', { status: { is: 'active' } }, '1234567893', '2026-12-01'],
  ['findings that are none', { findings: 'many' }, '1234567893', '2026-12-01'],
] as const;

describe('a referral that cannot be read', () => {
  it.each(poisons)('with %s still gets the hold its workflow asks for', async (...row) => {
    const [, fields, practiceNpi, doseBy] = row;
    const hold = await place(await poisoned(fields));
    expect(hold).toMatchObject({ status: 'open', practiceNpi });
    expect(hold?.doseBy).toBe(doseBy);
  });

  it.each(poisons)('with %s is given to a person when its workflow fails', async (_, fields) => {
    const referralId = await poisoned(fields);
    await attend(referralId);
    const hold = await holdStore(database.table).get(`hold_${referralId.slice(4)}_r1`);
    expect(hold).toMatchObject({ status: 'open', reason: 'needs-attention' });
    expect(await readSafeguard(database.table, referralId)).toMatchObject({ findings: [] });
  });

  it('gets its hold although there is no item of it at all', async () => {
    expect(await place(newReferral())).toMatchObject({ status: 'open', practiceNpi: 'unknown' });
  });

  it('is given to a person although an earlier hold cannot be read either', async () => {
    const referralId = await poisoned({ orderVersion: 'first' });
    await put({
      ...holdItem(aHold(referralId, { count: 1 })),
      openedAt: 'yesterday',
      level: 'high',
    });
    await attend(referralId);
    expect(await holdStore(database.table).get(`hold_${referralId.slice(4)}_r2`)).toMatchObject({
      status: 'open',
      reason: 'needs-attention',
    });
  });

  it('does not keep the list of its practice from being read', async () => {
    const bad = await poisoned({ orderVersion: 'first' });
    const good = await poisoned({});
    const deps = { store: chartStore(database.table), now };
    const asked = { principal: aCaller('coordinator'), path: { referralId: bad } };
    const { body } = await listReferrals(deps)({
      ...asked,
      query: { limit: 100, practice: '1234567893' },
    } as never);
    const listed = (body as { items: { referralId: string }[] }).items.map((one) => one.referralId);
    expect(listed).toEqual(expect.arrayContaining([bad, good]));
    await expect(showReferral(deps)(asked as never)).rejects.toThrow();
  });
});

describe('a hold that cannot be read in part', () => {
  const open = { taskToken: undefined, team: 'coordinator' };
  const spoiled: readonly [string, Partial<Hold>, Record<string, unknown>, string][] = [
    [
      'times and a level that are none',
      { reason: 'message-undelivered' },
      { openedAt: 'yesterday', dueAt: 7, level: 'high' },
      'called',
    ],
    [
      'a team that is no text',
      { reason: 'message-undelivered' },
      { team: 7, owner: null },
      'called',
    ],
    [
      'a last day that is none',
      { reason: 'answer-unexpected' },
      { doseBy: '2026-13-45' },
      'called',
    ],
    ['evidence that is no record', { reason: 'place-changed' }, { evidence: 'much' }, 'kept'],
    [
      'doses that are none',
      { reason: 'visit-to-rebook' },
      { evidence: { doses: 'b' } },
      'rebooked',
    ],
    ['a wish about no visit', { reason: 'move-requested' }, { evidence: { wish: 'l' } }, 'moved'],
    [
      'changes that are none',
      { reason: 'order-changed' },
      { evidence: { changes: 'a' } },
      'accept',
    ],
    ['a reason that no code knows', {}, { reason: 'sunspots' }, 'retry'],
  ];

  it.each(spoiled)('with %s is still shown and worked', async (_, about, fields, action) => {
    const { table } = database;
    const referralId = await storedReferral();
    const stored = aHold(referralId, { ...open, ...about });
    await put({ ...holdItem(stored), ...fields });
    const hold = (await holdStore(table).get(stored.holdId)) as Hold;
    const role = action === 'accept' ? 'clinician' : 'admin';
    const shown = describeHold(hold, {}, aCaller(role));
    expect(shown.actions.map((one) => one.action)).toContain(action);
    const body = { action, note: 'Settled with the practice.' };
    await resolveAs(
      table,
      role,
      { holdId: stored.holdId, body: ResolutionBody.parse(body) },
      now(),
    );
    expect(await holdStore(table).get(stored.holdId)).toMatchObject({ status: 'resolved' });
  });

  it('keeps what it was stored with, word for word, when it is given to somebody', async () => {
    const { table } = database;
    const stored = aHold(await storedReferral(), { ...open, reason: 'visit-to-rebook' });
    await put({ ...holdItem(stored), evidence: { doses: ['two'] } });
    const hold = (await holdStore(table).get(stored.holdId)) as Hold;
    const by = { kind: 'person', id: 'cleo' } as const;
    await worklistStore(table).assign(hold, 'cleo', {
      actor: by,
      operation: 'op',
      at: now().toISOString(),
    });
    const after = (await holdStore(table).get(stored.holdId)) as Hold;
    expect(after).toMatchObject({ assignee: 'cleo', evidence: { doses: ['two'] } });
    expect(explainHold(after, { records: [], findings: [], names: new Map() })).toMatchObject([
      { code: 'evidence-not-understood' },
    ]);
  });
});
