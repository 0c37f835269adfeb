import type { AskPayer } from '../payer/guarded-gateway.ts';
import type { Payer } from '../payer/payer.ts';
import type { WireReply } from '../payer/wire-gateway.ts';
import { PermanentFault, TransientFault } from '../platform/errors.ts';
import { isLater } from './decision-rules.ts';
import type { SubmissionFacts } from './pas/submission.ts';
import { undecided } from './pas/undecided.ts';
import type { PayerAnswer } from './payer-answer.ts';
import { plainRefusal } from './plain-refusal.ts';
import { asItCame, notAboutTheRequest, type RequestSent, takenStatuses } from './reply-rules.ts';
import { sendingId } from './request-names.ts';
import { UnreadableAnswer } from './unreadable-answer.ts';
import { readReviewResponse } from './x12/read-response.ts';
import { RejectedInterchange } from './x12/rejected-interchange.ts';
import { writeReviewRequest } from './x12/write-request.ts';

/**
 * Sends a request as a 278 to an address of the payer's entry; sent again under the same number it counts
 * once.
 *
 * @throws TransientFault when sending the same again may help; PermanentFault when the payer's address,
 * our standing with it or the form of the request is wrong; PayerUnavailable when it is not to be asked
 * now.
 */
export type SendReview = (
  payer: Payer,
  facts: SubmissionFacts,
  address: string,
) => Promise<RequestSent>;

/** The request in X12, or the fault that it cannot be said so. */
const written = (facts: SubmissionFacts): string => {
  try {
    return writeReviewRequest(facts);
  } catch (error) {
    if (error instanceof Error && error.name === 'UnfitForX12')
      throw new PermanentFault('payer-x12-unfit');
    throw error;
  }
};

type Sent = { name: string; zone: string };

const answerIn = ({ body, status }: WireReply, { name, zone }: Sent): PayerAnswer => {
  try {
    const answer = readReviewResponse(body, zone);
    if (isLater(answer)) throw new TransientFault('payer-cannot-answer-now');
    return asItCame(answer, name, status);
  } catch (error) {
    if (error instanceof RejectedInterchange)
      throw new PermanentFault(`payer-interchange-rejected:${error.message}`);
    if (!(error instanceof UnreadableAnswer)) throw error;
    const words =
      takenStatuses.has(status) && body.trim() === '' ? [`Status ${status}.`] : plain(body);
    if (words.length > 0) return undecided(words);
    // A proxy's page or half an interchange: the payer may well have the request.
    throw new TransientFault(`payer-answer-unreadable:${error.message}`);
  }
};

const isX12 = (body: string): boolean => body.trimStart().startsWith('ISA');

/** Words that are no X12. */
const plain = (body: string): string[] => (isX12(body) ? [] : plainRefusal(body, undefined));

const read = (reply: WireReply, sent: Sent): RequestSent => {
  const { status, body } = reply;
  const isFine = status >= 200 && status < 300;
  if (isFine || (status >= 400 && isX12(body)))
    return { outcome: 'answered', answer: answerIn(reply, sent) };
  const words = plain(body);
  if (status < 400 || notAboutTheRequest.has(status) || words.length === 0)
    throw new PermanentFault(`payer-refused:${status}`);
  return { outcome: 'rejected', issues: [`http-${status}`], words };
};

/** Speaks X12 278 over HTTP with the clearinghouse, as eligibility is asked. */
export const reviewGateway =
  (askPayer: AskPayer): SendReview =>
  async (payer, facts, address) => {
    const name = sendingId(facts.authorization.authorizationId, facts.number);
    const reply = await askPayer({
      payerId: payer.payerId,
      channel: 'x12-278',
      url: address,
      headers: {
        'content-type': 'application/edi-x12',
        accept: 'application/edi-x12',
        'idempotency-key': name,
      },
      body: written(facts),
      wire: payer.wire,
    });
    return read(reply, { name, zone: payer.zone });
  };
