import { isCleared } from '../hold/decisions.ts';
import type { Hold } from '../hold/hold.ts';
import { visitScope } from '../platform/ids.ts';
import type { Visit } from './visit.ts';

/** Grade from which later visits wait for a clinician. Source: CTCAE v5; reaction table. */
export const suspendingGrade = 3;

type Reaction = { grade: number; anaphylaxis: boolean };

/** The grade a reaction counts as: an anaphylaxis is never less than 3, whatever was reported. Source: CTCAE v5. */
export const gradeCounted = ({ grade, anaphylaxis }: Reaction): number =>
  anaphylaxis ? Math.max(grade, suspendingGrade) : grade;

export const suspends = (reaction: Reaction): boolean => gradeCounted(reaction) >= suspendingGrade;

/** The holds of a visit's own waiting place. */
export const holdsOfVisit = (holds: readonly Hold[], { visitId }: Visit): Hold[] => {
  const own = visitScope(visitId);
  return holds.filter(({ scope }) => scope === own);
};

/** Whether a reaction suspends the visit and no clinician has cleared that since. */
export const isSuspended = (visit: Visit, holds: readonly Hold[]): boolean =>
  visit.suspendedAt !== undefined &&
  !isCleared(holds, holdsOfVisit(holds, visit), visit.suspendedAt);
