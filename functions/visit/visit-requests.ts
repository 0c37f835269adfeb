import { Refusal } from '../platform/errors.ts';
import { newIdPart } from '../platform/ids.ts';
import { actorOf, type Principal } from '../platform/principal.ts';
import type { Told } from './store.ts';
import type { Visit } from './visit.ts';

/** Who asked, and the operation: the same for the same request sent again. */
export const toldBy = (
  { principal, idempotencyKey }: { principal: Principal; idempotencyKey: string | undefined },
  what: string,
  now: Date,
): Told => ({
  operation: `http:${principal.subject}:${what}:${idempotencyKey ?? newIdPart(now)}`,
  actor: actorOf(principal),
  at: now.toISOString(),
});

export const notOpen = ({ visitId, status }: Visit): Refusal =>
  new Refusal(409, 'visit-not-open', `The visit is ${status}.`, {
    facts: { visitId, visitStatus: status },
  });
