import type * as z from 'zod';
import { conceptWords } from '../../fhir/elements.ts';
import { shortened } from '../../fhir/values.ts';
import type { AnswerError, LineAnswer, PayerAnswer } from '../payer-answer.ts';
import { readLineTrace, readSendingId } from '../request-names.ts';
import { extensions, pasSystems, x12 } from './codes.ts';
import { informationIn } from './information.ts';
import { type ResponseContext, readLineAnswer, readReview } from './line-answer.ts';
import { ClaimResponse, Organization, ResponseBundle, Wrapped } from './response-form.ts';
import { codeIn, find, fullDays, parseInstant } from './response-values.ts';

/** The body is not an answer to a request. `message` is a code. */
export class UnreadableAnswer extends Error {
  override name = 'UnreadableAnswer';
}

type Bundle = z.infer<typeof ResponseBundle>;
type Response = z.infer<typeof ClaimResponse>;

/** The bundle inside whatever form the answer takes; an inquiry wraps it once. */
const bundleIn = (body: unknown): Bundle => {
  const wrapped = Wrapped.safeParse(body);
  const inner = wrapped.success
    ? wrapped.data.parameter.find(({ name }) => ['return', 'responseBundle'].includes(name))
        ?.resource
    : body;
  const bare = ClaimResponse.safeParse(inner);
  if (bare.success) return { resourceType: 'Bundle', entry: [{ resource: bare.data }] };
  const bundle = ResponseBundle.safeParse(inner);
  if (!bundle.success) throw new UnreadableAnswer('not-a-response-bundle');
  return bundle.data;
};

/** Organizations by every name that a reference may call them. */
const contextOf = ({ entry }: Bundle, { processNote = [] }: Response): ResponseContext => {
  const known = entry.flatMap(({ fullUrl, resource }) => {
    const { success, data } = Organization.safeParse(resource);
    if (!success) return [];
    const npi = data.identifier?.find(({ system }) => system === pasSystems.npi)?.value;
    return npi ? [{ npi, names: [fullUrl, data.id && `Organization/${data.id}`] }] : [];
  });
  return {
    npiOf: ({ reference, identifier }) =>
      identifier?.system === pasSystems.npi
        ? identifier.value
        : known.find(({ names }) => reference !== undefined && names.includes(reference))?.npi,
    notes: new Map(
      processNote.flatMap(({ number, text }) => (number && text ? [[number, text]] : [])),
    ),
  };
};

/** What holds for every line that does not say otherwise. */
const wholeOf = ({ preAuthPeriod, preAuthRef, adjudication }: Response) => {
  const days = fullDays(preAuthPeriod);
  const review = readReview(adjudication);
  const number = review.number ?? (preAuthRef && preAuthRef.length <= 60 ? preAuthRef : undefined);
  return {
    ...days,
    ...review,
    ...(number ? { number } : {}),
    unclear: days.unclear || review.unclear,
  };
};

/** Outcomes with which a decision may stand. */
const settledOutcomes = ['queued', 'complete', 'partial'];

/**
 * What keeps anybody from acting on a response whatever its lines say, as the payer sent it: status,
 * use and unknown extensions turn its meaning around, and an error beside a decision contradicts it.
 */
const doubtsAbout = ({ status, use, outcome, modifierExtension, error }: Response): string[] => [
  ...(status !== undefined && status !== 'active' ? [`status ${status}`] : []),
  ...(use !== undefined && use !== 'preauthorization' ? [`use ${use}`] : []),
  ...(outcome !== undefined && !settledOutcomes.includes(outcome) ? [`outcome ${outcome}`] : []),
  ...(modifierExtension?.length ? ['an extension that may change its meaning'] : []),
  ...(error?.length ? ['an error'] : []),
];

const linesOf = (response: Response, bundle: Bundle): LineAnswer[] => {
  const { item = [], addItem = [] } = response;
  const { from, through, number, unclear } = wholeOf(response);
  const context = contextOf(bundle, response);
  const answered = item.map((one) => readLineAnswer(one, addItem, context));
  return answered.map((line) => ({
    ...(from ? { from } : {}),
    ...(through ? { through } : {}),
    ...(number ? { number } : {}),
    ...line,
    unclear:
      line.unclear ||
      unclear ||
      doubtsAbout(response).length > 0 ||
      // Two answers to one line: nobody can tell which one holds.
      answered.filter(({ sequence }) => sequence === line.sequence).length > 1,
  }));
};

/** The decision on the request as a whole; a 2.0.1 server says `queued` where it decides later. */
const headerOf = (response: Response): LineAnswer | undefined => {
  const whole = wholeOf(response);
  const action = whole.action ?? (response.outcome === 'queued' ? 'A4' : undefined);
  return action
    ? {
        ...whole,
        action,
        sequence: 0,
        codes: [],
        sites: [],
        changed: false,
        unclear: whole.unclear || doubtsAbout(response).length > 0,
      }
    : undefined;
};

const isPath = (text: string | undefined): text is string =>
  text !== undefined && /^[A-Za-z][\w.[\]]{0,119}$/.test(text);

const errorsOf = ({ error = [] }: Response): AnswerError[] =>
  error.map(({ code, extension }) => {
    const path = find(extension, extensions.errorPath)?.valueString;
    return {
      code: codeIn(code, x12('901')),
      followUp: codeIn(find(extension, extensions.errorFollowupAction)?.valueCodeableConcept),
      ...(isPath(path) ? { path } : {}),
    };
  });

/** The payer's words about the whole: what is in doubt, its errors and its notes. */
const wordsOf = (response: Response): string[] => {
  const doubts = doubtsAbout(response);
  return [
    ...(doubts.length > 0 ? [`The answer has ${doubts.join(', ')}.`] : []),
    ...(response.error ?? []).flatMap(({ code }) => conceptWords(code)),
    ...(response.processNote ?? []).flatMap(({ text }) => text ?? []),
    ...(response.disposition ? [response.disposition] : []),
  ]
    .map((words) => shortened(words.trim(), 400))
    .filter(Boolean)
    .slice(0, 10);
};

/** Payers echo our identifiers in one of several places; all that are ours count. */
const aboutOf = ({ identifier = [], request, item = [] }: Response, bundle: Bundle) => {
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

const oldest = '1970-01-01T00:00:00.000Z';

/**
 * Reads what a payer says of a request: the response bundle of PAS 2.2.1 or 2.0.1, the Parameters
 * of an inquiry, or a bare ClaimResponse. Hostile until read: only the fields of the form are
 * looked at, each bounded.
 *
 * @throws UnreadableAnswer for a body without a ClaimResponse in first place.
 */
export const readPayerAnswer = (body: unknown): PayerAnswer => {
  const bundle = bundleIn(body);
  const { success, data: response } = ClaimResponse.safeParse(bundle.entry[0]?.resource);
  if (!success) throw new UnreadableAnswer('no-claim-response');
  const lines = linesOf(response, bundle);
  const header = headerOf(response);
  const known = new Set(lines.map(({ sequence }) => sequence));
  return {
    about: aboutOf(response, bundle),
    at: parseInstant(response.created) ?? parseInstant(bundle.timestamp) ?? oldest,
    lines,
    ...(header ? { header } : {}),
    added: (response.addItem ?? []).filter(
      ({ itemSequence }) => !itemSequence?.some((one) => known.has(one)),
    ).length,
    doubts: doubtsAbout(response),
    errors: errorsOf(response),
    words: wordsOf(response),
    ...informationIn(bundle),
  };
};
