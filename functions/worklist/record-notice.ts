import { broughtForward } from '../authorization/decision-wait.ts';
import { withNotice } from '../authorization/denial-notice.ts';
import { type RoundFile, roundOfHold, tellRound } from '../authorization/round-of-hold.ts';
import { maySeeHold } from '../hold/authority.ts';
import { type Hold, isOpen, settleHold } from '../hold/hold.ts';
import { Refusal, TransientFault } from '../platform/errors.ts';
import type { Request } from '../platform/http.ts';
import { requestOperation } from '../platform/operation.ts';
import { actorOf, notFound, type Principal } from '../platform/principal.ts';
import type { Table } from '../platform/table.ts';
import { mayWork } from './hold-choices.ts';
import { ended } from './hold-races.ts';
import type { HoldDetail, worklistRoutes } from './routes.ts';
import type { WorklistStore } from './store.ts';

type Noticed = Request<(typeof worklistRoutes)['POST /holds/{holdId}/notice']>;

/** Where the request of a hold is read and written. */
export const noticesOf = (table: Table) => ({
  roundOf: roundOfHold(table),
  put: tellRound(table),
  tableName: table.name,
});

type Deps = ReturnType<typeof noticesOf> & {
  store: Pick<WorklistStore, 'get' | 'isDoneBefore' | 'people'>;
  show: (hold: Hold, principal: Principal) => Promise<HoldDetail>;
  now: () => Date;
};

/** The hold, if the caller works it and it waits still, with its request; none where it was told before. */
const workable = async (
  { store, roundOf }: Pick<Deps, 'store' | 'roundOf'>,
  { path: { holdId }, principal }: Pick<Noticed, 'path' | 'principal'>,
  operation: string,
): Promise<{ hold: Hold; round?: RoundFile }> => {
  const hold = await store.get(holdId);
  if (!hold || !maySeeHold(principal, hold)) throw notFound('hold');
  if (!mayWork(principal, hold))
    throw new Refusal(403, 'not-your-hold', `This hold is worked by: ${hold.team}.`);
  if (await store.isDoneBefore(hold.referralId, operation)) return { hold };
  if (!isOpen(hold)) throw await ended(store, hold);
  const round = await roundOf(hold);
  if (!round) throw new Refusal(409, 'nothing-denied', 'This hold is about no request to a payer.');
  return { hold, round };
};

/**
 * Writes down what the letter of a denial says. The hold goes on waiting; where a window closes sooner
 * than it is due, it ends, and one of the same reason takes its place that is due in time.
 */
export const recordNotice = (deps: Deps) => async (request: Noticed) => {
  const { principal, body } = request;
  const now = deps.now();
  const operation = requestOperation(request, `notice:${request.path.holdId}`, now);
  const { hold, round } = await workable(deps, request, operation);
  if (!round) return { body: await deps.show(hold, principal) };
  const at = now.toISOString();
  const by = actorOf(principal);
  const after = withNotice(round.authorization, body, at, round.payer);
  const settlement = hold.taskToken ? broughtForward(after, hold, now) : undefined;
  const resolution = { action: 'notice-read', facts: {}, by, at };
  const done = await deps.put(
    after,
    {
      operation,
      at,
      event: 'authorization.notice-read',
      actor: by,
      detail: {
        holdId: hold.holdId,
        ...(body.noticeOn ? { noticeOn: body.noticeOn } : {}),
        ...(body.deadlines ? { deadlines: body.deadlines } : {}),
      },
    },
    settlement ? [settleHold(deps.tableName, hold, settlement, resolution)] : [],
  );
  // The payer answered, or somebody else wrote, meanwhile: the caller sends it again.
  if (done.outcome === 'refused') throw new TransientFault('authorization-moved');
  const shown: Hold = settlement ? { ...hold, status: 'resolved', settlement, resolution } : hold;
  return { body: await deps.show(shown, principal) };
};
