import type * as z from 'zod';
import { unlikeDenial, unlikeLines, unlikeWords } from '../answer/agreement.ts';
import { speaksAgainst } from '../answer/contrary-words.ts';
import type { LineAnswer } from '../payer-answer.ts';
import { contextOf } from './response-context.ts';
import type { ClaimResponse, ResponseBundle } from './response-form.ts';
import { formAsSent } from './response-values.ts';
import type { Review } from './review.ts';
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

const actionsIn = ({ lines, whole }: ReadSoFar): string[] =>
  [...lines.map(({ action }) => action), whole.action].flatMap((action) => action ?? []);

/** Words about the whole: those at a line are read with it. */
const wordsOfWhole = ({ response, bundle, others, unread }: ReadSoFar): string[] => {
  const { disposition = '', processNote = [], item = [], addItem = [] } = response;
  const { notes } = contextOf(bundle, response);
  const atLines = new Set([...item, ...addItem].flatMap(({ noteNumber = [] }) => noteNumber));
  const said = processNote.flatMap(({ number, text }) =>
    number !== undefined && atLines.has(number) && notes.get(number) === text ? [] : (text ?? []),
  );
  return [disposition, ...said, ...others.remarks, ...unread.words];
};

const everyNote = ({ response: { disposition = '', processNote = [] } }: ReadSoFar): string[] => [
  disposition,
  ...processNote.map(({ text = '' }) => text),
];

/** A letter whose name says no, or how to appeal, is not one of a grant. */
const isLetterAgainst = (called: string): boolean =>
  speaksAgainst(called) || /\b(appeal|grievance|adverse)/i.test(called);

/**
 * What keeps anybody from acting on a response whatever its lines say, as the payer sent it: status,
 * use and unknown extensions turn its meaning around, and what stands beside a decision contradicts it.
 */
export const findDoubts = (read: ReadSoFar): string[] => {
  const { response, lines, whole, others, unread } = read;
  const { status, use, modifierExtension, implicitRules, error, insurance = [] } = response;
  const isDecided = whole.action !== undefined || lines.some(({ action }) => action);
  return [
    ...unlike('status', status, ['active']),
    ...unlike('use', use, ['preauthorization']),
    ...unfitOutcome(read),
    ...(modifierExtension?.length || unread.isModified
      ? ['an extension that may change its meaning']
      : []),
    ...(implicitRules === undefined ? [] : ['rules of its own by which it is to be read']),
    ...(unread.decisions.length > 0 ? ['a decision where none belongs'] : []),
    ...unread.doubts,
    ...(isDecided && error?.length ? ['an error'] : []),
    ...(insurance.some(({ claimResponse }) => claimResponse !== undefined)
      ? ['the answer of another payer beside it']
      : []),
    ...(isLetterAgainst(formAsSent(response)) ? ['a letter that a person has to read'] : []),
    ...(others.answers > 0 ? ['more than one answer'] : []),
    ...(others.errors.length > 0 ? ['an error of the server'] : []),
    ...whole.doubts,
    ...unlikeLines(whole, lines),
    ...unlikeWords(actionsIn(read), wordsOfWhole(read)),
    ...unlikeDenial(actionsIn(read), everyNote(read)),
  ];
};
