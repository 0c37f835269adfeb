import { instantToMinute, minuteToInstant } from '../network/days.ts';
import { nextTextingTime } from '../outreach/quiet-hours.ts';
import type { Visit } from '../series/visit.ts';

const day = 24 * 60;

/**
 * When a visit is looked at. Source: seven days for drug, labs and preparation, two days for the
 * reminder (education moments; holds H30 and H35); the time to record is our own.
 */
export const visitMoments = [
  { moment: 'prepare', beforeStartMinutes: 7 * day },
  { moment: 'remind', beforeStartMinutes: 2 * day },
] as const;

/** How long after its end a visit may stay unrecorded. */
export const recordMinutes = 2 * 60;

/** A moment at which it is looked whether the visit is ready. */
export type ReadyMoment = (typeof visitMoments)[number]['moment'];
export type Moment = ReadyMoment | 'end';

const before = (startsAt: string, minutes: number): string =>
  minuteToInstant(instantToMinute(startsAt) - minutes);

/** When a visit is first looked at; its workflow begins with the wait for it. */
export const firstLook = (startsAt: string): string =>
  before(startsAt, visitMoments[0].beforeStartMinutes);

/**
 * When a visit is looked at for a moment. The reminder goes out as a text too, so that one which fell in
 * the patient's night comes with the morning, and what it was found ready by is no older than it.
 */
const momentAt = (
  { startsAt, zone }: Pick<Visit, 'startsAt' | 'zone'>,
  { moment, beforeStartMinutes }: (typeof visitMoments)[number],
): string => {
  const at = before(startsAt, beforeStartMinutes);
  if (moment === 'prepare') return at;
  return minuteToInstant(instantToMinute(nextTextingTime(new Date(at), [zone]).toISOString()));
};

/**
 * The next moment of a visit that has not ended, and when it is, be that in the past.
 *
 * @param passed the last moment at which it was found ready
 */
export const nextMoment = (
  visit: Visit,
  passed: ReadyMoment | undefined,
  now: Date,
): { moment: Moment; until: string } => {
  const next = visitMoments[visitMoments.findIndex(({ moment }) => moment === passed) + 1];
  if (
    !next ||
    visit.status === 'in-progress' ||
    minuteBegun(now) >= instantToMinute(visit.startsAt)
  )
    return { moment: 'end', until: minuteToInstant(instantToMinute(visit.endsAt) + recordMinutes) };
  return { moment: next.moment, until: momentAt(visit, next) };
};

/** The minute that is beginning: clocks that differ by a moment agree on it. */
const minuteBegun = (now: Date): number => Math.ceil(now.getTime() / 60_000);

/** Whether a moment has come. */
export const isDue = ({ until }: { until: string }, now: Date): boolean =>
  instantToMinute(until) <= minuteBegun(now);

/** Whether the visit is over and the time to record it too. */
export const isOverdue = ({ endsAt }: Visit, now: Date): boolean =>
  now.getTime() >= Date.parse(endsAt) + recordMinutes * 60_000;

/**
 * Until when what a visit lacks can still be supplied: the reminder's time for the first look,
 * the start for the second; at least an hour from now.
 */
export const lackDueAt = (visit: Visit, moment: ReadyMoment, now: Date): string => {
  const wanted = moment === 'prepare' ? momentAt(visit, visitMoments[1]) : visit.startsAt;
  return minuteToInstant(Math.max(instantToMinute(wanted), minuteBegun(now) + 60));
};
