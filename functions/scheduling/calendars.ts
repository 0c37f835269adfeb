import { type CompetencyNeed, missingCompetencies, nameLack } from '../network/competency-rules.ts';
import { opening, type Span, wallClock } from '../network/days.ts';
import type { Nurse, Point, Site } from '../network/network.ts';
import { siteOpening } from '../network/site-hours.ts';
import type { Dose } from '../series/dose-plan.ts';
import { type Acuity, totalMinutes } from '../series/visit.ts';
import { type CenterDay, centerDay, type Duty } from './center-day.ts';
import type { SearchedPlace } from './find-slots.ts';
import { fitNurseDay, type NurseDay } from './nurse-day.ts';

/** What every place is asked for. */
export type PlaceNeeds = {
  needs: readonly CompetencyNeed[];
  /** Where the patient lives; needed for home visits. */
  at?: Point | undefined;
  busy: readonly Span[];
  acuity: (first: boolean) => Acuity;
  /** The part of the day that the patient asks for. */
  within?: (on: string) => Span | undefined;
};

type Clock = ReturnType<typeof wallClock>;

/** Cost of a home visit beyond its day: the extra travel, and skills kept free for who needs them. */
const homeCost = (
  detour: number,
  { competencies }: Nurse,
  needs: readonly CompetencyNeed[],
): number => detour + Math.max(0, competencies.length - needs.length);

/** A visiting nurse as a place where visits can lie. */
export const nursePlace = (
  nurse: Nurse,
  days: readonly NurseDay[],
  { needs, at, busy, within }: PlaceNeeds,
  clock: Clock = wallClock(),
): SearchedPlace => {
  const id = nurse.nurseId;
  const refuse = (refused: string): SearchedPlace => ({ id, refused, fit: () => ({ refused }) });
  if (!nurse.settings.includes('home')) return refuse('no-home-visits');
  const [lacking] = missingCompetencies(nurse, needs, '0000-00-00');
  if (lacking) return refuse(nameLack(lacking));
  if (!at) return refuse('address-unknown');
  const shiftOn = opening(nurse.shifts, nurse.awayOn, nurse.zone, clock);
  const byDay = new Map(days.map((day) => [day.on, day.blocks]));
  return {
    id,
    fit: (on, dose) => {
      const [expired] = missingCompetencies(nurse, needs, on);
      if (expired) return { refused: nameLack(expired) };
      const fit = fitNurseDay(
        byDay.get(on) ?? [],
        { shift: shiftOn(on), base: nurse.base, maxVisits: nurse.maxVisitsPerDay },
        { minutes: totalMinutes(dose.minutes), at, busy, within: within?.(on) },
      );
      return 'refused' in fit
        ? fit
        : {
            from: fit.from,
            to: fit.to,
            travel: fit.travel,
            cost: homeCost(fit.detour, nurse, needs),
          };
    },
  };
};

/** A site and the nurses among whom its own are. */
type Staffed = { site: Site; nurses: readonly Nurse[] };

/** The nurses of a site on a day, and which of them may give the therapy. */
export const dutyOn = (
  { site, nurses }: Staffed,
  needs: readonly CompetencyNeed[],
  on: string,
  clock: Clock = wallClock(),
): Duty[] =>
  nurses
    .filter(({ siteId }) => siteId === site.siteId)
    .flatMap((nurse): Duty[] => {
      const shift = opening(nurse.shifts, nurse.awayOn, nurse.zone, clock)(on);
      return shift
        ? [{ ...shift, competent: missingCompetencies(nurse, needs, on).length === 0 }]
        : [];
    });

/** The hours, chairs and team of a site on a day, as the fit of a visit needs them. */
export const hoursOn = (
  staffed: Staffed,
  needs: readonly CompetencyNeed[],
  on: string,
  clock: Clock = wallClock(),
) => ({
  open: siteOpening(staffed.site, clock)(on),
  chairs: staffed.site.chairs,
  duty: dutyOn(staffed, needs, on, clock),
});

/** A site with chairs as a place where visits can lie. */
export const sitePlace = (
  staffed: Staffed,
  days: readonly CenterDay[],
  { needs, busy, acuity, within }: PlaceNeeds,
  clock: Clock = wallClock(),
): SearchedPlace => {
  const byDay = new Map(days.map((day) => [day.on, day.blocks]));
  const ready = new Map<string, ReturnType<typeof centerDay>>();
  const dayOn = (on: string) => {
    const known = ready.get(on);
    if (known) return known;
    const day = centerDay(byDay.get(on) ?? [], hoursOn(staffed, needs, on, clock));
    ready.set(on, day);
    return day;
  };
  return {
    id: staffed.site.siteId,
    fit: (on, dose: Dose) => {
      const fit = dayOn(on).fit({
        minutes: totalMinutes(dose.minutes),
        acuity: acuity(dose.first),
        first: dose.first,
        within: within?.(on),
        busy,
      });
      return 'refused' in fit ? fit : { ...fit, cost: 0 };
    },
  };
};
