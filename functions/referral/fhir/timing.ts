import type { Dosage } from '../../fhir/elements.ts';
import { wholeDate } from '../../fhir/values.ts';
import { daysBetween } from '../../platform/days.ts';
import { lookup } from '../../platform/lookup.ts';

import type { Frequency } from '../referral.ts';
import { minutesInWords } from '../sig/duration.ts';
import type { BundleReading } from './bundle.ts';

/** When doses fall, as far as the order's dosage instructions say. */
type Timing = {
  frequency?: Frequency;
  doses?: number;
  startOn?: string;
  durationMinutes?: number;
  /** How many of the doses are loading doses. */
  loading: number;
};

export type PlacedDosage = { at: string; dosage: Dosage };

const fail = (complain: BundleReading['complain'], at: string, detail: string, fix: string) => {
  complain(at, detail, fix);
  return undefined;
};

/** Timing codes of HL7 that say how often a day; the rest must be said with `repeat`. */
const timesPerDayByCode = lookup<number>({
  QD: 1,
  BID: 2,
  TID: 3,
  QID: 4,
  Q12H: 2,
  Q8H: 3,
  Q6H: 4,
});

type Rhythm = { intervalDays: number; timesPerDay: number };

const daysOf = lookup<number>({ d: 1, wk: 7 });

/** The steady rhythm of an instruction: one dose every so many days, or so many every day. */
const rhythmOf = (
  { at, dosage: { timing } }: PlacedDosage,
  complain: BundleReading['complain'],
): Rhythm | undefined => {
  const { repeat } = timing ?? {};
  const code = timing?.code?.coding?.find((coding) => coding.code)?.code;
  if (repeat?.period === undefined) {
    const timesPerDay = code === undefined ? undefined : timesPerDayByCode[code];
    return timesPerDay ? { intervalDays: 1, timesPerDay } : undefined;
  }
  const where = `${at}.timing.repeat`;
  const { period, periodUnit = '', frequency = 1 } = repeat;
  if (repeat.periodMax !== undefined || repeat.frequencyMax !== undefined)
    return fail(complain, where, 'gives a range', 'Give one interval.');
  if (periodUnit === 'h') {
    const perDay = (24 * frequency) / period;
    return Number.isInteger(perDay) && perDay >= 1 && perDay <= 6
      ? { intervalDays: 1, timesPerDay: perDay }
      : fail(complain, where, 'is not one to six doses a day', 'Give the doses of one day.');
  }
  const unit = daysOf[periodUnit];
  if (unit === undefined)
    return fail(
      complain,
      `${where}.periodUnit`,
      'must be h, d or wk',
      'Write months and years as weeks or days, such as 8 wk.',
    );
  const days = period * unit;
  if (frequency > 1 && days === 1 && frequency <= 6)
    return { intervalDays: 1, timesPerDay: frequency };
  const interval = days / frequency;
  return Number.isInteger(interval) && interval >= 1 && interval <= 365
    ? { intervalDays: interval, timesPerDay: 1 }
    : fail(complain, where, 'is not a whole number of days between doses', 'Give whole days.');
};

/** Days for which an instruction runs, when it is bounded. */
const boundDays = ({ dosage: { timing } }: PlacedDosage): number | undefined => {
  const { boundsDuration, boundsPeriod } = timing?.repeat ?? {};
  const unit = daysOf[boundsDuration?.code ?? boundsDuration?.unit ?? ''];
  if (boundsDuration?.value !== undefined && unit !== undefined) return boundsDuration.value * unit;
  const start = wholeDate(boundsPeriod?.start);
  const end = wholeDate(boundsPeriod?.end);
  return start && end ? daysBetween(start, end) + 1 : undefined;
};

const countOf = (placed: PlacedDosage, rhythm: Rhythm | undefined): number | undefined => {
  const { repeat } = placed.dosage.timing ?? {};
  // A count is of all doses; a drug given several times a day is counted by its days.
  if (repeat?.count !== undefined) return Math.ceil(repeat.count / (rhythm?.timesPerDay ?? 1));
  const days = boundDays(placed);
  return days !== undefined && rhythm ? Math.ceil(days / rhythm.intervalDays) : undefined;
};

const minutesPer = lookup<number>({ min: 1, h: 60 });

const isCounted = ({ doseAndRate = [] }: Dosage): boolean =>
  doseAndRate.some(({ doseQuantity }) => /unit|^\[?i?u\]?$/i.test(doseQuantity?.code ?? ''));

/** Minutes that the words of the instructions name; undefined where they name several. */
const saidInWords = (placed: readonly PlacedDosage[]): number | undefined => {
  const said = placed.flatMap(
    ({ dosage }) => minutesInWords(dosage.text ?? '', isCounted(dosage)) ?? [],
  );
  return new Set(said).size === 1 && said.length === placed.length ? said[0] : undefined;
};

/** Minutes one dose runs, coded or in words; a duration in another unit is refused, not guessed. */
export const durationOf = (
  placed: readonly PlacedDosage[],
  complain: BundleReading['complain'],
): number | undefined => {
  const timed = placed.find(({ dosage }) => dosage.timing?.repeat?.duration !== undefined);
  const { duration, durationUnit = '' } = timed?.dosage.timing?.repeat ?? {};
  if (!timed || duration === undefined) return saidInWords(placed);
  const minutes = duration * (minutesPer[durationUnit] ?? Number.NaN);
  const at = `${timed.at}.timing.repeat.duration`;
  if (!(Number.isInteger(minutes) && minutes >= 1 && minutes <= 10_080))
    return fail(complain, at, 'is not a whole number of minutes', 'Give the duration in min or h.');
  const said = saidInWords([timed]);
  return said === undefined || said === minutes
    ? minutes
    : fail(complain, at, 'is another duration than the words name', 'Give one.');
};

const eventsOf = ({ at, dosage }: PlacedDosage, complain: BundleReading['complain']): string[] =>
  (dosage.timing?.event ?? []).flatMap((event, index) => {
    const on = wholeDate(event);
    if (!on) complain(`${at}.timing.event[${index}]`, 'is not a full date', 'Give the day.');
    return on ? [on] : [];
  });

/** The day an instruction itself says it starts on. */
const startOf = ({ dosage }: PlacedDosage): string | undefined =>
  wholeDate(dosage.timing?.repeat?.boundsPeriod?.start);

const saysNothing = ({ dosage: { timing } }: PlacedDosage): boolean =>
  !timing?.event?.length &&
  timing?.repeat?.period === undefined &&
  timing?.repeat?.count === undefined &&
  timing?.code === undefined;

const complainOfSilent = (
  placed: readonly PlacedDosage[],
  complain: BundleReading['complain'],
): void => {
  for (const { at } of placed.filter(saysNothing))
    complain(
      `${at}.timing`,
      'does not say when doses fall in a form that can be read',
      'Give timing.repeat (frequency, period, periodUnit, count) or timing.event; text alone is not enough.',
    );
};

/** An instruction with a rhythm, as far as it can be read. */
type Phase = { start: string | undefined; rhythm: Rhythm | undefined; count: number | undefined };

/** Named days beside which nothing is repeated: how long a dose runs is no rhythm. */
const isOfDaysAlone = ({ timing }: Dosage): boolean => {
  const { duration: _, durationUnit: __, ...rhythm } = timing?.repeat ?? {};
  return !!timing?.event?.length && !timing.code && Object.keys(rhythm).length === 0;
};

const phasesOf = (placed: readonly PlacedDosage[], complain: BundleReading['complain']): Phase[] =>
  placed
    .filter(
      ({ dosage }) => (dosage.timing?.repeat || dosage.timing?.code) && !isOfDaysAlone(dosage),
    )
    .map((one) => {
      const rhythm = rhythmOf(one, complain);
      return { start: startOf(one), rhythm, count: countOf(one, rhythm) };
    });

/** The most loading doses of an order, and the last day on which one may fall. */
const mostLoading = { doses: 20, day: 365 } as const;

/**
 * Days after the start on which the doses of the loading phases fall. A phase follows the one before
 * it after that one's own interval, unless it names its start.
 */
const loadingDaysOf = (phases: readonly Phase[], startOn: string | undefined): number[] => {
  const days: number[] = [];
  let next = 0;
  for (const { start, rhythm, count = 1 } of phases) {
    const from = start && startOn ? daysBetween(startOn, start) : next;
    const every = rhythm?.intervalDays ?? 0;
    for (let dose = 0; dose < Math.min(count, mostLoading.doses); dose += 1)
      days.push(from + dose * every);
    next = from + count * every;
  }
  return days;
};

/** The loading days in order, each once; what is more or later than can be planned is complained of. */
const plannable = (
  days: readonly number[],
  complainOf: (detail: string, fix: string) => void,
): number[] => {
  const ordered = [...new Set(days)].sort((a, b) => a - b);
  const kept = ordered
    .filter((day) => day >= 0 && day <= mostLoading.day)
    .slice(0, mostLoading.doses);
  if (kept.length < ordered.length)
    complainOf(
      'names more than 20 loading doses, or days out of range',
      'Use timing.repeat for the steady part of the series.',
    );
  return kept;
};

const frequencyFrom = (loadingDays: number[], rhythm: Rhythm | undefined): Frequency | undefined =>
  loadingDays.length === 0 && !rhythm
    ? undefined
    : {
        loadingDays,
        ...(rhythm && rhythm.intervalDays > 0 ? { intervalDays: rhythm.intervalDays } : {}),
        ...(rhythm && rhythm.timesPerDay > 1 ? { timesPerDay: rhythm.timesPerDay } : {}),
      };

/**
 * Reads the dosage instructions as one series. Fixed days (`timing.event`) and every instruction
 * but the last are loading doses; the last rhythm is the steady interval.
 */
export const timingFrom = (
  instructions: readonly PlacedDosage[],
  complain: BundleReading['complain'],
): Timing => {
  const placed = [...instructions].sort(
    (a, b) => (a.dosage.sequence ?? 0) - (b.dosage.sequence ?? 0),
  );
  complainOfSilent(placed, complain);
  const durationMinutes = durationOf(placed, complain);
  const eventDays = placed.flatMap((one) => eventsOf(one, complain)).sort();
  const startOn = eventDays[0] ?? placed.map(startOf).find((start) => start !== undefined);
  const phases = phasesOf(placed, complain);
  const steady = phases.at(-1);
  const loadingDays = plannable(
    [
      ...eventDays.map((on) => daysBetween(startOn as string, on)),
      ...loadingDaysOf(phases.slice(0, -1), startOn),
    ],
    (detail, fix) => complain(placed[0]?.at ?? 'Bundle.entry', detail, fix),
  );
  const frequency = frequencyFrom(loadingDays, steady?.rhythm);
  // Fixed days alone are the whole series; a steady part without an end leaves the number open.
  const steadyDoses = steady ? steady.count : loadingDays.length > 0 ? 0 : undefined;
  return {
    ...(frequency ? { frequency } : {}),
    ...(steadyDoses === undefined ? {} : { doses: loadingDays.length + steadyDoses }),
    ...(startOn ? { startOn } : {}),
    ...(durationMinutes === undefined ? {} : { durationMinutes }),
    loading: loadingDays.length,
  };
};
