import type { Authorization } from '../authorization/authorization.ts';
import { minuteToInstant } from '../network/days.ts';
import { visitId } from '../platform/ids.ts';
import type { Dose } from '../series/dose-plan.ts';
import { acuityOf } from '../series/dose-plan.ts';
import type { Series } from '../series/series.ts';
import type { Visit } from '../series/visit.ts';
import type { PlacedVisit } from './booking.ts';
import type { Offer } from './find-slots.ts';
import { findZone, gatherPlaceNeeds, type SeriesFacts } from './series-search.ts';

/** Ids that a series and its visits carry. */
export type Owner = { referralId: string; patientId: string };

/** One visit to be, whoever chose its time. */
export type Wish = {
  dose: Dose;
  on: string;
  idealOn: string;
  from: number;
  to: number;
  nurseId?: string | undefined;
  travel?: number | undefined;
};

/** The wishes of an offer found by the search. */
export const makeWishes = (offer: Offer, doses: readonly Dose[], atHome: boolean): Wish[] =>
  offer.visits.flatMap((planned) => {
    const dose = doses.find(({ number }) => number === planned.dose);
    return dose
      ? [
          {
            dose,
            on: planned.on,
            idealOn: planned.idealOn,
            from: planned.from,
            to: planned.to,
            ...(atHome ? { nurseId: planned.placeId, travel: planned.travel } : {}),
          },
        ]
      : [];
  });

/** Wishes as visits with the next free numbers of the series. */
export const placedVisits = (
  wishes: readonly Wish[],
  facts: SeriesFacts,
  { referralId, patientId }: Owner,
  authorization: Authorization | undefined = facts.authorization,
): PlacedVisit[] => {
  const { therapy, site, series } = facts;
  const { at } = gatherPlaceNeeds(facts, []);
  return wishes.map(({ dose, on, idealOn, from, to, nurseId, travel }, index): PlacedVisit => {
    const visit: Visit = {
      visitId: visitId(referralId, (series?.nextVisit ?? 1) + index),
      referralId,
      patientId,
      therapyId: therapy.id,
      dose: dose.number,
      status: 'planned',
      revision: 0,
      startsAt: minuteToInstant(from),
      endsAt: minuteToInstant(to),
      zone: findZone(facts),
      on,
      idealOn,
      setting: site.setting,
      siteId: site.siteId,
      ...(nurseId ? { nurseId } : {}),
      minutes: dose.minutes,
      ...(travel === undefined ? {} : { travelMinutes: travel }),
      ...(authorization ? { authorizationId: authorization.authorizationId } : {}),
    };
    return { visit, at, acuity: acuityOf(therapy, dose.first) };
  });
};

/** The series after these visits were added to it. */
export const seriesAfter = (
  facts: SeriesFacts,
  placed: readonly PlacedVisit[],
  ordered: number,
): Series => {
  const { series, site } = facts;
  const doses = placed.map(({ visit }) => visit.dose);
  const first = placed.find(({ visit }) => visit.dose === 1)?.visit ?? placed[0]?.visit;
  const nurses = placed.flatMap(({ visit }) => visit.nurseId ?? []);
  const primary = series?.primaryNurse ?? mostFrequent(nurses);
  return {
    siteId: site.siteId,
    status: 'booked',
    firstOn: series?.firstOn ?? first?.on ?? facts.today,
    nextVisit: (series?.nextVisit ?? 1) + placed.length,
    doses: ordered,
    bookedThrough: Math.max(series?.bookedThrough ?? 0, ...doses),
    ...(primary ? { primaryNurse: primary } : {}),
    rev: (series?.rev ?? 0) + 1,
  };
};

const mostFrequent = (ids: readonly string[]): string | undefined =>
  [...new Set(ids)].sort(
    (a, b) => ids.filter((id) => id === b).length - ids.filter((id) => id === a).length,
  )[0];
