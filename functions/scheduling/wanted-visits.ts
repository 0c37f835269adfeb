import { shortfalls } from '../authorization/ledger.ts';
import { instantToMinute } from '../network/days.ts';
import { addDays } from '../platform/days.ts';
import { Refusal } from '../platform/errors.ts';
import type { Referral } from '../referral/referral.ts';
import type { Dose } from '../series/dose-plan.ts';
import { startWindow } from '../series/dose-plan.ts';
import { totalMinutes, type Visit } from '../series/visit.ts';
import type { PlacedVisit } from './booking.ts';
import type { BookingBody } from './routes.ts';
import type { SeriesFacts } from './series-search.ts';
import type { Wish } from './series-visits.ts';
import {
  type Conflict,
  calendarDay,
  findConflicts,
  type Read,
  travelTo,
  type Wanted,
  windowConflict,
} from './visit-conflicts.ts';

/** Doses that have a visit; one that was cancelled or missed may be booked again. */
export const takenDoses = ({ visits }: { visits: readonly Visit[] }): ReadonlySet<number> =>
  new Set(
    visits
      .filter(({ status }) => status !== 'cancelled' && status !== 'missed')
      .map(({ dose }) => dose),
  );

/** Doses that need no visit: they have one, or a later one was given already. */
export const settledDoses = (file: { visits: readonly Visit[] }): ReadonlySet<number> => {
  const given = file.visits.filter(
    ({ status }) => status === 'completed' || status === 'in-progress',
  );
  const lastGiven = Math.max(0, ...given.map(({ dose }) => dose));
  const past = Array.from({ length: lastGiven }, (_, index) => index + 1);
  return new Set([...takenDoses(file), ...past]);
};

/** The doses that a request names, each with the visit it asks for, first visit first. */
export const pickWanted = (
  doses: readonly Dose[],
  body: BookingBody,
  taken: ReadonlySet<number>,
): Wanted[] =>
  body.visits
    .map(({ dose: number, startsAt, nurseId }, index) => {
      const dose = doses.find((candidate) => candidate.number === number);
      if (!dose || taken.has(number))
        throw new Refusal(422, 'dose-not-open', 'A dose is not of this order or has its visit.', {
          errors: [{ pointer: `/visits/${index}/dose`, detail: 'cannot be booked' }],
        });
      return { dose, startsAt, ...(nurseId ? { nurseId } : {}) };
    })
    .sort((a, b) => instantToMinute(a.startsAt) - instantToMinute(b.startsAt));

/** The patient's calendar with a wanted visit, so that the visits of one request see each other. */
const plus = (read: Read, { dose, startsAt }: Wanted): Read => {
  const from = instantToMinute(startsAt);
  const visitId = `dose ${dose.number} of this request`;
  const block = { visitId, from, to: from + totalMinutes(dose.minutes) };
  return { ...read, patient: { ...read.patient, blocks: [...read.patient.blocks, block] } };
};

/** Every conflict of every wanted visit: windows, nurse or chair, competency, the patient. */
export const conflictsOfAll = (
  facts: SeriesFacts,
  wanted: readonly Wanted[],
  read: Read,
  firstOn: string,
): Conflict[] => {
  let seen = read;
  return [
    ...startOutside(facts, wanted),
    ...wanted.flatMap((one) => {
      const outside = windowConflict(one, firstOn, calendarDay(facts, one));
      const found = findConflicts(facts, one, seen);
      seen = plus(seen, one);
      return outside ? [outside, ...found] : found;
    }),
  ];
};

/** @throws Refusal 422 for a time that has passed. */
export const refuseTimePast = (startsAt: string, now: Date, pointer = '/startsAt'): void => {
  if (Date.parse(startsAt) > now.getTime()) return;
  throw new Refusal(422, 'time-past', 'A visit cannot be put into the past.', {
    errors: [{ pointer, detail: 'has passed', fix: 'Send a time to come.' }],
  });
};

/** @throws Refusal 422 for a nurse who is not one of those that visit from the site. */
export const refuseUnknownNurse = (
  { nurses, site }: SeriesFacts,
  nurseId: string | undefined,
): void => {
  const isKnown = nurses.some((nurse) => nurse.nurseId === nurseId && nurse.siteId === site.siteId);
  if (nurseId === undefined || isKnown) return;
  throw new Refusal(422, 'nurse-unknown', 'No such nurse works from the site of the visit.', {
    errors: [
      {
        pointer: '/nurseId',
        detail: 'is not a nurse of the site',
        fix: 'Leave it out, or correct it.',
      },
    ],
  });
};

/** @throws Refusal 409 for a referral that takes no visits: not accepted yet, or closed. */
export const refuseNotOpen = ({ status }: Pick<Referral, 'status'>): void => {
  if (status === 'accepted' || status === 'active') return;
  throw new Refusal(409, 'referral-not-open', 'The referral takes no visits now.', {
    facts: { referralStatus: status },
  });
};

/** The day that windows are counted from: the series' first dose, or the one asked for now. */
export const firstDay = (facts: SeriesFacts, wanted: readonly Wanted[]): string => {
  if (facts.series) return facts.series.firstOn;
  const [first] = wanted;
  if (!first) return facts.today;
  const on = calendarDay(facts, first);
  return first.dose.number === 1 ? on : addDays(on, -first.dose.offset);
};

const startOutside = (facts: SeriesFacts, wanted: readonly Wanted[]): Conflict[] => {
  const first = wanted.find(({ dose }) => dose.number === 1);
  if (!first || facts.series) return [];
  const window = startWindow({ ...facts, setting: facts.site.setting }, facts.today);
  const on = calendarDay(facts, first);
  return window.fromOn <= on && on <= window.throughOn
    ? []
    : [{ dose: 1, code: 'outside-window', visitIds: [], overridableBy: 'clinician' }];
};

/** Wanted visits without a conflict, as they are to be booked. */
export const wishesOfWanted = (
  facts: SeriesFacts,
  wanted: readonly Wanted[],
  read: Read,
  firstOn: string,
): Wish[] =>
  wanted.map((one) => {
    const from = instantToMinute(one.startsAt);
    return {
      dose: one.dose,
      on: calendarDay(facts, one),
      idealOn: addDays(firstOn, one.dose.offset),
      from,
      to: from + totalMinutes(one.dose.minutes),
      ...(facts.site.setting === 'home'
        ? { nurseId: one.nurseId, travel: travelTo(facts, one, read) }
        : {}),
    };
  });

/** @throws Refusal 409 when the authorization lacks units or days for a visit. */
export const refuseUncovered = (
  { authorization }: SeriesFacts,
  placed: readonly PlacedVisit[],
): void => {
  if (!authorization) return;
  const visits = placed.map(({ visit }) => visit);
  // A line that was not granted does not count: a person has accepted the approval without it.
  const short = shortfalls(authorization, visits).filter(({ lacks }) => lacks !== 'grant');
  if (short.length === 0) return;
  throw new Refusal(409, 'not-authorized', 'The authorization does not cover every visit.', {
    facts: {
      lacking: short.map(({ visitId, lacks }) => ({
        dose: visits.find((visit) => visit.visitId === visitId)?.dose,
        lacks,
      })),
    },
  });
};
