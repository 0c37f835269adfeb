import type { Language } from '../referral/language.ts';
import { isHarmless } from './harmless.ts';
import { topicPatterns } from './topic-patterns.ts';
import { warningWords } from './warning-words.ts';
import { asRead } from './written-ways.ts';

/**
 * What a text is about, as far as words tell. No list of what is bad is whole: `unclear` is what has a word
 * that is not known for harmless.
 */
export type TextTopic = 'unwell' | 'visit' | 'other' | 'unclear';

/** Written for emoji that speak; a text may be made of nothing else. */
const signs: readonly [RegExp, string][] = [
  [/[🛑✋⛔]/gu, ' stop '],
  [/[🚫🙅❌]/gu, ' no '],
  [/[📱📲💬✉📩]/gu, ' texts '],
  [/[🆘🚨]/gu, ' emergency '],
  [/🚑/gu, ' ambulance '],
  [/[🤒🌡]/gu, ' fever '],
  [/[🤮🤢]/gu, ' nausea '],
  [/🩸/gu, ' bleeding '],
  [/🥶/gu, ' chills '],
  [/😵(‍💫)?/gu, ' dizzy '],
  [/[📞☎🤙]/gu, ' call '],
];

/** Lower case, no accents, apostrophes or punctuation, single blanks. */
export const spoken = (body: string): string =>
  signs
    .reduce((text, [sign, word]) => text.replace(sign, word), body)
    .normalize('NFD')
    .replace(/[\p{M}'‘’`´]/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** The same with what was written in haste as it is read. */
const heard = (body: string): string => asRead(spoken(body));

const sources = (of: readonly string[]): RegExp[] => of.map((source) => new RegExp(source));
const ofVisit = sources(topicPatterns.ofVisit);
const aboutVisits = sources(topicPatterns.aboutVisits);
const askingToMove = sources(topicPatterns.askingToMove);
const ofCare = new RegExp(topicPatterns.ofCare);

/** Whether a text says that somebody cannot come, or asks for another time of a visit, and no more. */
export const asksToMove = (body: string): boolean => {
  const text = heard(body);
  return !ofCare.test(text) && askingToMove.some((words) => words.test(text));
};

const warnings = {
  en: warningWords.en.map((words) => new RegExp(words)),
  es: warningWords.es.map((words) => new RegExp(words)),
} as const satisfies Readonly<Record<Language, readonly RegExp[]>>;

/** In which language a text has a warning word, if it has one. */
export const warnedIn = (body: string): Language | undefined => {
  const text = heard(body);
  return (['en', 'es'] as const).find((language) =>
    warnings[language].some((warning) => warning.test(text)),
  );
};

/**
 * Whether a text that asks for an end of the texts says more, which a person must read: that
 * somebody is unwell, or something of a visit or of coming to it.
 */
export const saysMore = (body: string): boolean =>
  warnedIn(body) !== undefined || ofVisit.some((words) => words.test(heard(body)));

export const readTopic = (body: string): TextTopic => {
  if (warnedIn(body)) return 'unwell';
  const text = heard(body);
  if (!isHarmless(text)) return 'unclear';
  return aboutVisits.some((words) => words.test(text)) ? 'visit' : 'other';
};
