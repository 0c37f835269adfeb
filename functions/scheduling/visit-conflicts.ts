import { missingCompetencies } from '../network/competency-rules.ts';
import { instantToMinute, opening, overlap, type Span } from '../network/days.ts';
import type { Nurse } from '../network/network.ts';
import { travelMinutes } from '../network/travel.ts';
import { localDate } from '../platform/zoned-time.ts';
import type { Dose } from '../series/dose-plan.ts';
import { acuityOf } from '../series/dose-plan.ts';
import { totalMinutes } from '../series/visit.ts';
import { hoursOn } from './calendars.ts';
import { type CenterDay, centerDay } from './center-day.ts';
import { homeConflicts, type NurseDay } from './nurse-day.ts';
import { gatherPlaceNeeds, isInWindow, type SeriesFacts } from './series-search.ts';

/** Who may put a visit where something stands against it. */
type Overrider = 'scheduler' | 'clinician';

/** One thing that stands in the way of a visit; `visitIds` are those that have the time. */
export type Conflict = {
  dose: number;
  code: string;
  nurseId?: string;
  siteId?: string;
  visitIds: readonly string[];
  /** Who may go ahead all the same, with a reason; nobody may where it is left out. */
  overridableBy?: Overrider;
};

/** A visit as a person wants it. */
export type Wanted = { dose: Dose; startsAt: string; nurseId?: string | undefined };

export type Read = {
  nurseDays: readonly NurseDay[];
  centerDays: readonly CenterDay[];
  patient: { blocks: readonly (Span & { visitId: string })[] };
};

/** The day of the calendar that a visit lies on: the nurse's day, or the site's. */
export const calendarDay = (facts: SeriesFacts, { startsAt, nurseId }: Wanted): string => {
  const nurse = facts.nurses.find((candidate) => candidate.nurseId === nurseId);
  return localDate(startsAt, (facts.site.setting === 'home' && nurse?.zone) || facts.site.zone);
};

const spanOf = ({ dose, startsAt }: Wanted): Span => {
  const from = instantToMinute(startsAt);
  return { from, to: from + totalMinutes(dose.minutes) };
};

/**
 * Everything that stands in the way of one wanted visit, given the calendars without the visits
 * in `ignoring` (a visit that moves does not stand in its own way).
 */
export const findConflicts = (
  facts: SeriesFacts,
  wanted: Wanted,
  read: Read,
  ignoring: ReadonlySet<string> = new Set(),
): Conflict[] => {
  const { dose } = wanted;
  const span = spanOf(wanted);
  const others = <Block extends { visitId: string }>(blocks: readonly Block[]) =>
    blocks.filter(({ visitId }) => !ignoring.has(visitId));
  const patient = others(read.patient.blocks).filter((block) => overlap(block, span));
  return [
    ...(patient.length > 0
      ? [
          {
            dose: dose.number,
            code: 'patient-busy',
            visitIds: patient.map(({ visitId }) => visitId),
          },
        ]
      : []),
    ...(facts.site.setting === 'home'
      ? conflictsAtHome(facts, wanted, span, others)(read.nurseDays)
      : conflictsAtSite(facts, wanted, span, others)(read.centerDays)),
  ];
};

type Others = <Block extends { visitId: string }>(blocks: readonly Block[]) => Block[];

const conflictsAtHome =
  (facts: SeriesFacts, wanted: Wanted, span: Span, others: Others) =>
  (nurseDays: readonly NurseDay[]): Conflict[] => {
    const dose = wanted.dose.number;
    const { at, needs } = gatherPlaceNeeds(facts, []);
    const nurse = nurseOf(facts, wanted);
    if (!nurse || !at)
      return [{ dose, code: nurse ? 'address-unknown' : 'nurse-unknown', visitIds: [] }];
    const { nurseId } = nurse;
    const on = calendarDay(facts, wanted);
    const day = nurseDays.find((candidate) => candidate.nurseId === nurseId && candidate.on === on);
    const shift = opening(nurse.shifts, nurse.awayOn, nurse.zone)(on);
    return [
      ...missingCompetencies(nurse, needs, on).map(({ state, tag }) => ({
        dose,
        code: `${state}:${tag}`,
        nurseId,
        visitIds: [],
      })),
      ...homeConflicts(
        others(day?.blocks ?? []),
        { shift, base: nurse.base, maxVisits: nurse.maxVisitsPerDay },
        { ...span, at },
      ).map(({ code, visitId }) => ({
        dose,
        code,
        nurseId,
        visitIds: visitId ? [visitId] : [],
      })),
    ];
  };

const conflictsAtSite =
  (facts: SeriesFacts, wanted: Wanted, span: Span, others: Others) =>
  (centerDays: readonly CenterDay[]): Conflict[] => {
    const { site, nurses, therapy } = facts;
    const { dose } = wanted;
    const on = calendarDay(facts, wanted);
    const day = centerDays.find((candidate) => candidate.on === on);
    const hours = hoursOn({ site, nurses }, gatherPlaceNeeds(facts, []).needs, on);
    return centerDay(others(day?.blocks ?? []), hours)
      .conflicts(span, acuityOf(therapy, dose.first), dose.first)
      .map(({ code, visitIds }) => ({
        dose: dose.number,
        code,
        siteId: site.siteId,
        visitIds,
        ...(code === 'too-late-for-first-dose' ? { overridableBy: 'scheduler' as const } : {}),
      }));
  };

const nurseOf = ({ nurses, site }: SeriesFacts, { nurseId }: Wanted): Nurse | undefined =>
  nurses.find((nurse) => nurse.nurseId === nurseId && nurse.siteId === site.siteId);

/** The minutes of travel a visiting nurse is given from where the day has them before. */
export const travelTo = (facts: SeriesFacts, wanted: Wanted, { nurseDays }: Read) => {
  const { at } = gatherPlaceNeeds(facts, []);
  const nurse = nurseOf(facts, wanted);
  if (facts.site.setting !== 'home' || !at || !nurse) return undefined;
  const on = calendarDay(facts, wanted);
  const before = nurseDays
    .find((day) => day.nurseId === nurse.nurseId && day.on === on)
    ?.blocks.filter(({ to }) => to <= instantToMinute(wanted.startsAt))
    .sort((a, b) => b.to - a.to)[0];
  return travelMinutes(before?.at ?? nurse.base, at);
};

/** A dose outside its window; when a drug is due is care, so that a clinician alone lets it be. */
export const windowConflict = (
  { dose }: Wanted,
  firstOn: string,
  on: string,
): Conflict | undefined =>
  isInWindow(dose, firstOn, on)
    ? undefined
    : { dose: dose.number, code: 'outside-window', visitIds: [], overridableBy: 'clinician' };
