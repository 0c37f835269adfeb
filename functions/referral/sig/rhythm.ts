import type { Phase, Stretch } from '../phase.ts';
import { take, type Unread } from './unread.ts';
import { numberWord, readNumeral, readUnit, unitWord } from './words.ts';

/** A rhythm in hours as doses a day, or as whole days. */
const byHours = (hours: number): Partial<Phase> | undefined => {
  if (hours % 24 === 0) return { every: { value: hours / 24, unit: 'd' } };
  const perDay = 24 / hours;
  return Number.isInteger(perDay)
    ? { every: { value: 1, unit: 'd' }, timesPerDay: perDay }
    : undefined;
};

const named: readonly (readonly [RegExp, Partial<Phase>])[] = [
  [/\bevery other day\b|\bqod\b|\balternate days\b/, { every: { value: 2, unit: 'd' } }],
  [/\bevery other week\b/, { every: { value: 2, unit: 'wk' } }],
  [/\bevery other month\b/, { every: { value: 2, unit: 'mo' } }],
  [/\bfortnightly\b/, { every: { value: 2, unit: 'wk' } }],
  [/\bquarterly\b/, { every: { value: 3, unit: 'mo' } }],
  [/\bsemi-? ?annual(ly)?\b/, { every: { value: 6, unit: 'mo' } }],
  [/\bbid\b|\btwice (a day|daily)\b/, { every: { value: 1, unit: 'd' }, timesPerDay: 2 }],
  [/\btid\b|\bthree times (a day|daily)\b/, { every: { value: 1, unit: 'd' }, timesPerDay: 3 }],
  [/\bqid\b|\bfour times (a day|daily)\b/, { every: { value: 1, unit: 'd' }, timesPerDay: 4 }],
  [
    /\bdaily\b|\bnightly\b|\bqd\b|\bevery (day|night|morning|evening)\b|\bonce a day\b|\bdiari[oa]\b/,
    { every: { value: 1, unit: 'd' } },
  ],
  [
    /\bweekly\b|\bqwk\b|\bqweek\b|\b(every|each|once a) week\b|\bsemanal(mente)?\b/,
    { every: { value: 1, unit: 'wk' } },
  ],
  [
    /\bmonthly\b|\bq ?mo(nth)?\b|\b(every|each|once a) month\b|\bal mes\b|\bmensual\b/,
    { every: { value: 1, unit: 'mo' } },
  ],
  [
    /\byearly\b|\bannual(ly)?\b|\b(every|each|once a) year\b|\bal ano\b/,
    { every: { value: 1, unit: 'a' } },
  ],
];

const everyWords = `\\b(?:q|every|cada)\\s*(${numberWord})\\s*-?\\s*(${unitWord})\\b`;
const apartWords = `(?:\\bat least\\s*)?\\b(${numberWord})\\s*(${unitWord})\\s*apart\\b`;
const withoutUnit = /\b(q|every|cada)\s*\d+\s*(?:$|[,;x])/;

/** The first rhythm that is left: every so many hours, days, weeks, months or years. */
export const takeRhythm = (unread: Unread): Partial<Phase> | 'unclear' | undefined => {
  const found = take(unread, everyWords) ?? take(unread, apartWords);
  if (found) {
    const [value, unit] = [readNumeral(found[1] as string), readUnit(found[2] as string)];
    if (value === 0) return 'unclear';
    return unit === 'h' ? (byHours(value) ?? 'unclear') : { every: { value, unit } };
  }
  if (withoutUnit.test(unread.left)) return 'unclear';
  return named.find(([words]) => take(unread, words))?.[1];
};

/** About how many days a length has. */
export const daysIn = ({ value, unit }: Stretch): number =>
  value * { d: 1, wk: 7, mo: 30, a: 365 }[unit];

/** The same rhythm in other words: "weekly (every 7 days)". Another one stays. */
export const takeSameAgain = (unread: Unread, { every, timesPerDay }: Partial<Phase>): void => {
  const trial: Unread = { left: unread.left };
  const other = takeRhythm(trial);
  if (typeof other !== 'object' || !other.every || !every) return;
  if (daysIn(other.every) === daysIn(every) && other.timesPerDay === timesPerDay)
    unread.left = trial.left;
};

export const onlyOnce =
  /\bonce\b(?! (daily|weekly|monthly|yearly|a |every|per ))|\b(?:single|one) (?:dose|infusion)\b|\bone time\b|\bstat\b|\bdosis unica\b|\bx ?1\b/;

/** A length that is told in a unit of days or more. */
const span = (value: string, unit: string): Stretch => ({
  value: readNumeral(value),
  unit: readUnit(unit) as Stretch['unit'],
});

const twoDigits = (part: unknown): string => String(part).padStart(2, '0');

const takeLastDay = (unread: Unread): string | undefined => {
  const iso = take(unread, /\b(?:through|until|thru|to)\s*(\d{4})-(\d{2})-(\d{2})\b/);
  if (iso) return `${iso[1]}-${iso[2]}-${iso[3]}`;
  const us = take(unread, /\b(?:through|thru)\s*(\d{1,2})\/(\d{1,2})\/(\d{4})\b/);
  return us ? `${us[3]}-${twoDigits(us[1])}-${twoDigits(us[2])}` : undefined;
};

const bareNumber = numberWord.replace(/\|(?:an?|una?)(?=\|)/g, '');
const doseWord = '(?:doses?|dosis|infusions?|treatments?|cycles?|courses?)';
const thenRhythm =
  '(?=\\s*(?:iv\\s*)?(?:every|q\\s?\\d|q[a-z]+|each|per|a|cada|daily|weekly|monthly|yearly)\\b|\\s*q\\d)';

/**
 * Takes "one dose" before a rhythm, which is no number of doses in all. Tells whether a larger number
 * stands there: "2 infusions every 6 months" may be two each time, or two in all.
 */
export const isCountOpen = (unread: Unread): boolean => {
  take(unread, `(?<!\\bx ?)\\b(?:one|1|an?|una?|single) ${doseWord}\\b${thenRhythm}`);
  return new RegExp(`(?<!\\b(?:x|for|por) ?)\\b(?:${bareNumber}) ${doseWord}\\b${thenRhythm}`).test(
    unread.left,
  );
};

const takeCount = (unread: Unread): number | undefined => {
  const count =
    take(
      unread,
      `\\b(?:x|for|por)\\s*(${numberWord})(?:\\s*${doseWord})?\\s*(?:$|(?=[,;)])|total)`,
    ) ??
    take(unread, `\\b(?:x|for|por)\\s*(${bareNumber})\\s*${doseWord}\\b`) ??
    take(unread, `\\b(${bareNumber})\\s*${doseWord}\\b(?: total)?`) ??
    take(unread, '\\bx\\s*(\\d+)\\s+(?=via|iv|in|at\\b)');
  return count && readNumeral(count[1] as string);
};

const isSoMany = (doses: number, lasts: Stretch, { every, timesPerDay = 1 }: Partial<Phase>) =>
  every !== undefined && Math.ceil(daysIn(lasts) / daysIn(every)) * timesPerDay === doses;

/**
 * How many doses, for how long, until when. A number beside a length is taken only where it says the
 * same.
 */
export const takeBounds = (
  unread: Unread,
  rhythm: Partial<Phase> = {},
): Pick<Phase, 'doses' | 'lasts' | 'through'> => {
  const lasting = take(
    unread,
    `\\b(?:x|for|por|durante)\\s*(${numberWord})\\s*(?!h)(${unitWord})\\b`,
  );
  const lasts = lasting && span(lasting[1] as string, lasting[2] as string);
  const trial: Unread = { left: unread.left };
  const doses = takeCount(trial);
  if (doses === undefined || !lasts || isSoMany(doses, lasts, rhythm)) unread.left = trial.left;
  const through = takeLastDay(unread);
  return {
    ...(lasts ? { lasts } : {}),
    ...(doses === undefined || lasts ? {} : { doses }),
    ...(through ? { through } : {}),
  };
};
