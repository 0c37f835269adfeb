import type { Bundle } from 'fhir/r4.js';
import { machineAddress } from '../payer/channel.ts';
import { type AskPayer, guardedGateway } from '../payer/guarded-gateway.ts';
import type { Payer } from '../payer/payer.ts';
import type { Post, WireReply } from '../payer/wire-gateway.ts';
import { PermanentFault, TransientFault } from '../platform/errors.ts';
import { namedTwice } from '../platform/json-members.ts';
import type { Table } from '../platform/table.ts';
import { localDate } from '../platform/zoned-time.ts';
import { isLater } from './decision-rules.ts';
import { type InquiryAnswers, readInquiryAnswers } from './pas/inquiry-answer.ts';
import { readRefusal } from './pas/operation-outcome.ts';
import { isAnswer, readPayerAnswer } from './pas/response.ts';
import { readUndecided, undecided } from './pas/undecided.ts';
import type { PayerAnswer } from './payer-answer.ts';
import { plainRefusal } from './plain-refusal.ts';
import { asItCame, notAboutTheRequest, type RequestSent, takenStatuses } from './reply-rules.ts';
import { reviewGateway, type SendReview } from './review-gateway.ts';
import { UnreadableAnswer } from './unreadable-answer.ts';

export type PayerGateway = {
  /**
   * Sends a request, to an address of the payer's entry; sent again under the same identifier it counts
   * once.
   *
   * @throws TransientFault when sending the same again may help; PermanentFault when the payer's
   * address or our standing with it is wrong; PayerUnavailable when it is not to be asked now.
   */
  submit: (payer: Payer, bundle: Bundle, address?: string) => Promise<RequestSent>;
  /** The same as a 278. */
  review: SendReview;
};

/** What came of asking what became of a request. */
export type InquiryMade =
  | ({ outcome: 'answered' } & InquiryAnswers)
  | { outcome: 'rejected'; issues: string[]; words: string[] };

/**
 * Asks a payer what became of a request, once.
 *
 * @throws as `submit` does.
 */
export type Inquire = (
  payer: Payer,
  bundle: Bundle,
  /** Rows of the payer that failed the request. */
  failed?: readonly string[],
) => Promise<InquiryMade>;

/** Some servers put a mark of the byte order (U+FEFF) before their JSON. */
const json = (reply: WireReply): unknown => {
  try {
    const body: unknown = JSON.parse(reply.body.replace(/^\ufeff/, ''));
    // Of a field that stands there twice, nobody knows which is meant.
    return namedTwice(reply.body, body).length > 0 ? undefined : body;
  } catch {
    return undefined;
  }
};

/** What a payer says that is no decision; undefined for a page of a browser, half a body and nothing. */
const withoutDecision = (reply: WireReply, body: unknown): PayerAnswer | undefined => {
  const { status } = reply;
  if (takenStatuses.has(status) && reply.body.trim() === '')
    return undecided([`It took the request (status ${status}) and said nothing.`]);
  const words = plainRefusal(reply.body, body);
  return readUndecided(body) ?? (words.length > 0 ? undecided(words) : undefined);
};

const answerIn = (reply: WireReply, body: unknown, sendingName: string): PayerAnswer => {
  const { status } = reply;
  try {
    const answer = readPayerAnswer(body);
    if (isLater(answer)) throw new TransientFault('payer-cannot-answer-now');
    return asItCame(answer, sendingName, status);
  } catch (error) {
    if (!(error instanceof UnreadableAnswer)) throw error;
    const told = withoutDecision(reply, body);
    if (told) return told;
    // A proxy's page or half a body: the payer may well have the request.
    const isPage = reply.body.trimStart().startsWith('<');
    throw new TransientFault(`payer-answer-unreadable:${isPage ? 'page' : error.message}`);
  }
};

const read = (reply: WireReply, sendingName: string): RequestSent => {
  const { status } = reply;
  const body = json(reply);
  const isFine = status >= 200 && status < 300;
  const refused = readRefusal(body);
  // What a server only remarks under a status of success refuses nothing.
  if (isFine && !refused?.isError)
    return { outcome: 'answered', answer: answerIn(reply, body, sendingName) };
  if ((!isFine && status < 400) || notAboutTheRequest.has(status))
    throw new PermanentFault(`payer-refused:${status}`);
  if (refused) return { outcome: 'rejected', issues: refused.issues, words: refused.words };
  // An answer under a status of refusal is read, and not acted on.
  if (isAnswer(body)) return { outcome: 'answered', answer: answerIn(reply, body, sendingName) };
  const words = plainRefusal(reply.body, body);
  if (words.length > 0) return { outcome: 'rejected', issues: [`http-${status}`], words };
  throw new PermanentFault(`payer-refused:${status}`);
};

/** @throws PermanentFault where no machine of the payer takes requests on that day. */
const addressOf = (payer: Payer, at: string, failed: readonly string[] = []): string => {
  const address = machineAddress(payer, localDate(at, payer.zone), failed);
  if (!address) throw new PermanentFault('payer-without-machine');
  return address;
};

const postOf = (
  payer: Payer,
  what: 'submit' | 'inquire',
  bundle: Bundle,
  address = addressOf(payer, bundle.timestamp ?? ''),
): Post => ({
  payerId: payer.payerId,
  channel: 'pas',
  url: `${address.replace(/\/$/, '')}/Claim/$${what}`,
  headers: {
    'content-type': 'application/fhir+json',
    accept: 'application/fhir+json',
    'idempotency-key': bundle.identifier?.value ?? '',
  },
  body: JSON.stringify(bundle),
  wire: payer.wire,
});

const readInquired = (reply: WireReply): InquiryMade => {
  const { status } = reply;
  const body = json(reply);
  const refused = readRefusal(body);
  if (refused?.isError) return { outcome: 'rejected', ...refused };
  if (status < 200 || status >= 300) throw new PermanentFault(`payer-refused:${status}`);
  const found = readInquiryAnswers(body);
  // A proxy's page or half a body says nothing of the request.
  if (!found) throw new TransientFault('payer-answer-unreadable');
  if (found.answers.some(isLater)) throw new TransientFault('payer-cannot-answer-now');
  return { outcome: 'answered', ...found };
};

/** Speaks Da Vinci PAS, or X12 278, with the address that the payer directory names. */
export const payerGateway = (askPayer: AskPayer): PayerGateway => ({
  submit: async (payer, bundle, address) => {
    const reply = await askPayer(postOf(payer, 'submit', bundle, address));
    return read(reply, bundle.identifier?.value ?? '');
  },
  review: reviewGateway(askPayer),
});

export const inquiryGateway =
  (askPayer: AskPayer): Inquire =>
  async (payer, bundle, failed) =>
    readInquired(
      await askPayer(
        postOf(payer, 'inquire', bundle, addressOf(payer, bundle.timestamp ?? '', failed)),
      ),
    );

/** As deployed: what keeps one payer's silence from the others stands in the table. */
export const guardedPayerGateway = (table: Table, now: () => Date): PayerGateway =>
  payerGateway(guardedGateway(table, now));

export const guardedInquiries = (table: Table, now: () => Date): Inquire =>
  inquiryGateway(guardedGateway(table, now));
