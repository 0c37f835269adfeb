import { findCompetencyNeeds, missingCompetencies } from '../network/competency-rules.ts';
import { opening } from '../network/days.ts';
import type { Nurse, Site } from '../network/network.ts';
import { siteOpening } from '../network/site-hours.ts';
import { addDays } from '../platform/days.ts';
import { totalMinutes } from '../series/visit.ts';
import { dosesDue } from './days-due.ts';
import { against, bookedKey, type SiteFacts, type SiteVerdict, speaksFor } from './site-facts.ts';

/** The days on which the next dose may fall, and the minutes of its visit. */
export const nextDose = (facts: SiteFacts, { setting }: Pick<Site, 'setting'>) => {
  const { doses, starts } = dosesDue(facts, setting);
  const given = facts.history?.given ?? 0;
  const next = doses[given];
  if (!next) return undefined;
  const { before, after } = next;
  const days =
    given === 0
      ? starts
      : Array.from({ length: before + after + 1 }, (_, index) => addDays(facts.on, index - before));
  return { days, minutes: totalMinutes(next.minutes) };
};

/** Minutes of a day on which somebody is there. */
const lengthOf = (span: { from: number; to: number } | undefined): number =>
  span ? span.to - span.from : 0;

/**
 * How many days of the next dose's window have room for its visit, as the network tells them: a nurse
 * who is current in all that is asked for has a shift, the place is open, and either lasts long enough.
 * With `booked`, what is booked already is taken off: of a nurse's shift, or of the time of all chairs.
 */
export const daysWithTime = (site: Site, facts: SiteFacts, booked?: Booked): number => {
  const dose = nextDose(facts, site);
  const taken = (id: string, on: string): number => booked?.get(bookedKey(id, on)) ?? 0;
  if (!dose) return 0;
  const isOpen = siteOpening(site);
  const nurses = facts.nurses.filter(({ siteId }) => siteId === site.siteId);
  const fits = (nurse: Nurse, on: string): boolean => {
    const needs = findCompetencyNeeds(facts.therapy, facts.submission, on, site.setting);
    const shift = opening(nurse.shifts, nurse.awayOn, nurse.zone)(on);
    // A nurse who travels stays for the whole visit; at a place the team hands over.
    const isLongEnough =
      site.setting === 'home'
        ? lengthOf(shift) - taken(nurse.nurseId, on) >= dose.minutes
        : shift !== undefined &&
          lengthOf(isOpen(on)) >= dose.minutes &&
          lengthOf(isOpen(on)) * site.chairs - taken(site.siteId, on) >= dose.minutes;
    return isLongEnough && missingCompetencies(nurse, needs, on).length === 0;
  };
  return dose.days.filter((on) => nurses.some((nurse) => fits(nurse, on))).length;
};

type Booked = NonNullable<SiteFacts['booked']>['minutes'];

/**
 * How many days of the next dose's window are left beside what is booked; undefined where nobody looked.
 * It is a first measure: the search for times has the last word.
 */
export const daysLeft = (site: Site, facts: SiteFacts): number | undefined =>
  facts.booked?.looked.includes(site.siteId)
    ? daysWithTime(site, facts, facts.booked.minutes)
    : undefined;

/** Nobody who may give the next dose is there in its window, or all of their time is taken. */
export const capacityVerdict = (site: Site, facts: SiteFacts): SiteVerdict | undefined => {
  if (daysWithTime(site, facts) === 0) return against('no-time-in-window');
  const left = daysLeft(site, facts);
  if (left === undefined) return undefined;
  return left > 0 ? speaksFor('time-left') : against('booked-out');
};
