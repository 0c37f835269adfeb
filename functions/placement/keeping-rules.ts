import type { Site } from '../network/network.ts';
import { findArea } from '../network/service-area.ts';
import { travelMinutes } from '../network/travel.ts';
import type { VisitMinutes } from '../series/visit.ts';
import { isSelfGiven } from '../therapy/nurse-visits.ts';
import { dosesDue } from './days-due.ts';
import { excludes, type SiteFacts, type SiteVerdict } from './site-facts.ts';

/** A drug, and for whom it is prepared. */
type Prepared = Pick<SiteFacts, 'therapy' | 'submission'>;

/** Minutes from where the drug is prepared to where it is given; none where a nurse prepares it there. */
const wayOf = (site: Site, { therapy, submission }: Prepared): number => {
  if (therapy.keeps?.preparedBy !== 'pharmacy') return 0;
  const { location, pharmacy = location } = site;
  const given =
    site.setting === 'home'
      ? findArea(site, submission.patient.address?.postalCode)?.location
      : location;
  return given ? travelMinutes(pharmacy, given) : 0;
};

/**
 * The minutes that a prepared drug has to keep for one visit: the way from its pharmacy, and what of
 * the visit is over only then. Undefined where that is asked of nobody: it keeps for a day, a nurse
 * prepares it there, or the patient does.
 */
export const minutesToKeep = (
  site: Site,
  prepared: Prepared,
  { prep, infusion }: Pick<VisitMinutes, 'prep' | 'infusion'>,
): number | undefined => {
  const { keeps } = prepared.therapy;
  if (!keeps || isSelfGiven(prepared.therapy, site.setting)) return undefined;
  const way = wayOf(site, prepared);
  if (way === 0) return undefined;
  return way + (site.setting === 'home' ? prep : 0) + (keeps.until === 'end' ? infusion : 0);
};

/**
 * A prepared drug keeps for hours: it has to come there, and at home the nurse makes the patient ready
 * first. A place that is so far from its pharmacy that the longest dose to come would outlast it is
 * not offered. What the patient or the house gives is mixed by them before each dose.
 */
export const keepingVerdict = (site: Site, facts: SiteFacts): SiteVerdict | undefined => {
  const { keeps } = facts.therapy;
  if (!keeps) return undefined;
  const ahead = dosesDue(facts, site.setting).doses.slice(facts.history?.given ?? 0);
  const nothing = { minutes: { prep: 0, infusion: 0 } };
  return [...ahead, nothing].some(
    ({ minutes }) => (minutesToKeep(site, facts, minutes) ?? 0) > keeps.minutes,
  )
    ? excludes('drug-expires')
    : undefined;
};
