import type { Authorization } from '../authorization/authorization.ts';
import { forecast, shortfalls, type Unpaid } from '../authorization/ledger.ts';
import { readEvidence } from '../hold/evidence.ts';
import { type Hold, isOpen } from '../hold/hold.ts';
import { standingHold } from '../hold/standing-hold.ts';
import type { Referral } from '../referral/referral.ts';
import { isAhead, type Visit } from '../series/visit.ts';

/**
 * The visits to come that draw on an authorization and are not paid for: nothing is reserved for
 * them, or what is reserved is more than is left since a visit took more than was planned.
 */
export const uncoveredVisits = (
  pays: Pick<Authorization, 'authorizationId' | 'lines' | 'ledger'>,
  visits: readonly Visit[],
): Unpaid[] => {
  const own = visits.filter(
    (visit) => isAhead(visit) && visit.authorizationId === pays.authorizationId,
  );
  const ids = new Set(own.map(({ visitId }) => visitId));
  const waiting = own.filter(({ visitId }) => pays.ledger[visitId]?.state !== 'reserved');
  const lacking = shortfalls(pays, waiting).filter((one): one is Unpaid => one.lacks !== 'grant');
  return [...forecast(pays).filter(({ visitId }) => ids.has(visitId)), ...lacking];
};

/** The open hold about visits that this authorization does not pay for. */
export const findUncoveredHold = (
  holds: readonly Hold[],
  { authorizationId }: Pick<Authorization, 'authorizationId'>,
): Hold | undefined =>
  holds.find(
    (hold) =>
      isOpen(hold) && readEvidence(hold, 'visits-not-covered')?.authorizationId === authorizationId,
  );

type File = { referral: Referral; visits: readonly Visit[]; holds: readonly Hold[] };

/** The hold that asks a coordinator about them, first visit first; none while one is open. */
export const uncoveredVisitsHold = (
  { authorizationId, lines }: Pick<Authorization, 'authorizationId' | 'lines'>,
  short: readonly Unpaid[],
  { referral, visits, holds }: File,
  now: Date,
): Hold | undefined => {
  if (short.length === 0 || findUncoveredHold(holds, { authorizationId })) return undefined;
  const lacking = short.flatMap(({ visitId, sequence, lacks }) => {
    const visit = visits.find((one) => one.visitId === visitId);
    const code = lines.find((line) => line.sequence === sequence)?.code;
    return visit && code ? [{ visitId, dose: visit.dose, on: visit.on, code, lacks }] : [];
  });
  return standingHold(
    {
      kind: 'authorization',
      scope: 'r',
      reason: 'visits-not-covered',
      stage: 'Book series',
      evidence: { authorizationId, lacking: lacking.sort((a, b) => (a.on < b.on ? -1 : 1)) },
    },
    referral,
    holds,
    now,
  );
};
