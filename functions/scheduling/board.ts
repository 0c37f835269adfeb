import * as z from 'zod';
import {
  grid,
  instantToMinute,
  localTime,
  minuteToInstant,
  opening,
  type Span,
} from '../network/days.ts';
import type { Nurse, Site } from '../network/network.ts';
import { addDays } from '../platform/days.ts';
import type { Visit } from '../series/visit.ts';
import { VisitView, visitView } from '../series/visit-view.ts';
import { hoursOn } from './calendars.ts';
import { type CenterBlock, type CenterDay, centerDay } from './center-day.ts';
import type { NurseDay } from './nurse-day.ts';

/** A stretch of time, and what clocks at the place show at both ends. */
const Stretch = z.object({
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  localStart: z.string(),
  localEnd: z.string(),
});
type Stretch = z.infer<typeof Stretch>;

const NurseOnDay = z.object({
  on: z.iso.date(),
  /** Left out on a day off. */
  shift: Stretch.optional(),
  /** A day on which the nurse would work otherwise. */
  away: z.boolean(),
  visits: z.number().int(),
  free: z.array(Stretch),
  freeMinutes: z.number().int(),
});

/** What stands at a site on some days, by nurse and by chair. Who the patients are is not in it. */
export const SiteBoard = z.object({
  siteId: z.string(),
  name: z.string(),
  setting: z.string(),
  zone: z.string(),
  /** Patients seated at once; none at a home agency. */
  chairs: z.number().int(),
  days: z.array(
    z.object({
      on: z.iso.date(),
      /** Left out when it is closed. */
      open: Stretch.optional(),
    }),
  ),
  nurses: z.array(
    z.object({
      nurseId: z.string(),
      name: z.string(),
      zone: z.string(),
      days: z.array(NurseOnDay),
    }),
  ),
  visits: z.array(
    VisitView.extend({
      /**
       * The chair that it would have if patients sat down in the order in which they come. What is
       * booked is room, not a chair: the team seats them as the day goes.
       */
      chair: z.number().int().optional(),
    }),
  ),
});
export type SiteBoard = z.infer<typeof SiteBoard>;

/** Shorter gaps are nobody's free time, in minutes: a light visit takes as long. */
export const leastFree = 30;

/** The stretches of a shift that no block takes, each at least {@link leastFree} long. */
export const gapsBetween = (blocks: readonly Span[], shift: Span): Span[] => {
  const ends = [...blocks].sort((a, b) => a.from - b.from);
  const gaps: Span[] = [];
  let from = shift.from;
  for (const block of [...ends, { from: shift.to, to: shift.to }]) {
    const to = Math.min(block.from, shift.to);
    if (to - from >= leastFree) gaps.push({ from, to });
    from = Math.max(from, block.to);
  }
  return gaps;
};

/** When a light visit of half an hour could begin beside those that are booked, joined to stretches. */
export const roomAt = (
  blocks: readonly CenterBlock[],
  hours: Parameters<typeof centerDay>[1],
): Span[] => {
  const { open } = hours;
  if (!open) return [];
  const day = centerDay(blocks, hours);
  const room: Span[] = [];
  for (let from = open.from; from + leastFree <= open.to; from += grid) {
    if (day.conflicts({ from, to: from + leastFree }, 1, false).length > 0) continue;
    const last = room.at(-1);
    if (last && from <= last.to) last.to = from + leastFree;
    else room.push({ from, to: from + leastFree });
  }
  return room;
};

/** The parts of stretches that lie within another one. */
const within = (stretches: readonly Span[], { from, to }: Span): Span[] =>
  stretches
    .map((stretch) => ({ from: Math.max(stretch.from, from), to: Math.min(stretch.to, to) }))
    .filter((stretch) => stretch.to - stretch.from >= leastFree);

/** A chair for each visit, the first free one as they come, from 1. */
export const seatInOrder = (
  blocks: readonly (Span & { visitId: string })[],
): ReadonlyMap<string, number> => {
  const freeFrom: number[] = [];
  const chairs = new Map<string, number>();
  for (const { visitId, from, to } of [...blocks].sort(
    (a, b) => a.from - b.from || (a.visitId < b.visitId ? -1 : 1),
  )) {
    const free = freeFrom.findIndex((at) => at <= from);
    const chair = free < 0 ? freeFrom.length : free;
    freeFrom[chair] = to;
    chairs.set(visitId, chair + 1);
  }
  return chairs;
};

const stretchIn =
  (zone: string) =>
  ({ from, to }: Span): Stretch => ({
    startsAt: minuteToInstant(from),
    endsAt: minuteToInstant(to),
    localStart: localTime(from, zone),
    localEnd: localTime(to, zone),
  });

/** What a board is made of. */
export type BoardFacts = {
  site: Site;
  /** All nurses; those of the site are picked. */
  nurses: readonly Nurse[];
  from: string;
  days: number;
  visits: readonly Visit[];
  nurseDays: readonly NurseDay[];
  centerDays: readonly CenterDay[];
};

export const tellBoard = ({
  site,
  nurses,
  from,
  days: count,
  visits,
  nurseDays,
  centerDays,
}: BoardFacts): SiteBoard => {
  const days = Array.from({ length: count }, (_, index) => addDays(from, index));
  const centers = new Map(
    days.map((on) => {
      const blocks = centerDays.find((day) => day.on === on)?.blocks ?? [];
      const hours = hoursOn({ site, nurses }, [], on);
      return [on, { hours, room: roomAt(blocks, hours), chairs: seatInOrder(blocks) }];
    }),
  );
  const team = nurses.filter(({ siteId }) => siteId === site.siteId);
  const atHome = site.setting === 'home';
  const nurseOn = (nurse: Nurse, on: string): z.infer<typeof NurseOnDay> => {
    const shift = opening(nurse.shifts, nurse.awayOn, nurse.zone)(on);
    const blocks =
      nurseDays.find((day) => day.nurseId === nurse.nurseId && day.on === on)?.blocks ?? [];
    const free = !shift
      ? []
      : atHome
        ? gapsBetween(blocks, shift)
        : within(centers.get(on)?.room ?? [], shift);
    return {
      on,
      ...(shift ? { shift: stretchIn(nurse.zone)(shift) } : {}),
      away: !shift && opening(nurse.shifts, [], nurse.zone)(on) !== undefined,
      visits: blocks.length,
      free: free.map(stretchIn(nurse.zone)),
      freeMinutes: free.reduce((sum, one) => sum + one.to - one.from, 0),
    };
  };
  return {
    siteId: site.siteId,
    name: site.name,
    setting: site.setting,
    zone: site.zone,
    chairs: site.chairs,
    days: days.map((on) => {
      const open = atHome ? undefined : centers.get(on)?.hours.open;
      return { on, ...(open ? { open: stretchIn(site.zone)(open) } : {}) };
    }),
    nurses: team
      .map((nurse) => ({
        nurseId: nurse.nurseId,
        name: nurse.name,
        zone: nurse.zone,
        days: days.map((on) => nurseOn(nurse, on)),
      }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    visits: [...visits]
      .sort((a, b) => instantToMinute(a.startsAt) - instantToMinute(b.startsAt))
      .map((visit) => {
        const chair = centers.get(visit.on)?.chairs.get(visit.visitId);
        return { ...visitView(visit), ...(chair === undefined ? {} : { chair }) };
      }),
  };
};
