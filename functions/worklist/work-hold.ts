import { maySeeHold, mayTake } from '../hold/authority.ts';
import { longestThrough } from '../hold/clearance.ts';
import { type Effected, wholeEffect } from '../hold/effects.ts';
import { type Hold, isOpen, type Resolution, type Settlement } from '../hold/hold.ts';
import type { Action } from '../hold/hold-action.ts';
import { deskZone, dueAfter, holdDueAt } from '../hold/hold-clock.ts';
import type { HoldReason } from '../hold/hold-reasons.ts';
import { type Complaint, Refusal, TransientFault } from '../platform/errors.ts';
import { http, type Request, route } from '../platform/http.ts';
import { onceOperation, requestOperation } from '../platform/operation.ts';
import { actorOf, notFound, type Principal } from '../platform/principal.ts';
import { table } from '../platform/table.ts';
import type { TransactItem } from '../platform/transaction.ts';
import { localDate } from '../platform/zoned-time.ts';
import { partsOfAction } from './action-parts.ts';
import { chooseSettlement, listActions, mayWork } from './hold-choices.ts';
import { ended, refuseStale, reread } from './hold-races.ts';
import { saysSomething } from './note.ts';
import { noticesOf, recordNotice } from './record-notice.ts';
import { type HoldDetail, type ResolutionBody, worklistRoutes } from './routes.ts';
import { shownHold } from './shown-hold.ts';
import { type WorklistStore, worklistStore } from './store.ts';
import { unsoundInAnswer } from './unsound-answer.ts';

type Resolving = Request<(typeof worklistRoutes)['POST /holds/{holdId}/resolution']>;

export type HoldWorkDeps = {
  store: Pick<WorklistStore, 'get' | 'isDoneBefore' | 'people' | 'resolve' | 'recordLate'>;
  /** What an action writes besides ending the hold. */
  partsOf: (
    hold: Hold,
    body: ResolutionBody,
    resolution: Resolution,
    settlement: Settlement,
  ) => Promise<readonly TransactItem[] | Effected>;
  show: (hold: Hold, principal: Principal) => Promise<HoldDetail>;
  now: () => Date;
};

/** Escalation asks more people to look; it makes nobody a clinician. */
const notYours = (hold: Hold, { action, clinical, ofPractice }: Action): Refusal => {
  if (ofPractice)
    return new Refusal(403, 'not-your-hold', `"${action}" is for the practice to say.`);
  return clinical
    ? new Refusal(403, 'clinical-decision', `"${action}" is for a clinician to decide.`)
    : new Refusal(403, 'not-your-hold', `This hold is worked by: ${hold.team}.`);
};

/** What keeps an action from being complete. */
const incompleteIn = (action: Action, body: ResolutionBody, today: string): Complaint[] => {
  const needs = action.needs ?? [];
  const missing = needs
    .filter((field) => body[field as keyof ResolutionBody] === undefined)
    .map((field) => ({ pointer: `/${field}`, detail: 'is missing', fix: `Add ${field}.` }));
  const note = needs.includes('note') && body.note !== undefined && !saysSomething(body.note);
  const through = body.clearance?.covers === 'until' ? body.clearance.through : today;
  const past = body.expiresOn !== undefined && body.expiresOn < today;
  const upsideDown = body.startsOn && body.expiresOn && body.startsOn > body.expiresOn;
  return [
    ...missing,
    ...unsoundInAnswer(body),
    ...(note
      ? [
          {
            pointer: '/note',
            detail: 'says too little for the next reader',
            fix: 'Say in a few words what was decided, and why.',
          },
        ]
      : []),
    ...(through < today || through > longestThrough(today)
      ? [
          {
            pointer: '/clearance/through',
            detail: through < today ? 'is in the past' : 'is more than a year ahead',
            fix: 'Give the last day of the visits for which it is cleared, a year from now at most.',
          },
        ]
      : []),
    ...(past
      ? [
          {
            pointer: '/expiresOn',
            detail: 'is in the past',
            fix: 'Give the last day on which the approval pays; one that has ended pays for no visit.',
          },
        ]
      : []),
    ...(upsideDown
      ? [
          {
            pointer: '/startsOn',
            detail: 'lies after the last day',
            fix: 'Give the days as the payer named them.',
          },
        ]
      : []),
    ...(body.noticeOn !== undefined && body.noticeOn > today
      ? [
          {
            pointer: '/noticeOn',
            detail: 'lies in the future',
            fix: 'Read it again from the notice.',
          },
        ]
      : []),
  ];
};

/** The action as allowed for this hold and this caller, complete, or a refusal that says why not. */
const allowedAction = (
  principal: Principal,
  hold: Hold,
  body: ResolutionBody,
  today: string,
): Action => {
  const actions = listActions(hold);
  const action = actions.find((candidate) => candidate.action === body.action);
  if (!action)
    throw new Refusal(422, 'action-not-allowed', 'This hold allows other actions.', {
      errors: [
        {
          pointer: '/action',
          detail: 'is not an allowed action',
          fix: `Send one of: ${actions.map((candidate) => candidate.action).join(', ')}.`,
        },
      ],
    });
  if (!mayTake(principal, hold, action)) throw notYours(hold, action);
  const incomplete = incompleteIn(action, body, today);
  if (incomplete.length > 0)
    throw new Refusal(422, 'action-incomplete', `The action "${action.action}" needs more.`, {
      errors: incomplete,
    });
  return action;
};

/** When the wait that follows an action is due, if one follows. */
const thenDueAt = (action: Action, now: Date): string | undefined => {
  if (!action.thenReason) return undefined;
  if (action.thenWithin) return dueAfter(action.thenWithin, now);
  return holdDueAt(action.thenReason as HoldReason, now);
};

/** Ends a hold by one of its allowed actions; the waiting workflow is told from the stream. */
export const resolveHold =
  ({ store, partsOf, show, now }: HoldWorkDeps) =>
  async (request: Resolving) => {
    const { principal, body, path } = request;
    const hold = await store.get(path.holdId);
    if (!hold || !maySeeHold(principal, hold)) throw notFound('hold');
    if (!mayWork(principal, hold))
      throw new Refusal(403, 'not-your-hold', `This hold is worked by: ${hold.team}.`);
    await refuseStale({ show }, hold, request);
    const at = now();
    const operation = requestOperation(request, `resolve:${hold.holdId}`, at);
    const action = allowedAction(principal, hold, body, localDate(at, deskZone));
    const { action: _, note, ...facts } = body;
    const resolution: Resolution = {
      action: action.action,
      ...(note ? { note } : {}),
      facts: JSON.parse(JSON.stringify(facts)),
      by: actorOf(principal),
      at: at.toISOString(),
    };
    const chosen = chooseSettlement(hold, action.action, thenDueAt(action, at)) as Settlement;
    const came = wholeEffect(isOpen(hold) ? await partsOf(hold, body, resolution, chosen) : []);
    const ending = { settlement: came.settlement ?? chosen, resolution, tells: came.tells };
    const done = await store.resolve(hold, ending, operation, came.items);
    // Not the hold but what stands beside it moved on meanwhile: the caller sends it again.
    if (done.outcome === 'refused' && done.at > 0) throw new TransientFault('resolution-contended');
    if (done.outcome === 'refused') {
      const current = (await store.get(hold.holdId)) ?? hold;
      // The patient wrote once more meanwhile: the caller sees that first.
      if (isOpen(current)) throw new TransientFault('hold-moved');
      await store.recordLate(current, action.action, {
        actor: resolution.by,
        operation: onceOperation(`late:${hold.holdId}:${principal.subject}`),
        at: resolution.at,
      });
      throw await ended(store, current, 'What you sent is on record; nothing was changed.');
    }
    return { body: await show(await reread(store, hold, done), principal) };
  };

const deps = (): HoldWorkDeps => ({
  store: worklistStore(table()),
  partsOf: partsOfAction(table()),
  show: (hold, principal) => shownHold(table())(hold, principal, new Date()),
  now: () => new Date(),
});

export const handler = http({
  'POST /holds/{holdId}/notice': route(worklistRoutes['POST /holds/{holdId}/notice'], (request) =>
    recordNotice({ ...deps(), ...noticesOf(table()) })(request),
  ),
  'POST /holds/{holdId}/resolution': route(
    worklistRoutes['POST /holds/{holdId}/resolution'],
    (request) => resolveHold(deps())(request),
  ),
});
