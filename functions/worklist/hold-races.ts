import { type Hold, isOpen } from '../hold/hold.ts';
import { Refusal, TransientFault } from '../platform/errors.ts';
import type { Request } from '../platform/http.ts';
import type { Principal } from '../platform/principal.ts';
import type { Committed } from '../platform/record.ts';
import { isStale } from '../platform/revision.ts';
import { personNamed } from '../staff/person.ts';
import { holdTag } from './hold-detail.ts';
import type { HoldDetail } from './routes.ts';
import type { WorklistStore } from './store.ts';

export type ShowHold = (hold: Hold, principal: Principal) => Promise<HoldDetail>;

type Who = Pick<WorklistStore, 'people'>;

/** Says of a hold that has ended who ended it, when and how. */
export const ended = async (
  { people }: Who,
  hold: Hold,
  what = 'Nothing was changed.',
): Promise<Refusal> => {
  const { holdId, status, resolution } = hold;
  const told = resolution && {
    ended: {
      by: {
        kind: resolution.by.kind,
        ...personNamed(await people([resolution.by.id]), resolution.by.id),
      },
      at: resolution.at,
      action: resolution.action,
    },
  };
  return new Refusal(409, 'hold-already-ended', `This hold is ${status}. ${what}`, {
    facts: { holdId, holdStatus: status, ...told },
  });
};

/** Says of an open hold who has it, and since when. */
export const takenByOther = async (
  { people }: Who,
  { holdId, assignee, assignedAt }: Hold,
): Promise<Refusal> =>
  new Refusal(
    409,
    'hold-already-taken',
    assignee ? 'Somebody else has this hold.' : 'Nobody has this hold any more.',
    {
      facts: {
        holdId,
        assignee: assignee ? personNamed(await people([assignee]), assignee) : null,
        ...(assignee && assignedAt ? { since: assignedAt } : {}),
      },
    },
  );

/** @throws Refusal 409 with the hold as it stands, when the caller saw another state of it. */
export const refuseStale = async (
  { show }: { show: ShowHold },
  hold: Hold,
  { principal, ifMatch }: Pick<Request<never>, 'principal' | 'ifMatch'>,
): Promise<void> => {
  if (!isOpen(hold) || !isStale(ifMatch, holdTag(hold))) return;
  throw new Refusal(409, 'hold-changed', 'The hold was changed since you saw it: look again.', {
    facts: { holdId: hold.holdId, current: await show(hold, principal) },
  });
};

/** The hold as it stands after a write; a write that lost says so. */
export const reread = async (
  store: Pick<WorklistStore, 'get' | 'people'>,
  hold: Hold,
  done: Committed,
): Promise<Hold> => {
  const current = (await store.get(hold.holdId)) ?? hold;
  if (done.outcome !== 'refused') return current;
  // Another team was asked meanwhile: the caller sends it again.
  throw isOpen(current) ? new TransientFault('hold-moved') : await ended(store, current);
};
