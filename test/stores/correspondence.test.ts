import { afterAll, describe, expect, it } from 'vitest';
import { readAuthorization } from '../../functions/authorization/read-authorization.ts';
import { describeReferral } from '../../functions/chart/referral-detail.ts';
import type { Hold } from '../../functions/hold/hold.ts';
import { holdItem } from '../../functions/hold/hold-item.ts';
import { readCorrespondence } from '../../functions/hold/reading.ts';
import type { Principal } from '../../functions/platform/principal.ts';
import { chain, commit } from '../../functions/platform/record.ts';
import { readFile, readItems } from '../../functions/referral/reading.ts';
import { describeHold } from '../../functions/worklist/hold-detail.ts';
import {
  logAtAuthorization,
  logAtHold,
  logAtReferral,
} from '../../functions/worklist/log-correspondence.ts';
import { aroundHold, worklistStore } from '../../functions/worklist/store.ts';
import { placed } from '../support/authorization-steps.ts';
import { aPerson } from '../support/callers.ts';
import { openDatabase } from '../support/database.ts';
import { aHold, holdDesk } from '../support/holds.ts';
import { given } from '../support/network.ts';

const { table, close } = await openDatabase();
afterAll(close);

const now = () => new Date('2026-11-20T16:00:00Z');
const store = worklistStore(table);
const deps = { store, fileOf: (referralId: string) => readFile(table, referralId), now };
const dana = aPerson('dana', 'coordinator');
const practice = aPerson('pat', 'referrer', 'practice:1234567893');

const called = {
  way: 'telephone' as const,
  party: 'payer' as const,
  person: 'Ms. Field',
  reference: 'C-100',
  said: 'The file is in review; an answer by Friday.',
  next: { step: 'Call again', on: '2026-11-27' },
};

const asked = (path: object, principal: Principal, body: object = called, key?: string) =>
  ({
    principal,
    path,
    body,
    rawBody: JSON.stringify(body),
    idempotencyKey: key,
  }) as never;

/** A round with the payer, and the hold at which it waits. */
const waiting = async (different: Partial<Hold> = {}) => {
  const one = await placed(table);
  await one.authorize({ status: 'pended' });
  const hold = aHold(one.referralId, {
    reason: 'payer-decision',
    scope: 'a1.',
    owner: 'payer',
    team: 'coordinator',
    ...different,
  });
  await given(table, { items: [holdItem(hold)] });
  const shown = async (principal = dana) =>
    describeHold((await store.get(hold.holdId)) as Hold, await aroundHold(table, hold), principal);
  const authorization = async (principal = dana) =>
    (
      await readAuthorization({ store: one.store, now })(
        asked({ authorizationId: one.id }, principal),
      )
    ).body as { correspondence: { event: string; logged?: { said?: string } }[] };
  const story = async (principal = dana) =>
    describeReferral(
      await readItems(table, one.referralId),
      await chain(table, one.referralId),
      principal,
    ).timeline;
  return { ...one, hold, shown, authorization, story };
};

describe('what somebody noted where a wait ended', () => {
  it.each(['hold.resolved', 'referral.closed'] as const)(
    'stands in the story of whoever is shown such words, at %s',
    async (event) => {
      const { hold, referralId, story } = await waiting({
        status: 'resolved',
        resolution: {
          action: 'resubmit',
          facts: {},
          note: 'Ms. Field wants the labs again.',
          by: { kind: 'person', id: 'dana' },
          at: '2026-11-20T16:00:00.000Z',
        },
      });
      await commit(table, {
        referralId,
        operation: `end-${event}`,
        event,
        actor: { kind: 'person', id: 'dana' },
        at: '2026-11-20T16:00:00.000Z',
        detail: { holdId: hold.holdId, action: 'resubmit', reason: hold.reason },
        items: [],
      });
      expect((await story()).at(-1)).toMatchObject({
        event,
        why: ['Noted: Ms. Field wants the labs again.'],
      });
      expect((await story(aPerson('sam', 'scheduler'))).at(-1)).toMatchObject({ event, why: [] });
    },
  );
});

describe('a call that is written down at a hold', () => {
  it('stands there, in the story and with the authorization, and ends nothing', async () => {
    const { hold, shown, authorization, story, id } = await waiting();
    const before = await store.get(hold.holdId);
    await logAtHold(deps)(asked({ holdId: hold.holdId }, dana));
    expect(await store.get(hold.holdId)).toEqual({
      ...before,
      correspondence: 1,
      nextOn: '2026-11-27',
    });
    expect((await shown()).correspondence).toMatchObject([
      {
        authorizationId: id,
        holdId: hold.holdId,
        person: 'Ms. Field',
        reference: 'C-100',
        said: called.said,
        nextStep: 'Call again',
        nextOn: '2026-11-27',
        by: { kind: 'person', id: 'dana' },
        at: '2026-11-20T16:00:00.000Z',
      },
    ]);
    expect((await authorization()).correspondence.at(-1)).toMatchObject({
      event: 'correspondence.logged',
      logged: { said: called.said },
    });
    expect((await story()).at(-1)).toMatchObject({
      text: 'Somebody wrote down what passed with the payer by telephone; the next step is on 2026-11-27.',
      why: [`Ms. Field, reference C-100: ${called.said}`, 'Next, on 2026-11-27: Call again'],
    });
  });

  it('is told to nobody who is not shown what payers say', async () => {
    const { hold, shown, authorization, story } = await waiting();
    await logAtHold(deps)(asked({ holdId: hold.holdId }, dana));
    const scheduler = aPerson('sam', 'scheduler');
    for (const seen of [
      await shown(scheduler),
      await authorization(scheduler),
      await story(scheduler),
    ])
      expect(JSON.stringify(seen)).not.toMatch(/review|Field|C-100|Call again/);
  });

  it('leaves no word of it in what is published', async () => {
    const { hold, referralId } = await waiting();
    await logAtHold(deps)(asked({ holdId: hold.holdId }, dana));
    const record = (await chain(table, referralId)).at(-1);
    expect(record?.event).toBe('correspondence.logged');
    expect(record?.detail).toEqual({
      correspondenceId: expect.stringMatching(/^cor_[0-9a-z]{20}$/),
      way: 'telephone',
      party: 'payer',
      holdId: hold.holdId,
      authorizationId: `auth_${referralId.slice(4)}_1`,
      nextOn: '2026-11-27',
    });
  });

  it('counts once under one key, and is refused under it with other words', async () => {
    const { hold, referralId } = await waiting();
    const send = (body: object) =>
      logAtHold(deps)(asked({ holdId: hold.holdId }, dana, body, 'key-1'));
    const first = await send(called);
    const again = await send(called);
    expect((again.body as { correspondenceId: string }).correspondenceId).toBe(
      (first.body as { correspondenceId: string }).correspondenceId,
    );
    expect(await readCorrespondence(table, referralId)).toHaveLength(1);
    expect((await store.get(hold.holdId))?.correspondence).toBe(1);
    await expect(send({ ...called, said: 'The file was lost, they say.' })).rejects.toMatchObject({
      code: 'idempotency-key-reused',
    });
  });

  it('is kept with every other one that comes at the same moment', async () => {
    const { hold, referralId } = await waiting();
    const all = Array.from({ length: 4 }, (_, n) =>
      logAtHold(deps)(asked({ holdId: hold.holdId }, dana, called, `at-once-${n}`)),
    );
    await Promise.all(all);
    expect(await readCorrespondence(table, referralId)).toHaveLength(4);
    expect((await store.get(hold.holdId))?.correspondence).toBe(4);
  });

  it('is not lost to an assignment that did not see it', async () => {
    const { hold } = await waiting();
    await logAtHold(deps)(asked({ holdId: hold.holdId }, dana));
    const done = await holdDesk(table).assign(hold, 'somebody', {
      operation: 'assign',
      actor: { kind: 'person', id: 'dana' },
      at: now().toISOString(),
    });
    expect(done.outcome).toBe('refused');
    expect((await store.get(hold.holdId))?.correspondence).toBe(1);
  });

  it.each([
    ['whoever works another team', aPerson('sam', 'scheduler'), 403, 'not-your-hold'],
    ['a practice whose turn it is not', practice, 403, 'not-your-hold'],
    ['another practice', aPerson('x', 'referrer', 'practice:1000000020'), 404, 'not-found'],
  ])('is refused to %s', async (_, principal, status, code) => {
    const { hold, referralId } = await waiting();
    await expect(logAtHold(deps)(asked({ holdId: hold.holdId }, principal))).rejects.toMatchObject({
      status,
      code,
    });
    expect(await readCorrespondence(table, referralId)).toEqual([]);
  });

  it('is the practice’s to write where the wait is on it', async () => {
    const { hold, shown } = await waiting({ reason: 'information-requested', owner: 'referrer' });
    await logAtHold(deps)(asked({ holdId: hold.holdId }, practice));
    expect((await shown(practice)).correspondence).toMatchObject([{ said: called.said }]);
  });

  it('is answered under its key as it was, later and where the hold has ended since', async () => {
    const { hold } = await waiting();
    // Its next step lies before the day on which it comes again.
    const log = (by: typeof deps) =>
      logAtHold(by)(asked({ holdId: hold.holdId }, dana, called, 'key-3'));
    const first = await log(deps);
    const later = { ...deps, now: () => new Date('2026-11-28T16:00:00Z') };
    expect(await log(later)).toEqual(first);
    const get = async () => ({ ...hold, status: 'resolved' as const });
    expect(await log({ ...later, store: { ...store, get } })).toEqual(first);
  });

  it('is refused where the hold has ended, before or meanwhile, and says where it belongs', async () => {
    const by = { kind: 'person' as const, id: 'eli' };
    const resolution = { action: 'retry', facts: {}, by, at: '2026-11-20T15:00:00Z' };
    const ended = await waiting({ status: 'resolved', resolution });
    const write = (one: Hold, by = deps) => logAtHold(by)(asked({ holdId: one.holdId }, dana));
    const refusal = {
      status: 409,
      code: 'hold-already-ended',
      facts: { ended: { by: { personId: 'eli' }, at: resolution.at } },
    };
    await expect(write(ended.hold)).rejects.toMatchObject(refusal);
    const stale = { ...store, get: async () => ({ ...ended.hold, status: 'open' as const }) };
    await expect(write(ended.hold, { ...deps, store: stale })).rejects.toMatchObject(refusal);
    expect(await readCorrespondence(table, ended.referralId)).toEqual([]);
  });

  it.each([
    { ...called, said: '?!' },
    { ...called, at: '2026-12-20T16:00:00Z' },
    { ...called, next: { step: 'Call', on: '2025-11-27' } },
  ])('is refused where it cannot be: %j', async (body) => {
    const { hold } = await waiting();
    await expect(logAtHold(deps)(asked({ holdId: hold.holdId }, dana, body))).rejects.toMatchObject(
      { status: 422, code: 'correspondence-unsound' },
    );
  });
});

describe('a call about an authorization', () => {
  it('is laid to the hold of its round', async () => {
    const { hold, id, shown } = await waiting();
    await logAtAuthorization(deps)(asked({ authorizationId: id }, practice));
    expect((await shown()).correspondence).toMatchObject([{ holdId: hold.holdId }]);
    expect((await store.get(hold.holdId))?.nextOn).toBe('2026-11-27');
  });

  it('is the same one under its key where the hold that showed it has ended since', async () => {
    const { id, hold, referralId } = await waiting();
    const log = () =>
      logAtAuthorization(deps)(asked({ authorizationId: id }, dana, called, 'key-4'));
    const first = await log();
    const seen = (await store.get(hold.holdId)) as Hold;
    await given(table, { items: [holdItem({ ...seen, status: 'resolved' })] });
    expect(await log()).toEqual(first);
    expect(await readCorrespondence(table, referralId)).toHaveLength(1);
  });

  it('of which nothing waits has a hold that reminds of the next step, and none without one', async () => {
    const one = await placed(table);
    await one.authorize({ status: 'approved' });
    const { next: _, ...plain } = called;
    await logAtAuthorization(deps)(asked({ authorizationId: one.id }, dana, plain));
    const holds = async () => (await readFile(table, one.referralId)).holds;
    expect(await holds()).toEqual([]);
    await logAtAuthorization(deps)(asked({ authorizationId: one.id }, dana));
    const [reminder] = await holds();
    expect(reminder).toMatchObject({
      reason: 'step-promised',
      status: 'open',
      dueAt: '2026-11-27T22:00:00Z',
    });
    const told = describeHold(reminder as Hold, await aroundHold(table, reminder as Hold), dana);
    expect(told.why).toMatchObject([{ code: 'step-promised' }]);
    expect(told.correspondence).toHaveLength(2);
    expect(told.correspondence.flatMap(({ nextStep }) => nextStep ?? [])).toEqual(['Call again']);
  });

  it.each([
    ['nobody has', 'auth_00000000000000000000_7', dana],
    ['is another practice’s', undefined, aPerson('x', 'referrer', 'practice:1000000020')],
    ['is no administrator’s to speak about', undefined, aPerson('x', 'admin')],
  ])('that %s is not found', async (_, id, principal) => {
    const one = await waiting();
    await expect(
      logAtAuthorization(deps)(asked({ authorizationId: id ?? one.id }, principal)),
    ).rejects.toMatchObject({ status: 404 });
    await expect(
      logAtAuthorization(deps)(
        asked({ authorizationId: `auth_${one.referralId.slice(4)}_9` }, dana),
      ),
    ).rejects.toMatchObject({ status: 404 });
  });
});

describe('a call about a referral', () => {
  it('is in its story, and its next step is reminded of once', async () => {
    const { referralId, story } = await waiting();
    const write = () =>
      logAtReferral(deps)(asked({ referralId }, aPerson('sam', 'scheduler'), called, 'once'));
    const first = await write();
    expect((await write()).body).toMatchObject({
      holdId: (first.body as { holdId: string }).holdId,
    });
    expect((await story()).at(-1)).toMatchObject({ event: 'correspondence.logged' });
    const { holds } = await readFile(table, referralId);
    expect(holds.filter(({ reason }) => reason === 'step-promised')).toMatchObject([
      { scope: 'r', evidence: { on: '2026-11-27' } },
    ]);
  });

  it('that is closed is kept, and its next step is nobody’s', async () => {
    const one = await placed(table);
    await one.close();
    const { next: _, ...plain } = called;
    await logAtReferral(deps)(asked({ referralId: one.referralId }, dana, plain));
    expect(await readCorrespondence(table, one.referralId)).toHaveLength(1);
    await expect(
      logAtReferral(deps)(asked({ referralId: one.referralId }, dana)),
    ).rejects.toMatchObject({ status: 409, code: 'referral-closed' });
  });
});
