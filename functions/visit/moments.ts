import { instantOf, minuteOf } from '../network/days.ts';
import type { Visit } from '../series/visit.ts';

const day = 24 * 60;

/**
 * When a visit is looked at. Source: seven days for drug, labs and preparation, two days for the
 * reminder (education moments; holds H30 and H35); the time to record is our own.
 */
export const moments = [
  { moment: 'prepare', beforeStartMinutes: 7 * day },
  { moment: 'remind', beforeStartMinutes: 2 * day },
] as const;

/** How long after its end a visit may stay unrecorded. */
export const recordMinutes = 2 * 60;

export type Moment = (typeof moments)[number]['moment'] | 'end';

/** The next moment of a visit that has not ended, and when it is; never before `now`. */
export const nextMoment = (visit: Visit, now: Date): { moment: Moment; until: string } => {
  const minute = Math.ceil(now.getTime() / 60_000);
  const start = minuteOf(visit.startsAt);
  const next = moments[moments.findIndex(({ moment }) => moment === visit.checked) + 1];
  if (!next || visit.status === 'in-progress' || minute >= start)
    return {
      moment: 'end',
      until: instantOf(Math.max(minute, minuteOf(visit.endsAt) + recordMinutes)),
    };
  return {
    moment: next.moment,
    until: instantOf(Math.max(minute, start - next.beforeStartMinutes)),
  };
};

/** Whether the visit is over and the time to record it too. */
export const isOverdue = ({ endsAt }: Visit, now: Date): boolean =>
  now.getTime() >= Date.parse(endsAt) + recordMinutes * 60_000;

/**
 * Until when what a visit lacks can still be supplied: the reminder's time for the first look,
 * the start for the second; at least an hour from now.
 */
export const lackDueAt = ({ startsAt }: Visit, moment: Moment, now: Date): string => {
  const wanted = minuteOf(startsAt) - (moment === 'prepare' ? moments[1].beforeStartMinutes : 0);
  return instantOf(Math.max(wanted, Math.ceil(now.getTime() / 60_000) + 60));
};
