import type { LineAnswer } from '../payer-answer.ts';
import { isAsking, isMereReview, isUsual, speaksForGrant } from './contrary-words.ts';

/** X12 306: actions with which the payer lets everything go on as asked. */
export const inTotal: ReadonlySet<string> = new Set(['A1', 'NA']);
/** Those, and the ones with which it grants a part or something other. */
export const granting: ReadonlySet<string> = new Set([...inTotal, 'A2', 'A6']);
/** 886: certification is not required. */
export const noneRequired = '0H';

/** X12 HCR02 has 50 characters; a longer number is not cut, since that would make it another. */
const longestNumber = 60;

/** A number that somebody can find again; "pending", "none" and naughts are none. */
export const isNumber = (text: string): boolean =>
  text.length <= longestNumber && /[1-9]/.test(text);

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

type Decided = Pick<LineAnswer, 'action' | 'number'>;

/** In what the decision on the whole and those at its lines are not the same. */
export const unlikeLines = (whole: Decided, lines: readonly Decided[]): string[] => {
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
export const unlikeWords = (actions: readonly string[], words: readonly string[]): string[] => {
  if (!actions.some((action) => inTotal.has(action))) return [];
  const undecided = actions.filter((action) => !granting.has(action));
  if (undecided.some((action) => !waiting.has(action))) return [];
  const isOfRest = (one: string) => undecided.length > 0 && (isMereReview(one) || isAsking(one));
  return words.every((one) => isUsual(one) || isOfRest(one))
    ? []
    : ['words that a person has to read'];
};

/** The whole is called granted, and nothing of it is. */
export const unlikeDenial = (actions: readonly string[], words: readonly string[]): string[] =>
  actions.length > 0 &&
  !actions.some((action) => granting.has(action)) &&
  words.some(speaksForGrant)
    ? ['words that speak against its code']
    : [];
