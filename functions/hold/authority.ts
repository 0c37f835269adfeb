import { holdsAny, type Principal, type Role } from '../platform/principal.ts';
import type { Hold } from './hold.ts';
import type { Action } from './hold-action.ts';
import { reasonRow } from './hold-reasons.ts';

const isClinician = ({ roles }: Principal): boolean => roles.has('clinician');

const isAskedPractice = ({ roles, practices }: Principal, { practiceNpi }: Hold): boolean =>
  roles.has('referrer') && practices.has(practiceNpi);

/** Whether a caller may take this action; a clinical one is a clinician's alone, at any level. */
export const mayTake = (
  principal: Principal,
  hold: Hold,
  { clinical, ofPractice }: Action,
): boolean => {
  if (ofPractice) return isAskedPractice(principal, hold);
  return clinical ? isClinician(principal) : worksAround(principal, hold);
};

/**
 * Their team's hold, one that may be escalated to them, or their own practice's. An administrator
 * helps out wherever no clinician is asked.
 */
export const worksAround = (principal: Principal, hold: Hold): boolean => {
  const row = reasonRow(hold.reason);
  const isOfCare = row.owner === 'clinician';
  const teams: readonly Role[] = [
    row.team,
    hold.team as Role,
    ...row.escalation,
    ...(isOfCare ? [] : (['admin'] as const)),
  ];
  return (
    holdsAny(principal, teams) || (row.owner === 'referrer' && isAskedPractice(principal, hold))
  );
};

/** Staff read every hold; a practice reads those of its own referrals. */
export const maySeeHold = (principal: Principal, hold: Hold): boolean =>
  worksAround(principal, hold) ||
  holdsAny(principal, ['coordinator', 'clinician', 'scheduler', 'admin']) ||
  principal.practices.has(hold.practiceNpi);
