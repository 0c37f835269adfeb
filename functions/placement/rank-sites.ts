import type { Site } from '../network/network.ts';
import { locate } from '../network/service-area.ts';
import { metersBetween } from '../network/travel.ts';
import type { Setting } from '../therapy/setting.ts';
import type { SiteReason } from './site-reasons.ts';
import { type SiteFacts, type SiteVerdict, siteRules } from './site-rules.ts';

/** One site as the rules leave it. */
export type Candidate = {
  siteId: string;
  setting: Setting;
  /** The rule that ended it; a candidate without one may be chosen. */
  excludedBy?: SiteReason;
  reasons: readonly SiteVerdict[];
  /** What has to be supplied for the site to hold. */
  documents: readonly string[];
  kilometers?: number;
};

export type Ranking = {
  /** Best first; the excluded ones are apart. */
  candidates: readonly Candidate[];
  excluded: readonly Candidate[];
};

/**
 * Relative cost to patient and payer, lowest first: home and office before hospital.
 * Source: payer site-of-care ladders.
 */
const costRank: Readonly<Record<Setting, number>> = {
  home: 1,
  clinic: 1,
  'infusion-center': 2,
  'long-term-care': 2,
  'hospital-outpatient': 4,
};

/** Distances within one band count as equal, so that a street more does not decide. */
const bandKilometers = 10;

const judged = (site: Site, facts: SiteFacts): Candidate => {
  const reasons: SiteVerdict[] = [];
  for (const { judge } of siteRules) {
    const verdict = judge(site, facts);
    if (!verdict) continue;
    reasons.push(verdict);
    if (verdict.bearing === 'excludes') break;
  }
  const last = reasons.at(-1);
  return {
    siteId: site.siteId,
    setting: site.setting,
    ...(last?.bearing === 'excludes' ? { excludedBy: last.code } : {}),
    reasons,
    documents: reasons.flatMap(({ documents = [] }) => documents),
  };
};

const objections = (reasons: readonly SiteVerdict[], codes: ReadonlySet<SiteReason>): number =>
  reasons.filter(({ bearing, code }) => bearing === 'against' && codes.has(code)).length;

const clinical = new Set<SiteReason>([
  'condition-open',
  'home-not-assessed',
  'severe-reaction-before',
]);
const payer = new Set<SiteReason>(['payer-excludes']);
const network = new Set<SiteReason>(['out-of-network']);
const preference = new Set<SiteReason>(['not-preferred']);
const capacity = new Set<SiteReason>(['no-competent-nurse']);

/** Compared from the left: what the earlier stage says outweighs all that comes after it. */
const standing = ({ reasons, kilometers, setting }: Candidate): number[] => [
  objections(reasons, clinical),
  objections(reasons, payer),
  objections(reasons, network),
  objections(reasons, preference),
  kilometers === undefined ? 0 : Math.floor(kilometers / bandKilometers),
  objections(reasons, capacity),
  costRank[setting],
  kilometers ?? 0,
];

const compare = (a: Candidate, b: Candidate): number => {
  const [left, right] = [standing(a), standing(b)];
  for (const [index, value] of left.entries()) {
    const difference = value - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.siteId < b.siteId ? -1 : 1;
};

/** Every site of the network, ranked, each with its reasons; the order of stages is the rules'. */
export const rankSites = (sites: readonly Site[], facts: SiteFacts): Ranking => {
  const home = locate(sites, facts.submission.patient.address?.postalCode);
  const all = sites.map((site): Candidate => {
    const candidate = judged(site, facts);
    return site.setting === 'home' || !home
      ? candidate
      : { ...candidate, kilometers: Math.round(metersBetween(home, site.location) / 1000) };
  });
  return {
    candidates: all.filter(({ excludedBy }) => !excludedBy).sort(compare),
    excluded: all.filter(({ excludedBy }) => excludedBy),
  };
};

/**
 * The site to take, or why a clinician has to decide: nothing is left, or the best one stands
 * under a clinical condition that nobody has shown to be met.
 */
export const siteToTake = ({
  candidates,
}: Ranking):
  | { siteId: string; setting: Setting }
  | { undecided: 'none-left' | 'condition-open' } => {
  const [best] = candidates;
  if (!best) return { undecided: 'none-left' };
  return objections(best.reasons, clinical) > 0
    ? { undecided: 'condition-open' }
    : { siteId: best.siteId, setting: best.setting };
};
