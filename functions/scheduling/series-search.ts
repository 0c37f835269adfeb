import { type Authorization, expiresOn, grantedStates } from '../authorization/authorization.ts';
import { shortfalls } from '../authorization/ledger.ts';
import { findCompetencyNeeds } from '../network/competency-rules.ts';
import { type Span, wallClock } from '../network/days.ts';
import type { Nurse, Site } from '../network/network.ts';
import { findArea } from '../network/service-area.ts';
import { addDays, dayNumber, laterOf, soonerOf } from '../platform/days.ts';
import type { WithAccess } from '../referral/checks/vascular-access.ts';
import type { Submission } from '../referral/referral.ts';
import type { WithPlans } from '../series/care-plan.ts';
import type { Dose } from '../series/dose-plan.ts';
import {
  acuityOf,
  doseGaps,
  planDoses,
  planning,
  startWindow,
  windowDays,
} from '../series/dose-plan.ts';
import type { Series } from '../series/series.ts';
import type { Therapy } from '../therapy/therapy.ts';
import { nursePlace, type PlaceNeeds, sitePlace } from './calendars.ts';
import type { CenterDay } from './center-day.ts';
import type { Search, SearchedPlace } from './find-slots.ts';
import type { NurseDay } from './nurse-day.ts';

/** What a search for a series starts from. */
export type SeriesFacts = {
  submission: Submission & WithAccess & WithPlans;
  therapy: Therapy;
  site: Site;
  nurses: readonly Nurse[];
  /** Days around each dose that the prescriber has allowed. */
  toleranceDays?: number | undefined;
  /** The authorization that has to cover the visits; none when none is needed. */
  authorization?: Authorization | undefined;
  /** What is booked already; the search goes on after it. */
  series?: Series | undefined;
  /** Whether the series is extended beyond what was planned when it began. */
  further?: boolean | undefined;
  /**
   * Doses that need no visit. Left out, the search goes on after the last dose that was booked: a
   * dose that a person cancelled is not booked again without a person.
   */
  settled?: ReadonlySet<number> | undefined;
  today: string;
  /** The part of the day the patient asks for. */
  partOfDay?: PartOfDay | undefined;
};

export type PartOfDay = 'morning' | 'afternoon';

/** Local times between which a visit of that part of the day lies. */
const partsOfDay: Readonly<Record<PartOfDay, { from: string; to: string }>> = {
  morning: { from: '00:00', to: '13:00' },
  afternoon: { from: '12:00', to: '23:55' },
};

/** The doses to be booked now, and the days on which the first of them may fall. */
export type SeriesPlan = {
  doses: readonly Dose[];
  anchors: readonly string[];
  idealOn: string;
  gaps: readonly number[];
  /** The first and last day that any visit may fall on. */
  fromOn: string;
  throughOn: string;
  /** All doses of the order as far as they are planned. */
  ordered: number;
  /** How many of them have no visit, and whether the days of the first of those are covered. */
  left: number;
  isCoveredDay: boolean;
};

/** The days that every granted line pays for; open where no authorization is needed. */
const coveredDays = (authorization: Authorization | undefined): { from: string; to: string } => {
  const granted = authorization?.lines.filter(({ state }) => grantedStates.has(state)) ?? [];
  return {
    from:
      granted
        .map(({ decision, from }) => decision?.from ?? from)
        .sort()
        .at(-1) ?? '0000-01-01',
    to: (authorization && expiresOn(authorization)) ?? '9999-12-31',
  };
};

/**
 * The doses, from the first on, that the authorization has units for. A line that was not granted
 * does not count: a person has accepted the approval without it.
 */
const coveredDoses = (authorization: Authorization | undefined, doses: readonly Dose[]): Dose[] => {
  if (!authorization) return [...doses];
  const { from: on } = coveredDays(authorization);
  const visits = doses.map(({ number }) => ({ visitId: `new-${number}`, on, dose: number }));
  const short = new Set(
    shortfalls(authorization, visits)
      .filter(({ lacks }) => lacks === 'units')
      .map(({ visitId }) => visitId),
  );
  const end = visits.findIndex(({ visitId }) => short.has(visitId));
  return doses.slice(0, end < 0 ? doses.length : end);
};

/** Doses with offsets counted from the first of them. */
const rebased = (doses: readonly Dose[]): Dose[] =>
  doses.map((dose) => ({ ...dose, offset: dose.offset - (doses[0]?.offset ?? 0) }));

/**
 * Which doses can be booked now: those that are not yet, whose ideal day the authorization still
 * covers, as many as it has units for.
 */
export const planSeries = (facts: SeriesFacts): SeriesPlan => {
  const { submission, therapy, site, series, today, authorization } = facts;
  const { toleranceDays, further } = facts;
  const plan = {
    submission,
    therapy,
    setting: site.setting,
    toleranceDays,
    series,
    further,
    authorization,
  };
  const all = planDoses(plan, today);
  const booked = series?.bookedThrough ?? 0;
  const left = all.filter(({ number }) =>
    facts.settled ? !facts.settled.has(number) : number > booked,
  );
  const next = left[0];
  const start = startWindow(plan, today);
  const covered = coveredDays(authorization);
  let window = start;
  if (series && next) {
    const idealOn = addDays(series.firstOn, next.offset);
    window = {
      idealOn,
      fromOn: addDays(idealOn, -next.before),
      throughOn: addDays(idealOn, next.after),
    };
    // A dose whose window has passed is sought as soon as possible, as an overdue start is.
    if (window.throughOn <= today)
      window = { ...window, throughOn: addDays(today, planning.openStartDays) };
  }
  const fromOn = laterOf(window.fromOn, laterOf(covered.from, addDays(today, 1)));
  const throughOn = laterOf(soonerOf(window.throughOn, covered.to), fromOn);
  const idealOn = laterOf(window.idealOn, fromOn);
  const ahead = rebased(left).filter(({ offset }) => addDays(idealOn, offset) <= covered.to);
  const doses = coveredDoses(authorization, ahead);
  const last = doses.at(-1);
  return {
    doses,
    anchors: fromOn > covered.to ? [] : windowDays({ idealOn, fromOn, throughOn }),
    idealOn,
    gaps: doseGaps(doses, therapy.minGapDays),
    fromOn,
    throughOn: addDays(throughOn, (last?.offset ?? 0) + (last?.after ?? 0)),
    ordered: all.length,
    left: left.length,
    isCoveredDay: idealOn <= covered.to,
  };
};

/** What places are asked for on behalf of this order. */
export const gatherPlaceNeeds = (facts: SeriesFacts, busy: readonly Span[]): PlaceNeeds => {
  const { submission, therapy, site, today, partOfDay } = facts;
  const area = findArea(site, submission.patient.address?.postalCode);
  const zone = area?.zone ?? site.zone;
  const clock = wallClock();
  const part = partOfDay && partsOfDay[partOfDay];
  return {
    needs: findCompetencyNeeds(therapy, submission, today, site.setting),
    at: area?.location,
    busy,
    acuity: (first) => acuityOf(therapy, first),
    ...(part
      ? {
          within: (on: string) => ({
            from: clock(on, part.from, zone),
            to: clock(on, part.to, zone),
          }),
        }
      : {}),
  };
};

/** The calendars as they were read, for the days of the plan. */
export type ReadDays = {
  nurseDays: readonly NurseDay[];
  centerDays: readonly CenterDay[];
  busy: readonly Span[];
};

/** The search itself: the visiting nurses of an agency, or the site with its team and chairs. */
export const searchSeries = (
  facts: SeriesFacts,
  plan: SeriesPlan,
  { nurseDays, centerDays, busy }: ReadDays,
  offers: number,
): Search => {
  const ask = gatherPlaceNeeds(facts, busy);
  const clock = wallClock();
  const covered = coveredDays(facts.authorization);
  const places =
    facts.site.setting === 'home'
      ? findTeam(facts).map((nurse) =>
          nursePlace(
            nurse,
            nurseDays.filter(({ nurseId }) => nurseId === nurse.nurseId),
            ask,
            clock,
          ),
        )
      : [sitePlace({ site: facts.site, nurses: facts.nurses }, centerDays, ask, clock)];
  return {
    anchors: plan.anchors,
    idealOn: plan.idealOn,
    doses: plan.doses,
    gaps: plan.gaps,
    offers,
    places: places.map((place) => withinDays(place, covered)),
  };
};

/** A visit outside the authorized days is never offered. */
const withinDays = (
  place: SearchedPlace,
  { from, to }: { from: string; to: string },
): SearchedPlace => ({
  ...place,
  fit: (on, dose) =>
    on < from || on > to ? { refused: 'not-authorized-that-day' } : place.fit(on, dose),
});

/** The nurses of the site, the primary nurse of a series first. */
export const findTeam = ({
  nurses,
  site,
  series,
}: Pick<SeriesFacts, 'nurses' | 'site' | 'series'>) =>
  nurses
    .filter(({ siteId }) => siteId === site.siteId)
    .sort((a, b) =>
      a.nurseId === series?.primaryNurse ? -1 : b.nurseId === series?.primaryNurse ? 1 : 0,
    );

/** The zone whose clock the patient lives by. */
export const findZone = ({ site, submission }: Pick<SeriesFacts, 'site' | 'submission'>): string =>
  (site.setting === 'home'
    ? findArea(site, submission.patient.address?.postalCode)?.zone
    : undefined) ?? site.zone;

/** Whether a day lies in the window of a dose of a series that began on a day. */
export const isInWindow = (dose: Dose, firstOn: string, on: string): boolean => {
  const off = dayNumber(on) - dayNumber(firstOn) - dose.offset;
  return -dose.before <= off && off <= dose.after;
};
