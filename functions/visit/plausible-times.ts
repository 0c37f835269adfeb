import { addDays } from '../platform/days.ts';

import type { Complaint } from '../platform/errors.ts';
import { localDate } from '../platform/zoned-time.ts';
import type { Visit } from '../series/visit.ts';

/**
 * How far from its appointment and from our clock what a nurse records may lie, and the share of
 * the planned minutes that a whole dose takes at least: rates are raised, but not fourfold. Own
 * rule; verify with the nurse lead.
 */
export const recordingRoom = {
  minutesEarly: 120,
  minutesAhead: 5,
  daysAround: 1,
  leastShare: 0.25,
} as const;

const minute = 60_000;
type Recorded = Pick<Visit, 'startsAt' | 'zone' | 'on' | 'startedAt'>;

const complaint = (field: string, detail: string, fix: string): Complaint[] => [
  { pointer: `/${field}`, detail, fix },
];

/** What is wrong with any recorded time: it has not come yet, or is of another day. */
const outside = (field: string, at: string, { zone, on }: Recorded, now: Date): Complaint[] => {
  if (Date.parse(at) > now.getTime() + recordingRoom.minutesAhead * minute)
    return complaint(field, 'lies in the future', `Send ${field} once it has happened.`);
  const day = localDate(at, zone);
  const { daysAround } = recordingRoom;
  return day < addDays(on, -daysAround) || day > addDays(on, daysAround)
    ? complaint(field, 'is not near the day of the visit', `Send ${field} as it was on the day.`)
    : [];
};

/** What is wrong with the time a visit began; empty when it is plausible. */
export const startComplaints = (startedAt: string, visit: Recorded, now: Date): Complaint[] =>
  Date.parse(startedAt) < Date.parse(visit.startsAt) - recordingRoom.minutesEarly * minute
    ? complaint(
        'startedAt',
        'is more than two hours before the appointment',
        'Move the visit to its new time first, or correct startedAt.',
      )
    : outside('startedAt', startedAt, visit, now);

/** What is wrong with the time a visit ended. */
export const endComplaints = (endedAt: string, visit: Recorded, now: Date): Complaint[] =>
  visit.startedAt && Date.parse(endedAt) <= Date.parse(visit.startedAt)
    ? complaint('endedAt', 'is not after the start', 'Send an endedAt after the recorded start.')
    : outside('endedAt', endedAt, visit, now);

/**
 * What is wrong with the minutes that the drug ran: longer than the visit, or too short for a dose
 * that was given in full.
 */
export const infusionComplaints = (
  { infusionMinutes, doseComplete }: { infusionMinutes: number; doseComplete: boolean },
  endedAt: string,
  {
    startedAt,
    minutes,
    isSelfGiven,
  }: Pick<Visit, 'startedAt' | 'minutes'> & { isSelfGiven: boolean },
): Complaint[] => {
  const lasted = startedAt ? (Date.parse(endedAt) - Date.parse(startedAt)) / minute : 0;
  // Times that cannot be are told of by themselves.
  if (lasted <= 0) return [];
  if (infusionMinutes > Math.ceil(lasted) + recordingRoom.minutesAhead)
    return complaint(
      'infusionMinutes',
      'is more than the visit lasted',
      'Send the minutes the drug ran, or correct the recorded times.',
    );
  // Where the patient gives the doses, the nurse's time says nothing of how long the drug runs.
  const least = isSelfGiven ? 0 : Math.ceil(minutes.infusion * recordingRoom.leastShare);
  return doseComplete && infusionMinutes < least
    ? complaint(
        'infusionMinutes',
        'is too short for a dose that was given in full',
        'Send the minutes the drug ran, or say that the dose was not given in full.',
      )
    : [];
};

/** What is wrong with how long after the start a reaction came. */
export const onsetComplaints = (
  onsetMinutes: number | undefined,
  { startedAt }: Recorded,
  now: Date,
): Complaint[] =>
  startedAt &&
  onsetMinutes !== undefined &&
  Date.parse(startedAt) + (onsetMinutes - recordingRoom.minutesAhead) * minute > now.getTime()
    ? complaint(
        'onsetMinutes',
        'lies in the future',
        'Send the minutes from the start of the infusion to the reaction.',
      )
    : [];
