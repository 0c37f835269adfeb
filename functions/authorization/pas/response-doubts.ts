import type * as z from 'zod';
import type { LineAnswer } from '../payer-answer.ts';
import { isAsking, isMereReview, isUsual, speaksForGrant } from './contrary-words.ts';
import { contextOf } from './response-context.ts';
import type { ClaimResponse, ResponseBundle } from './response-form.ts';
import { granting, inTotal, type Review } from './review.ts';
import type { UnreadParts } from './unread-parts.ts';

type Response = z.infer<typeof ClaimResponse>;

/** What the doubts are about: a response with what was read of it so far. */
type ReadSoFar = {
  response: Response;
  bundle: z.infer<typeof ResponseBundle>;
  lines: readonly LineAnswer[];
  whole: Review;
  /** Answers beside this one, and errors that stand in the bundle. */
  others: { answers: number; errors: readonly string[]; remarks: readonly string[] };
  unread: UnreadParts;
};

/** A value that has to be there and has to be this one. */
const unlike = (name: string, value: string | undefined, wanted: readonly string[]): string[] =>
  value !== undefined && wanted.includes(value) ? [] : [value ? `${name} ${value}` : `no ${name}`];

/** `queued` and `partial` leave something open: then some line is still to be decided. */
const unfitOutcome = ({ response: { outcome, error }, lines, whole }: ReadSoFar): string[] => {
  const actions = [...lines.map(({ action }) => action), whole.action].filter(Boolean);
  const isDecided = actions.length > 0;
  if (outcome === 'complete') return [];
  if (outcome === 'error') return isDecided || !error?.length ? ['outcome error'] : [];
  if (outcome === 'partial') return actions.includes('A4') || !isDecided ? [] : ['outcome partial'];
  if (outcome === 'queued')
    return actions.every((action) => action === 'A4') ? [] : ['outcome queued'];
  return [outcome ? `outcome ${outcome}` : 'no outcome'];
};

/** What the decision on the whole leaves room for at its lines. */
const agrees = (whole: string, lines: readonly string[]): boolean => {
  switch (whole) {
    // Not all of it: then some line has to say which part.
    case 'A2':
    case 'A6':
      return lines.some((action) => !inTotal.has(action));
    case 'A4':
      return lines.includes('A4');
    case 'A1':
      return lines.every((action) => inTotal.has(action));
    default:
      return lines.every((action) => action === whole);
  }
};

const unlikeLines = ({ whole, lines }: ReadSoFar): string[] => {
  const actions = lines.flatMap(({ action }) => action ?? []);
  const numbers = new Set(lines.flatMap(({ number }) => number ?? []));
  return [
    ...(whole.action && actions.length > 0 && !agrees(whole.action, actions)
      ? [`${whole.action} for the whole beside ${[...new Set(actions)].join(', ')} at its lines`]
      : []),
    ...(whole.number && [...numbers].some((number) => number !== whole.number)
      ? [`number ${whole.number} for the whole beside others at its lines`]
      : []),
  ];
};

const waiting = new Set(['A4', 'CT']);

/**
 * Words about the whole, beside a grant, that are not those that stand under every one. Where some lines
 * are still decided, those that tell of that, or ask for something, are about these; any other may be a
 * condition of what is granted, which nobody would read again once the rest is.
 */
const unlikeWords = ({ response, bundle, lines, whole, others, unread }: ReadSoFar): string[] => {
  const { disposition = '', processNote = [], item = [], addItem = [] } = response;
  const actions = [...lines.map(({ action }) => action), whole.action];
  if (!actions.some((action) => action && inTotal.has(action))) return [];
  const undecided = actions.filter((action) => action && !granting.has(action));
  if (undecided.some((action) => action && !waiting.has(action))) return [];
  const { notes } = contextOf(bundle, response);
  const atLines = new Set([...item, ...addItem].flatMap(({ noteNumber = [] }) => noteNumber));
  const said = processNote.flatMap(({ number, text }) =>
    number !== undefined && atLines.has(number) && notes.get(number) === text ? [] : (text ?? []),
  );
  const words = [disposition, ...said, ...others.remarks, ...unread.words];
  const isOfRest = (one: string) => undecided.length > 0 && (isMereReview(one) || isAsking(one));
  return words.every((one) => isUsual(one) || isOfRest(one))
    ? []
    : ['words that a person has to read'];
};

/** The whole is called granted, and nothing of it is. */
const unlikeDenial = ({ response, lines, whole }: ReadSoFar): string[] => {
  const { disposition = '', processNote = [] } = response;
  const actions = [...lines.map(({ action }) => action), whole.action].filter(Boolean);
  const isNone = actions.length > 0 && !actions.some((action) => action && granting.has(action));
  return isNone && [disposition, ...processNote.map(({ text = '' }) => text)].some(speaksForGrant)
    ? ['words that speak against its code']
    : [];
};

/**
 * What keeps anybody from acting on a response whatever its lines say, as the payer sent it: status,
 * use and unknown extensions turn its meaning around, and what stands beside a decision contradicts it.
 */
export const findDoubts = (read: ReadSoFar): string[] => {
  const { response, bundle, lines, whole, others, unread } = read;
  const { status, use, modifierExtension, implicitRules, error } = response;
  const isDecided = whole.action !== undefined || lines.some(({ action }) => action);
  return [
    ...unlike('status', status, ['active']),
    ...unlike('use', use, ['preauthorization']),
    ...unfitOutcome(read),
    ...(modifierExtension?.length || unread.isModified
      ? ['an extension that may change its meaning']
      : []),
    ...(implicitRules !== undefined || bundle.implicitRules !== undefined
      ? ['rules of its own by which it is to be read']
      : []),
    ...(unread.decisions.length > 0 ? ['a decision where none belongs'] : []),
    ...(isDecided && error?.length ? ['an error'] : []),
    ...(others.answers > 0 ? ['more than one answer'] : []),
    ...(others.errors.length > 0 ? ['an error of the server'] : []),
    ...whole.doubts,
    ...unlikeLines(read),
    ...unlikeWords(read),
    ...unlikeDenial(read),
  ];
};
