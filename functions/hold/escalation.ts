import type { Hold } from './hold.ts';
import { escalatedDueAt } from './hold-clock.ts';
import { reasonRow } from './hold-reasons.ts';

/** What becomes of a hold whose clock has run out. */
export type Escalation = {
  /** Who is asked now: its own team again, or another one too. */
  team: string;
  level: number;
  dueAt: string;
  /** Everybody was asked before; they are asked again. */
  reminds: boolean;
};

/** Who is asked next, and until when, once a hold's clock has run out. */
export const nextAsked = (hold: Hold, now: Date): Escalation => {
  const { escalation } = reasonRow(hold.reason);
  const reminds = hold.level >= escalation.length;
  const level = Math.min(hold.level + 1, escalation.length);
  return {
    team: escalation[level - 1] ?? hold.team,
    level,
    dueAt: escalatedDueAt(hold, now),
    reminds,
  };
};
