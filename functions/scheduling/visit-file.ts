import { Authorization } from '../authorization/authorization.ts';
import { type Eligibility, eligibilityKept } from '../coverage/eligibility.ts';
import type { Hold } from '../hold/hold.ts';
import type { Items } from '../platform/items.ts';
import { lazily } from '../platform/lazily.ts';
import type { Referral, Submission } from '../referral/referral.ts';
import { referralFile } from '../referral/referral-file.ts';
import { Series } from '../series/series.ts';
import { Visit } from '../series/visit.ts';

/** Everything of one referral that a visit's changes look at. */
export type VisitFile = {
  referral: Referral;
  submission: Submission;
  series: Series | undefined;
  visits: readonly Visit[];
  holds: readonly Hold[];
  authorizations: readonly Authorization[];
  /** The payer's last answer about the coverage that pays. */
  eligibility: Eligibility | undefined;
};

/** Reads the items of a referral's partition; undefined when there is no such referral. */
export const readVisitFile = (items: Items): VisitFile | undefined => {
  const file = referralFile(items);
  if (!file) return undefined;
  return lazily({
    referral: () => file.referral,
    submission: () => file.submission,
    series: () => file.kept('series', Series),
    visits: () => file.each('VISIT#', Visit),
    holds: () => file.holds,
    authorizations: () => file.each('AUTH#', Authorization),
    eligibility: () => eligibilityKept(file.kept),
  });
};

/** The authorization that pays for a visit. */
export const findAuthorization = (
  { authorizations }: Pick<VisitFile, 'authorizations'>,
  { authorizationId }: Visit,
): Authorization | undefined =>
  authorizations.find((candidate) => candidate.authorizationId === authorizationId);
