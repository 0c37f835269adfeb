import { numberWord, readNumeral } from './words.ts';

const measured = '(?=\\d* ?(?:mg|mcg|[uµ]g|g|gm|grams?|gramos?|ml|l|units?|meq|kg)\\b)';
/** One or two digits before a unit, and not in a list of days; or after a single nought. */
const decimalComma = new RegExp(
  `(?<!\\b(?:days?|dias?|d|weeks?|wks?|semanas?) ?[\\d, ]{0,40})(?<=\\d),(?=\\d{1,2}(?!\\d))${measured}|(?<=(?<![\\d.,])0),${measured}`,
  'gi',
);

/** Numbers as they are written here: `1,000 mg` is 1000 mg, and `1,25 g` is 1.25 g. */
export const plainNumbers = (text: string): string =>
  text
    .replace(decimalComma, '.')
    .replace(/(?<=\b[1-9]\d{0,2}(?:,\d{3}){0,2}),(?=\d{3}(?!\d))/g, '');

const plain = (text: string): string =>
  plainNumbers(text)
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll('²', '2')
    .replaceAll('×', ' x ')
    .replace(/\s+/g, ' ')
    .trim();

const hour = '\\d{1,2}(?::\\d{2})? ?(?:am|pm)|(?:[01]?\\d|2[0-3]):[0-5]\\d(?! ?(?:am|pm))';
const everyDay = '(?:daily|every day|each day)';
const hoursOfDay = new RegExp(
  `(\\b${everyDay} )?(?:\\bat )?\\b(?:${hour})\\b((?: ?(?:,|&|and|/|, ?and) ?(?:at )?(?:${hour})\\b)*)( ${everyDay}\\b)?`,
  'g',
);
const anHour = new RegExp(hour, 'g');
const timesADay = ['', ' daily ', ' bid ', ' tid ', ' qid '] as const;

/** From one hour of the day to another: how long it runs. */
const hourSpan = new RegExp(`\\(?\\b(?:from )?(?:${hour}) ?(?:-|to|until) ?(?:${hour})\\)?`, 'g');

/** Hours of the day as how often a day; a single one says only at which hour. */
const withoutHours = (text: string): string =>
  text
    .replace(hourSpan, ' ')
    .replace(
      hoursOfDay,
      (all, before: string | undefined, others: string, after: string | undefined) => {
        const count = 1 + (others.match(anHour)?.length ?? 0);
        if (count === 1) return before || after ? ' daily ' : ' ';
        return timesADay[count] ?? all;
      },
    );

/** Days that are counted from one to another, and weeks in a chain, as lists. */
const withLists = (text: string): string =>
  text
    .replace(/\b(weeks?|wks?) (\d+(?:-\d+){2,})\b/g, (_, word, chain: string) =>
      [word, chain.replaceAll('-', ', ')].join(' '),
    )
    .replace(
      /(?<!\d ?)\b(days? ?|d)(\d+) ?(?:-|to|through) ?d?(\d+)\b/g,
      (all, word: string, from: string, to: string) => {
        const [first, last] = [Number(from), Number(to)];
        return first < last && last - first < 31
          ? `${word}${Array.from({ length: last - first + 1 }, (_, day) => first + day).join(', ')}`
          : all;
      },
    )
    .replace(/\bevery second (?=day|week|month)/g, 'every 2 ')
    .replace(/\bevery third (?=day|week|month)/g, 'every 3 ')
    .replace(/\bevery fourth (?=day|week|month)/g, 'every 4 ');

const lengthWord = '(?:days?|weeks?|wks?|months?)';

/** A number that is written twice: "every four (4) weeks". Two different ones are left, and asked about. */
const saidOnce = (text: string): string =>
  text.replace(
    new RegExp(`\\b(${numberWord}) ?\\((${numberWord})\\) ?(?=${lengthWord})`, 'g'),
    (all, one: string, other: string) =>
      readNumeral(one) === readNumeral(other) ? `${one} ` : all,
  );

/** Other words of the field in those that the readers know. */
const inPlainWords = (text: string): string =>
  saidOnce(text)
    .replace(/\bq ?(day|week|wk|month)\b/g, 'every $1')
    .replace(/\bevery wk\b/g, 'every week')
    .replace(/\bwkly\b/g, 'weekly')
    .replace(/\bmaint\b\.?/g, 'maintenance')
    .replace(/\b(?:after|following) that\b/g, 'thereafter')
    .replace(/\bx ?(?:a )?total of (?=\d)/g, 'x ')
    .replace(/\b(?:one time|once) only\b/g, 'once')
    .replace(/\/ ?d\b/g, '/day')
    // One dose on each of the days that are named, and one at each turn of a rhythm.
    .replace(/\bx ?1 (?:dose )?(?=(?:on|at) (?:days?|weeks?|wks?)\b|every\b|q ?\d)/g, '')
    .replace(/\buna vez (?:por|a la) semana\b|\bcada semana\b/g, 'weekly')
    .replace(/\buna vez al mes\b|\bcada mes\b/g, 'monthly')
    .replace(/\bdia (\d+) y (?:el )?dia (?=\d)/g, 'dia $1, ')
    .replace(/\bconsecutive (?=days|doses|nights)/g, '')
    .replace(/\bseparated by (\w+ (?:day|week|wk)s?)\b/g, '$1 apart')
    .replace(
      /\brepeat(?:ed)? (?:once |dose )?(in|after) (?=\w+ (?:day|week|wk)s?\b)/g,
      'and again $1 ',
    )
    .replace(/\b(\d+)[- ]((?:day|week|month|year)s?) supply\b/g, 'for $1 $2')
    .replace(
      /\b((?:every|q) ?(\d+) ?(?:weeks?|wks?|w)) ?\((\d+) days?\)/g,
      (all, every, weeks, days) => (Number(days) === 7 * Number(weeks) ? every : all),
    )
    .replace(
      /[;.,]? ?\b(?:(?:end|stop)(?: date)?|ending)(?: on|:)? (?=\d{1,2}\/\d{1,2}\/\d|\d{4}-)/g,
      ' thru ',
    )
    .replace(/\buntil (?=\d{1,2}\/\d{1,2}\/\d)/g, 'thru ')
    .replace(/\bthr(?:ough|u) (\d{1,2}\/\d{1,2}\/)(\d{2})\b/g, 'thru $120$2');

/** A text in small letters, its hours of the day, spans of days and ordinals in the words that readers know. */
export const spelledOut = (written: string): string =>
  withLists(withoutHours(inPlainWords(plain(written))));
