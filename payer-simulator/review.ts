import { failure, type PayerReply, verdictFor } from './adjudicate.ts';
import type { Books, ReceivedRequest } from './ledger.ts';
import type { SimulatedPayer } from './payers.ts';
import { writeReviewAnswer } from './review-answer.ts';
import type { ReviewRequest } from './review-request.ts';
import { readScenario, scenarioName } from './scenarios.ts';

/** A 278 request: the same identifier gets the same answer and counts once. */
export const review = (
  books: Books,
  payer: SimulatedPayer,
  request: ReviewRequest & { text: string },
  now: Date,
): PayerReply => {
  const { ledger, save } = books;
  const { identifier, memberId } = request;
  const known = ledger.submissions[identifier];
  if (known) {
    known.received += 1;
    save({ submissions: { [identifier]: known } });
    return { status: 200, body: String(known.response.interchange) };
  }
  const scenario = readScenario(memberId);
  if (failure(books, identifier, scenario.failures ?? 0)) return { status: 503, body: 'try again' };
  if (scenario.first === 'garbage') return { status: 200, body: '<html><body>Gateway</body>' };
  if (scenario.first === 'empty') return { status: 200, body: '' };
  if (scenario.first === 'refuse') return { status: 422, body: 'this request cannot be processed' };
  const before = Object.values(ledger.submissions).filter(
    (one) => one.payerId === payer.payerId && one.memberId === memberId,
  );
  // Documents do not come this way, so nothing that was asked for does.
  const verdict = verdictFor(scenario, false, 0, before.length);
  const interchange = writeReviewAnswer({ request, payer, verdict, scenario, at: now });
  const submission: ReceivedRequest = {
    ...{ identifier, payerId: payer.payerId, memberId, scenario: scenarioName(memberId) },
    ...{ requestorNpi: request.requesterNpi, received: 1, at: now.toISOString() },
    body: request.text,
    response: { interchange },
  };
  ledger.submissions[identifier] = submission;
  save({ submissions: { [identifier]: submission } });
  return { status: 200, body: interchange, slow: scenario.slow ?? false };
};
