import { maySeeHold } from '../hold/authority.ts';
import { type Hold, isOpen } from '../hold/hold.ts';
import { Refusal } from '../platform/errors.ts';
import { http, type Request, route } from '../platform/http.ts';
import { requestOperation } from '../platform/operation.ts';
import { actorOf, notFound } from '../platform/principal.ts';
import { table } from '../platform/table.ts';
import { ended, refuseStale, reread, type ShowHold, takenByOther } from './hold-races.ts';
import { type PresenceStore, presenceStore } from './presence-store.ts';
import { reminderFault } from './reminder-rules.ts';
import { type RemindersStore, remindersStore } from './reminders-store.ts';
import { worklistRoutes } from './routes.ts';
import { shownHold } from './shown-hold.ts';
import { type WorklistStore, worklistStore } from './store.ts';

type Assignment = Request<(typeof worklistRoutes)['POST /holds/{holdId}/assignment']>;

export type HoldGivingDeps = {
  store: Pick<WorklistStore, 'get' | 'isDoneBefore' | 'isPerson' | 'people' | 'assign'>;
  show: ShowHold;
  now: () => Date;
};

/** @throws Refusal 422 for somebody who was never here to be given anything. */
const refuseStranger = async (
  { isPerson }: Pick<WorklistStore, 'isPerson'>,
  { principal, body: { assignee } }: Assignment,
): Promise<void> => {
  if (assignee === null || assignee === principal.subject || (await isPerson(assignee))) return;
  throw new Refusal(422, 'person-unknown', 'Nobody of this id has signed in here.', {
    errors: [
      {
        pointer: '/assignee',
        detail: 'is nobody who has signed in here',
        fix: 'Send the personId of somebody from GET /people.',
      },
    ],
  });
};

/** Whether the hold is another's than the caller says. */
const isOthers = ({ assignee }: Hold, { expected }: Assignment['body']): boolean =>
  expected !== undefined && expected !== (assignee ?? null);

/** Gives an open hold to a person, or back to nobody. */
export const assignHold =
  ({ store, show, now }: HoldGivingDeps) =>
  async (request: Assignment) => {
    const { body } = request;
    const hold = await store.get(request.path.holdId);
    if (!hold || !maySeeHold(request.principal, hold)) throw notFound('hold');
    const at = now();
    const operation = requestOperation(request, `assign:${hold.holdId}`, at);
    if (await store.isDoneBefore(hold.referralId, operation))
      return { body: await show(hold, request.principal) };
    if (!isOpen(hold)) throw await ended(store, hold);
    await refuseStale({ show }, hold, request);
    await refuseStranger(store, request);
    // Asked for twice by who has it already: nothing is to be done.
    if (body.assignee === (hold.assignee ?? null) && isOthers(hold, body))
      return { body: await show(hold, request.principal) };
    if (isOthers(hold, body)) throw await takenByOther(store, hold);
    const done = await store.assign(hold, body.assignee, {
      actor: actorOf(request.principal),
      operation,
      at: at.toISOString(),
    });
    if (done.outcome === 'refused') {
      const current = await store.get(hold.holdId);
      if (current && isOpen(current) && isOthers(current, body))
        throw await takenByOther(store, current);
    }
    return { body: await show(await reread(store, hold, done), request.principal) };
  };

/** Tells those who look at one hold of each other. */
export const lookAtHold =
  ({ store, presence, now }: Pick<HoldGivingDeps, 'store' | 'now'> & { presence: PresenceStore }) =>
  async ({ principal, path }: Request<(typeof worklistRoutes)['PUT /holds/{holdId}/presence']>) => {
    const hold = await store.get(path.holdId);
    if (!hold || !maySeeHold(principal, hold)) throw notFound('hold');
    return { body: { here: await presence.look(hold.holdId, principal.subject, now()) } };
  };

/** Puts a reminder of a hold down for whoever asks, or takes it away; of one that has ended too. */
export const remindOfHold =
  ({
    store,
    reminders,
    now,
  }: {
    store: Pick<HoldGivingDeps['store'], 'get' | 'people'>;
    reminders: RemindersStore;
    now: () => Date;
  }) =>
  async ({
    principal,
    path,
    body: { at, note },
  }: Request<(typeof worklistRoutes)['PUT /holds/{holdId}/reminder']>) => {
    const hold = await store.get(path.holdId);
    if (!hold || !maySeeHold(principal, hold)) throw notFound('hold');
    const { subject } = principal;
    if (at === null) await reminders.drop(subject, hold.holdId, now());
    else {
      if (!isOpen(hold)) throw await ended(store, hold);
      const fault = reminderFault(at, hold, now());
      if (fault)
        throw new Refusal(
          422,
          'reminder-not-possible',
          'A reminder comes before the hold is due.',
          {
            errors: [
              {
                pointer: '/at',
                detail: fault,
                fix: 'Send a time to come that is not after `dueAt` of the hold.',
              },
            ],
          },
        );
      await reminders.keep(subject, { holdId: hold.holdId, at, ...(note ? { note } : {}) });
    }
    return { body: { items: await reminders.of(subject) } };
  };

/** What whoever calls wants to be reminded of. */
export const listReminders =
  ({ reminders }: { reminders: Pick<RemindersStore, 'of'> }) =>
  async ({ principal }: Request<(typeof worklistRoutes)['GET /me/reminders']>) => ({
    body: { items: await reminders.of(principal.subject) },
  });

const deps = (): HoldGivingDeps => ({
  store: worklistStore(table()),
  show: (hold, principal) => shownHold(table())(hold, principal, new Date()),
  now: () => new Date(),
});

export const handler = http({
  'POST /holds/{holdId}/assignment': route(
    worklistRoutes['POST /holds/{holdId}/assignment'],
    (request) => assignHold(deps())(request),
  ),
  'PUT /holds/{holdId}/reminder': route(worklistRoutes['PUT /holds/{holdId}/reminder'], (request) =>
    remindOfHold({ ...deps(), reminders: remindersStore(table()) })(request),
  ),
  'GET /me/reminders': route(worklistRoutes['GET /me/reminders'], (request) =>
    listReminders({ reminders: remindersStore(table()) })(request),
  ),
  'PUT /holds/{holdId}/presence': route(worklistRoutes['PUT /holds/{holdId}/presence'], (request) =>
    lookAtHold({ ...deps(), presence: presenceStore(table()) })(request),
  ),
});
