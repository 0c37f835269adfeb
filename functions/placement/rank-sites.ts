import type { Site } from '../network/network.ts';
import { locate } from '../network/service-area.ts';
import { metersBetween } from '../network/travel.ts';
import type { Setting } from '../therapy/setting.ts';
import { daysLeft } from './capacity-rules.ts';
import type { SiteFacts, SiteVerdict } from './site-facts.ts';
import type { SiteReason } from './site-reasons.ts';
import { competentNurses, siteRules } from './site-rules.ts';

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
  /** Nurses of the site who are current in all that the order asks for. */
  nurses?: number;
  /** Days of the next dose's window that are left beside what is booked, where somebody looked. */
  daysLeft?: number | undefined;
};

export type Ranking = {
  /** Best first; the excluded ones are apart. */
  candidates: readonly Candidate[];
  excluded: readonly Candidate[];
  /** Why nobody can tell the best two apart, where that is so. */
  tie?: 'address-not-located' | 'places-equal';
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
  'residence-contradictory',
  'facility-unknown',
  'caregiver-unknown',
]);
const payer = new Set<SiteReason>(['payer-excludes']);
const payerLater = new Set<SiteReason>(['payer-free-ends']);
const network = new Set<SiteReason>(['out-of-network']);
const preference = new Set<SiteReason>(['not-preferred', 'homebound']);
const capacity = new Set<SiteReason>(['no-competent-nurse', 'no-time-in-window', 'booked-out']);

/** What moves a patient from a place: clinical, payer, network and preference rules, in this order. */
export const weighs = ({ reasons }: Candidate): number[] =>
  [clinical, payer, network, preference].map((stage) => objections(reasons, stage));

/** Compared from the left: what the earlier stage says outweighs all that comes after it. */
const standing = ({
  reasons,
  kilometers,
  setting,
  nurses = 0,
  daysLeft: left = 0,
}: Candidate): number[] => [
  objections(reasons, clinical),
  objections(reasons, payer),
  objections(reasons, payerLater),
  objections(reasons, network),
  objections(reasons, preference),
  kilometers === undefined ? 0 : Math.floor(kilometers / bandKilometers),
  objections(reasons, capacity),
  costRank[setting],
  -left,
  kilometers ?? 0,
  -nurses,
];

/** @param terms how many terms are compared, from the left; all of them where it is left out */
const difference = (a: Candidate, b: Candidate, terms?: number): number => {
  const [left, right] = [standing(a).slice(0, terms), standing(b)];
  for (const [index, value] of left.entries()) {
    const found = value - (right[index] ?? 0);
    if (found !== 0) return found;
  }
  return 0;
};

/** How many terms of the standing come before the time that is left. */
const termsBeforeTime = 8;

/**
 * The places among which the time that is left decides: equal to the best by every rule before it.
 * What is booked is looked up for them alone, so that who has one best place waits for no calendar.
 */
export const rivalsOf = ({ candidates }: Pick<Ranking, 'candidates'>): string[] => {
  const best = candidates[0] as Candidate;
  return candidates
    .filter((one) => difference(one, best, termsBeforeTime) === 0)
    .map(({ siteId }) => siteId);
};

/** A list has some order; what is equal by every rule is told as such, never chosen by its name. */
const compare = (a: Candidate, b: Candidate): number =>
  difference(a, b) || (a.siteId < b.siteId ? -1 : 1);

/** Every site of the network, ranked, each with its reasons; the order of stages is the rules'. */
export const rankSites = (sites: readonly Site[], facts: SiteFacts): Ranking => {
  const home = locate(sites, facts.submission.patient.address?.postalCode);
  const all = sites.map((site): Candidate => {
    const candidate = {
      ...judged(site, facts),
      nurses: competentNurses(site, facts),
      daysLeft: daysLeft(site, facts),
    };
    return site.setting === 'home' || !home
      ? candidate
      : { ...candidate, kilometers: Math.round(metersBetween(home, site.location) / 1000) };
  });
  const candidates = all.filter(({ excludedBy }) => !excludedBy).sort(compare);
  const [best, next] = candidates;
  const isTied = best !== undefined && next !== undefined && difference(best, next) === 0;
  return {
    candidates,
    excluded: all.filter(({ excludedBy }) => excludedBy),
    ...(isTied ? { tie: home ? 'places-equal' : 'address-not-located' } : {}),
  };
};

/**
 * The site to take, or why a clinician has to decide: nothing is left, or the best one stands
 * under a clinical condition that nobody has shown to be met, or no rule tells the best two apart.
 */
export const siteToTake = ({
  candidates,
  tie,
}: Ranking):
  | { siteId: string; setting: Setting }
  | { undecided: 'none-left' | 'condition-open' | 'tied' } => {
  const [best] = candidates;
  if (!best) return { undecided: 'none-left' };
  if (objections(best.reasons, clinical) > 0) return { undecided: 'condition-open' };
  return tie ? { undecided: 'tied' } : { siteId: best.siteId, setting: best.setting };
};
