import { lookup } from '../../platform/lookup.ts';
import type { Stretch, Weekday } from '../phase.ts';
import { take, type Unread } from './unread.ts';

/** Words of the field for numbers, units of time and days, in English and Spanish. */
const spelled = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  twelve: 12,
  a: 1,
  an: 1,
  un: 1,
  una: 1,
  dos: 2,
  tres: 3,
  cuatro: 4,
  seis: 6,
  ocho: 8,
} as const;
const numbers = lookup<number>(spelled);

export const numberWord = `\\d+|${Object.keys(spelled).join('|')}`;

export const readNumeral = (word: string): number => numbers[word] ?? Number(word);

export const unitWord =
  'hours?|hrs?|h|days?|d|weeks?|wks?|wk|w|months?|mos?|years?|yrs?|horas?|dias?|semanas?|mes(?:es)?|anos?';

/** Units by the first letter of their words, in both languages. */
const unitsByLetter = lookup<Stretch['unit'] | 'h'>({
  ...{ h: 'h', d: 'd', w: 'wk', s: 'wk', m: 'mo', y: 'a', a: 'a' },
});

/** Hours stand for themselves: a rhythm in hours is one of doses a day. */
export const readUnit = (word: string): Stretch['unit'] | 'h' =>
  unitsByLetter[word.charAt(0)] as Stretch['unit'] | 'h';

const days: readonly (readonly [Weekday, RegExp])[] = [
  ['sun', /^(sun(day)?s?|domingos?)$/],
  ['mon', /^(mon(day)?s?|m|lunes)$/],
  ['tue', /^(tue(s|sday)?s?|martes)$/],
  ['wed', /^(wed(nesday)?s?|w|miercoles)$/],
  ['thu', /^(thu(r|rs|rsday)?s?|jueves)$/],
  ['fri', /^(fri(day)?s?|f|viernes)$/],
  ['sat', /^(sat(urday)?s?|sabados?)$/],
];

export const readWeekday = (word: string): Weekday | undefined =>
  days.find(([, words]) => words.test(word))?.[0];

const short: readonly (readonly [RegExp, readonly Weekday[]])[] = [
  [
    /\bmon(?:day)?\s*(?:-|to|through)\s*fri(?:day)?\b|\bm-f\b|\bweekdays(?: only)?\b/,
    ['mon', 'tue', 'wed', 'thu', 'fri'],
  ],
  [/\bdaily except sun(?:day)?s?\b/, ['mon', 'tue', 'wed', 'thu', 'fri', 'sat']],
  [/\bweekends?(?: only)?\b/, ['sun', 'sat']],
  [/\bmwf\b/, ['mon', 'wed', 'fri']],
  [/\btts\b/, ['tue', 'thu', 'sat']],
];

/** The days of the week that are left, in the order of the week, with what joins them. */
export const takeWeekdays = (unread: Unread): Weekday[] => {
  const named = short.find(([words]) => take(unread, words))?.[1];
  if (named) return [...named];
  const hasLetters = /\bm\/w\/f\b/.test(unread.left);
  const found = new Set<Weekday>();
  unread.left = unread.left.replace(/[a-z]+/g, (word) => {
    const day = word.length > 1 || hasLetters ? readWeekday(word) : undefined;
    if (!day) return word;
    found.add(day);
    return ' ';
  });
  return days.map(([day]) => day).filter((day) => found.has(day));
};
