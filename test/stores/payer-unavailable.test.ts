import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { placeHold } from '../../functions/hold/place-hold.ts';
import { readHold } from '../../functions/hold/reading.ts';
import { readSafeguard } from '../../functions/hold/safeguard.ts';
import { holdStore } from '../../functions/hold/store.ts';
import { askPayersAgain } from '../../functions/payer/ask-payers-again.ts';
import { guarded } from '../../functions/payer/guarded-gateway.ts';
import { holdForPayer, PayerUnavailable } from '../../functions/payer/payer-unavailable.ts';
import { reachabilityStore } from '../../functions/payer/reachability-store.ts';
import { waitingHoldsStore } from '../../functions/payer/waiting-holds-store.ts';
import { PayerFailed } from '../../functions/payer/wire-faults.ts';
import type { Post, WireReply } from '../../functions/payer/wire-gateway.ts';
import { storeReferral } from '../support/authorizations.ts';
import { openDatabase } from '../support/database.ts';
import { examplePayer } from '../support/payer-simulator.ts';
import { aSubmission } from '../support/referrals.ts';

const { table, close } = await openDatabase();
afterAll(close);
const written = vi.spyOn(process.stdout, 'write');
const said = () => written.mock.calls.map(([line]) => String(line));

let number = 0;
let payerId = '';
let at = 0;
const now = () => new Date(at);
const pass = (seconds: number) => {
  at += seconds * 1000;
};
beforeEach(() => {
  number += 1;
  payerId = `payer-${number}`;
  at = Date.parse('2026-11-20T16:00:00Z');
});

const post = (): Post => ({
  payerId,
  channel: 'x12',
  url: 'http://127.0.0.1:9/x12',
  headers: {},
  body: '',
  wire: { ...examplePayer().wire, mostWaiting: 2 },
});
const store = () => reachabilityStore(table);
const state = () => store().read(payerId, 'x12', now());

type Answering = { resolve: (reply: WireReply) => void; reject: (error: Error) => void };

/** A payer whose answers the test gives, one by one. */
const aPayer = (patienceMs = 60_000) => {
  const calls: (Answering & { gaveUp: AbortSignal | undefined })[] = [];
  let heard = () => {};
  const ask = guarded({
    store: store(),
    now,
    patienceMs,
    wire: (_, gaveUp) =>
      new Promise((resolve, reject) => {
        calls.push({ resolve, reject, gaveUp });
        heard();
      }),
  });
  return {
    calls,
    ask,
    /** Resolves when so many have asked. */
    asked: async (count: number) => {
      while (calls.length < count)
        await new Promise<void>((resolve) => {
          heard = resolve;
        });
    },
  };
};
const good: WireReply = { status: 200, body: 'fine' };
const silence = () => new PayerFailed('payer-silent');

/** Asks once and has the payer answer or fail so. */
const once = async (payer: ReturnType<typeof aPayer>, how: WireReply | Error) => {
  const before = payer.calls.length;
  const asked = payer.ask(post());
  asked.catch(() => {});
  await payer.asked(before + 1);
  const call = payer.calls[before] as Answering;
  if (how instanceof Error) call.reject(how);
  else call.resolve(how);
  return asked;
};
const fall = async (payer: ReturnType<typeof aPayer>) => {
  for (let count = 0; count < 4; count += 1)
    await expect(once(payer, silence())).rejects.toThrow('payer-silent');
  await expect(once(payer, silence())).rejects.toBeInstanceOf(PayerUnavailable);
};

describe('a payer that does not answer', () => {
  it('is not asked any more after the fifth failure, and says why and since when', async () => {
    const payer = aPayer();
    await fall(payer);
    pass(60);
    const refused = await payer.ask(post()).catch((error: unknown) => error);
    expect(refused).toMatchObject({
      name: 'PayerUnavailable',
      payerId,
      code: 'payer-silent',
      since: '2026-11-20T16:00:00.000Z',
    });
    expect(payer.calls).toHaveLength(5);
  });

  it('is tried by one call after the pause, and by nobody else meanwhile', async () => {
    const payer = aPayer();
    await fall(payer);
    pass(120);
    const first = payer.ask(post());
    await payer.asked(6);
    await expect(payer.ask(post())).rejects.toBeInstanceOf(PayerUnavailable);
    payer.calls[5]?.resolve(good);
    expect(await first).toEqual(good);
    expect(await state()).toMatchObject({ state: 'answering', failures: [] });
    expect(await once(payer, good)).toEqual(good);
  });

  it('is tried by one of two that come at the same instant', async () => {
    const payer = aPayer();
    await fall(payer);
    pass(120);
    // Whichever is refused is so before the other is answered.
    const both = Promise.allSettled([payer.ask(post()), payer.ask(post())]);
    await payer.asked(6);
    payer.calls[5]?.resolve(good);
    const outcomes = await both;
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(payer.calls).toHaveLength(6);
  });

  it('has another machine, which is asked all the same and says nothing of the silent one', async () => {
    const payer = aPayer();
    await fall(payer);
    const other = { ...post(), url: 'http://127.0.0.1:9/other/Claim/$submit' };
    const asked = payer.ask(other);
    await payer.asked(6);
    payer.calls[5]?.resolve(good);
    expect(await asked).toEqual(good);
    expect(await state()).toMatchObject({ state: 'unavailable', address: post().url });
    await expect(payer.ask(post())).rejects.toBeInstanceOf(PayerUnavailable);
    // The other one is silent too: the payer has been so since the first was.
    pass(3600);
    const again = payer.ask(other).catch((error: unknown) => error);
    await payer.asked(7);
    payer.calls[6]?.reject(silence());
    expect(await again).toMatchObject({
      name: 'PayerUnavailable',
      code: 'payer-silent',
      since: '2026-11-20T16:00:00.000Z',
    });
  });

  it('has another machine, which is left alone as well once it has failed as often', async () => {
    const payer = aPayer();
    await fall(payer);
    const other = { ...post(), url: 'http://127.0.0.1:9/other/Claim/$submit' };
    const silentToo = async () => {
      const count = payer.calls.length;
      const asked = payer.ask(other).catch((error: unknown) => error);
      await payer.asked(count + 1);
      payer.calls[count]?.reject(silence());
      return asked;
    };
    for (let count = 0; count < 5; count += 1)
      expect(await silentToo()).toMatchObject({ name: 'PayerUnavailable', code: 'payer-silent' });
    // Nobody waits for it any more, nor is the record of the first one touched.
    expect(await payer.ask(other).catch((error: unknown) => error)).toMatchObject({
      name: 'PayerUnavailable',
      code: 'payer-silent',
      since: '2026-11-20T16:00:00.000Z',
    });
    expect(payer.calls).toHaveLength(10);
    expect(await state()).toMatchObject({ state: 'unavailable', address: post().url });
    // After the pause one call finds out; until it has, and after it failed, nobody else does.
    pass(3600);
    const both = [payer.ask(other), payer.ask(other)].map((one) =>
      one.catch((error: unknown) => error),
    );
    await payer.asked(11);
    payer.calls[10]?.reject(silence());
    for (const one of await Promise.all(both)) expect(one).toBeInstanceOf(PayerUnavailable);
    await expect(payer.ask(other)).rejects.toBeInstanceOf(PayerUnavailable);
    expect(payer.calls).toHaveLength(11);
    // It answers again: it is asked as ever, and the first one stays left alone.
    pass(3600);
    for (const count of [12, 13]) {
      const asked = payer.ask(other);
      await payer.asked(count);
      payer.calls[count - 1]?.resolve(good);
      expect(await asked).toEqual(good);
    }
    expect((await state()).other).toBeUndefined();
  });

  it('stays so when fifty calls fail at the same time, and each of them is told', async () => {
    const payer = aPayer();
    const calls = Array.from({ length: 50 }, () => payer.ask(post()));
    await payer.asked(50);
    for (const call of payer.calls) call.reject(silence());
    const outcomes = await Promise.allSettled(calls);
    expect(outcomes.every(({ status }) => status === 'rejected')).toBe(true);
    expect(await state()).toMatchObject({ state: 'unavailable' });
  });

  it('is nobody else: another payer, and its other channel, are asked as ever', async () => {
    await fall(aPayer());
    const other = aPayer();
    const asked = [
      other.ask({ ...post(), channel: 'pas' }),
      other.ask({ ...post(), payerId: `${payerId}-other` }),
    ];
    await other.asked(2);
    for (const call of other.calls) call.resolve(good);
    expect(await Promise.all(asked)).toEqual([good, good]);
  });
});

describe('a payer that answers', () => {
  it('at once costs no write', async () => {
    await once(aPayer(), good);
    expect((await state()).rev).toBe(0);
    expect(await store().takePlace(post(), 1, new Date(at + 1000), now())).toBe(1);
  });

  it('slowly is waited for by so many calls at once as its entry says, and no more', async () => {
    const payer = aPayer(0);
    const until = new Date(at + 25_000);
    expect(await store().takePlace(post(), 2, until, now())).toBe(1);
    expect(await store().takePlace(post(), 2, until, now())).toBe(2);
    const turnedAway = payer.ask(post());
    await expect(turnedAway).rejects.toMatchObject({ code: 'payer-crowded', since: undefined });
    expect(payer.calls[0]?.gaveUp?.aborted).toBe(true);

    await store().leavePlace(post(), 2, until, now());
    const next = payer.ask(post());
    await payer.asked(2);
    payer.calls[1]?.resolve(good);
    expect(await next).toEqual(good);
    // Its place is free again.
    expect(await store().takePlace(post(), 2, until, now())).toBe(2);
  });

  it('is waited for again in a place whose function was lost', async () => {
    expect(await store().takePlace(post(), 1, new Date(at + 25_000), now())).toBe(1);
    expect(await store().takePlace(post(), 1, new Date(at + 50_000), now())).toBeUndefined();
    pass(25);
    expect(await store().takePlace(post(), 1, new Date(at + 25_000), now())).toBe(1);
  });
});

describe('the referrals that wait for a payer', () => {
  const waitFor = async (doseBy: string) => {
    const { referralId } = await storeReferral(
      table,
      { submission: aSubmission(), payer: examplePayer() },
      {
        doseBy,
      },
    );
    const place = placeHold({
      store: holdStore(table),
      referralOf: (id) => readSafeguard(table, id),
      now,
    });
    const wait = holdForPayer(new PayerUnavailable(payerId, 'x12', 'payer-silent'), now());
    const { holdId } = await place({
      referralId,
      operation: `${referralId}:wait`,
      scope: 'r',
      count: 1,
      stage: 'Verify eligibility',
      reason: wait.reason,
      dueAt: wait.dueAt,
      fault: wait.fault,
      taskToken: `token-${referralId}`,
    });
    return holdId;
  };
  const sweep = () =>
    askPayersAgain({
      holds: waitingHoldsStore(table),
      reachability: store(),
      payerOf: async () => undefined,
      now,
    })();
  const ended = async (holdIds: readonly string[]) => {
    const holds = await Promise.all(holdIds.map((id) => readHold(table, id)));
    return holdIds.filter((_, index) => holds[index]?.status === 'resolved');
  };

  it('go on by themselves: the most urgent as the try, the others once it was answered', async () => {
    const payer = aPayer();
    await fall(payer);
    const later = await waitFor('2027-02-01');
    const urgent = await waitFor('2026-12-01');
    await sweep();
    expect(await ended([urgent, later])).toEqual([]);

    pass(300);
    await sweep();
    expect(await ended([urgent, later])).toEqual([urgent]);
    expect(await readHold(table, urgent)).toMatchObject({
      settlement: { resume: 'Verify eligibility' },
      evidence: { payerId, channel: 'x12', code: 'payer-silent' },
    });

    await once(payer, good);
    await sweep();
    expect(await ended([urgent, later])).toEqual([urgent, later]);
    // Run again by the next round: nothing is left.
    await sweep();
  });

  it('are counted for the alarm while the payer is silent, and not any more once it answers', async () => {
    const payer = aPayer();
    await fall(payer);
    await waitFor('2026-12-01');
    const told = () =>
      said().filter((line) => line.includes('payer.unavailable') && line.includes(`"${payerId}"`));
    pass(60);
    await sweep();
    expect(told()).toHaveLength(1);
    expect(JSON.parse(told()[0] ?? '')).toMatchObject({
      payerId,
      channel: 'x12',
      minutes: 1,
      waiting: 1,
    });
    pass(60);
    await once(payer, good);
    await sweep();
    expect(told()).toHaveLength(1);
  });
});
