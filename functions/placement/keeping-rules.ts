import type { Site } from '../network/network.ts';
import { findArea } from '../network/service-area.ts';
import { travelMinutes } from '../network/travel.ts';
import { isSelfGiven } from '../therapy/nurse-visits.ts';
import { dosesDue } from './days-due.ts';
import { excludes, type SiteFacts, type SiteVerdict } from './site-facts.ts';

/** Minutes from where the drug is prepared to where it is given; none where a nurse prepares it there. */
const wayOf = (site: Site, { therapy, submission }: SiteFacts): number => {
  if (therapy.keeps?.preparedBy !== 'pharmacy') return 0;
  const { location, pharmacy = location } = site;
  const given =
    site.setting === 'home'
      ? findArea(site, submission.patient.address?.postalCode)?.location
      : location;
  return given ? travelMinutes(pharmacy, given) : 0;
};

/**
 * A prepared drug keeps for hours: it has to come there, and at home the nurse makes the patient ready
 * first. A place that is so far from its pharmacy that the longest dose to come would outlast it is
 * not offered. What the patient or the house gives is mixed by them before each dose.
 */
export const keepingVerdict = (site: Site, facts: SiteFacts): SiteVerdict | undefined => {
  const { keeps } = facts.therapy;
  if (!keeps || isSelfGiven(facts.therapy, site.setting)) return undefined;
  const way = wayOf(site, facts);
  if (way === 0) return undefined;
  const ahead = dosesDue(facts, site.setting).doses.slice(facts.history?.given ?? 0);
  const longest = Math.max(
    0,
    ...ahead.map(
      ({ minutes: { prep, infusion } }) =>
        (site.setting === 'home' ? prep : 0) + (keeps.until === 'end' ? infusion : 0),
    ),
  );
  return way + longest > keeps.minutes ? excludes('drug-expires') : undefined;
};
