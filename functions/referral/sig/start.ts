const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const month = `(?:${months.join('|')})[a-z]*\\.?`;
const weekday = '(?:(?:sun|mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?)(?:day)?,? )?';
const dateWord = `(?:\\d{4}-\\d{2}-\\d{2}|\\d{1,2}/\\d{1,2}/(?:\\d{4}|\\d{2})|${month} \\d{1,2}(?:st|nd|rd|th)?,? \\d{4}|\\d{1,2} ${month},? \\d{4})(?![\\d/-])`;
const begins =
  '(?:to )?(?:start(?:ing|s)?|begin(?:ning|s)?|commenc(?:e|ing)|effective|first (?:dose|infusion))(?: date| day)?(?: on| is| due| from)?:? ?';
const startWord = new RegExp(`[,;(]? ?\\b(${begins})(${weekday})(${dateWord})\\)?`, 'gi');

/** A date of the calendar as people of the United States write it: the month first. */
const isoOf = (written: string): string | undefined => {
  const text = written.toLowerCase();
  const [first, second, third] = text.match(/\d+/g) as [string, string, string | undefined];
  const named = months.findIndex((name) => text.includes(name)) + 1;
  const parts =
    third === undefined
      ? [second, String(named), first]
      : first.length === 4
        ? [first, second, third]
        : [third.length === 2 ? `20${third}` : third, first, second];
  const iso = parts.map((part) => part.padStart(2, '0')).join('-');
  const read = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(iso) ? iso : undefined;
};

const weekdays = 'sun mon tue wed thu fri sat'.split(' ');
const weekdayOf = (iso: string): string =>
  weekdays[new Date(`${iso}T00:00:00Z`).getUTCDay()] as string;

/** A part of a course that follows another one: its first day is not that of the order. */
const follows = /\b(then|followed by|maintenance|after)\b/i;

/** The first day that an instruction names, where it names one and it is that of the whole order. */
const found = (text: string): { on: string; words: string } | undefined => {
  const [match, ...others] = [...text.matchAll(startWord)];
  if (!match || others.length > 0) return undefined;
  const [words, , day, date] = match as unknown as [string, string, string | undefined, string];
  const on = isoOf(date);
  const before = text.slice(0, match.index);
  const sentence = before.split(/[.;](?=\s|$)/).at(-1) as string;
  const isOther = follows.test(sentence);
  const isAnotherDay = on && day && !day.toLowerCase().startsWith(weekdayOf(on));
  return on && !isOther && !isAnotherDay ? { on, words } : undefined;
};

/** The first day that instructions name; undefined where none does, or two name different ones. */
export const startSaid = (texts: readonly string[]): string | undefined => {
  const days = new Set(texts.flatMap((text) => found(text)?.on ?? []));
  return days.size === 1 ? [...days][0] : undefined;
};

/** The same text without the first day, where it is read. */
export const withoutStart = (text: string): string => {
  const start = found(text);
  return start ? text.replace(start.words, ' ') : text;
};
