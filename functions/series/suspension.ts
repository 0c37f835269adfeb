import { type Hold, isOpen } from '../hold/hold.ts';
import type { Visit } from './visit.ts';

/** Grade from which later visits wait for a clinician. Source: CTCAE v5; reaction table. */
export const suspendingGrade = 3;

export const suspends = ({ grade, anaphylaxis }: { grade: number; anaphylaxis: boolean }) =>
  grade >= suspendingGrade || anaphylaxis;

/** The holds of a visit's own waiting place. */
export const holdsOfVisit = (holds: readonly Hold[], { visitId }: Visit): Hold[] => {
  const scope = `v${Number(visitId.split('_')[2])}.`;
  return holds.filter(({ holdId }) => holdId.split('_')[2]?.startsWith(scope));
};

/**
 * Whether a reaction suspends the visit and no clinician has cleared that since. Clearing the
 * report of a reaction lets every visit go on, once no other report is open; clearing a visit's
 * own wait lets that visit go on.
 */
export const isSuspended = (visit: Visit, holds: readonly Hold[]): boolean => {
  const { suspendedAt } = visit;
  if (suspendedAt === undefined) return false;
  const about = holds.filter(({ reason }) => reason === 'visit-suspended');
  const cleared = ({ resolution }: Hold) =>
    resolution?.action === 'clear' && resolution.at > suspendedAt;
  const reports = about.filter(({ taskToken }) => !taskToken);
  if (reports.some(cleared) && !reports.some(isOpen)) return false;
  return !holdsOfVisit(about, visit).some((hold) => hold.taskToken && cleared(hold));
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
