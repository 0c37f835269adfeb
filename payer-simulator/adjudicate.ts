import type { UncheckedJson } from './json.ts';
import type { Books, ReceivedRequest } from './ledger.ts';
import { operationOutcome } from './operation-outcome.ts';
import { writeResponse } from './pas-answer.ts';
import { readPasInquiry } from './pas-inquiry.ts';
import { readRequest } from './pas-request.ts';
import type { SimulatedPayer } from './payers.ts';
import { type PayerVerdict, readScenario, type Scenario, scenarioName } from './scenarios.ts';
import { twisted } from './twists.ts';

export type PayerReply = { status: number; body: UncheckedJson | string; slow?: boolean };

export const verdictFor = (
  scenario: Scenario,
  isUpdate: boolean,
  addedDocuments: number,
  requestsBefore: number,
): PayerVerdict => {
  if (scenario.afterwards === undefined) return scenario.first;
  if (scenario.first.startsWith('pend-'))
    return isUpdate && addedDocuments > 0 ? scenario.afterwards : scenario.first;
  return requestsBefore > 0 ? scenario.afterwards : scenario.first;
};

const refusal = (status: number, diagnostics: string, code: string): PayerReply => ({
  status,
  body: operationOutcome([{ expression: 'Bundle', diagnostics }], code),
});

/** Counts a failure that the scenario asks for; undefined once it had enough of them. */
export const failure = (
  { ledger, save }: Books,
  identifier: string,
  wanted: number,
): PayerReply | undefined => {
  const failed = ledger.failures[identifier] ?? 0;
  if (failed >= wanted) return undefined;
  ledger.failures[identifier] = failed + 1;
  save({ failures: { [identifier]: failed + 1 } });
  return refusal(503, 'try again', 'transient');
};

const decideLater = ({ ledger }: Books, submission: ReceivedRequest, scenario: Scenario): void => {
  const after = (hours: number) =>
    new Date(Date.parse(submission.at) + hours * 3_600_000).toISOString();
  for (const { verdict, afterHours, toldAfterHours, deliveries = 1 } of scenario.decides ?? []) {
    const number = (ledger.eventNumbers[submission.payerId] ?? 0) + 1;
    ledger.eventNumbers[submission.payerId] = number;
    ledger.events.push({
      payerId: submission.payerId,
      identifier: submission.identifier,
      number,
      verdict,
      deliveries,
      dueAt: after(toldAfterHours ?? afterHours),
      ...(toldAfterHours === undefined ? {} : { decidedAt: after(afterHours) }),
    });
  }
};

/** `Claim/$submit`: the same identifier gets the same answer and counts once. */
export const submit = (
  books: Books,
  payer: SimulatedPayer,
  body: unknown,
  now: Date,
): PayerReply => {
  const { ledger, save } = books;
  const { issues, request } = readRequest(body, payer);
  if (!request) return { status: 400, body: operationOutcome(issues) };
  const known = ledger.submissions[request.identifier];
  if (known) {
    known.received += 1;
    save({ submissions: { [known.identifier]: known } });
    return { status: 200, body: known.response };
  }
  const scenario = readScenario(request.memberId);
  const failed = failure(books, request.identifier, scenario.failures ?? 0);
  if (failed) return failed;
  if (scenario.first === 'garbage') return { status: 200, body: '<html><body>Gateway</body>' };
  if (scenario.first === 'empty')
    return { status: 200, body: { resourceType: 'Bundle', type: 'collection', entry: [] } };
  if (scenario.first === 'refuse-fine')
    return refusal(200, 'the group number is not valid for this member', 'business-rule');
  if (scenario.first === 'refuse')
    return refusal(422, 'this request cannot be processed', 'business-rule');
  const before = Object.values(ledger.submissions).filter(
    ({ payerId, memberId }) => payerId === payer.payerId && memberId === request.memberId,
  );
  const verdict = verdictFor(scenario, request.isUpdate, request.addedDocuments, before.length);
  const submission: ReceivedRequest = {
    identifier: request.identifier,
    payerId: payer.payerId,
    memberId: request.memberId,
    scenario: scenarioName(request.memberId),
    requestorNpi: request.requestorNpi,
    received: 1,
    at: now.toISOString(),
    body,
    response: twisted(writeResponse(request, verdict, now), scenario.twist),
  };
  ledger.submissions[request.identifier] = submission;
  const { events, eventNumbers } = ledger;
  const decides = scenario.decides !== undefined && verdict === scenario.first;
  if (decides) decideLater(books, submission, scenario);
  save({
    submissions: { [submission.identifier]: submission },
    ...(decides && { events, eventNumbers }),
  });
  return { status: 200, body: submission.response, slow: scenario.slow ?? false };
};

/** Whether an answer bears one of these numbers: its own, or the trace of a line that it echoes. */
const bears = (response: UncheckedJson, numbers: readonly string[]): boolean => {
  const text = JSON.stringify(response);
  return numbers.some((number) => text.includes(JSON.stringify(number)));
};

const parametersOf = (responses: readonly UncheckedJson[]): UncheckedJson => ({
  resourceType: 'Parameters',
  parameter: responses.map((resource) => ({ name: 'return', resource })),
});

/** A second answer to the same request that denies it. */
const contradicted = (request: ReceivedRequest, payer: SimulatedPayer): UncheckedJson[] => {
  const again = readRequest(request.body, payer).request;
  return again ? [writeResponse(again, 'deny', new Date(request.at))] : [];
};

/**
 * `Claim/$inquire`: what became of this member's requests of this requestor, by the numbers that are
 * named or all of them; or as the member's scenario wants it.
 */
export const inquire = (
  { ledger, save }: Books,
  payer: SimulatedPayer,
  body: unknown,
): PayerReply => {
  const { issues, inquiry } = readPasInquiry(body, payer);
  if (!inquiry) return { status: 400, body: operationOutcome(issues) };
  ledger.asked += 1;
  save({ asked: ledger.asked });
  const { memberId, requestorNpi, numbers } = inquiry;
  const found = Object.values(ledger.submissions).filter(
    (one) =>
      one.payerId === payer.payerId &&
      one.memberId === memberId &&
      one.requestorNpi === requestorNpi &&
      (numbers.length === 0 || bears(one.response, numbers)),
  );
  const responses = found.map(({ response }) => response);
  switch (readScenario(memberId).inquiry) {
    case 'nothing':
      return { status: 200, body: parametersOf([]) };
    case 'error':
      return refusal(422, 'no inquiry about this request is taken', 'business-rule');
    case 'unanswered':
      return refusal(503, 'try again', 'transient');
    case 'several':
      return {
        status: 200,
        body: parametersOf([
          ...responses,
          ...found.slice(0, 1).flatMap((one) => contradicted(one, payer)),
        ]),
      };
    case 'bare':
      return { status: 200, body: responses.at(-1) ?? parametersOf([]) };
    default:
      return { status: 200, body: parametersOf(responses) };
  }
};
