import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { inquire, type PayerReply, submit } from './adjudicate.ts';
import { type Books, emptyLedger, openLedger } from './ledger.ts';
import { type Misbehaviour, misbehave, openManners, type SimulatedChannel } from './manners.ts';
import { type Notifier, startNotifier } from './notifier.ts';
import { operationOutcome } from './operation-outcome.ts';
import { simulatedPayers } from './payers.ts';
import { BadInquiry, readInquiry } from './read-inquiry.ts';
import { review } from './review.ts';
import { readReviewRequest } from './review-request.ts';
import { answerAs } from './scenarios.ts';
import type { ServiceClient } from './service-client.ts';
import { writeAnswer } from './write-answer.ts';

type SimulatorOptions = {
  /** 0 takes a free one. */
  port: number;
  /** Where it keeps what it must not forget. */
  data: string;
  slowMillis: number;
  /** Left out, nothing is told and the clock is this machine's. */
  service?: ServiceClient;
};

type Simulator = { url: string; close: () => Promise<void> };

const mostBytes = 40_000_000;

const bodyOf = async (incoming: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    size += chunk.length;
    if (size > mostBytes) throw new Error('too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
};

const send = (
  outgoing: ServerResponse,
  { status, body }: PayerReply,
  type = 'application/fhir+json',
) => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const html = typeof body === 'string' && body.startsWith('<');
  outgoing.writeHead(status, { 'content-type': html ? 'text/html' : type });
  outgoing.end(text);
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** The first transaction set is a 278. */
const isReview = /~[\r\n]*ST\*278\*/;

const wakePath = '/wake';
/** `PUT /payers/acme-health/x12/manner` with one word: hang, drip, reset, flood, busy or answer. */
const mannerPath = /^\/payers\/([a-z0-9-]+)\/(x12|pas)\/manner$/;
/** `PUT /members/EX1001-APPROVE/scenario` with one word of scenarios.ts: how it is answered from now on. */
const memberPath = /^\/members\/([\w-]+)\/scenario$/;
const operation = /^\/payers\/([a-z0-9-]+)\/fhir\/Claim\/\$(submit|inquire)$/;

/** Payers and their clearinghouse over HTTP, on this machine only. */
export const openSimulator = async (options: SimulatorOptions): Promise<Simulator> => {
  // Read once the port is ours: until then a predecessor may still be writing.
  let books: Books = { ledger: emptyLedger(), save: () => {} };
  const { service } = options;
  let notifier: Notifier | undefined;
  const manners = openManners();
  const now = () => (service ? service.now() : Promise.resolve(new Date()));

  /** A 278: who decides is named in it, as in a 270. */
  const reviewed = async (text: string): Promise<PayerReply | Misbehaviour> => {
    const request = readReviewRequest(text);
    const payer = simulatedPayers.find(({ ediId }) => ediId === request.payerEdiId);
    if (!payer) return { status: 404, body: 'no such payer' };
    const misbehaviour = manners.of(payer.payerId, 'x12');
    return misbehaviour ?? review(books, payer, { ...request, text }, await now());
  };

  const x12 = async (incoming: IncomingMessage): Promise<PayerReply | Misbehaviour> => {
    try {
      const text = await bodyOf(incoming);
      if (isReview.test(text)) return await reviewed(text);
      const inquiry = readInquiry(text);
      const payer = simulatedPayers.find(({ ediId }) => ediId === inquiry.payerEdiId);
      if (!payer) return { status: 404, body: 'no such payer' };
      const misbehaviour = manners.of(payer.payerId, 'x12');
      if (misbehaviour) return misbehaviour;
      books.ledger.inquiries += 1;
      books.save({ inquiries: books.ledger.inquiries });
      return { status: 200, body: writeAnswer(inquiry, payer, await now()) };
    } catch (error) {
      if (error instanceof BadInquiry) return { status: 400, body: `bad X12: ${error.message}` };
      throw error;
    }
  };

  const fhir = async (incoming: IncomingMessage, payerId: string, what: string) => {
    const payer = simulatedPayers.find((one) => one.payerId === payerId);
    const type = incoming.headers['content-type']?.split(';')[0];
    if (!payer)
      return {
        status: 404,
        body: operationOutcome([{ expression: '', diagnostics: 'no such payer' }], 'not-found'),
      };
    if (type !== 'application/fhir+json')
      return {
        status: 415,
        body: operationOutcome([{ expression: '', diagnostics: 'send application/fhir+json' }]),
      };
    const body = parsed(await bodyOf(incoming));
    if (what === 'inquire') return inquire(books, payer, body);
    const reply = submit(books, payer, body, await now());
    // Before it is answered: from then on somebody may ask whether all is quiet.
    await notifier?.arm();
    return reply;
  };

  const log = () => ({
    inquiries: books.ledger.inquiries,
    asked: books.ledger.asked,
    misbehaviours: manners.done(),
    submissions: Object.values(books.ledger.submissions).map(
      ({ identifier, payerId, scenario, received, at }) => ({
        identifier,
        payerId,
        scenario,
        received,
        at,
      }),
    ),
    events: books.ledger.events.map(({ payerId, identifier, number, dueAt, deliveries }) => ({
      payerId,
      identifier,
      number,
      dueAt,
      deliveries,
    })),
  });

  const serve = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const path = incoming.url ?? '';
    const [, payerId, what] = operation.exec(path) ?? [];
    if (incoming.method === 'GET' && path === '/log')
      return send(outgoing, { status: 200, body: log() }, 'application/json');
    if (incoming.method === 'POST' && path === wakePath)
      return send(outgoing, { status: (await notifier?.wake()) ? 200 : 503, body: {} });
    const [, who, channel] = mannerPath.exec(path) ?? [];
    if (incoming.method === 'PUT' && who && channel) {
      const isKnown = manners.tell(
        who,
        channel as SimulatedChannel,
        (await bodyOf(incoming)).trim(),
      );
      return send(outgoing, { status: isKnown ? 204 : 400, body: '' });
    }
    const [, member] = memberPath.exec(path) ?? [];
    if (incoming.method === 'PUT' && member) {
      const isKnown = answerAs(member, (await bodyOf(incoming)).trim());
      return send(outgoing, { status: isKnown ? 204 : 400, body: '' });
    }
    if (incoming.method === 'POST' && path === '/x12') {
      const reply = await x12(incoming);
      if (typeof reply === 'string') return misbehave(reply, outgoing);
      if (reply.slow) await pause(options.slowMillis);
      return send(outgoing, reply, 'application/edi-x12');
    }
    if (incoming.method === 'POST' && payerId && what) {
      const misbehaviour = manners.of(payerId, 'pas');
      if (misbehaviour) return misbehave(misbehaviour, outgoing);
      const reply: PayerReply = await fhir(incoming, payerId, what);
      if (reply.slow) await pause(options.slowMillis);
      return send(outgoing, reply);
    }
    send(outgoing, { status: 404, body: operationOutcome([], 'not-found') });
  };

  const server = createServer((incoming, outgoing) => {
    serve(incoming, outgoing).catch(() => {
      if (!outgoing.headersSent) outgoing.writeHead(500);
      outgoing.end();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  books = openLedger(options.data);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  notifier = service && startNotifier(books, service, `${url}${wakePath}`);
  return {
    url,
    close: async () => {
      notifier?.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
