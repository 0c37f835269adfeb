import { readEvidence } from '../hold/evidence.ts';
import { type Hold, isOpen } from '../hold/hold.ts';
import { standingHold } from '../hold/standing-hold.ts';
import { gatherSiteFacts } from '../placement/gather-facts.ts';
import { freeChoiceEnds } from '../placement/payer-site-rules.ts';
import { rankSites } from '../placement/rank-sites.ts';
import { reviewSite, type SiteFound } from '../placement/review-site.ts';
import { daysBetween } from '../platform/days.ts';
import { visitTherapy } from '../referral/order/regimen.ts';
import type { Referral } from '../referral/referral.ts';
import type { Visit } from '../series/visit.ts';
import { Setting } from '../therapy/setting.ts';
import type { VisitStore } from './store.ts';

type Placing = Awaited<ReturnType<VisitStore['placing']>>;

/** What has just become known: the visits as they are now, and the grade of a reaction. */
type Learned = { visits: readonly Visit[]; grade?: number };

/**
 * How long after the next visit a dose may be that the payer does not leave free, and the place of it is
 * looked for now already: a payer has two weeks to answer, and times are found some weeks ahead. Own value.
 */
const leadDays = 30;

/** Where the doses to come belong, once more is known; undefined where they are right where they are. */
export const reviewPlace = (
  known: Placing,
  { visits, grade = 0 }: Learned,
  now: Date,
): SiteFound | undefined => {
  const { referral, submission, sites, left, policy } = known;
  const therapy = visitTherapy(referral.therapyId, submission.order, policy);
  if (!therapy || !referral.siteId) return undefined;
  const facts = gatherSiteFacts({ ...known, visits: [...visits] }, therapy, now);
  const { siteId, setting } = referral;
  const before = facts.history ?? { given: 0, worstGrade: 0 };
  const history = { ...before, worstGrade: Math.max(before.worstGrade, grade) };
  const open = sites.filter(
    (site) => site.siteId === siteId || !left.withoutCapacity.includes(site.siteId),
  );
  const found = (given: number) =>
    reviewSite(rankSites(open, { ...facts, history: { ...history, given } }), siteId);
  const already = found(history.given);
  if (already) return already;
  const here = Setting.safeParse(setting).data;
  const ends = here && freeChoiceEnds(here, { ...facts, history });
  if (!ends || daysBetween(facts.on, ends.endsOn) > leadDays) return undefined;
  const then = found(ends.through);
  return then && { ...then, freeThrough: ends.through };
};

const isSame = (hold: Hold, { because, better }: SiteFound): boolean => {
  const about = readEvidence(hold, 'site-review');
  return (
    about?.better === better &&
    [...(about?.because ?? [])].sort().join() === [...because].sort().join()
  );
};

/** The hold that asks; none while somebody looks at the place, or once this was answered. */
export const siteReviewHold = (
  found: SiteFound | undefined,
  { referral, holds }: { referral: Referral; holds: readonly Hold[] },
  now: Date,
): Hold | undefined => {
  const looked = holds.filter(
    ({ reason }) => reason === 'site-review' || reason === 'place-changed',
  );
  if (!found || !referral.siteId || looked.some(isOpen)) return undefined;
  if (looked.some((hold) => hold.resolution?.action === 'kept' && isSame(hold, found)))
    return undefined;
  return standingHold(
    {
      kind: 'request',
      scope: 'r',
      reason: 'site-review',
      stage: 'Choose site of care',
      evidence: { siteId: referral.siteId, ...found },
    },
    referral,
    holds,
    now,
  );
};
