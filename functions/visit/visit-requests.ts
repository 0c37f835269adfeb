import { Refusal } from '../platform/errors.ts';
import { requestOperation } from '../platform/operation.ts';
import { actorOf } from '../platform/principal.ts';
import type { Told } from './store.ts';
import type { Visit } from './visit.ts';

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

export const suspended = (): Refusal =>
  new Refusal(409, 'visit-suspended', 'A clinician clears the visit first.');

export const notOpen = ({ visitId, status }: Visit): Refusal =>
  new Refusal(409, 'visit-not-open', `The visit is ${status}.`, {
    facts: { visitId, visitStatus: status },
  });
