import type { BlindIndex } from '../../platform/blind-index.ts';
import { misspellings, partsOfName, plainSpelling } from '../spelling.ts';
import { e164 } from './facts.ts';
import { formsOfName } from './nicknames.ts';

/** Who a referral is for, as far as people look for them. */
export type Sought = {
  name: { given: string; family: string };
  birthDate: string;
  phone?: string | undefined;
  memberIds: readonly string[];
};

/** What somebody looks for: any of it, and all of it must fit. */
export type SearchQuery = {
  family?: string | undefined;
  given?: string | undefined;
  birthDate?: string | undefined;
  memberId?: string | undefined;
  phone?: string | undefined;
};

/** Letters that no accent makes of another one, and that people write otherwise. */
const otherLetters: readonly (readonly [RegExp, string])[] = [
  [/ß/g, 'ss'],
  [/[øö]/g, 'o'],
  [/ł/g, 'l'],
  [/æ/g, 'ae'],
  [/œ/g, 'oe'],
  [/đ/g, 'd'],
];
const folded = (word: string): string =>
  otherLetters.reduce((text, [from, to]) => text.replace(from, to), word);

/** The words of a name, each in one spelling. */
const wordsOf = (name: string | undefined): string[] =>
  partsOfName((name ?? '').toLowerCase()).map(folded);

/** Letters that are written for one another, by class; what is in none is passed over. */
const soundClasses = ['bpfv', 'cgjkqsxz', 'dt', 'l', 'mn', 'r'];
const classOf = new Map(
  soundClasses.flatMap((letters, at) => [...letters].map((letter) => [letter, `${at + 1}`])),
);
const soundLength = 4;

/**
 * How a name sounds, roughly: its consonants by class, without those that repeat. `Gonzales` and
 * `Gonzalez`, `Katherine` and `Catherine`, `Philips` and `Filips` are one. Of letters that are in no
 * class, as those of other scripts, nothing is known: such names do not sound alike.
 */
export const soundOf = (word: string): string | undefined => {
  const spelled = word.replace(/^[kg]n/, 'n').replace(/^wr/, 'r');
  const heard = [...spelled]
    .map((letter) => classOf.get(letter) ?? '')
    .join('')
    .replace(/(.)\1+/g, '$1');
  return (/^[aeiouyhw]/.test(spelled) ? `0${heard}` : heard).slice(0, soundLength) || undefined;
};

/** The token of a sound; of two letters it tells too little. */
const soundToken = (word: string): string[][] => {
  const sound = word.length > 2 ? soundOf(word) : undefined;
  return sound ? [['sounds', sound]] : [];
};

/** How long the beginnings are that a name is kept by; a shorter name is kept whole. */
const beginnings = [3, 4, 6];

const beginningsOf = (word: string): string[] => [
  ...new Set(beginnings.map((length) => word.slice(0, length))),
];

/** The words of the blind tokens that a referral is found by: each token says one of them. */
export const tokensToKeep = ({ name, birthDate, phone, memberIds }: Sought): string[][] => {
  const family = wordsOf(name.family);
  const words = [...new Set([...wordsOf(name.given), ...family, family.join('')])].filter(Boolean);
  const number = e164(phone);
  const all = [
    ...words.flatMap((word) => beginningsOf(word).map((part) => ['begins', part])),
    ...words.flatMap(soundToken),
    ['born', birthDate],
    ...(number ? [['phone', number]] : []),
    ...memberIds
      .map(plainSpelling)
      .filter(Boolean)
      .map((id) => ['member', id]),
  ];
  return [...new Map(all.map((token) => [token.join(' '), token])).values()];
};

/** The blind keys of words that somebody is looked for by, apart from all other keys. */
export const findTokens = (
  index: BlindIndex,
  words: readonly (readonly string[])[],
): Promise<string[]> =>
  Promise.all(words.map(async (one) => (await index('find', ...one)).slice(0, tokenLength)));

/** Half of a MAC: what is found is compared with the order anyhow. */
const tokenLength = 32;

const wordsSought = ({ given, family }: SearchQuery): string[] => [
  ...new Set([...wordsOf(given), ...wordsOf(family)]),
];

/** Whether there is enough to look for: three letters of a name, or something that is the patient's alone. */
export const isEnough = (query: SearchQuery): boolean =>
  query.birthDate !== undefined ||
  query.memberId !== undefined ||
  query.phone !== undefined ||
  wordsSought(query).some((word) => word.length > 2);

/** What is said to look for and holds nothing to look for: it is said so, and never left out. */
export const partsNotUnderstood = (query: SearchQuery): (keyof SearchQuery)[] => [
  ...(['family', 'given'] as const).filter(
    (part) => query[part] && wordsOf(query[part]).length === 0,
  ),
  ...(query.memberId && !plainSpelling(query.memberId) ? (['memberId'] as const) : []),
  ...(query.phone && !e164(query.phone) ? (['phone'] as const) : []),
];

const longestBeginning = (word: string): string => {
  const length = beginnings.findLast((one) => one <= word.length) ?? word.length;
  return word.slice(0, length);
};

/** The tokens of each thing that is looked for: a referral that has one of them may be meant. */
export const tokensToAsk = (query: SearchQuery): string[][][] => {
  const number = e164(query.phone);
  return [
    ...wordsSought(query).map((word) => [
      ...[word, ...formsOfName(word)].map((form) => ['begins', longestBeginning(form)]),
      ...soundToken(word),
    ]),
    ...(query.birthDate ? [[['born', query.birthDate]]] : []),
    ...(number ? [[['phone', number]]] : []),
    ...(query.memberId ? [[['member', plainSpelling(query.memberId)]]] : []),
  ];
};

/** A slip or two, by how much was typed. */
const slips = (word: string): number => (word.length >= 8 ? 2 : word.length >= 4 ? 1 : 0);

/** How well a word that was typed fits one of a name; 0 when it does not. */
const fitOf = (typed: string, word: string): number => {
  if (typed === word) return 6;
  if (word.startsWith(typed)) return 5;
  if (formsOfName(typed).includes(word)) return 4;
  if (misspellings(typed, word) <= slips(typed)) return 3;
  if (misspellings(typed, word.slice(0, typed.length)) <= slips(typed)) return 2;
  const sound = typed.length > 3 ? soundOf(typed) : undefined;
  return sound && sound === soundOf(word) ? 1 : 0;
};

/** One initial is enough where another word says more. */
const isInitialOf = (typed: string, words: readonly string[]): boolean =>
  typed.length === 1 && words.some((word) => word.startsWith(typed));

/**
 * How well somebody fits what is looked for: the sum over its words, more for what is exact; undefined
 * when anything of it does not fit. Given and family name may stand in each other's place.
 */
export const fitSearch = (query: SearchQuery, sought: Sought): number | undefined => {
  const family = wordsOf(sought.name.family);
  const words = [...wordsOf(sought.name.given), ...family, family.join('')];
  const fits = wordsSought(query).map((typed) =>
    isInitialOf(typed, words) ? 1 : Math.max(0, ...words.map((word) => fitOf(typed, word))),
  );
  const { birthDate, phone, memberId } = query;
  const number = e164(phone);
  const isOther =
    fits.includes(0) ||
    (birthDate !== undefined && birthDate !== sought.birthDate) ||
    (phone !== undefined && (number === undefined || number !== e164(sought.phone))) ||
    (memberId !== undefined &&
      !sought.memberIds.some((id) => plainSpelling(id) === plainSpelling(memberId)));
  if (isOther) return undefined;
  const inPlace = wordsOf(query.family).some((word) => family.some((of) => of.startsWith(word)));
  return fits.reduce((sum, fit) => sum + fit, inPlace ? 0.5 : 0);
};
