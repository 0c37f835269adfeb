import { type Candidate, type Ranking, siteToTake, weighs } from './rank-sites.ts';
import type { SiteReason } from './site-reasons.ts';

/** Why the place of the next doses is weighed anew, and where they may be given instead. */
export type SiteFound = {
  because: SiteReason[];
  better?: string;
  /** The last dose that is still given where the referral stands. */
  freeThrough?: number;
};

const codesAgainst = ({ reasons }: Candidate): SiteReason[] =>
  reasons.filter(({ bearing }) => bearing !== 'for').map(({ code }) => code);

/**
 * Whether the doses to come belong elsewhere than where the referral stands: its place is excluded
 * now, or another is better by a clinical, payer, network or preference rule. Nearness and cost alone
 * move nobody.
 */
export const reviewSite = (ranking: Ranking, siteId: string): SiteFound | undefined => {
  const taken = siteToTake(ranking);
  const better = 'siteId' in taken ? taken.siteId : undefined;
  const excluded = ranking.excluded.find((one) => one.siteId === siteId);
  if (excluded?.excludedBy)
    return { because: [excluded.excludedBy], ...(better ? { better } : {}) };
  const current = ranking.candidates.find((one) => one.siteId === siteId);
  const [best] = ranking.candidates;
  if (!current || !best || !better) return undefined;
  const [here, there] = [weighs(current), weighs(best)];
  if (here.every((value, index) => value === there[index])) return undefined;
  const lacking = codesAgainst(best);
  return { because: codesAgainst(current).filter((code) => !lacking.includes(code)), better };
};
