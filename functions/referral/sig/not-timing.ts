import { lookup } from '../../platform/lookup.ts';
import { spelledOut } from './spelled-out.ts';
import { takeWeekdays } from './words.ts';

const renewed = '(?:bag|cassette|reservoir|syringe|tubing|dressing|cap)s?';
const renewedEvery =
  ' (?:(?:every|q) ?\\d+(?: ?(?:-|to) ?\\d+)? ?(?:h|hrs?|hours?|days?)|daily|weekly|every (?:day|week))';

/** Words that tell of nothing new, up to where they tell of days again. */
const upToDays =
  '(?:(?!\\b(?:(?:every|each|q)(?! ?(?:\\d+ ?min|dose))|daily|weekly|monthly|then\\b|days?\\b|weeks?\\b|months?\\b))[^,;.])*';
const inDoses =
  '[^,;.]*\\b(?:doses|infusions|times|treatments|cycles|visits|(?:\\d+|one) (?:dose|infusion|time|treatment|cycle|visit))\\b';

/** Amounts, rates and durations, which have numbers that are no days. */
const notTiming: readonly RegExp[] = [
  /\(?\b(?:eid|extended[- ]interval(?: dosing)?)\b\)?/g,
  // When a pump that runs for days is taken off again.
  /\b(?:pump )?(?:disconnect(?:ed|ion)?|de-?access(?:ed)?)(?: pump)?(?: on| at| after)? (?:day|hour|hr) \d+\b/g,
  // How often what the drug is in is renewed.
  new RegExp(
    `\\b(?:${renewed} (?:change|exchange)[sd]?|(?:change|exchange) (?:the )?${renewed})${renewedEvery}\\b`,
    'g',
  ),
  /\b(each |infused |infuse |run )?over \d+(\.\d+)?\s*(?:-\s*\d+\s*)?(min(ute)?s?|h(ou)?rs?|h)\b/g,
  /\bx ?\d+(?:\.\d+)? ?kg\b/g,
  /\b(?:goal|target) (?:vancomycin )?troughs?(?: of)? \d+(?: ?(?:-|to) ?\d+)?(?: ?(?:mcg\/ml|mg\/l))?/g,
  /\b(?:\d+ ?(?:-|to) ?)?\d+ (?:sc |subcutaneous |infusion )?(?:sites?|needles?)\b/g,
  /\b\d+(\.\d+)?\s*(mg|mcg|ug|gm?|grams?|units?|u|iu|ml|l|liters?|meq)\s*(\/\s*(kg|m2))?(\s*\/\s*(h|hr|min|dose))?\b(?!\s*\/)/g,
  /\b(?:vitals?(?: signs)?|bp|monitor|observe)\b[^,;.]*?\b(?:every|q) ?\d+ ?min(?:ute)?s?\b(?: (?:during|x|for|then)\b[^,;.]*)?/g,
  // What is done around each dose: "flush 10 minutes after every infusion".
  /\b(?:\d+ ?(?:minutes?|mins?|hours?|hrs?|h) )?(?:before|prior to|with|after|following) (?:each|every|the|an?) (?:dose|infusion|visit|treatment)s?\b/g,
  /\b\d+ ?(?:minutes?|mins?|hours?|hrs?|h) (?:before|prior|after)\b/g,
  // A length of a day or more is no duration of an infusion, but may be how long the drug is given.
  /(?<!\b(?:q|every|cada) )(?<!\b(?:x|for|por|durante) (?=\d{3}|2[4-9]|[3-9]\d))\b\d+ ?(?:h|hrs?|hours?|min|minutes?)\b/g,
  /\b\d+(?:\.\d+)? ?%|\bd\d+w\b/g,
  /\b(?:before|prior to|with|after) (?:each|every) (?:dose|infusion|visit|treatment)s?\b/g,
  /\b(?:\d+|one|two|three|four|five|six) (?:vials?|bags?|bottles?|ampo?ules?|syringes?)\b/g,
  new RegExp(`\\b(?:max(?:imum)?|not to exceed)\\b(?!${inDoses})${upToDays}`, 'g'),
  // How fast it runs, up to where the words tell of days again.
  new RegExp(`\\b(?:titrat\\w* (?:the )?(?:infusion )?)?rate\\b${upToDays}`, 'g'),
  /\b\d+(?:\.\d+)? ?(?:-? ?micron|um|gauge|ga|fr|french|mm|cm|inch(?:es)?)\b/g,
  /\bauc ?(?:of |= ?)?\d+(?:\.\d+)?\b/g,
  /\bsingle[- ](?:dose|use) (?:vials?|bags?|syringes?)\b/g,
  /\bvia [a-z ]+\b(picc|port|line|midline)\b|\bvia (picc|port|midline)\b/g,
];

const counted = lookup<number>({
  once: 1,
  twice: 2,
  thrice: 3,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
});
const timesAWeek =
  /\b(?:(once|twice|thrice)|(\d|two|three|four|five) ?(?:x|times|days))[ /]*(?:a |per |each )?week(?:ly)?\b/;

/** "Three times a week" says nothing more where as many days of the week are named. */
const withoutTimesAWeek = (text: string): string => {
  const found = text.match(timesAWeek);
  const word = found?.[1] ?? found?.[2] ?? '';
  const rest = text.replace(timesAWeek, ' ');
  return found && takeWeekdays({ left: rest }).length === (counted[word] ?? Number(word))
    ? rest
    : text;
};

/** Every night of a week is daily. */
const withSevenDays = (text: string): string =>
  text
    .replace(
      /\b(daily|nightly|every (?:day|night)),? (?:7|seven) (?:days|nights)(?: ?\/ ?| a | per )week\b/g,
      '$1',
    )
    .replace(/\b(?:7|seven) (?:days|nights)(?: ?\/ ?| a | per )week\b/g, ' daily ');

/** The text without what is no timing; a dose per day counts as one a day. */
export const timingWords = (written: string): string =>
  notTiming
    .reduce(
      (left, words) => left.replace(words, ' '),
      withSevenDays(withoutTimesAWeek(spelledOut(written))).replace(/\/\s*day\b/g, ' daily '),
    )
    .replace(/\s+/g, ' ');
