import type { Dosage } from '../../fhir/elements.ts';
import { wholeDate } from '../../fhir/values.ts';
import { daysBetween } from '../../platform/days.ts';
import { lookup } from '../../platform/lookup.ts';
import { dayCodes, type Phase, type Stretch } from '../phase.ts';
import { meanTheSame } from '../sig/agreement.ts';

/** What a Timing says of the days of doses; where it does not, why. */
export type Rhythm =
  | { outcome: 'read'; phase: Phase; startOn?: string }
  | { outcome: 'unclear'; why: string }
  | { outcome: 'silent' };

const unclear = (why: string): Rhythm => ({ outcome: 'unclear', why });

const daily = (timesPerDay = 1): Partial<Phase> => ({
  every: { value: 1, unit: 'd' },
  ...(timesPerDay > 1 ? { timesPerDay } : {}),
});

/** Timing codes of HL7 and of the value set of Timing.code. */
const coded = lookup<Partial<Phase>>({
  QD: daily(),
  AM: daily(),
  PM: daily(),
  BED: daily(),
  BID: daily(2),
  TID: daily(3),
  QID: daily(4),
  Q1H: daily(24),
  Q2H: daily(12),
  Q3H: daily(8),
  Q4H: daily(6),
  Q6H: daily(4),
  Q8H: daily(3),
  Q12H: daily(2),
  Q24H: daily(),
  QOD: { every: { value: 2, unit: 'd' } },
  WK: { every: { value: 1, unit: 'wk' } },
  MO: { every: { value: 1, unit: 'mo' } },
  JB: { weekdays: ['mon', 'tue', 'wed', 'thu', 'fri'] },
  JE: { weekdays: ['sat', 'sun'] },
});

type Repeat = NonNullable<NonNullable<Dosage['timing']>['repeat']>;

const spanUnits = lookup<Stretch['unit']>({
  d: 'd',
  day: 'd',
  days: 'd',
  wk: 'wk',
  week: 'wk',
  weeks: 'wk',
  mo: 'mo',
  month: 'mo',
  months: 'mo',
  a: 'a',
  year: 'a',
  years: 'a',
});

const spanOf = (value: number | undefined, unit: string): Stretch | undefined => {
  const known = spanUnits[unit];
  return known && value !== undefined && Number.isInteger(value) && value >= 1 && value <= 400
    ? { value, unit: known }
    : undefined;
};

const ranges = ['periodMax', 'frequencyMax', 'countMax', 'boundsRange', 'durationMax'] as const;

/** Every so many hours, or so many times in a day, as doses of a day or whole days between them. */
const perDay = (hours: number, frequency: number): Partial<Phase> | undefined => {
  const times = (24 * frequency) / hours;
  if (Number.isInteger(times) && times >= 1 && times <= 24) return daily(times);
  const days = hours / 24 / frequency;
  return Number.isInteger(days) && days <= 400 ? { every: { value: days, unit: 'd' } } : undefined;
};

const everyOf = ({ period, periodUnit = '', frequency = 1 }: Repeat): Partial<Phase> | string => {
  if (period === undefined || period <= 0 || frequency < 1)
    return 'gives no interval that can be counted';
  if (periodUnit === 'h' || (periodUnit === 'd' && (frequency > 1 || !Number.isInteger(period))))
    return (
      perDay(period * (periodUnit === 'h' ? 1 : 24), frequency) ??
      'is no whole number of doses a day or days between doses'
    );
  const every = spanOf(period, periodUnit);
  if (!every) return `has an interval without a unit of days, weeks, months or years`;
  if (frequency === 1) return { every };
  const days = every.unit === 'wk' ? (7 * period) / frequency : Number.NaN;
  return every.unit === 'wk' && period > 1 && Number.isInteger(days)
    ? { every: { value: days, unit: 'd' } }
    : 'has several doses in a week, month or year and does not name their days';
};

const spanDays = lookup<number>({ d: 1, wk: 7, mo: 31, a: 366 });

/** The most days that an instruction may go on for, by its length or its first and last day. */
const mostDays = ({ boundsDuration, boundsPeriod }: Repeat): number => {
  const lasts = spanOf(boundsDuration?.value, boundsDuration?.code ?? boundsDuration?.unit ?? '');
  const [from, through] = [wholeDate(boundsPeriod?.start), wholeDate(boundsPeriod?.end)];
  return Math.min(
    lasts ? lasts.value * (spanDays[lasts.unit] ?? 0) : Number.POSITIVE_INFINITY,
    from && through ? daysBetween(from, through) + 1 : Number.POSITIVE_INFINITY,
  );
};

/** Fewest days that so many doses take. */
const fewestDays = (doses: number, { every }: Partial<Phase>): number => {
  const shortest = { d: 1, wk: 7, mo: 28, a: 365 };
  return every ? (doses - 1) * every.value * shortest[every.unit] + 1 : 1;
};

/** The end that an instruction has: a number of doses, a length, a last day. */
const boundsOf = (
  { count, boundsDuration, boundsPeriod }: Repeat,
  timesPerDay: number,
): Pick<Phase, 'doses' | 'lasts' | 'through'> | string => {
  const lasts = spanOf(boundsDuration?.value, boundsDuration?.code ?? boundsDuration?.unit ?? '');
  if (boundsDuration && !lasts) return 'goes on for a length that cannot be counted';
  const [from, through] = [wholeDate(boundsPeriod?.start), wholeDate(boundsPeriod?.end)];
  if (boundsPeriod?.end && !through) return 'has a last day that is no full date';
  if (boundsPeriod?.start && !from) return 'has a first day that is no full date';
  if (from && through && through < from) return 'ends before it begins';
  const doses = count === undefined ? undefined : Math.ceil(count / timesPerDay);
  if (doses !== undefined && !(doses >= 1 && doses <= 400)) return 'has a count that cannot be';
  return {
    ...(doses ? { doses } : {}),
    ...(lasts ? { lasts } : {}),
    ...(through ? { through } : {}),
  };
};

const weekdaysOf = ({ dayOfWeek = [] }: Repeat): Phase['weekdays'] | 'unclear' => {
  if (dayOfWeek.length === 0) return undefined;
  const known = dayCodes.filter((day) => dayOfWeek.includes(day));
  return known.length === new Set(dayOfWeek).size ? known : 'unclear';
};

/**
 * Named days of the week in a rhythm of weeks, or on every day that has such a name. Another rhythm, or
 * as many doses a week as are not named, leaves it open which of them are meant.
 */
const onWeekdays = (
  weekdays: NonNullable<Phase['weekdays']>,
  { period, periodUnit, frequency }: Repeat,
): Partial<Phase> | string => {
  if (period === undefined || (periodUnit === 'd' && period === 1)) return { weekdays };
  const weeks = periodUnit === 'wk' ? spanOf(period, 'wk') : undefined;
  if (!weeks) return 'names days of the week in a rhythm that is none of weeks';
  if (frequency !== undefined && frequency !== weekdays.length)
    return 'names other days of the week than it has doses';
  return { weekdays, ...(weeks.value > 1 ? { every: weeks } : {}) };
};

/** Whether a code and a repeat have the same rhythm: 24 hours are a day, seven days a week. */
const meanAlike = (code: Partial<Phase>, rhythm: Partial<Phase>): boolean =>
  // Weekly, on the day that is named.
  (code.every?.unit === 'wk' && rhythm.weekdays?.length === 1 && !rhythm.every) ||
  meanTheSame([{ days: [0], ...code }], [{ days: [0], ...rhythm }]);

const readRepeat = (repeat: Repeat, code: Partial<Phase> | undefined): Rhythm => {
  if (ranges.some((range) => repeat[range] !== undefined)) return unclear('gives a range');
  const named = weekdaysOf(repeat);
  if (named === 'unclear') return unclear('names a day of the week that is none');
  let rhythm: Partial<Phase> | string | undefined = code;
  if (named) {
    rhythm = onWeekdays(named, repeat);
  } else if (repeat.period !== undefined || repeat.frequency !== undefined) {
    rhythm = everyOf(repeat);
  } else if (!code && repeat.timeOfDay?.length) {
    rhythm = daily(repeat.timeOfDay.length);
  } else if (!code && repeat.when?.length) {
    rhythm = daily(repeat.when.length);
  }
  if (typeof rhythm === 'string') return unclear(rhythm);
  if (!rhythm)
    return repeat.count === 1 ? { outcome: 'read', phase: { days: [0] } } : { outcome: 'silent' };
  if (code && !meanAlike(code, rhythm))
    return unclear('says one thing in its code and another in its repeat');
  const hours = repeat.timeOfDay?.length || repeat.when?.length;
  if (hours && hours !== (rhythm.timesPerDay ?? 1))
    return unclear('names other hours of the day than it has doses');
  const bounds = boundsOf(repeat, rhythm.timesPerDay ?? 1);
  if (typeof bounds === 'string') return unclear(bounds);
  if (bounds.doses && fewestDays(bounds.doses, rhythm) > mostDays(repeat))
    return unclear('counts more doses than fit into its length');
  const startOn = wholeDate(repeat.boundsPeriod?.start);
  return {
    outcome: 'read',
    phase: { days: [0], ...rhythm, ...bounds },
    ...(startOn ? { startOn } : {}),
  };
};

const readEvents = (events: readonly string[]): Rhythm => {
  const days = events.map(wholeDate);
  if (days.some((day) => day === undefined)) return unclear('names a day that is no full date');
  const ordered = (days as string[]).sort();
  const startOn = ordered[0] as string;
  const counted = [...new Set(ordered.map((day) => daysBetween(startOn, day)))];
  return counted.length > 60 || (counted.at(-1) ?? 0) > 400
    ? unclear('names more days than can be planned one by one')
    : { outcome: 'read', phase: { days: counted }, startOn };
};

/** What a Timing's code says that is no known code: its own words, or the display of a local one. */
export const wordsOfCode = ({ timing }: Dosage): string[] => {
  const local = (timing?.code?.coding ?? []).flatMap(({ code = '', display }) =>
    coded[code.toUpperCase()] ? [] : (display ?? code),
  );
  return [timing?.code?.text ?? '', ...local].filter((words) => words.trim() !== '');
};

/** The rhythm of one instruction's Timing, by its events, its repeat or its code. */
export const readRhythm = ({ timing }: Dosage): Rhythm => {
  if (!timing) return { outcome: 'silent' };
  const extended = [timing, timing.repeat ?? {}] as { extension?: unknown }[];
  if (extended.some(({ extension }) => Array.isArray(extension) && extension.length > 0))
    return unclear('has an extension that is not read here');
  if (timing.event?.length) return readEvents(timing.event);
  const code = (timing.code?.coding ?? []).map((one) => coded[(one.code ?? '').toUpperCase()]);
  const [known, other] = code.filter((one) => one !== undefined);
  if (known && other && !meanAlike(known, other)) return unclear('has two codes that differ');
  if (timing.repeat) return readRepeat(timing.repeat, known);
  return known ? { outcome: 'read', phase: { days: [0], ...known } } : { outcome: 'silent' };
};
