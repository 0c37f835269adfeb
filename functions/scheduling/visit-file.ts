import { Authorization } from '../authorization/authorization.ts';
import { Hold } from '../hold/hold.ts';
import { keys } from '../platform/keys.ts';
import { unpacked } from '../platform/packed.ts';
import { Referral, Submission } from '../referral/referral.ts';
import { Series } from '../series/series.ts';
import { Visit } from '../series/visit.ts';

/** Everything of one referral that a visit's changes look at, from one query. */
export type VisitFile = {
  referral: Referral;
  submission: Submission;
  series: Series | undefined;
  visits: readonly Visit[];
  holds: readonly Hold[];
  authorizations: readonly Authorization[];
};

/** Reads the items of a referral's partition; undefined when there is no such referral. */
export const visitFileOf = (items: readonly Record<string, unknown>[]): VisitFile | undefined => {
  const starting = (prefix: string) => items.filter(({ sk }) => String(sk).startsWith(prefix));
  const main = items.find(({ sk }) => sk === keys.referral('').sk);
  const order = starting('ORDER#').at(-1);
  if (!main || !order) return undefined;
  return {
    referral: Referral.parse(main),
    submission: Submission.parse(unpacked(order.submission)),
    series: Series.optional().parse(main.series),
    visits: starting('VISIT#').map((item) => Visit.parse(item)),
    holds: starting('HOLD#').map((item) => Hold.parse(item)),
    authorizations: starting('AUTH#').map((item) => Authorization.parse(item)),
  };
};

/** The authorization that pays for a visit. */
export const authorizationOf = (
  { authorizations }: Pick<VisitFile, 'authorizations'>,
  { authorizationId }: Visit,
): Authorization | undefined =>
  authorizations.find((candidate) => candidate.authorizationId === authorizationId);
