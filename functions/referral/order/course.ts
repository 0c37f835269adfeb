import { addSpan } from '../../platform/calendar-span.ts';
import { addDays, daysBetween, weekdayOf } from '../../platform/days.ts';
import type { Quantity } from '../../platform/quantity.ts';
import type { Therapy } from '../../therapy/therapy.ts';
import { dayCodes, type Phase, type Stretch } from '../phase.ts';
import type { Order } from '../referral.ts';

/** One dose-day of a course. */
export type CourseDose = {
  number: number;
  /** Days after the first dose. */
  day: number;
  /** The amount of one dose, as ordered. */
  amount: Quantity | undefined;
  timesPerDay: number;
  durationMinutes: number | undefined;
  /** Whether it belongs to a rhythm that goes on, not to days that are named one by one. */
  repeats: boolean;
  /** Due on a day of the week that is named, or by the month, which differ in length. */
  due?: 'weekday' | 'month';
};

/** What the days of a course are counted with. */
export type CourseFacts = {
  therapy: Pick<Therapy, 'dosingPattern'> | undefined;
  /** The day of the first dose: months are those of the calendar from there. */
  firstOn: string;
};

/** The day that a course is counted from while its first dose is not booked: some Monday at worst. */
export const expectedStart = ({ startOn, signedAt }: Order, otherwise = '2026-01-05'): string =>
  startOn ?? signedAt?.slice(0, 10) ?? otherwise;

/** Days and interval of the plain form as phases: loading days, then the steady rhythm. */
const plainPhases = (
  { frequency, dose, doses, loadingDose, firstDose }: Order,
  therapy: CourseFacts['therapy'],
): Phase[] => {
  const days = frequency?.intervalDays ?? (therapy?.dosingPattern === 'daily' ? 1 : undefined);
  // Several doses on days that nothing goes on after are the course itself, for who goes on as well.
  const isOnIt = firstDose === false && (days !== undefined || doses === 1 || doses === undefined);
  const loading = isOnIt ? [] : (frequency?.loadingDays ?? []);
  const isLoaded = loading.length > 0 || (firstDose !== false && loadingDose !== undefined);
  const timesPerDay = frequency?.timesPerDay;
  const often = timesPerDay ? { timesPerDay } : {};
  const first: Phase = {
    ...often,
    days: [...new Set([0, ...loading])].sort((a, b) => a - b),
    ...(isLoaded && loadingDose ? { dose: loadingDose } : dose ? { dose } : {}),
  };
  if (days === undefined) return [first];
  const steady: Phase = {
    ...often,
    days: [0],
    every: { value: days, unit: 'd' },
    ...(dose ? { dose } : {}),
  };
  return isLoaded ? [first, steady] : [steady];
};

/** Whether a course that was begun elsewhere is taken up before its steady part, or at a named dose. */
const isTakenUp = ({ nextDose = 1 }: Order): boolean => nextDose > 1;

/**
 * The parts of a course. A patient who is on the drug already goes on with the last of them: what
 * comes before it is how it is begun. Where the order names the dose that comes next, all of them.
 */
export const phasesOf = (order: Order, therapy: CourseFacts['therapy']): readonly Phase[] => {
  const { phases, firstDose } = order;
  const isOnIt = firstDose === false && !isTakenUp(order);
  if (!phases || phases.length === 0)
    return plainPhases(isOnIt ? order : { ...order, firstDose: undefined }, therapy);
  const { startsOnDay: _, ...last } = phases.at(-1) as Phase;
  return isOnIt ? [last] : phases;
};

const dueBy = ({ every, weekdays: named }: Phase): CourseDose['due'] => {
  if (named) return 'weekday';
  return every?.unit === 'mo' || every?.unit === 'a' ? 'month' : undefined;
};

/** Days from the first dose after a span that begins on a day of the course. */
const after = (firstOn: string, day: number, { value, unit }: Stretch, turns = 1): number =>
  daysBetween(firstOn, addSpan(firstOn, day, { value: value * turns, unit }));

/** Days of one turn of a phase, counted from its beginning. */
const daysOfTurn = ({ days, weekdays: named }: Phase, firstOn: string, begins: number) => {
  if (!named) return days;
  return [0, 1, 2, 3, 4, 5, 6].filter((day) => {
    const weekday = dayCodes[(weekdayOf(firstOn) + begins + day) % 7];
    return weekday !== undefined && named.includes(weekday);
  });
};

const oneWeek: Stretch = { value: 1, unit: 'wk' };

const rhythmOf = ({ every, weekdays: named }: Phase): Stretch | undefined =>
  every ?? (named ? oneWeek : undefined);

/** Days of one phase, in order, however long it goes on. */
function* daysOfPhase(phase: Phase, firstOn: string, begins: number): Generator<number> {
  const { doses = Number.POSITIVE_INFINITY, lasts, through } = phase;
  const every = rhythmOf(phase);
  const ends = lasts ? after(firstOn, begins, lasts) : Number.POSITIVE_INFINITY;
  const last = through ? daysBetween(firstOn, through) : Number.POSITIVE_INFINITY;
  let given = 0;
  for (let turn = 0; ; turn += 1) {
    const from = every ? after(firstOn, begins, every, turn) : begins;
    for (const day of daysOfTurn(phase, firstOn, from)) {
      if (given >= doses || from + day >= ends || from + day > last) return;
      given += 1;
      yield from + day;
    }
    if (!every) return;
  }
}

/** Whether a part says neither how many doses it has nor until when. */
export const goesOn = ({ doses, lasts, through, ...phase }: Phase): boolean =>
  rhythmOf({ ...phase }) !== undefined && doses === undefined && !lasts && !through;

/** The day before which a part that goes on ends: the one on which the next names that it begins. */
const endOf = (phase: Phase, next: Phase | undefined): number =>
  (goesOn(phase) ? next?.startsOnDay : undefined) ?? Number.POSITIVE_INFINITY;

/** Whether a part goes on, and no other one says when it ends. */
const isOpen = (phase: Phase, next: Phase | undefined): boolean =>
  goesOn(phase) && endOf(phase, next) === Number.POSITIVE_INFINITY;

/** Whether a part goes on before the last, so that what follows it never comes. */
export const hasLostPart = (phases: readonly Phase[]): boolean =>
  phases.some((phase, index) => index + 1 < phases.length && isOpen(phase, phases[index + 1]));

/** All doses of a course from its first one, those as well that were given elsewhere. */
export function* wholeCourse(
  order: Order,
  { therapy, firstOn }: CourseFacts,
): Generator<CourseDose> {
  const before = isTakenUp(order) ? (order.nextDose ?? 1) - 1 : 0;
  const ordered = (order.doses ?? Number.POSITIVE_INFINITY) + before;
  let number = 0;
  let last = -1;
  let gap: Stretch | undefined;
  const parts = phasesOf(order, therapy);
  for (const [index, phase] of parts.entries()) {
    const every = rhythmOf(phase);
    const ends = endOf(phase, parts[index + 1]);
    const follows = last < 0 ? 0 : after(firstOn, last, every ?? gap ?? { value: 1, unit: 'd' });
    const due = dueBy(phase);
    for (const day of daysOfPhase(phase, firstOn, phase.startsOnDay ?? follows)) {
      if (day <= last) continue;
      if (day >= ends) break;
      if (number >= ordered) return;
      number += 1;
      last = day;
      yield {
        number,
        day,
        amount: phase.dose ?? order.dose,
        timesPerDay: phase.timesPerDay ?? 1,
        durationMinutes: phase.durationMinutes ?? order.durationMinutes,
        repeats: every !== undefined,
        ...(due ? { due } : {}),
      };
    }
    gap = every ?? gap;
  }
}

/** The day of a dose of the whole course; undefined where the course has no such dose. */
const dayOfDose = (order: Order, facts: CourseFacts, number: number): number | undefined => {
  for (const dose of wholeCourse(order, facts)) if (dose.number === number) return dose.day;
  return undefined;
};

/** Calendar months and days of the week hang on the first day, so it is sought anew a few times. */
const mostTries = 4;

/** Counted from its later doses a course seems to be over before its last day. */
const withoutLastDays = ({ phases = [], ...order }: Order): Order => ({
  ...order,
  phases: phases.map(({ through: _, ...phase }) => phase),
});

/** The day on which a course that is taken up at a dose would have begun, and the days to that dose. */
const takenUp = (order: Order, { therapy, firstOn }: CourseFacts) => {
  let days = dayOfDose(withoutLastDays(order), { therapy, firstOn }, order.nextDose ?? 1) ?? 0;
  for (let tries = 0; tries < mostTries; tries += 1) {
    const begun = addDays(firstOn, -days);
    const found = dayOfDose(order, { therapy, firstOn: begun }, order.nextDose ?? 1);
    if (found === undefined || found === days) return { begun, days, isFound: found !== undefined };
    days = found;
  }
  return { begun: addDays(firstOn, -days), days, isFound: true };
};

/**
 * The doses that an order asks for, one after the other: each with its day and its own amount, the
 * first of them on day 0. Endless where the order goes on until it is stopped.
 */
export function* dosesOf(order: Order, facts: CourseFacts): Generator<CourseDose> {
  const { nextDose = 1 } = order;
  if (nextDose === 1) return yield* wholeCourse(order, facts);
  const { begun, days } = takenUp(order, facts);
  for (const dose of wholeCourse(order, { ...facts, firstOn: begun }))
    if (dose.number >= nextDose)
      yield { ...dose, number: dose.number - nextDose + 1, day: dose.day - days };
}

/**
 * Days from the last dose given to the next, of a course that is taken up at a named dose; undefined
 * where none is named, or the course has no such dose.
 */
export const nextGap = (order: Order, facts: CourseFacts): number | undefined => {
  const { nextDose = 1 } = order;
  if (nextDose === 1) return undefined;
  const { begun, days, isFound } = takenUp(order, facts);
  const before = dayOfDose(order, { ...facts, firstOn: begun }, nextDose - 1);
  return isFound && before !== undefined ? days - before : undefined;
};

/** Whether the order says how many doses there are, or until when. */
export const hasEnd = (order: Order, therapy: CourseFacts['therapy']): boolean =>
  order.doses !== undefined ||
  !phasesOf(order, therapy).some((phase, index, parts) => isOpen(phase, parts[index + 1]));

/** Doses of a course that are counted; more are as good as none ordered. */
export const mostDosesCounted = 2000;

/** How many doses are ordered; infinite for an order that goes on until it is stopped. */
export const countDoses = (order: Order, facts: CourseFacts): number => {
  if (!hasEnd(order, facts.therapy)) return Number.POSITIVE_INFINITY;
  let count = 0;
  for (const _ of dosesOf(order, facts)) {
    count += 1;
    if (count >= mostDosesCounted) break;
  }
  return count;
};

/** Days from the first dose to the last; infinite for an order that goes on until it is stopped. */
export const lastDoseDay = (order: Order, facts: CourseFacts): number => {
  if (!hasEnd(order, facts.therapy)) return Number.POSITIVE_INFINITY;
  let last = 0;
  for (const { number, day } of dosesOf(order, facts)) {
    last = day;
    if (number >= mostDosesCounted) break;
  }
  return last;
};

/** Fewest days that a span has: the shortest month has 28. */
export const fewestDays = ({ value, unit }: Stretch): number => {
  if (unit === 'd') return value;
  if (unit === 'wk') return 7 * value;
  return unit === 'a' ? 365 * value : Math.max(28, Math.floor((value * 365) / 12) - 2);
};

/** Days between the doses of the steady part, or of its cycles: the fewest they may be. */
export const steadyInterval = (
  order: Order,
  therapy: CourseFacts['therapy'],
): number | undefined => {
  const every = phasesOf(order, therapy).map(rhythmOf).at(-1);
  return every && fewestDays(every);
};

/**
 * The nurse's visits at which patients learn to give a drug fall on days of doses: a drug that is
 * given every two weeks is not taught in the week between. Other visits go by their own rhythm.
 */
export const visitsToTeach = <V extends { everyDays: number; atMost?: number }>(
  order: Order,
  facts: CourseFacts,
  visits: V,
): V & { firstDays?: readonly number[] } => {
  const { atMost, everyDays } = visits;
  if (atMost === undefined) return visits;
  const days: number[] = [];
  for (const { day } of dosesOf(order, facts)) {
    if (days.length === atMost) break;
    if (days.length === 0 || day - (days.at(-1) ?? 0) >= everyDays) days.push(day);
  }
  const [first = 0, second = 0] = days;
  return days.length > 0
    ? { ...visits, firstDays: days, everyDays: Math.max(everyDays, second - first) }
    : visits;
};
