import { dosesOf, goesOn } from '../order/course.ts';
import type { Phase, Stretch } from '../phase.ts';
import { daysIn } from './rhythm.ts';
import { take, type Unread } from './unread.ts';
import { numberWord, readNumeral, readUnit } from './words.ts';

/** A dose that is counted from one before it: "2 weeks later", "4 weeks after the second dose". */

const length = `(${numberWord})[- ](days?|weeks?|wks?|dias?|semanas?)`;
const first = 'first|initial|loading|primera|inicial';
const second = 'second|segunda';
const dose = '(?: ?(?:dose|infusion|one|dosis|infusion))?';
const secondDose = `(?:a |the )?(?:${second}|another|next)${dose}`;

/** "Every 8 weeks, starting 2 weeks later" is one part. */
const starting = '(?:start|begin)(?:n?ing|s)?\\b';

const later = `${length} (?:later|despues)\\b`;
/** Weeks in a list, "2 and 6 weeks after the first", are no length of their own. */
const after = `(?<!\\d ?(?:,|and|&|/) ?)${length} (?:after|from) (?:the |la )?(?:(${first})|(${second})|previous|prior|that|this|last)\\b${dose}`;
const laterWords = new RegExp(
  `(?:\\b${secondDose} ?)?(?:\\b${starting}:? )?\\b(?:${later}|${after})(?: (?:start|begin)\\b)?(?: ${secondDose}\\b)?`,
);

/** Whether a part is counted from a dose before it. */
export const countsFromDose = (part: string): boolean => laterWords.test(part);

/** The same in words that a part of its own can be split off by: a comma before it, and "later". */
export const withLater = (text: string): string =>
  text
    .replace(/\b(?:1st|2nd)(?= |$)/g, (ordinal) => (ordinal === '1st' ? 'first' : 'second'))
    .replace(new RegExp(`\\bfollowed (${length} later) by\\b`, 'g'), ', $1 ')
    .replace(new RegExp(`\\band again (?:after|in) ${length}\\b`, 'g'), ', again $1 $2 later ')
    .replace(/\b(semanas?|dias?) despues\b/g, '$1 later');

const uncaptured = (words: string): string => words.replaceAll(/\((?!\?)/g, '(?:');

/** Where a part begins that is counted from one before it, behind a comma or an "and". */
export const beforeLater = `(?:,(?! ?${starting})|\\b(?:and|y)\\b)(?=[^,;]*\\b${uncaptured(later)})|(?<!\\d ?)(?:,(?! ?${starting})|\\b(?:and|y)\\b)(?=[^,;]*\\b${uncaptured(after)})`;

/** Words in the first part by which it is a dose itself, although it names no day. */
const aDose = new RegExp(
  `\\b(?:${first}|load|induction|once|now|today|one|dose|infusion|dosis|treatment)\\b`,
);

/** Whether what stands before the first of such parts is a dose: "300 mg IV, then 300 mg 2 weeks later". */
export const beginsWithDose = (text: string): boolean => {
  const [begins = ''] = text.split(/[,;]|\bthen\b|\bluego\b|\band\b/);
  return aDose.test(begins) || (/\w/.test(begins) && /\b(?:then|luego|again)\b/.test(text));
};

const fromWhich = 'it is not said from which dose its days are counted';

/** Days of the doses before; none where they have no end, are very many, or hang on the calendar. */
const daysOf = (phases: readonly Phase[]): number[] => {
  if (phases.some((phase) => goesOn(phase) || phase.weekdays || phase.through)) return [];
  const days: number[] = [];
  const course = { phases } as Parameters<typeof dosesOf>[0];
  for (const { day } of dosesOf(course, { therapy: undefined, firstOn: '2026-01-05' }))
    if (days.push(day) > 400) return [];
  return days;
};

/** On which day of the course a part begins that is counted from a dose before it; or why nobody can tell. */
export const takeLater = (
  unread: Unread,
  before: readonly Phase[],
): number | string | undefined => {
  const isAgain = take(unread, /\bagain (?=\w+ \w+ later\b)/) !== undefined;
  const found = take(unread, laterWords);
  if (!found) return undefined;
  const [words, value, unit, valueAfter = value, unitAfter = unit, ofFirst, ofSecond] = found;
  const length = { value: readNumeral(valueAfter ?? ''), unit: readUnit(unitAfter ?? '') };
  const days = daysIn(length as Stretch);
  const given = before.length > 0 ? daysOf(before) : [];
  const last = given.at(-1) ?? Number.NaN;
  const isLate = days > last;
  const isOne = given.length === 1;
  if (ofFirst) return isLate ? days : fromWhich;
  // What came before is given again as a whole, or its last dose is; "weeks 0 and 2, 6 weeks later" is after
  // the first one or the last: nobody can tell.
  const isOpen = ofSecond
    ? given.length !== 2
    : !isOne && (isAgain || (isLate && !/previous|prior|that|last/.test(words)));
  return isOpen || given.length === 0 ? fromWhich : last + days;
};
