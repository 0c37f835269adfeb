import { lookup } from '../../platform/lookup.ts';
import type { Phase } from '../phase.ts';
import { areKnown } from './known-words.ts';
import { daysIn } from './rhythm.ts';
import { readWeekday } from './words.ts';

/** Why an instruction cannot be read, and whether coded days, where they stand beside it, are one of its meanings. */
export type Doubt = { why: string; settles?: (coded: Phase) => boolean };

type Row = readonly [RegExp, string, ((coded: Phase, found: RegExpMatchArray) => boolean)?];

const comesEvery =
  (...lengths: readonly number[]) =>
  ({ every, weekdays }: Phase): boolean =>
    every !== undefined && !weekdays && lengths.includes(daysIn(every));
const counts = lookup<number>({ twice: 2, two: 2, thrice: 3, three: 3 });

/** As many days of the week as the words count. */
const onSoMany = ({ weekdays, every }: Phase, counted: string | undefined): boolean => {
  const count = counts[counted ?? ''] ?? Number(counted);
  return weekdays?.length === count && (!every || daysIn(every) === 7);
};

/** What is asked back where no coded days settle it: a guess would be a dose on a wrong day. */
const ambiguous: readonly Row[] = [
  [
    /\bbi-?weekly\b/,
    '"biweekly" may mean twice a week or every two weeks',
    (coded) => comesEvery(14)(coded) || onSoMany(coded, '2'),
  ],
  [/\bbi-?monthly\b/, '"bimonthly" may mean twice a month or every two months', comesEvery(60)],
  [
    /\bper (?:protocol|guidelines?|pharmacy)\b|\bas directed\b/,
    'no schedule is named',
    (_, { input, 0: said }) => areKnown(String(input).replace(said, ' '), new Set()),
  ],
  [/\bresume\b/, 'no schedule is named'],
  [
    /\b(first|1st|second|2nd|third|3rd|fourth|4th|last) (mon|tue|wed|thu|fri|sat|sun)/,
    'a day of the month is named by its week',
  ],
  [
    /\b(?:first|1st|last|\d{1,2}(?:st|nd|rd|th)) (?:day )?of (?:every|each|the) month\b/,
    'a day of the month is named',
  ],
  [/\bbi-?annual/, '"biannual" may mean twice a year or every two years', comesEvery(180, 730)],
  [/\b(semi|tri)-?(weekly|monthly)\b/, 'the days are not named'],
  [/\btiw\b/, '"TIW" does not say on which days', (coded) => onSoMany(coded, '3')],
  [
    /\b(twice|thrice|(\d|two|three) times|(\d) ?x) ?(a |per |each )?(week|weekly|month|monthly)\b/,
    'the days are not named',
    (coded, [, words, times, x, , per]) =>
      per?.startsWith('week') === true && onSoMany(coded, times ?? x ?? words),
  ],
  [
    /\b(\d+) (days|nights|doses)( ?\/ ?| a | per | each )week\b/,
    'the days of the week are not named',
    (coded, [, count]) => onSoMany(coded, count),
  ],
  [/\bdialysis\b/, 'the days of dialysis decide'],
  [/\b(?:q|every|cada) ?\d+ ?(?:-|to|or) ?\d/, 'a range of intervals is given'],
  [/\b(?:for|x) ?\d+ ?(?:-|to) ?\d+ ?(?:day|week|month|doses)/, 'a range of lengths is given'],
  [
    /\bx ?\d+ ?(?:doses? ?)?(?:over|in|within) ?\d+ ?(?:day|week)/,
    'the days of the doses are not fixed',
  ],
  [
    /\bpca\b|\bdemand\b|\block-?out\b/,
    'the patient controls the doses; no days are named',
    comesEvery(1),
  ],
  [
    /\bfirst dose (was )?given\b|\bgiven (in|at) (the )?hospital\b/,
    'it is not said from which dose the days are counted',
  ],
  [/\bprn\b|\bas needed\b|\bif needed\b|\bwhen needed\b/, 'a dose as needed has no day'],
  [
    /\buntil\b(?! further| \d{4}-\d{2}-\d{2}\b)|\bas tolerated\b|\btitrate/,
    'it depends on something that is not known yet',
  ],
];

/** The first doubt about a text. */
export const doubtOf = (text: string): Doubt | undefined => {
  for (const [words, why, settles] of ambiguous) {
    const found = text.match(words);
    if (found) return { why, ...(settles ? { settles: (coded) => settles(coded, found) } : {}) };
  }
  return undefined;
};

/** Words that say when doses fall, or on what it depends: numbers, units of time, rhythms, conditions. */
const telling =
  /\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|dos|tres|cuatro|seis|ocho|twice|thrice)\b|\b(?:days?|weeks?|wks?|months?|years?|hours?|dias?|semanas?|mes(?:es)?|anos?)\b|\b(?:every|cada|q|q(?:o?d|wk|week|mo|month)|bid|tid|qid|daily|nightly|weekly|fortnightly|monthly|quarterly|yearly|annual(?:ly)?|apart|later)\b|\b(?:except|if|or|unless|repeat(?:ed)?|skip|hold|omit|outside|missed|alternat(?:e|ing)|increase|decrease|starting|start (?:on|the)|load(?!ing dose)|second|third|last)\b/;

/** Whether words that no reader took up say something of days, which would be lost with them. */
export const isTelling = (left: string): boolean => /\d/.test(left) || tellsOfDays(left);

/** The same without bare numbers, which in prose are as often dates and telephones. */
export const tellsOfDays = (left: string): boolean =>
  telling.test(left) ||
  left.split(/[^a-z]+/).some((word) => word.length > 1 && readWeekday(word) !== undefined);
