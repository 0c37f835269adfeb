import { mayTake, worksAround } from '../hold/authority.ts';
import { readEvidence } from '../hold/evidence.ts';
import type { Hold, Settlement } from '../hold/hold.ts';
import type { Action } from '../hold/hold-action.ts';
import { type HoldReason, reasonRow } from '../hold/hold-reasons.ts';
import { readScope } from '../platform/ids.ts';
import type { Principal } from '../platform/principal.ts';
import { holdActions } from './all-actions.ts';

/** What is taken on in spite of what a check found is cleared: for which doses is said with it. */
const withClearance = (action: Action): Action =>
  action.clinical ? { ...action, needs: ['clearance', ...(action.needs ?? [])] } : action;

/**
 * What may be done about a hold. A visit whose workflow failed is not ended by hand: it is tried
 * again until it is cured, or the visit is cancelled.
 */
export const listActions = ({
  reason,
  scope,
  evidence,
}: Pick<Hold, 'reason' | 'scope'> & Partial<Pick<Hold, 'evidence'>>): readonly Action[] => {
  const actions = holdActions[reasonRow(reason).reason as HoldReason];
  const about = evidence && readEvidence({ reason, evidence }, 'order-changed');
  if (about && about.found.length > 0) return actions.map(withClearance);
  const isOfVisit = readScope(scope).kind === 'visit';
  return isOfVisit ? actions.filter(({ resume }) => resume !== 'close') : actions;
};

/** The settlement that an allowed action leads to. */
export const chooseSettlement = (
  hold: Hold,
  action: string,
  dueAt?: string,
): Settlement | undefined => {
  const chosen = listActions(hold).find((candidate) => candidate.action === action);
  if (!chosen) return undefined;
  return {
    resume: chosen.resume === 'same-stage' ? hold.stage : chosen.resume,
    ...(chosen.thenReason ? { reason: chosen.thenReason } : {}),
    ...(chosen.closeReason ? { closeReason: chosen.closeReason } : {}),
    ...(dueAt ? { dueAt } : {}),
  };
};

/** Whether a caller works this hold: one of its actions is theirs to take. */
export const mayWork = (principal: Principal, hold: Hold): boolean =>
  worksAround(principal, hold) ||
  listActions(hold).some((action) => mayTake(principal, hold, action));
