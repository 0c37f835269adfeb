import type { Nurse } from '../network/network.ts';
import type { SiteRule as PayerSiteRule } from '../payer/payer.ts';
import type { WithAccess } from '../referral/checks/vascular-access.ts';
import { ordersOf } from '../referral/order/regimen.ts';
import type { Submission } from '../referral/referral.ts';
import type { CourseHistory } from '../series/course-history.ts';
import type { PlanFacts } from '../series/dose-plan.ts';
import type { Setting } from '../therapy/setting.ts';
import type { Therapy } from '../therapy/therapy.ts';
import type { SiteReason } from './site-reasons.ts';

/** What the rules look at. */
export type SiteFacts = {
  therapy: Therapy;
  submission: Submission & WithAccess;
  payerId: string | undefined;
  payerRules: readonly PayerSiteRule[];
  nurses: readonly Nurse[];
  /** Settings that an authorization of this referral was denied for. */
  denied: readonly Setting[];
  /** The day the next visit is expected on. */
  on: string;
  /** What was given under this referral already; left out before the first visit. */
  history?: CourseHistory | undefined;
  /** The doses that were booked, from whose first day the days of the others are counted. */
  series?: PlanFacts['series'];
  /**
   * Minutes that are booked on a day at a site with chairs, or of a nurse, by `bookedKey`; of the sites
   * in `looked`, and looked up only where they decide.
   */
  booked?: { minutes: ReadonlyMap<string, number>; looked: readonly string[] } | undefined;
};

/** What the booked minutes of a site or a nurse on a day are kept under. */
export const bookedKey = (id: string, on: string): string => `${id} ${on}`;

/**
 * What one rule says of one site: nothing, a reason for or against it, or that it is excluded.
 * `documents` names what has to be supplied for the site to hold.
 */
export type SiteVerdict = {
  bearing: 'excludes' | 'against' | 'for';
  code: SiteReason;
  documents?: readonly string[];
};

export const excludes = (code: SiteReason, ...documents: string[]): SiteVerdict => ({
  bearing: 'excludes',
  code,
  ...(documents.length > 0 ? { documents } : {}),
});
export const against = (code: SiteReason, ...documents: string[]): SiteVerdict => ({
  bearing: 'against',
  code,
  ...(documents.length > 0 ? { documents } : {}),
});
export const speaksFor = (code: SiteReason): SiteVerdict => ({ bearing: 'for', code });

/** Whether the next dose is the first of the therapy: of several drugs, of any of them. */
export const startsTherapy = ({ submission, history }: SiteFacts): boolean =>
  ordersOf(submission.order).some(({ firstDose }) => firstDose !== false) &&
  (history?.given ?? 0) === 0;

/** The gravest reaction that the practice told of or that a visit met; 0 for none. */
export const reactionGrade = ({ submission, history }: SiteFacts): number =>
  Math.max(submission.order.priorReaction?.grade ?? 0, history?.worstGrade ?? 0);
