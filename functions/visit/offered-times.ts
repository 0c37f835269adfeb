import type { Authorization } from '../authorization/authorization.ts';
import { shortfalls } from '../authorization/ledger.ts';
import { minuteToInstant } from '../network/days.ts';
import { addDays, laterOf } from '../platform/days.ts';
import { localDate } from '../platform/zoned-time.ts';
import { orderConflicts } from '../scheduling/dose-order.ts';
import type { SearchedPlace } from '../scheduling/find-slots.ts';
import {
  type PartOfDay,
  type ReadDays,
  type SeriesFacts,
  searchSeries,
} from '../scheduling/series-search.ts';
import { findConflicts } from '../scheduling/visit-conflicts.ts';
import type { Dose } from '../series/dose-plan.ts';
import { isAhead, totalMinutes, type Visit } from '../series/visit.ts';

/**
 * Which times patients may take themselves. What is nearer than two days is a person's to arrange: by
 * then the drug may be on its way, and a reminder has gone out.
 */
export const ownMoves = {
  noticeHours: 48,
  mostTimes: 8,
  validFrom: '2026-12-01',
  source: 'own rule',
} as const;

/** A time that is free for a visit; at home, of which nurse. */
export type FreeTime = { startsAt: string; endsAt: string; nurseId?: string };

/** What times are sought for: a visit, its dose, the other visits of its series, and what was read. */
export type TimesSought = {
  facts: SeriesFacts;
  visit: Visit;
  dose: Dose;
  visits: readonly Visit[];
  /** Fewest days between each dose and the one before. */
  gaps: readonly number[];
  /** Whether all that has to reach as far as the visit would do so on a day: a coverage, a clearance. */
  reaches: (on: string) => boolean;
};

const noticeFrom = (now: Date): number => now.getTime() + ownMoves.noticeHours * 3_600_000;

/** Whether a time is far enough away for a patient to give it up, or to take it. */
export const isTheirsToMove = (startsAt: string, now: Date): boolean =>
  Date.parse(startsAt) >= noticeFrom(now);

/** The days in the window of the dose that are far enough away; undefined where there is none. */
export const daysOffered = (
  { facts: { series }, visit, dose }: Pick<TimesSought, 'facts' | 'visit' | 'dose'>,
  now: Date,
): { from: string; through: string } | undefined => {
  if (!series || !isAhead(visit) || !isTheirsToMove(visit.startsAt, now)) return undefined;
  const idealOn = addDays(series.firstOn, dose.offset);
  const soonest = localDate(new Date(noticeFrom(now)), visit.zone);
  const from = laterOf(addDays(idealOn, -dose.before), soonest);
  const through = addDays(idealOn, dose.after);
  return from <= through ? { from, through } : undefined;
};

/** The calendars without the visit that is to move: it does not stand in its own way. */
const without = ({ nurseDays, centerDays, busy }: ReadDays, { visitId }: Visit): ReadDays => {
  const others = <Block extends { visitId: string }>(blocks: readonly Block[]): Block[] =>
    blocks.filter((block) => block.visitId !== visitId);
  return {
    nurseDays: nurseDays.map((day) => ({ ...day, blocks: others(day.blocks) })),
    centerDays: centerDays.map((day) => ({ ...day, blocks: others(day.blocks) })),
    busy: others(busy as readonly { from: number; to: number; visitId: string }[]),
  };
};

const parts = ['morning', 'afternoon'] as const satisfies readonly PartOfDay[];

/** The places where a visit may lie in a part of the day; that of its own nurse first. */
const placesIn = (
  partOfDay: PartOfDay,
  { facts, visit, dose }: TimesSought,
  read: ReadDays,
): SearchedPlace[] => {
  const { on } = visit;
  const plan = { anchors: [], idealOn: on, doses: [dose], gaps: [], fromOn: on, throughOn: on };
  const all = { ...plan, ordered: 1, left: 1, isCoveredDay: true };
  return searchSeries({ ...facts, partOfDay }, all, read, 1)
    .places.filter(({ refused }) => refused === undefined)
    .toSorted((a, b) => Number(b.id === visit.nurseId) - Number(a.id === visit.nurseId));
};

/** Whether an authorization lacks nothing that keeps the visit from its day. */
export const isPaidFor = (authorization: Authorization | undefined, visit: Visit): boolean =>
  !authorization || shortfalls(authorization, [visit]).every(({ lacks }) => lacks === 'grant');

const daysFrom = (from: string, through: string): string[] => {
  const days: string[] = [];
  for (let on = from; on <= through; on = addDays(on, 1)) days.push(on);
  return days;
};

/**
 * Times that are free for the visit in the window of its dose: one of each morning and afternoon at most,
 * those nearest to its time, in their order. Each would be booked as it is: nothing stands against it.
 */
export const freeTimes = (
  sought: TimesSought,
  read: ReadDays & {
    patient: { blocks: readonly { from: number; to: number; visitId: string }[] };
  },
  now: Date,
): FreeTime[] => {
  const { facts, visit, dose, visits, gaps, reaches } = sought;
  const days = daysOffered(sought, now);
  if (!days) return [];
  const others = visits.filter(({ visitId }) => visitId !== visit.visitId);
  const atHome = facts.site.setting === 'home';
  const seen = without(read, visit);
  const itself = new Set([visit.visitId]);
  const free = (place: SearchedPlace, on: string): FreeTime[] => {
    const fit = place.fit(on, dose);
    if ('refused' in fit) return [];
    const startsAt = minuteToInstant(fit.from);
    const wanted = { dose, startsAt, ...(atHome ? { nurseId: place.id } : {}) };
    const isFree =
      startsAt !== visit.startsAt &&
      isTheirsToMove(startsAt, now) &&
      findConflicts(facts, wanted, read, itself).length === 0;
    const endsAt = minuteToInstant(fit.from + totalMinutes(dose.minutes));
    return isFree ? [{ startsAt, endsAt, ...(atHome ? { nurseId: place.id } : {}) }] : [];
  };
  const daysFree = daysFrom(days.from, days.through).filter(
    (on) =>
      orderConflicts({ dose: visit.dose, on }, others, gaps).length === 0 &&
      isPaidFor(facts.authorization, { ...visit, on }) &&
      reaches(on),
  );
  const away = ({ startsAt }: FreeTime): number =>
    Math.abs(Date.parse(startsAt) - Date.parse(visit.startsAt));
  const found = parts.flatMap((part) => {
    const places = placesIn(part, sought, seen);
    return daysFree.flatMap((on) => {
      for (const place of places) {
        const [time] = free(place, on);
        if (time) return [time];
      }
      return [];
    });
  });
  const once = new Map(found.map((time) => [time.startsAt, time]));
  return [...once.values()]
    .sort((a, b) => away(a) - away(b) || (a.startsAt < b.startsAt ? -1 : 1))
    .slice(0, ownMoves.mostTimes)
    .sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
};
