import type { Language } from '../referral/language.ts';
import { stopPatterns } from './stop-patterns.ts';
import { asRead as inHaste } from './written-ways.ts';

type Wording = { language?: Language; words: RegExp };

const wording = ({ words, language }: (typeof stopPatterns)['askings'][number]): Wording => ({
  words: new RegExp(words),
  ...(language ? { language } : {}),
});

const everywhere = (source: string): RegExp => new RegExp(source, 'g');

const spellings = stopPatterns.spellings.map(([spelling, word]): [RegExp, string] => [
  everywhere(spelling),
  word,
]);
const around = everywhere(stopPatterns.around);
const wholeTexts = stopPatterns.wholeTexts.map(wording);
const askings = stopPatterns.askings.map(wording);
const otherwise = stopPatterns.otherwise.map(everywhere);
const endings = stopPatterns.endings.map((source) => new RegExp(source));

const squeezed = (text: string): string => text.replace(/(\p{L})\1+/gu, '$1');

/** One word alone, as a sentence of a longer text. */
const sentences = /(^|[.!;\n])\s*(stop|unsubscribe|alto|basta)\s*([.!;\n]|$)/i;

/** A text as a reader takes it: known misspellings, letters apart, words said again. */
const asRead = (text: string): string => {
  const joined = /^(\p{L} )+\p{L}$/u.test(text) ? text.replaceAll(' ', '') : inHaste(text);
  return spellings
    .reduce((said, [spelling, word]) => said.replace(spelling, word), joined)
    .replace(/\b(\w+)( \1)+\b/g, '$1');
};

const whole = (text: string): Wording | undefined => {
  const plain = text.replace(around, '');
  const forms = [text, plain, squeezed(plain), plain.replaceAll(' ', '')];
  return wholeTexts.find(({ words }) => forms.some((form) => words.test(form)));
};

/**
 * Whether a text, as written and as spoken, asks for no more texts (`stop`) or to end something that it does not
 * name (`unsure`), and in which language if its words tell.
 */
export const readStop = (
  body: string,
  text: string,
): { asks: 'stop' | 'unsure'; language?: Language } | undefined => {
  const read = asRead(text);
  const rest = otherwise.reduce((said, words) => said.replace(words, ' , '), read).trim();
  const found = whole(read) ?? askings.find(({ words }) => words.test(rest));
  if (!found && sentences.test(body)) return { asks: 'stop' };
  if (found) return { asks: 'stop', ...(found.language ? { language: found.language } : {}) };
  return endings.some((words) => words.test(rest)) ? { asks: 'unsure' } : undefined;
};
