import type { Hold } from '../hold/hold.ts';
import type { Visit } from './visit.ts';

/** Grade from which later visits wait for a clinician. Source: CTCAE v5; reaction table. */
export const suspendingGrade = 3;

export const suspends = ({ grade, anaphylaxis }: { grade: number; anaphylaxis: boolean }) =>
  grade >= suspendingGrade || anaphylaxis;

/** Whether a reaction suspends the visit and no clinician has cleared that since. */
export const isSuspended = ({ suspendedAt }: Visit, holds: readonly Hold[]): boolean =>
  suspendedAt !== undefined &&
  !holds.some(
    ({ reason, resolution }) =>
      reason === 'visit-suspended' && resolution?.action === 'clear' && resolution.at > suspendedAt,
  );

/** The holds of a visit's own waiting place. */
export const holdsOfVisit = (holds: readonly Hold[], { visitId }: Visit): Hold[] => {
  const scope = `v${Number(visitId.split('_')[2])}.`;
  return holds.filter(({ holdId }) => holdId.split('_')[2]?.startsWith(scope));
};

/** The newest resolution of a visit's holds for a reason, if it came after a time. */
export const resolvedAfter = (
  holds: readonly Hold[],
  visit: Visit,
  reason: Hold['reason'],
  after: string,
) =>
  holdsOfVisit(holds, visit)
    .filter((hold) => hold.reason === reason)
    .flatMap(({ resolution }) => (resolution && resolution.at > after ? [resolution] : []))
    .sort((a, b) => (a.at < b.at ? 1 : -1))[0];
