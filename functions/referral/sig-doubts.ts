import { readWeekday } from './sig-words.ts';

/** What is asked back whatever else the words say: a guess would be a dose on a wrong day. */
export const ambiguous: readonly (readonly [RegExp, string])[] = [
  [/\bbi-?weekly\b/, '"biweekly" may mean twice a week or every two weeks'],
  [/\bbi-?monthly\b/, '"bimonthly" may mean twice a month or every two months'],
  [
    /\b(per|as per) (protocol|guideline|pharmacy)\b|\bas directed\b|\bresume\b/,
    'no schedule is named',
  ],
  [
    /\b(first|1st|second|2nd|third|3rd|fourth|4th|last) (mon|tue|wed|thu|fri|sat|sun)/,
    'a day of the month is named by its week',
  ],
  [/\bbi-?annual/, '"biannual" may mean twice a year or every two years'],
  [/\b(semi|tri)-?(weekly|monthly)\b/, 'the days are not named'],
  [/\btiw\b/, '"TIW" does not say on which days'],
  [
    /\b(twice|thrice|(?:\d|two|three) times|\d ?x) ?(a |per |each )?(week|weekly|month|monthly)\b/,
    'the days are not named',
  ],
  [
    /\b\d+ (days|nights|doses)( ?\/ ?| a | per | each )week\b/,
    'the days of the week are not named',
  ],
  [/\bdialysis\b/, 'the days of dialysis decide'],
  [/\b(q|every|cada)\s*\d+\s*(?:-|to|or)\s*\d+/, 'a range of intervals is given'],
  [
    /\b(for|x)\s*\d+\s*(?:-|to)\s*\d+\s*(days?|weeks?|months?|doses)\b/,
    'a range of lengths is given',
  ],
  [
    /\bx\s*\d+\s*(doses?\s*)?(over|in|within)\s*\d+\s*(days?|weeks?)\b/,
    'the days of the doses are not fixed',
  ],
  [/\bpca\b|\bdemand\b|\block-?out\b/, 'the patient controls the doses; no days are named'],
  [
    /\bfirst dose (was )?given\b|\bgiven (in|at) (the )?hospital\b/,
    'it is not said from which dose the days are counted',
  ],
  [/\bprn\b|\bas needed\b|\bif needed\b|\bwhen needed\b/, 'a dose as needed has no day'],
  [
    /\buntil\b(?! further)|\bas tolerated\b|\btitrate/,
    'it depends on something that is not known yet',
  ],
];

/** Amounts, rates and durations, which have numbers that are no days. */
const notTiming: readonly RegExp[] = [
  /\b(each |infused |infuse |run )?over \d+(\.\d+)?\s*(?:-\s*\d+\s*)?(min(ute)?s?|h(ou)?rs?|h)\b/g,
  /\b\d+(\.\d+)?\s*(mg|mcg|ug|g|grams?|units?|u|iu|ml|l|meq)\s*(\/\s*(kg|m2|m²))?(\s*\/\s*(h|hr|min|dose))?\b(?!\s*\/)/g,
  /\b\d+ ?(?:minutes?|mins?|hours?|hrs?|h) (?:before|prior|after)\b/g,
  // A length of a day or more is no duration of an infusion, but may be how long the drug is given.
  /(?<!\b(?:q|every|cada)\s*)(?<!\b(?:x|for|por|durante)\s*(?=\d{3}|2[4-9]|[3-9]\d))\b\d+ ?(?:h|hrs?|hours?|min|minutes?)\b/g,
  /\b\d{1,2}(?::\d{2})? ?(?:am|pm)\b|\b\d+(?:\.\d+)? ?%|\bd\d+w\b/g,
  /\b(?:before|prior to|with|after) (?:each|every) (?:dose|infusion|visit|treatment)s?\b/g,
  /\b(?:\d+|one|two|three|four|five|six) (?:vials?|bags?|bottles?|ampu?les?|syringes?)\b/g,
  /\b(max(imum)?|not to exceed)\b[^,;.]*/g,
  /\bvia [a-z ]+\b(picc|port|line|midline)\b|\bvia (picc|port|midline)\b/g,
];

const plain = (text: string): string =>
  text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replace(/\s+/g, ' ').trim();

/** The text without what is no timing; a dose per day counts as one a day. */
export const timingWords = (written: string): string =>
  notTiming
    .reduce(
      (left, words) => left.replace(words, ' '),
      plain(written).replace(/\/\s*day\b/g, ' daily '),
    )
    .replace(/\s+/g, ' ');

/** Words that say when doses fall, or on what it depends: numbers, units of time, rhythms, conditions. */
const telling =
  /\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|dos|tres|cuatro|seis|ocho|twice|thrice)\b|\b(?:days?|weeks?|wks?|months?|years?|hours?|dias?|semanas?|mes(?:es)?|anos?)\b|\b(?:every|cada|q|q(?:o?d|wk|week|mo|month)|bid|tid|qid|daily|nightly|weekly|fortnightly|monthly|quarterly|yearly|annual(?:ly)?|apart|later)\b|\b(?:except|if|or|unless|repeat(?:ed)?|skip|hold|omit|outside|missed|alternat(?:e|ing)|increase|decrease|starting|start (?:on|the)|load(?!ing dose)|(?:second|third|last)(?: dose| infusion)?)\b/;

/** Whether words that no reader took up say something of days, which would be lost with them. */
export const isTelling = (left: string): boolean =>
  telling.test(left) ||
  left.split(/[^a-z]+/).some((word) => word.length > 2 && readWeekday(word) !== undefined);
