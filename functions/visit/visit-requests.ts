import type { Hold } from '../hold/hold.ts';
import { Refusal } from '../platform/errors.ts';
import { requestOperation, singleOperation } from '../platform/operation.ts';
import { actorOf } from '../platform/principal.ts';
import type { Told } from '../platform/record.ts';
import { waitOf } from '../series/suspension.ts';
import type { Visit } from '../series/visit.ts';
import { visitView } from '../series/visit-view.ts';

/** Who asked, and the operation: the same for the same request sent again. */
export const toldBy = (
  request: Parameters<typeof requestOperation>[0],
  what: string,
  now: Date,
): Told => ({
  operation: requestOperation(request, what, now),
  actor: actorOf(request.principal),
  at: now.toISOString(),
});

/** The same for what happens once to a visit: it starts, and ends. */
export const toldOnceBy = (
  request: Parameters<typeof requestOperation>[0],
  what: string,
  now: Date,
): Told => ({
  operation: singleOperation(request, what, now),
  actor: actorOf(request.principal),
  at: now.toISOString(),
});

export const suspended = (): Refusal =>
  new Refusal(409, 'visit-suspended', 'A clinician clears the visit first.');

export const clearanceGone = (): Refusal =>
  new Refusal(
    409,
    'clearance-ended',
    'What a clinician cleared of the order does not cover this visit; a clinician looks again first.',
  );

export const coverageEnded = (): Refusal =>
  new Refusal(
    409,
    'coverage-ended',
    'The coverage ends before the visit; a week before it the payer is asked anew.',
  );

/** @throws Refusal 409 while somebody has yet to supply or clear what the visit needs. */
export const refuseWaiting = (visit: Visit, holds: readonly Hold[]): void => {
  const hold = waitOf(visit, holds);
  if (hold)
    throw new Refusal(409, hold.reason, 'Something the visit needs is not there yet.', {
      facts: { visitId: visit.visitId, holdId: hold.holdId },
    });
};

/** @throws Refusal 409 for a visit whose time is over: it is recorded, or told as missed. */
export const refusePast = ({ visitId }: Visit, until: string, now: Date): void => {
  if (Date.parse(until) > now.getTime()) return;
  throw new Refusal(
    409,
    'visit-past',
    'The time of the visit has passed: record it, or resolve its hold as missed.',
    { facts: { visitId } },
  );
};

/** Who changed a thing last, and when. */
export type LastChange = { changedBy: string; changedAt: string };

export const changedSince = (visit: Visit, last: LastChange | undefined): Refusal =>
  new Refusal(409, 'visit-changed', 'The visit was changed since you saw it: look again.', {
    facts: { revision: visit.revision, ...last, current: visitView(visit) },
  });

export const notOpen = ({ visitId, status }: Visit): Refusal =>
  new Refusal(409, 'visit-not-open', `The visit is ${status}.`, {
    facts: { visitId, visitStatus: status },
  });
