import type * as z from 'zod';
import { shortened } from '../../fhir/values.ts';
import { isNumber } from '../answer/agreement.ts';
import type { AnswerError, LineAnswer, PayerAnswer } from '../payer-answer.ts';
import { readLineTrace, readSendingId } from '../request-names.ts';
import { partiesIn } from './answered-parties.ts';
import { extensions, x12 } from './codes.ts';
import { detailOf } from './grant.ts';
import { contradictedBy, informationIn } from './information.ts';
import { additionAsSent, readLineAnswer } from './line-answer.ts';
import { type FoundResponse, findResponse } from './response-body.ts';
import { contextOf } from './response-context.ts';
import { findDoubts } from './response-doubts.ts';
import type { ClaimResponse } from './response-form.ts';
import {
  answeredAt,
  asSent,
  codeIn,
  daysAsSent,
  daysWithin,
  find,
  formAsSent,
  fullDays,
} from './response-values.ts';
import { type Review, readReview } from './review.ts';
import { textsIn } from './unread-parts.ts';
import { readUnreadable } from './unread-response.ts';

type Response = z.infer<typeof ClaimResponse>;

/** What is said of the request as a whole, and holds for every line. */
type Whole = Review & Pick<LineAnswer, 'from' | 'through' | 'sites'>;

const wholeOf = ({ bundle, response }: FoundResponse): Whole => {
  const { preAuthPeriod, preAuthRef = [], adjudication, extension } = response;
  const review = readReview(adjudication);
  const {
    codes: _,
    amount: __,
    doubts,
    ...beside
  } = detailOf(extension, contextOf(bundle, response));
  const days = daysWithin(fullDays(preAuthPeriod), beside);
  const references = [preAuthRef].flat().flatMap((one) => one.trim() || []);
  const numbers = new Set([...(review.number ? [review.number] : []), ...references]);
  const [number] = [...numbers].filter(isNumber);
  return {
    ...review,
    ...(days.from ? { from: days.from } : {}),
    ...(days.through ? { through: days.through } : {}),
    ...(number ? { number } : {}),
    sites: beside.sites,
    doubts: [
      ...review.doubts,
      ...doubts,
      ...(days.unclear ? ['dates that cannot be read'] : []),
      ...(numbers.size > 1 ? ['two numbers'] : []),
    ],
    said: [
      ...review.said,
      ...references.map((one) => `reference ${one}`),
      ...daysAsSent(preAuthPeriod),
      ...beside.said,
    ],
  };
};

/** What the lines say, held against each other and within what is said of the whole. */
const linesOf = ({ response, bundle }: FoundResponse, whole: Whole): LineAnswer[] => {
  const { item = [], addItem = [] } = response;
  const context = contextOf(bundle, response);
  const answered = item.map((one) => readLineAnswer(one, addItem, context));
  return answered.map((line) => {
    const { from, through, unclear } = daysWithin(
      { unclear: false, ...whole },
      { unclear: false, ...line },
    );
    return {
      ...(whole.number ? { number: whole.number } : {}),
      ...line,
      ...(from ? { from } : {}),
      ...(through ? { through } : {}),
      sites: line.sites.length > 0 ? line.sites : whole.sites,
      doubts: [
        ...line.doubts,
        ...(unclear ? ['dates of its own beside others of the whole'] : []),
        // Two answers to one line: nobody can tell which one holds.
        ...(answered.filter(({ sequence }) => sequence === line.sequence).length > 1
          ? ['another answer to the same line']
          : []),
      ],
    };
  });
};

/** The decision on the request as a whole; a 2.0.1 server says `queued` where it decides later. */
const headerOf = (response: Response, whole: Whole): LineAnswer | undefined => {
  const action = whole.action ?? (response.outcome === 'queued' ? 'A4' : undefined);
  return action ? { ...whole, action, sequence: 0, codes: [], changed: false } : undefined;
};

const isPath = (text: string | undefined): text is string =>
  text !== undefined && /^[A-Za-z][\w.[\]]{0,119}$/.test(text);

const errorsOf = ({ error = [] }: Response): AnswerError[] =>
  error.map(({ code, extension, expression = [], itemSequence }) => {
    const path = find(extension, extensions.errorPath)?.valueString ?? expression[0];
    const element = find(extension, extensions.errorElement);
    const followUp = find(extension, extensions.errorFollowupAction)?.valueCodeableConcept;
    return {
      code: codeIn(code, x12('901')),
      followUp: codeIn(followUp),
      ...(isPath(path) ? { path } : {}),
      said: [
        asSent(code),
        asSent(followUp),
        ...(itemSequence === undefined ? [] : [`line ${itemSequence}`]),
        path,
        ...expression.filter((one) => one !== path),
        element?.valueString,
        ...(element?.extension ?? []).map(({ valueString }) => valueString),
      ]
        .filter(Boolean)
        .join(' | '),
    };
  });

/** What is told of the answers of other payers, as sent. */
const otherPayersAsSent = ({ insurance = [] }: Response): string[] =>
  insurance
    .filter(({ claimResponse }) => claimResponse !== undefined)
    .map((one) => `Another payer: ${textsIn(one).join(', ')}`);

/** The payer's words about the whole: what is in doubt, its errors and its notes. */
const wordsOf = (
  { bundle, response, others, unread }: FoundResponse,
  whole: Whole,
  doubts: readonly string[],
  errors: readonly AnswerError[],
): string[] => {
  const rules = [response.implicitRules, bundle.implicitRules].filter(Boolean).map(String).join();
  return [
    ...(doubts.length > 0 ? [`The answer has ${doubts.join(', ')}.`] : []),
    ...errors.map(({ said }) => said),
    ...others.errors,
    ...unread.decisions.map((said) => `A decision where none belongs: ${said}`),
    ...(whole.said.length > 0 ? [`For the whole: ${whole.said.join('; ')}`] : []),
    ...(response.processNote ?? []).flatMap(({ text }) => text ?? []),
    ...(response.disposition ? [response.disposition] : []),
    ...[formAsSent(response)].filter(Boolean).map((called) => `It brings: ${called}`),
    ...otherPayersAsSent(response),
    ...others.remarks,
    ...unread.words,
    ...unread.strange,
    ...unread.modifiers.map((said) => `A modifier: ${said}`),
    ...(rules ? [`It is to be read by rules of its own: ${rules}`] : []),
  ]
    .map((words) => shortened(words.trim(), 400))
    .filter(Boolean)
    .slice(0, 12);
};

/** Payers echo our identifiers in one of several places; all that are ours count. */
const aboutOf = ({ response, bundle }: FoundResponse) => {
  const { identifier = [], request, item = [] } = response;
  const sendings = [...identifier, request?.identifier, bundle.identifier]
    .map((one) => readSendingId(one?.value ?? ''))
    .flatMap((one) => (one ? [{ authorizationId: one.authorizationId, sending: one.number }] : []));
  const traced = item
    .flatMap(({ extension = [] }) => extension)
    .filter(({ url }) => url === extensions.itemTraceNumber)
    .map(({ valueIdentifier }) => readLineTrace(valueIdentifier?.value ?? ''))
    .flatMap((one) => (one ? [{ authorizationId: one.authorizationId }] : []));
  const named = new Set(sendings.map(({ authorizationId }) => authorizationId));
  const all = [...sendings, ...traced.filter(({ authorizationId }) => !named.has(authorizationId))];
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
};

const additionsIn = ({ addItem = [] }: Response, lines: readonly LineAnswer[]): string[] => {
  const known = new Set(lines.map(({ sequence }) => sequence));
  return addItem
    .filter(({ itemSequence }) => !itemSequence?.some((one) => known.has(one)))
    .map((one) => additionAsSent(one, asSent));
};

const answerOf = (found: FoundResponse): PayerAnswer => {
  const { response, bundle } = found;
  const whole = wholeOf(found);
  const lines = linesOf(found, whole);
  const header = headerOf(response, whole);
  const about = aboutOf(found);
  const added = additionsIn(response, lines);
  const asked = informationIn(found, lines, header);
  const doubts = [
    ...findDoubts({ ...found, lines, whole }),
    ...(added.length > 0 ? ['a line that was not asked for'] : []),
    ...(new Set(about.map(({ authorizationId }) => authorizationId)).size > 1
      ? ['the names of several requests']
      : []),
  ];
  const errors = errorsOf(response);
  return {
    about,
    at: answeredAt(response.created) ?? answeredAt(bundle.timestamp) ?? oldest,
    lines: contradictedBy(asked.information, lines),
    ...(header ? { header } : {}),
    added,
    doubts: [...new Set(doubts)],
    errors,
    words: wordsOf(found, whole, doubts, errors),
    parties: partiesIn(found),
    names: found.names,
    ...asked,
  };
};

/**
 * Reads what a payer says of a request: the response bundle of PAS 2.2.1 or 2.0.1, the Parameters
 * of an inquiry, or a bare ClaimResponse. Hostile until read: only the fields of the form are
 * looked at, each bounded.
 *
 * @throws UnreadableAnswer for a body without a ClaimResponse.
 */
export const readPayerAnswer = (body: unknown): PayerAnswer => {
  let found: FoundResponse;
  try {
    found = findResponse(body);
  } catch (error) {
    const unreadable = readUnreadable(body);
    if (unreadable) return unreadable;
    throw error;
  }
  return answerOf(found);
};

/** Whether a body holds a ClaimResponse at all. */
export const isAnswer = (body: unknown): boolean => {
  try {
    return findResponse(body) !== undefined;
  } catch {
    return false;
  }
};

const oldest = '1970-01-01T00:00:00.000Z';
