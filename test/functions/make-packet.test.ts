import type { Bundle, Claim } from 'fhir/r4.js';
import { afterAll, describe, expect, it } from 'vitest';
import { handler, makePacket } from '../../functions/authorization/make-packet.ts';
import { payerGateway } from '../../functions/authorization/payer-gateway.ts';
import { readLetter } from '../../functions/authorization/read-letter.ts';
import { readPacket } from '../../functions/authorization/read-packet.ts';
import { withChannelFailed } from '../../functions/authorization/request-way.ts';
import { submitAuthorization } from '../../functions/authorization/submit-authorization.ts';
import { holdItem } from '../../functions/hold/hold-item.ts';
import type { Payer } from '../../functions/payer/payer.ts';
import { PayerUnavailable } from '../../functions/payer/payer-unavailable.ts';
import { postToPayer } from '../../functions/payer/wire-gateway.ts';
import { byStep } from '../../functions/platform/audit.ts';
import type { SentDocument } from '../../functions/platform/document-gateway.ts';
import { PermanentFault, TransientFault } from '../../functions/platform/errors.ts';
import { chain } from '../../functions/platform/record.ts';
import type { Submission } from '../../functions/referral/referral.ts';
import type { ResolutionBody } from '../../functions/worklist/routes.ts';
import { now, placed } from '../support/authorization-steps.ts';
import { aCaller } from '../support/callers.ts';
import { aPack } from '../support/criteria.ts';
import { openDatabase } from '../support/database.ts';
import { aHold, holdDesk } from '../support/holds.ts';
import { given } from '../support/network.ts';
import { examplePayer } from '../support/payer-simulator.ts';
import { readPdf } from '../support/pdf-text.ts';
import { aName, faultOf, notAnId, overtaken, resolveAs, twice } from '../support/steps.ts';

const { table, close } = await openDatabase();
afterAll(close);

const row = { source: 'own', from: '2025-01-01' };
const fax = { ...row, id: 'fax', channel: 'fax', number: '+13125550142' } as const;
const call = { ...row, id: 'call', channel: 'telephone', number: '+13125550143' } as const;
const byHand = (...channels: Payer['authorization']['channels']): Payer => ({
  ...examplePayer(),
  authorization: { channels },
});

/** A document store that lasts as long as a test. */
const openStore = () => {
  const kept = new Map<string, SentDocument>();
  return {
    kept,
    keep: async (
      documents: readonly { title: string; contentType: string; data?: string | undefined }[],
    ) =>
      documents.map((document) => {
        const storedAs = `documents/${kept.size + 1}`;
        kept.set(storedAs, { ...document, data: document.data ?? '' });
        return { ...document, storedAs, bytes: 10, sha256: 'x' };
      }),
    discard: async (documents: readonly { storedAs?: string | undefined }[]) => {
      for (const { storedAs = '' } of documents) kept.delete(storedAs);
    },
    read: async (documents: readonly { storedAs?: string | undefined }[]) =>
      documents.flatMap(({ storedAs = '' }) => kept.get(storedAs) ?? []),
    find: async (documents: readonly { storedAs?: string | undefined }[]) =>
      documents.map(({ storedAs = '' }) => kept.get(storedAs)),
  };
};

/** A referral whose payer takes requests by hand, drafted. */
const drafted = async (payer = byHand(fax, call), told: Partial<Submission> = {}) => {
  const one = await placed(table, { payer, told });
  const documents = openStore();
  const submit = (turn = 0, draft = false) =>
    submitAuthorization({
      store: one.store,
      payer: payerGateway(postToPayer),
      documents: { read: async () => [] },
      now,
    })({ ...one.input('submit', turn), draft });
  await submit(0, true);
  return {
    ...one,
    documents,
    submit,
    make: (turn = 0, from = one.store) =>
      makePacket({ store: from, documents, now })(one.input('packet', turn)),
    /** A coordinator ends the hold that waits with the packet. */
    resolve: async (body: ResolutionBody, at = '2026-11-20T17:00:00Z', count = 1) => {
      const hold = aHold(one.referralId, {
        reason: 'packet-to-send',
        team: 'coordinator',
        scope: 'a1.',
        stage: 'Make packet',
        count,
        openedAt: at,
      });
      await given(table, { items: [holdItem(hold)] });
      await resolveAs(table, 'coordinator', { holdId: hold.holdId, body }, new Date(at));
      return (await holdDesk(table).get(hold.holdId))?.settlement;
    },
  };
};

const nobody = { review: () => Promise.reject(new Error('nobody takes a 278')) };

describe('a request to a payer without a machine', () => {
  it('goes by hand: it is drafted, and nobody is called', async () => {
    const one = await placed(table, { payer: byHand(fax) });
    const submit = submitAuthorization({
      store: one.store,
      payer: { ...nobody, submit: () => Promise.reject(new Error('nobody is to be called')) },
      documents: { read: () => Promise.reject(new Error('nothing is to be read')) },
      now,
    });
    const input = { ...one.input('submit', 0), draft: true };
    expect(await submit(input)).toEqual({ outcome: 'by-hand' });
    expect(await submit(input)).toEqual({ outcome: 'by-hand' });
    expect(await one.events()).toEqual(['authorization.drafted']);
  });

  it('has its packet made once, kept in the store alone, and waits until it is sent', async () => {
    const { make, read, documents, referralId, events } = await drafted();
    expect(await twice(table, referralId, make)).toEqual({
      outcome: 'hold',
      reason: 'packet-to-send',
      dueAt: '2026-11-23T16:00:00Z',
    });
    const authorization = await read();
    expect(authorization).toMatchObject({
      status: 'to-send',
      packet: { number: 1, version: 1, way: fax, storedAs: 'documents/1', siteNpi: '1234567893' },
    });
    expect(authorization?.sent).toBeUndefined();
    expect([...documents.kept.keys()]).toEqual(['documents/1']);
    expect(await events()).toEqual(['authorization.drafted', 'authorization.packet-made']);
  });

  it('has a packet of this patient, drug and payer', async () => {
    const { make, documents } = await drafted();
    await make();
    const [{ data = '', contentType } = {}] = [...documents.kept.values()];
    expect(contentType).toBe('application/pdf');
    const { text } = readPdf(Buffer.from(data, 'base64'));
    for (const word of ['Acme Health', '+13125550142', 'Exampleton', 'EX1001-APPROVE', 'J1745'])
      expect(text).toContain(word);
  });

  it('goes on without a document that is not where it was kept, and says so to whoever sends it', async () => {
    const note = {
      ...{ title: 'Office note', type: '11506-3', contentType: 'application/pdf' },
      ...{ storedAs: 'documents/gone', bytes: 10, sha256: 'x' },
    };
    const { make, documents, referralId } = await drafted(undefined, { documents: [note] });
    expect(await make()).toMatchObject({ reason: 'packet-to-send' });
    const [{ data = '' } = {}] = [...documents.kept.values()];
    expect(readPdf(Buffer.from(data, 'base64')).text.replace(/\s+/g, ' ')).toContain(
      'it is not where it was kept: ask whoever sent it for it again',
    );
    const [last] = (await chain(table, referralId)).slice(-1);
    expect(last).toMatchObject({
      event: 'authorization.packet-made',
      detail: { missingDocuments: 1 },
    });
  });

  it('has a packet that tells each criterion of the payer once', async () => {
    const says = 'Azathioprine failed before.';
    const pack = aPack([
      {
        id: 'step',
        says,
        without: 'denies',
        kind: 'tried',
        drugs: [['azathioprine']],
        atLeast: 1,
      },
    ]);
    const { make, documents } = await drafted({ ...byHand(fax), packs: [pack] });
    await make();
    const [{ data = '' } = {}] = [...documents.kept.values()];
    expect(readPdf(Buffer.from(data, 'base64')).text.split(says)).toHaveLength(2);
  });

  it('leaves no packet behind where somebody wrote meanwhile, and is tried again', async () => {
    const { make, store, documents, read } = await drafted();
    const late = overtaken(store, 'file', async () => {
      const before = await read();
      if (!before) throw new Error('nothing was drafted');
      const told = {
        operation: 'notified',
        at: now().toISOString(),
        event: 'authorization.notified',
      };
      await store.put(
        { ...before, status: 'approved', rev: before.rev + 1 },
        { ...told, actor: byStep('receive-payer-notification') },
      );
    });
    await expect(make(0, late)).rejects.toMatchObject({ message: 'authorization-moved' });
    expect(await make(0, late)).toEqual({ outcome: 'approved' });
    expect([...documents.kept]).toEqual([]);
  });

  it('leaves one packet behind where two runs of it make one, the one on record', async () => {
    const { make, store, documents, read } = await drafted();
    const late = overtaken(store, 'file', async () => {
      await make();
    });
    expect(await make(0, late)).toMatchObject({ reason: 'packet-to-send' });
    expect([...documents.kept.keys()]).toEqual([(await read())?.packet?.storedAs]);
  });

  it('keeps what it made where nobody knows whether it was written down, and makes another', async () => {
    const { make, store, documents, read } = await drafted();
    const failing = { ...store, put: () => Promise.reject(new TransientFault('throttled')) };
    await expect(make(0, failing)).rejects.toMatchObject({ message: 'throttled' });
    expect([...documents.kept.keys()]).toEqual(['documents/1']);
    expect(await make()).toMatchObject({ reason: 'packet-to-send' });
    expect((await read())?.packet?.storedAs).toBe('documents/2');
  });

  it('is left alone once the referral is closed or the payer gave it up', async () => {
    const { make, close: end, authorize: _, read } = await drafted();
    await end();
    expect(await make()).toEqual({ outcome: 'closed' });
    expect((await read())?.packet).toBeUndefined();
  });

  it('needs a person when nothing was drafted', async () => {
    const { store, input } = await placed(table, { payer: byHand(fax) });
    const make = makePacket({ store, documents: openStore(), now });
    await expect(make(input('packet', 0))).rejects.toMatchObject({
      name: 'PermanentFault',
      message: 'authorization-missing',
    });
  });
});

describe('a request whose machine fails', () => {
  const pas = {
    ...row,
    id: 'pas',
    channel: 'pas',
    url: 'http://127.0.0.1:9/fhir',
    leaveAfterHours: 4,
  } as const;
  const failing = async (fault: Error, ...channels: Payer['authorization']['channels']) => {
    const one = await placed(table, { payer: byHand(...channels) });
    const submit = () =>
      submitAuthorization({
        store: one.store,
        payer: { ...nobody, submit: () => Promise.reject(fault) },
        documents: { read: async () => [] },
        now,
      })({ ...one.input('submit', 0), draft: true });
    return { ...one, submit };
  };
  const refused = new PermanentFault('payer-refused:403');
  const silent = (since: string) =>
    new PayerUnavailable('acme-health', 'pas', 'payer-silent', since);

  it.each([
    ['does not let us in', refused, 'PermanentFault:payer-refused:403'],
    ['is silent for long', silent('2026-11-20T12:00:00Z'), 'TransientFault:payer-silent'],
  ])('and %s goes the next way, with what was the matter on record', async (_, fault, code) => {
    const { referralId, submit, read, events } = await failing(fault, pas, fax);
    expect(await twice(table, referralId, submit)).toEqual({ outcome: 'by-hand' });
    expect((await read())?.channelsFailed).toEqual([
      { id: 'pas', at: '2026-11-20T16:00:00.000Z', code },
    ]);
    expect(await events()).toEqual(['authorization.drafted', 'authorization.channel-failed']);
  });

  it('and has a second one is retried there', async () => {
    const second = { ...pas, id: 'second', url: 'http://127.0.0.1:9/second' };
    const asked: (string | undefined)[] = [];
    const one = await placed(table, { payer: byHand(pas, second, fax) });
    const submit = () =>
      submitAuthorization({
        store: one.store,
        payer: {
          ...nobody,
          submit: (_payer, _bundle, address) => {
            asked.push(address);
            return Promise.reject(refused);
          },
        },
        documents: { read: async () => [] },
        now,
      })({ ...one.input('submit', 0), draft: true });
    await expect(submit()).rejects.toMatchObject({ name: 'TransientFault' });
    expect(await submit()).toEqual({ outcome: 'by-hand' });
    expect(asked).toEqual([pas.url, second.url]);
    expect((await one.read())?.channelsFailed?.map(({ id }) => id)).toEqual(['pas', 'second']);
  });

  it('while it is told what it asked for is updated over the next one, whatever was tried between', async () => {
    const second = { ...pas, id: 'second', url: 'http://127.0.0.1:9/second' };
    const one = await placed(table, { payer: byHand(pas, fax, second) });
    await one.authorize({
      status: 'information-required',
      sent: { number: 1, version: 1, operation: 'first', at: '2026-11-19T16:00:00Z', documents: 0 },
    });
    const sent: Bundle[] = [];
    const submit = (turn: number) =>
      submitAuthorization({
        store: one.store,
        payer: {
          ...nobody,
          submit: (_payer, bundle) => {
            sent.push(bundle);
            return Promise.reject(refused);
          },
        },
        documents: { read: async () => [] },
        now,
      })(one.input('submit', turn));
    expect(await submit(0)).toEqual({ outcome: 'by-hand' });
    await makePacket({ store: one.store, documents: openStore(), now })(one.input('packet', 0));
    const before = await one.read();
    if (!before) throw new Error('nothing was made');
    const failed = { id: 'fax', at: now().toISOString(), code: 'not-sent' };
    await one.store.put(withChannelFailed(before, failed), {
      operation: 'next',
      at: now().toISOString(),
      event: 'hold.resolved',
      actor: byStep('work-hold'),
    });
    await expect(submit(1)).rejects.toBe(refused);
    const related = sent.map(
      ({ entry: [first] = [] }) => (first?.resource as Claim | undefined)?.related,
    );
    expect(related[0]).toMatchObject([{ relationship: { coding: [{ code: 'prior' }] } }]);
    expect(related[1]).toEqual(related[0]);
  });

  it('is waited for while its silence is short', async () => {
    const { submit, read } = await failing(silent('2026-11-20T15:00:00Z'), pas, fax);
    expect(await submit()).toMatchObject({ outcome: 'hold', reason: 'payer-unavailable' });
    expect((await read())?.channelsFailed).toBeUndefined();
  });

  it('and has no other way is a person’s to mend', async () => {
    const { submit } = await failing(refused, pas);
    await expect(submit()).rejects.toBe(refused);
    const alone = await failing(silent('2026-11-20T12:00:00Z'), pas);
    expect(await alone.submit()).toMatchObject({ reason: 'payer-unavailable' });
  });
});

describe('the sending of a packet', () => {
  const proof = { action: 'sent', sentAt: '2026-11-20T16:30:00Z', reference: 'FX-7' };

  it('with its proof starts the clock of the payer, as a machine would have', async () => {
    const { make, resolve, read } = await drafted();
    await make();
    expect(await resolve(proof)).toEqual({
      resume: 'Await resolution',
      reason: 'payer-decision',
      dueAt: '2026-12-05T16:30:00Z',
    });
    expect(await read()).toMatchObject({
      status: 'pended',
      sent: { number: 1, channel: 'fax', proof: 'FX-7', at: '2026-11-20T16:30:00Z' },
    });
  });

  it.each<[string, Partial<ResolutionBody>, string]>([
    ['without a proof', { reference: undefined }, '/reference'],
    ['without a time', { sentAt: undefined }, '/sentAt'],
    ['before the packet was there', { sentAt: '2026-11-20T15:00:00Z' }, '/sentAt'],
    ['in the future', { sentAt: '2026-11-21T16:30:00Z' }, '/sentAt'],
    ['by telephone to nobody', { channel: 'telephone' }, '/person'],
    ['with a document that is not there', { proofDocument: 'Report' }, '/proofDocument'],
  ])('%s is none', async (_, different, pointer) => {
    const { make, resolve, read } = await drafted();
    await make();
    await expect(resolve({ ...proof, ...different })).rejects.toMatchObject({
      status: 422,
      code: 'action-incomplete',
      errors: [expect.objectContaining({ pointer })],
    });
    expect(await read()).toMatchObject({ status: 'to-send' });
  });

  it('is refused where nothing lies ready', async () => {
    const { resolve } = await drafted();
    await expect(resolve(proof)).rejects.toMatchObject({ status: 409, code: 'nothing-to-send' });
  });

  it('that fails takes the next channel, with a packet for it and two hours', async () => {
    const { make, resolve, submit, read } = await drafted();
    await make(0);
    const note = 'The fax of the payer rings and takes nothing.';
    expect(await resolve({ action: 'next-channel', note })).toEqual({
      resume: 'Submit authorization',
    });
    expect(await submit(1)).toEqual({ outcome: 'by-hand' });
    expect(await make(1)).toMatchObject({
      reason: 'packet-to-send',
      dueAt: '2026-11-20T18:00:00Z',
    });
    expect(await read()).toMatchObject({
      packet: { number: 1, way: call },
      channelsFailed: [{ id: 'fax', code: 'not-sent' }],
    });
  });

  it('has no way where all have failed, and a person is told so', async () => {
    const { make, resolve, submit, read, documents } = await drafted(byHand(fax));
    await make(0);
    await resolve({ action: 'next-channel', note: 'Its fax number is not in use any more.' });
    await submit(1);
    await make(1);
    const authorization = await read();
    expect(authorization?.packet?.way).toBeUndefined();
    const last = documents.kept.get(authorization?.packet?.storedAs ?? '');
    expect(readPdf(Buffer.from(last?.data ?? '', 'base64')).text).toContain('is left');
    // Sent all the same, another way: it is said how.
    const told = { ...proof, channel: 'portal' as const };
    expect(await resolve(told, '2026-11-20T17:30:00Z', 2)).toMatchObject({
      reason: 'payer-decision',
    });
  });

  it('that is drafted anew begins with the first channel again, as the next sending', async () => {
    const { make, resolve, submit, read } = await drafted();
    await make(0);
    await resolve({ action: 'next-channel', note: 'Busy for an hour by now.' });
    await make(1);
    await resolve(
      { action: 'sent', sentAt: '2026-11-20T17:00:00Z', reference: 'C-1', person: 'Ada' },
      '2026-11-20T17:30:00Z',
      2,
    );
    await submit(2, true);
    await make(2);
    const authorization = await read();
    expect(authorization).toMatchObject({
      version: 2,
      sent: { number: 1, channel: 'telephone', person: 'Ada' },
      packet: { number: 2, version: 2, way: fax },
    });
    expect(authorization?.channelsFailed).toBeUndefined();
  });
});

describe('a packet is read', () => {
  const request = (id: string, principal: ReturnType<typeof aCaller>) =>
    ({ principal, path: { authorizationId: id }, headers: {} }) as never;

  it.each<[string, ReturnType<typeof aCaller>, boolean]>([
    ['a coordinator', aCaller('coordinator'), true],
    ['its practice', aCaller('referrer', { practice: '1234567893' }), true],
    ['another practice', aCaller('referrer', { practice: '1000000020' }), false],
    ['a scheduler', aCaller('scheduler'), false],
  ])('by %s: %#', async (_, principal, shown) => {
    const { make, id, store, documents } = await drafted();
    await make();
    const answer = readPacket({ store, documents, now })(request(id, principal));
    if (!shown) return expect(answer).rejects.toMatchObject({ status: 404 });
    const { body } = await answer;
    expect(readPdf(body as Buffer).text).toContain('Exampleton');
  });

  it('by nobody before there is one', async () => {
    const { id, store, documents } = await drafted();
    await expect(
      readPacket({ store, documents, now })(request(id, aCaller('coordinator'))),
    ).rejects.toMatchObject({ status: 404 });
  });

  it('nor is a letter before there is something to say in one, and no reading of it is kept', async () => {
    const { id, store } = await drafted();
    const noted: unknown[] = [];
    const noteReading = async (...reading: unknown[]) => void noted.push(reading);
    const principal = aCaller('coordinator');
    const path = { authorizationId: id, letter: 'appeal' };
    const answer = readLetter({ store: { ...store, noteReading }, now })({
      ...{ principal, path, headers: {} },
    } as never);
    await expect(answer).rejects.toMatchObject({ status: 404 });
    expect(noted).toEqual([]);
  });
});

it('takes referral and authorization by their ids and repeats nothing else', async () => {
  const { input } = await placed(table);
  const whole = input('packet', 0);
  expect(await faultOf(handler, { ...whole, referralId: aName })).toEqual(notAnId('referralId'));
  expect(await faultOf(handler, { ...whole, authorizationId: aName })).toEqual(
    notAnId('authorizationId'),
  );
});
