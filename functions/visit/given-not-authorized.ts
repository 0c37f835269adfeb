import type { Authorization } from '../authorization/authorization.ts';
import { overused } from '../authorization/ledger.ts';
import { readEvidence } from '../hold/evidence.ts';
import { type Hold, isOpen } from '../hold/hold.ts';
import { standingHold } from '../hold/standing-hold.ts';
import { canonical } from '../platform/canonical.ts';
import { authorizationScope } from '../platform/ids.ts';
import type { Referral } from '../referral/referral.ts';

type Pays = Pick<Authorization, 'authorizationId' | 'lines' | 'ledger'>;

/**
 * The hold about what was given beyond what the payer pays for, once a visit added to it: a new one, or
 * the open one told anew. None where the visit took nothing beyond.
 *
 * @param before the authorization as it stood before the visit was given
 */
export const givenBeyondHold = (
  before: Pays,
  after: Pays,
  { referral, holds }: { referral: Referral; holds: readonly Hold[] },
  now: Date,
): Hold | undefined => {
  const lines = overused(after);
  if (lines.length === 0 || canonical(lines) === canonical(overused(before))) return undefined;
  const { authorizationId } = after;
  const evidence = { authorizationId, lines };
  const open = holds.find(
    (hold) =>
      isOpen(hold) &&
      readEvidence(hold, 'given-not-authorized')?.authorizationId === authorizationId,
  );
  if (open) return { ...open, evidence };
  return standingHold(
    {
      kind: 'authorization',
      scope: authorizationScope(authorizationId),
      reason: 'given-not-authorized',
      stage: 'Obtain authorization',
      evidence,
    },
    referral,
    holds,
    now,
  );
};
