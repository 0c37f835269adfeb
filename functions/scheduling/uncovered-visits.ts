import type { Authorization } from '../authorization/authorization.ts';
import { forecast, shortfalls, type Unpaid } from '../authorization/ledger.ts';
import { type Evidence, readEvidence } from '../hold/evidence.ts';
import { type Hold, isOpen } from '../hold/hold.ts';
import { standingHold } from '../hold/standing-hold.ts';
import { canonical } from '../platform/canonical.ts';
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

type Lacking = Evidence<'visits-not-covered'>['lacking'][number];

/** The same visits are told the same way, however they were found. */
const byDay = (one: Lacking, other: Lacking): number =>
  one.on.localeCompare(other.on) || one.dose - other.dose || one.code.localeCompare(other.code);

/**
 * The hold that asks a coordinator about them, first visit first: a new one, or the open one where it
 * tells of other visits than these. None where it tells of just these.
 */
export const uncoveredVisitsHold = (
  { authorizationId, lines }: Pick<Authorization, 'authorizationId' | 'lines'>,
  short: readonly Unpaid[],
  { referral, visits, holds }: File,
  now: Date,
): Hold | undefined => {
  if (short.length === 0) return undefined;
  const lacking = short.flatMap(({ visitId, sequence, lacks }) => {
    const visit = visits.find((one) => one.visitId === visitId);
    const code = lines.find((line) => line.sequence === sequence)?.code;
    return visit && code ? [{ visitId, dose: visit.dose, on: visit.on, code, lacks }] : [];
  });
  const evidence = { authorizationId, lacking: lacking.sort(byDay) };
  const open = findUncoveredHold(holds, { authorizationId });
  if (open)
    return canonical(open.evidence) === canonical(evidence) ? undefined : { ...open, evidence };
  return standingHold(
    {
      kind: 'authorization',
      scope: 'r',
      reason: 'visits-not-covered',
      stage: 'Book series',
      evidence,
    },
    referral,
    holds,
    now,
  );
};
