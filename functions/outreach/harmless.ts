import { harmlessWords } from './harmless-words.ts';
import { topicPatterns } from './topic-patterns.ts';

const doubtful = topicPatterns.doubtful.map((words) => new RegExp(words));
const harmless = new Set(harmlessWords.flatMap((line) => line.split(' ')));

/** A word as it is listed, or with an s at its end, a number, or a letter alone. */
const isKnown = (word: string): boolean =>
  harmless.has(word) ||
  harmless.has(word.replace(/s$/, '')) ||
  /^(\d+\p{L}{0,2}|\p{L}?)$/u.test(word);

/** Whether a spoken text is made of harmless words alone, and of none that together are not. */
export const isHarmless = (text: string): boolean =>
  text.split(' ').every(isKnown) && !doubtful.some((words) => words.test(text));
