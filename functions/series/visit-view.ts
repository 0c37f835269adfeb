import * as z from 'zod';
import { instantToMinute, localTime } from '../network/days.ts';
import { Visit } from './visit.ts';

const Shown = Visit.pick({
  visitId: true,
  referralId: true,
  dose: true,
  status: true,
  revision: true,
  startsAt: true,
  endsAt: true,
  zone: true,
  on: true,
  idealOn: true,
  setting: true,
  siteId: true,
  nurseId: true,
  travelMinutes: true,
  confirmedAt: true,
  moveRequestedAt: true,
  moveWish: true,
  startedAt: true,
  endedAt: true,
  suspendedAt: true,
});

/** A visit as schedulers see it: when, where, who; nothing clinical. */
export const VisitView = Shown.extend({
  /** What clocks at the place show at the start and the end. */
  localStart: z.string(),
  localEnd: z.string(),
});
export type VisitView = z.infer<typeof VisitView>;

export const visitView = (visit: Visit): VisitView => ({
  ...Shown.parse(visit),
  localStart: localTime(instantToMinute(visit.startsAt), visit.zone),
  localEnd: localTime(instantToMinute(visit.endsAt), visit.zone),
});
