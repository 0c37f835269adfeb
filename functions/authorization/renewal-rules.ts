import { addDays } from '../platform/days.ts';

import type { Order } from '../referral/referral.ts';
import type { Series } from '../series/series.ts';
import type { Therapy } from '../therapy/therapy.ts';
import {
  type Authorization,
  authorizationNumber,
  expiresOn,
  grantedStates,
} from './authorization.ts';
import { planCourse } from './course.ts';
import { authorizedUnits } from './ledger.ts';
import { visitsCovered } from './line-units.ts';

/** How an authorization falls short of the series that it pays for. */
type Ending = 'ends-before-series' | 'units-run-out' | 'order-outlasts-request';

/** How many visits the granted lines have units for; unlimited where none is counted by visit. */
const visitsPaid = ({ lines }: Pick<Authorization, 'lines'>): number =>
  Math.min(
    ...lines
      .filter(({ state, perVisit }) => grantedStates.has(state) && perVisit > 0)
      .filter(({ state }) => state !== 'not-required')
      .map((line) => visitsCovered(line, authorizedUnits(line))),
    Number.POSITIVE_INFINITY,
  );

/** Why the series will need a further authorization; undefined when this one covers it all. */
export const foreseeEnding = (
  authorization: Authorization,
  order: Order,
  therapy: Therapy,
  series: Pick<Series, 'firstOn'> | undefined,
): Ending | undefined => {
  const end = expiresOn(authorization);
  const start = series?.firstOn ?? authorization.lines[0]?.from;
  if (!end || !start) return undefined;
  const course = planCourse(order, therapy, authorization.setting, {
    booked: authorization.bookedBefore,
    firstOn: start,
  });
  const last = addDays(start, course.startsAfter + course.days);
  if (end < last) return 'ends-before-series';
  if (visitsPaid(authorization) < course.visits) return 'units-run-out';
  return course.goesOn ? 'order-outlasts-request' : undefined;
};

/**
 * Whether something is asked for in the place of this authorization, and not decided in its favor. Where
 * it was asked for several times, the newest counts, which stands last.
 */
export const isAskedAnew = (
  authorizations: readonly Pick<Authorization, 'replaces' | 'status'>[],
  authorizationId: string,
): boolean => {
  const newest = authorizations.findLast(
    ({ replaces, status }) => replaces === authorizationId && status !== 'withdrawn',
  );
  return newest !== undefined && newest.status !== 'approved';
};

/** Whether it asks for more of what the patient is being given. */
export const isRenewal = ({
  bookedBefore,
  replaces,
}: Pick<Authorization, 'bookedBefore' | 'replaces'>): boolean =>
  bookedBefore !== undefined && replaces === undefined;

/** The payer's number for what is renewed or revised: of its newest grant before. */
export const renewedNumber = (
  renewal: Authorization,
  known: readonly Authorization[],
): string | undefined =>
  isRenewal(renewal) || renewal.replaces
    ? known
        .filter(
          ({ payerId, therapyId }) =>
            payerId === renewal.payerId && therapyId === renewal.therapyId,
        )
        .filter(({ authorizationId }) => authorizationId !== renewal.authorizationId)
        .map(authorizationNumber)
        .findLast((number) => number !== undefined)
    : undefined;
