import { afterAll, describe, expect, it } from 'vitest';
import { inquirePayers } from '../../functions/authorization/inquire-payers.ts';
import {
  type Inquire,
  inquiryGateway,
  payerGateway,
} from '../../functions/authorization/payer-gateway.ts';
import { receivePayerNotification } from '../../functions/authorization/receive-payer-notification.ts';
import { recordBareNotice } from '../../functions/authorization/record-bare-notice.ts';
import { authorizationStore } from '../../functions/authorization/store.ts';
import { submitAuthorization } from '../../functions/authorization/submit-authorization.ts';
import { holdItem } from '../../functions/hold/hold-item.ts';
import { PayerUnavailable } from '../../functions/payer/payer-unavailable.ts';
import type { Post } from '../../functions/payer/wire-gateway.ts';
import { PermanentFault, TransientFault } from '../../functions/platform/errors.ts';
import { keys } from '../../functions/platform/keys.ts';
import { chain } from '../../functions/platform/record.ts';
import { explainHold } from '../../functions/worklist/hold-why.ts';
import { inquire, submit } from '../../payer-simulator/adjudicate.ts';
import { type Books, emptyLedger } from '../../payer-simulator/ledger.ts';
import { tellDue } from '../../payer-simulator/notifier.ts';
import { type SimulatedPayer, simulatedPayers } from '../../payer-simulator/payers.ts';
import { type ServiceClient, signBody } from '../../payer-simulator/service-client.ts';
import { placed } from '../support/authorization-steps.ts';
import { openDatabase } from '../support/database.ts';
import { aHold } from '../support/holds.ts';
import { given } from '../support/network.ts';
import { examplePayer } from '../support/payer-simulator.ts';

const { table, close } = await openDatabase();
afterAll(close);

const acme = simulatedPayers.find(({ payerId }) => payerId === 'acme-health') as SimulatedPayer;
const sentAt = new Date('2026-11-20T16:00:00.000Z');
const after = (minutes: number) => new Date(sentAt.getTime() + minutes * 60_000);
/** When the payer tells that it has decided. */
const decided = 20 * 60;

const reply = ({ status, body }: { status: number; body: unknown }) => ({
  status,
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

let worlds = 0;

/** A request that the payer decides later, and of which it tells no more than a name. */
const told = async (scenario: string) => {
  const one = await placed(table, { scenario });
  await one.authorize();
  worlds += 1;
  // The payer counts its events over all requests.
  const eventNumbers = { 'acme-health': worlds * 10 };
  const books: Books = { ledger: { ...emptyLedger(), eventNumbers }, save: () => {} };
  const asked: Post[] = [];
  const store = authorizationStore(table);
  await submitAuthorization({
    store,
    payer: payerGateway(async ({ body }) => reply(submit(books, acme, JSON.parse(body), sentAt))),
    documents: { read: async () => [] },
    now: () => sentAt,
  })(one.input('submit', 1));
  const wait = aHold(one.referralId, {
    scope: 'a1.',
    reason: 'payer-decision',
    team: 'coordinator',
    stage: 'Submit authorization',
  });
  await given(table, { items: [holdItem(wait)] });
  const deliver: ServiceClient['notify'] = async (payerId, rawBody) => {
    await receivePayerNotification({ store, tableName: table.name, now: () => after(decided) })({
      principal: {
        subject: 'client',
        roles: new Set(['payer'] as const),
        practices: new Set<string>(),
        payerId,
      },
      path: { payerId },
      body: JSON.parse(rawBody),
      rawBody,
      headers: { 'x-jws-signature': await signBody(payerId, rawBody) },
    } as never);
    return true;
  };
  const client = { now: async () => after(decided), wakeAt: async () => true, notify: deliver };
  expect(await tellDue(books, client)).toBe(1);
  const atSimulator: Inquire = inquiryGateway(async (post) => {
    asked.push(post);
    const answer = inquire(books, acme, JSON.parse(post.body));
    // What the wire makes of it.
    if (answer.status === 503) throw new TransientFault('payer-busy:503');
    return reply(answer);
  });
  return {
    ...one,
    asked,
    atSimulator,
    /** The payer tells once more that it has news, so many minutes after the first notice. */
    again: (minutes: number, eventKey: string) =>
      recordBareNotice(
        { store, tableName: table.name, now: () => after(decided + minutes) },
        {
          payer: examplePayer(),
          actor: { kind: 'payer', id: 'acme-health' },
          eventKey,
          named: [`${one.id}.1`],
        },
      ),
    /** One round of the sweep, so many minutes after the notice. */
    round: (minutes = 0, how = atSimulator, different: Partial<typeof store> = {}) =>
      inquirePayers({
        store: { ...store, ...different },
        inquire: how,
        tableName: table.name,
        now: () => after(decided + minutes),
      })(),
    holds: async () =>
      (await store.file(one.referralId)).holds.map(({ reason, status }) => `${reason} ${status}`),
    why: async () => {
      const hold = (await store.file(one.referralId)).holds.find(
        ({ reason }) => reason === 'answer-unexpected',
      );
      if (!hold) throw new Error('nobody looks');
      return explainHold(hold, {
        records: await chain(table, one.referralId),
        findings: [],
        names: new Map(),
      }).map(({ text }) => text);
    },
  };
};

describe('news that came by name alone', () => {
  it('are asked for, recorded as if they had been sent, and end the wait', async () => {
    const { round, asked, read, holds, events, id } = await told('NAMED');
    expect(await holds()).toEqual(['payer-decision open']);
    await round();
    expect((await read())?.status).toBe('approved');
    expect(await holds()).toEqual(['payer-decision resolved']);
    expect(asked.map(({ url }) => url)).toEqual([expect.stringMatching(/\/Claim\/\$inquire$/)]);
    expect((await events()).slice(-2)).toEqual([
      'authorization.notified',
      'authorization.notified',
    ]);
    await round(30);
    expect(asked).toHaveLength(1);
    expect((await authorizationStore(table).get(id))?.status).toBe('approved');
  });

  it.each([
    ['NAMEDDENY', 'denied'],
    ['NAMEDBARE', 'approved'],
  ])('may be any decision, in either form: %s', async (scenario, status) => {
    const { round, read, holds } = await told(scenario);
    await round();
    expect((await read())?.status).toBe(status);
    expect(await holds()).toEqual(['payer-decision resolved']);
  });

  it.each([
    ['NAMEDNOTHING', 'it knows of no such request', []],
    ['NAMEDSEVERAL', 'it answers differently about the same request', []],
    ['NAMEDERROR', 'it refuses to say', ['no inquiry about this request is taken']],
  ])('come before a person with what was tried: %s', async (scenario, because, words) => {
    const { round, read, holds, why, asked } = await told(scenario);
    await round();
    expect((await read())?.status).toBe('pended');
    expect(await holds()).toEqual(['payer-decision open', 'answer-unexpected open']);
    const texts = (await why()).join(' ');
    expect(texts).toContain(because);
    for (const word of words) expect(texts).toContain(word);
    await round(500);
    expect(asked).toHaveLength(1);
  });

  it.each([
    ['NAMEDSILENT', 'it does not answer'],
    ['NAMEDPENDED', 'it still decides, it says'],
  ])('are asked for again before a person looks: %s', async (scenario, because) => {
    const { round, holds, why, asked } = await told(scenario);
    for (const minutes of [0, 5, 10, 35, 40, 115]) await round(minutes);
    expect(asked).toHaveLength(3);
    expect(await holds()).toEqual(['payer-decision open']);
    await round(120);
    expect(asked).toHaveLength(4);
    expect(await holds()).toEqual(['payer-decision open', 'answer-unexpected open']);
    expect((await why()).join(' ')).toContain(because);
  });

  it.each([
    ['is not to be asked now', new PayerUnavailable('acme-health', 'pas', 'payer-silent'), false],
    ['may answer when asked again', new TransientFault('payer-reset'), false],
    ['refuses the call', new PermanentFault('payer-refused:403'), true, 'refuses the call'],
    [
      'has no machine for it, as one that takes 278s alone',
      new PermanentFault('payer-without-machine'),
      true,
      'names no machine that takes inquiries',
    ],
  ])('of a payer that %s', async (_, fault, ...[looks, because = '']) => {
    const { round, holds, why } = await told('NAMED');
    await round(0, async () => {
      throw fault;
    });
    expect((await holds()).includes('answer-unexpected open')).toBe(looks);
    if (because) expect((await why()).join(' ')).toContain(because);
  });

  it('keep nobody else waiting where one of them cannot be asked', async () => {
    const first = await told('NAMED');
    const second = await told('NAMED');
    await second.round(0, async (payer, bundle) => {
      if (JSON.stringify(bundle).includes(first.id)) throw new Error('broken');
      return inquiryGateway(async () => ({ status: 404, body: '' }))(payer, bundle);
    });
    expect(await second.holds()).toContain('answer-unexpected open');
    expect(await first.holds()).toEqual(['payer-decision open']);
    await first.round(10);
    expect((await first.read())?.status).toBe('approved');
  });

  it('keep nobody waiting where what fails is not the payer', async () => {
    const { round, read, asked, id } = await told('NAMED');
    const fails = {
      file: async () => {
        throw new Error('broken');
      },
    };
    const due = async (minutes: number) =>
      (await authorizationStore(table).inquiriesDue(after(decided + minutes).toISOString(), 20))
        .map(({ authorizationId }) => authorizationId)
        .includes(id);
    for (const minutes of [0, 10, 40, 120]) {
      expect(await due(minutes)).toBe(true);
      await round(minutes, undefined, fails);
      expect(await due(minutes)).toBe(false);
    }
    expect(asked).toEqual([]);
    await round(200);
    expect((await read())?.status).toBe('approved');
  });

  it('told again and again come before a person as soon as those told once', async () => {
    const { round, again, holds, asked, id } = await told('NAMEDSILENT');
    for (const [index, minutes] of [0, 10, 40, 120].entries()) {
      await again(minutes, `again-${id}-${index}`);
      expect(await holds()).toEqual(['payer-decision open']);
      await round(minutes);
    }
    expect(asked).toHaveLength(4);
    expect(await holds()).toEqual(['payer-decision open', 'answer-unexpected open']);
  });

  it('are nobody’s matter once another payer decides', async () => {
    const { round, read, asked, id } = await told('NAMED');
    const before = await read();
    await given(table, {
      items: [{ ...keys.authorization(id), ...before, payerId: 'summit-trust' }],
    });
    await round();
    await round(10);
    expect(asked).toEqual([]);
    expect((await read())?.status).toBe('pended');
  });

  it('come before a person where a part of the answer cannot be read', async () => {
    const { round, read, why, atSimulator } = await told('NAMED');
    await round(0, async (payer, bundle) => {
      const made = await atSimulator(payer, bundle);
      return made.outcome === 'answered' ? { ...made, unread: 1 } : made;
    });
    expect((await read())?.status).toBe('pended');
    expect((await why()).join(' ')).toContain('a part of its answer cannot be read');
  });

  it('of a referral that was closed meanwhile are left', async () => {
    const { round, asked, close: end, holds } = await told('NAMED');
    await end();
    await round();
    expect(asked).toEqual([]);
    expect(await holds()).toEqual(['payer-decision open']);
  });
});
