import { isCleared } from '../hold/decisions.ts';
import { readEvidence } from '../hold/evidence.ts';
import { type Hold, isOpen } from '../hold/hold.ts';
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

/** Waits in which a visit lacks something, or a clinician's word. */
const waits: readonly Hold['reason'][] = ['visit-not-ready', 'visit-suspended', 'clearance-ended'];

/** That a patient, as they wrote, may be unwell, and nobody has spoken with them yet. */
export const saysUnwell = (hold: Hold, { visitId }: Visit): boolean =>
  readEvidence(hold, 'patient-unwell')?.texts.some(({ visits }) =>
    visits.some((one) => one.visitId === visitId),
  ) === true;

/** That the patient is said to have died, and nobody has made sure of it yet. */
export const saysDied = (hold: Hold): boolean => hold.reason === 'death-reported' && isOpen(hold);

/** The open hold in which a visit waits: while there is one it is neither confirmed nor begun. */
export const waitOf = (visit: Visit, holds: readonly Hold[]): Hold | undefined =>
  holdsOfVisit(holds, visit).find((hold) => waits.includes(hold.reason) && isOpen(hold)) ??
  holds.find((hold) => saysDied(hold) || (isOpen(hold) && saysUnwell(hold, visit)));

/** Whether a reaction suspends the visit and no clinician has cleared that since. */
export const isSuspended = (visit: Visit, holds: readonly Hold[]): boolean =>
  visit.suspendedAt !== undefined &&
  !isCleared(holds, holdsOfVisit(holds, visit), visit.suspendedAt);
