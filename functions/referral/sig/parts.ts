import type { Phase, Stretch } from '../phase.ts';
import { isTelling } from './doubts.ts';
import { areKnown } from './known-words.ts';
import { takeLater } from './later.ts';
import { daysIn, isCountOpen, onlyOnce, takeBounds, takeRhythm, takeSameAgain } from './rhythm.ts';
import { take, type Unread } from './unread.ts';
import { numberWord, readNumeral, readUnit, takeWeekdays, unitWord } from './words.ts';

const noWholeDays = 'the interval has no unit, or is no whole number of days';
export const notUnderstood = 'a part of it is not understood';

/** What is known of the text around a part. */
type Around = {
  /** Week or day 0 is named somewhere: its first is then not 1. */
  fromZero: boolean;
  /** Words that the order has elsewhere. */
  own: ReadonlySet<string>;
  /** The parts before it. */
  before: readonly Phase[];
};

/** A part of a text as a phase; why it cannot be; undefined where it names no days. */
type Part = Phase | string | undefined;

const listOf = (text: string): number[] =>
  [...text.matchAll(/\d+/g)].map(([digits]) => Number(digits));

const item = '(?:\\s*(?:,|/|&|\\by\\b|\\band\\b|,\\s*and)\\s*\\d+)';
const numberList = `(\\d+${item}*)`;
const weekWord = '(?:weeks?|wks?|semanas?)';
const dayWord = '(?:days?|dias?|d)';
/** Not after "every 8" or "for 2", which count weeks and do not name them. */
const notCounted = '(?<!\\b(?:q|every|cada|x|for|por|\\d)\\s*)';
const again = (word: string) => `(?:\\s*(?:and|,|&)\\s*${word}\\s*\\d+)*`;

type Named = { days: number[]; unit: 'd' | 'wk' };

/** Days or weeks that are named one by one, as days from 0. */
const takeNamed = (unread: Unread, { fromZero }: Around): Named | undefined => {
  const weeks =
    take(unread, `${notCounted}\\b(?:weeks|wks)\\s*\\d+(?:\\s+\\d+)+${item}*`) ??
    take(unread, `${notCounted}\\b${weekWord}\\s*${numberList}${again(weekWord)}`) ??
    take(unread, `${notCounted}\\b\\d+${item}+\\s*${weekWord}\\b`);
  const from = fromZero ? 0 : 1;
  if (weeks) return { days: listOf(weeks[0]).map((week) => (week - from) * 7), unit: 'wk' };
  const days = take(unread, `${notCounted}\\b${dayWord}\\s*${numberList}${again(dayWord)}`);
  return days && { days: listOf(days[0]).map((day) => day - from), unit: 'd' };
};

/** A count of doses of a drug given more than once a day, as days with a dose. */
const inDays = ({ doses, ...phase }: Phase): Phase =>
  doses === undefined
    ? phase
    : { ...phase, doses: Math.max(1, Math.ceil(doses / (phase.timesPerDay ?? 1))) };

const takeCycles = (unread: Unread, days: readonly number[]): Pick<Phase, 'doses'> => {
  const cycles = take(unread, '\\b(?:x|for)?\\s*(\\d+)\\s*(?:cycles?|courses?)\\b');
  return cycles ? { doses: Number(cycles[1]) * days.length } : {};
};

/** Named days that come again: "of 28", "repeat every 24 weeks". */
const takeCycle = (unread: Unread, { days, unit }: Named): Part => {
  const of =
    take(unread, `\\bof\\s*(?:an?|each|every)?\\s*(\\d+)[- ]?(${unitWord})?\\b(?: cycles?)?`) ??
    take(unread, '\\b(\\d+)[- ](days?) cycle\\b');
  const ofUnit = of?.[2] ? readUnit(of[2]) : unit;
  const every = of && ofUnit !== 'h' ? { value: Number(of[1]), unit: ofUnit } : undefined;
  const isRepeated = take(unread, /\brepeat(?:ed|ing)?\b/) !== undefined;
  const rhythm = every ? undefined : takeRhythm(unread);
  if (rhythm === 'unclear') return noWholeDays;
  const comes = every ?? rhythm?.every;
  if (!comes) return undefined;
  // "Every 12 hours on days 1, 3 and 5", "daily on days 1 to 5": how often on each of them.
  if (rhythm && comes.unit === 'd' && comes.value === 1)
    return rhythm.timesPerDay ? { days, timesPerDay: rhythm.timesPerDay } : { days };
  if (every) take(unread, /\b(?:once )?daily\b|\bevery day\b|\bonce a day\b/);
  if (daysIn(comes) <= Math.max(...days))
    return 'the days that are named do not fit into what they come again after';
  // "Weeks 0, 2, 6, every 8 weeks" is a loading and what follows it, or a cycle of eight weeks.
  if (rhythm && unit === 'wk' && !isRepeated)
    return 'it is not said whether the weeks that are named come again';
  return { days, every: comes, ...takeCycles(unread, days), ...takeBounds(unread) };
};

/** A course of consecutive days that comes again, such as one of immune globulin. */
const takeDailyCourse = (unread: Unread): Part => {
  const trial: Unread = { left: unread.left };
  const course = take(
    trial,
    `\\b(?:divided|split)?\\s*(?:over|x|for|por)\\s*(${numberWord})\\s*(?:consecutive\\s*)?(?:days|dias|d)\\b`,
  );
  const isDaily = take(trial, /\b(?:daily|every day|once a day|q ?24 ?h|qd)\b/) !== undefined;
  const rhythm = course && takeRhythm(trial);
  if (!course || typeof rhythm !== 'object' || !rhythm.every || rhythm.timesPerDay)
    return undefined;
  const length = readNumeral(course[1] as string);
  if (daysIn(rhythm.every) <= length) return undefined;
  if (rhythm.every.unit === 'wk' && rhythm.every.value === 1 && !isDaily)
    return 'it is not said whether a dose falls on each of the days';
  take(trial, /\brepeat(?:ed|ing)?\b/);
  unread.left = trial.left;
  const days = Array.from({ length }, (_, day) => day);
  return { days, every: rhythm.every, ...takeCycles(unread, days), ...takeBounds(unread) };
};

/** Doses so far apart that come again: "2 doses 2 weeks apart, repeat every 6 months". */
const takePair = (unread: Unread): Part => {
  const trial: Unread = { left: unread.left };
  const apart = take(trial, `(?:\\bat least\\s*)?\\b(${numberWord})\\s*(${unitWord})\\s*apart\\b`);
  if (!apart) return undefined;
  const count = take(trial, `(?:\\bx\\s*|\\b)(${numberWord})\\s*(?:doses?|dosis|infusions?)\\b`);
  if (!count) return undefined;
  const rhythm = takeRhythm(trial);
  if (typeof rhythm !== 'object' || !rhythm.every || rhythm.timesPerDay) return undefined;
  const unit = readUnit(apart[2] as string);
  if (unit !== 'd' && unit !== 'wk') return noWholeDays;
  take(trial, /\brepeat(?:ed|ing)?\b/);
  unread.left = trial.left;
  const between = daysIn({ value: readNumeral(apart[1] as string), unit });
  const length = readNumeral(count[1] as string);
  const days = Array.from({ length }, (_, dose) => dose * between);
  return { days, every: rhythm.every, ...takeCycles(unread, days), ...takeBounds(unread) };
};

const takeOnWeekdays = (unread: Unread): Part => {
  const weekdays = takeWeekdays(unread);
  if (weekdays.length === 0) return undefined;
  const isOther = take(unread, /\bevery other\b(?: week(?: on)?\b)?/) !== undefined;
  const rhythm = isOther ? undefined : takeRhythm(unread);
  if (!isOther && !rhythm) take(unread, /\b(?:every|each|cada)\b/);
  const every: Stretch | undefined = isOther
    ? { value: 2, unit: 'wk' }
    : typeof rhythm === 'object'
      ? rhythm.every
      : undefined;
  const isDaily = every?.unit === 'd' && every.value === 1;
  const isOdd = typeof rhythm === 'object' && rhythm.timesPerDay !== undefined;
  if (rhythm === 'unclear' || isOdd || (every && every.unit !== 'wk' && !isDaily))
    return noWholeDays;
  return {
    days: [0],
    weekdays,
    ...(every && every.value > 1 ? { every } : {}),
    ...takeBounds(unread),
  };
};

/** A part that does not begin on the first of its days names when it begins. */
const takeOnDays = (unread: Unread, around: Around): Part => {
  const named = takeNamed(unread, around);
  if (!named) return undefined;
  const cycle = takeCycle(unread, named);
  if (cycle) return cycle;
  const [begins = 0] = named.days;
  return begins > 0
    ? { days: named.days.map((day) => day - begins), startsOnDay: begins }
    : { days: named.days };
};

const takeRegular = (unread: Unread): Part => {
  const isOpen = isCountOpen(unread);
  const rhythm = takeRhythm(unread);
  if (rhythm === 'unclear') return noWholeDays;
  if (!rhythm) return take(unread, onlyOnce) ? { days: [0] } : undefined;
  if (isOpen) return 'it is not said whether so many doses are given each time or in all';
  takeSameAgain(unread, rhythm);
  return inDays({ days: [0], ...rhythm, ...takeBounds(unread, rhythm) });
};

/** What is counted from a dose before it: one dose, or a rhythm that begins with it. */
const takeCountedOn = (unread: Unread, { before }: Around): Part => {
  const begins = takeLater(unread, before);
  if (typeof begins !== 'number') return begins;
  const rest = takeRegular(unread);
  return typeof rest === 'string' ? rest : { days: [0], ...rest, startsOnDay: begins };
};

const readers = [
  takeCountedOn,
  takeOnWeekdays,
  takeDailyCourse,
  takePair,
  takeOnDays,
  takeRegular,
] as const;

const isUnread = ({ left }: Unread, { own }: Around): boolean =>
  isTelling(left) || !areKnown(left, own);

/** One part by the first reader that finds its words in it; what is left must say nothing of days. */
export const readPart = (part: string, around: Around): Part => {
  const unread: Unread = { left: part };
  for (const read of readers) {
    const phase = read(unread, around);
    if (typeof phase === 'string') return phase;
    if (phase) return isUnread(unread, around) ? notUnderstood : phase;
  }
  return isUnread(unread, around) ? notUnderstood : undefined;
};

/** Whether a text counts its weeks or days from 0. */
export const countsFromZero = (text: string): boolean =>
  new RegExp(`\\b(?:${weekWord}|${dayWord})\\s*0\\b|\\b0${item}`).test(text);
