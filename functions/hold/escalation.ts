import type { Hold } from './hold.ts';
import { escalatedDueAt } from './hold-clock.ts';
import { reasonRow } from './hold-reasons.ts';

/** Who is asked next, and until when, once a hold's clock has run out. */
export const nextAsked = (hold: Hold, now: Date): { team: string; dueAt: string } => {
  const { escalation } = reasonRow(hold.reason);
  return {
    team: escalation[Math.min(hold.level, escalation.length - 1)] ?? hold.team,
    dueAt: escalatedDueAt(hold.reason, hold.level, now),
  };
};
