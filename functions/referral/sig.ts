import { Phase, type Stretch } from './phase.ts';
import { numberWord, readNumeral, readUnit, readWeekdays, unitWord } from './sig-words.ts';

/** What a written instruction says of when doses fall, or why it cannot be read. */
export type Sig =
  | { outcome: 'read'; phases: Phase[] }
  | { outcome: 'unclear'; why: string }
  | { outcome: 'silent' };

const unclear = (why: string): Sig => ({ outcome: 'unclear', why });

/** What is asked back whatever else the words say: a guess would be a dose on a wrong day. */
const ambiguous: readonly (readonly [RegExp, string])[] = [
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
  [/\btiw\b/, '"TIW" does not say on which days'],
  [
    /\b(twice|two times|three times|2 times|3 times) (a |per |each )?(week|weekly|month|monthly)\b/,
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
  /\b(max(imum)?|not to exceed)\b[^,;.]*/g,
  /\bvia [a-z ]+\b(picc|port|line|midline)\b|\bvia (picc|port|midline)\b/g,
];

const plain = (text: string): string =>
  text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replace(/\s+/g, ' ').trim();

/** The text without what is no timing; a dose per day counts as one a day. */
const timingWords = (text: string): string =>
  notTiming.reduce(
    (left, words) => left.replace(words, ' '),
    text.replace(/\/\s*day\b/g, ' daily '),
  );

const first = (text: string, words: string): RegExpMatchArray | null =>
  text.match(new RegExp(words));

/** A rhythm in hours as doses a day, or as whole days. */
const byHours = (hours: number): Partial<Phase> | undefined => {
  if (hours % 24 === 0) return { every: { value: hours / 24, unit: 'd' } };
  const perDay = 24 / hours;
  return Number.isInteger(perDay) && perDay <= 24
    ? { every: { value: 1, unit: 'd' }, timesPerDay: perDay }
    : undefined;
};

const named: readonly (readonly [RegExp, Partial<Phase>])[] = [
  [/\bevery other day\b|\bqod\b|\balternate days\b/, { every: { value: 2, unit: 'd' } }],
  [/\bevery other week\b/, { every: { value: 2, unit: 'wk' } }],
  [/\bevery other month\b/, { every: { value: 2, unit: 'mo' } }],
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
const apartWords = `\\b(${numberWord})\\s*(${unitWord})\\s*apart\\b`;

const rhythmIn = (text: string): Partial<Phase> | 'unclear' | undefined => {
  const found = first(text, everyWords) ?? first(text, apartWords);
  if (found) {
    const [value, unit] = [readNumeral(found[1] as string), readUnit(found[2] as string)];
    if (value === 0) return 'unclear';
    return unit === 'h' ? (byHours(value) ?? 'unclear') : { every: { value, unit } };
  }
  if (/\b(q|every|cada)\s*\d+\s*$|\b(q|every|cada)\s*\d+\s*[,;x]/.test(text)) return 'unclear';
  return named.find(([words]) => words.test(text))?.[1];
};

const listOf = (text: string): number[] => (text.match(/\d+/g) ?? []).map(Number);

const numberList = '(\\d+(?:\\s*(?:,|/|&|\\by\\b|\\band\\b|,\\s*and)\\s*\\d+)*)';

/** Days that are named one by one, from 0, and what of the text named them. */
const namedDays = (
  text: string,
  isLater: boolean,
): { days: number[]; words: string } | undefined => {
  const weeks =
    first(text, `\\b(?:weeks?|wks?|semanas?)\\s*${numberList}`) ??
    first(text, `${numberList}\\s*(?:weeks?|wks?|semanas?)\\b`);
  const isList =
    weeks &&
    (/[,/&]|and|\by\b/.test(weeks[1] as string) || /^(weeks?|wks?|semanas?)/.test(weeks[0]));
  if (weeks && isList && !/\b(q|every|cada|x|for|por)\s*$/.test(text.slice(0, weeks.index))) {
    const list = listOf(weeks[1] as string);
    // Week 1 is the first where weeks are counted from one.
    const from = list.includes(0) || (!isLater && list[0] !== 1) ? 0 : 1;
    return { days: list.map((week) => (week - from) * 7), words: weeks[0] };
  }
  const byDay = first(
    text,
    `\\b(?:days?|dias?|d)\\s*${numberList.replace('(\\d+(?:', '(\\d+(?:')}(?:\\s*(?:and|,)\\s*(?:day|d)\\s*\\d+)*`,
  );
  if (!byDay || /\b(q|every|cada|x|for|por|\d)\s*$/.test(text.slice(0, byDay.index)))
    return undefined;
  const list = listOf(byDay[0]);
  const from = list.includes(0) ? 0 : 1;
  return { days: list.map((day) => day - from), words: byDay[0] };
};

const onlyOnce =
  /\bonce\b(?! (daily|weekly|monthly|yearly|a |every|per ))|\bsingle dose\b|\bone time\b|\bstat\b|\bdosis unica\b|\bx ?1\b/;

const span = (value: string, unit: string): Stretch | undefined => {
  const read = readUnit(unit);
  return read === 'h' ? undefined : { value: readNumeral(value), unit: read };
};

const dateIn = (text: string): string | undefined => {
  const iso = text.match(/\b(?:through|until|thru|to)\s*(\d{4})-(\d{2})-(\d{2})\b/);
  if (iso) return `${iso[1]}-${iso[2]}-${iso[3]}`;
  const us = text.match(/\b(?:through|thru)\s*(\d{1,2})\/(\d{1,2})\/(\d{4})\b/);
  return us ? `${us[3]}-${us[1]?.padStart(2, '0')}-${us[2]?.padStart(2, '0')}` : undefined;
};

/** How many doses, for how long, until when. */
const boundsIn = (text: string): Pick<Phase, 'doses' | 'lasts' | 'through'> => {
  const lasting = first(text, `\\b(?:x|for|por|durante)\\s*(${numberWord})\\s*(${unitWord})\\b`);
  const lasts = lasting && span(lasting[1] as string, lasting[2] as string);
  const count =
    first(
      text,
      `\\b(?:x|for|por)\\s*(${numberWord})(?:\\s*(?:doses?|dosis|infusions?|treatments?|cycles?))?\\s*(?:$|[,;)]|total)`,
    ) ??
    first(text, `\\b(${numberWord})\\s*(?:doses?|dosis|infusions?)\\b`) ??
    first(text, `\\bx\\s*(\\d+)\\s+(?:via|iv|in|at)\\b`);
  const through = dateIn(text);
  return {
    ...(lasts ? { lasts } : {}),
    ...(count && !lasts ? { doses: readNumeral(count[1] as string) } : {}),
    ...(through ? { through } : {}),
  };
};

/** A count of doses of a drug given more than once a day, as days with a dose. */
const inDays = ({ doses, ...phase }: Phase): Phase =>
  doses === undefined
    ? phase
    : { ...phase, doses: Math.max(1, Math.ceil(doses / (phase.timesPerDay ?? 1))) };

const cycleIn = (text: string, days: number[]): Phase | undefined => {
  const of = first(text, `\\bof\\s*(?:a\\s*)?(\\d+)`) ?? first(text, '\\b(\\d+)[- ]day cycle');
  const every = of ? { value: Number(of[1]), unit: 'd' as const } : undefined;
  const repeated = rhythmIn(text.replace(/\bof\s*\d+/, ' '));
  const again = every ?? (typeof repeated === 'object' ? repeated.every : undefined);
  if (!again) return undefined;
  const cycles = first(text, `\\b(?:x|for)?\\s*(\\d+)\\s*(?:cycles?|courses?)`);
  const { lasts, through } = boundsIn(text.replace(/\b(x|for)?\s*\d+\s*(cycles?|courses?)/, ' '));
  return {
    days,
    every: again,
    ...(cycles ? { doses: Number(cycles[1]) * days.length } : {}),
    ...(lasts ? { lasts } : {}),
    ...(through ? { through } : {}),
  };
};

/** One amount divided over days, such as a course of immune globulin. */
const dividedIn = (text: string): Phase | undefined => {
  const over = first(text, `\\b(?:divided|split)?\\s*(?:over|x)\\s*(\\d+)\\s*days\\b`);
  const rest = over ? text.replace(over[0], ' ') : text;
  const again = over && rhythmIn(rest.replace(/\bdaily\b/, ' '));
  if (!over || typeof again !== 'object' || !again?.every || again.timesPerDay) return undefined;
  return { days: Array.from({ length: Number(over[1]) }, (_, day) => day), every: again.every };
};

/** Every how many weeks days of the week are meant, where the words say so. */
const weeksBetween = (part: string): number | 'unclear' => {
  if (/\bevery other\b/.test(part)) return 2;
  const rhythm = rhythmIn(part.replace(/\bdaily except\b/, ' '));
  if (rhythm === undefined) return 1;
  return typeof rhythm === 'object' && rhythm.every?.unit === 'wk' ? rhythm.every.value : 'unclear';
};

const readPart = (part: string, isLater: boolean): Phase | 'unclear' | undefined => {
  const weekdays = readWeekdays(part);
  if (weekdays.length > 0) {
    const weeks = weeksBetween(part);
    return weeks === 'unclear'
      ? 'unclear'
      : {
          days: [0],
          weekdays,
          ...(weeks > 1 ? { every: { value: weeks, unit: 'wk' } } : {}),
          ...boundsIn(part),
        };
  }
  const divided = dividedIn(part);
  if (divided) return divided;
  const listed = namedDays(part, isLater);
  if (listed) {
    const rest = part.replace(listed.words, ' ');
    const cycle = cycleIn(rest, listed.days);
    if (cycle) return cycle;
    const [begins = 0] = listed.days;
    return isLater && begins > 0
      ? { days: listed.days.map((day) => day - begins), startsOnDay: begins }
      : { days: listed.days };
  }
  const rhythm = rhythmIn(part);
  if (rhythm === 'unclear') return 'unclear';
  if (rhythm) return inDays({ days: [0], ...rhythm, ...boundsIn(part) });
  return onlyOnce.test(part) ? { days: [0] } : undefined;
};

/** All that the readers above take up, and what beside it says nothing of days. */
const understood: readonly RegExp[] = [
  new RegExp(`${everyWords}|${apartWords}|\\bat least\\b`, 'g'),
  ...named.map(([words]) => new RegExp(words, 'g')),
  /\b(?:through|until|thru|to)\s*\d{4}-\d{2}-\d{2}\b|\b(?:through|thru)\s*\d{1,2}\/\d{1,2}\/\d{4}\b/g,
  new RegExp(`\\b(?:x|for|por|durante|over)\\s*(?:${numberWord})\\s*(?:${unitWord})\\b`, 'g'),
  new RegExp(
    `(?:\\b(?:x|for|por)\\s*)?\\b(?:${numberWord})[- ]*(?:doses?|dosis|infusions?|treatments?|cycles?|courses?|day cycle)\\b`,
    'g',
  ),
  new RegExp(`\\b(?:x|for|por|of(?: a)?)\\s*(?:${numberWord})\\b`, 'g'),
  new RegExp(`\\b(?:weeks?|wks?|semanas?|days?|dias?|d)\\s*${numberList}`, 'g'),
  new RegExp(`${numberList}\\s*(?:weeks?|wks?|semanas?)\\b`, 'g'),
  /\b\d+ ?(?:minutes?|mins?|hours?|hrs?|h) (?:before|prior|after)\b/g,
  /\b\d{1,2}(?::\d{2})? ?(?:am|pm)\b|\b\d+(?:\.\d+)? ?%|\bd\d+w\b|\b\d+ ?(?:h|hours?) ?\/ ?day\b/g,
  /\b\d+ ?(?:h|hr|hours?|min|minutes?)\b/g,
];

/** Words that change on which days doses fall, where no reader took them up. */
const changing =
  /\d|\b(?:skip|hold|omit|except(?! sun)|unless|outside|missed|starting|start(?:ing)? (?:on|the)|week of|load(?!ing dose)|(?:second|third|last) dose)\b/;

/** Whether something is left that would be lost, were the rest taken for the whole. */
const leavesSomething = (text: string): boolean =>
  changing.test(understood.reduce((left, words) => left.replace(words, ' '), text));

const parts = (text: string): string[] =>
  text
    .split(
      /\bthen\b|\bfollowed by\b|\bluego\b|\bdespues\b|\bmaintenance\b|\bmantenimiento\b|;|,(?=[^,]*\bweek \d+\b)/,
    )
    .map((part) => part.replace(/^[\s,.:]+|[\s,.:]+$/g, ''))
    .filter((part) => part !== '');

/**
 * Reads a written instruction: "weeks 0, 2 and 6, then every 8 weeks". What is ambiguous is told
 * with the reason, and never taken for something that resembles it; a text that says nothing of
 * days is silent.
 */
export const readSig = (written: string): Sig => {
  const text = timingWords(plain(written));
  const doubt = ambiguous.find(([words]) => words.test(text))?.[1];
  if (doubt) return unclear(doubt);
  const phases: Phase[] = [];
  for (const part of parts(text)) {
    const phase = readPart(part, phases.length > 0);
    if (phase === 'unclear')
      return unclear('the interval has no unit, or is no whole number of days');
    if (phase) phases.push(phase);
  }
  if (phases.length > 12 || phases.some((phase) => !Phase.safeParse(phase).success))
    return unclear('counts days or doses in a way that cannot be planned');
  if (phases.length === 0) return { outcome: 'silent' };
  return leavesSomething(text)
    ? unclear('a part of it is not understood')
    : { outcome: 'read', phases };
};
