import type { Hold } from '../hold/hold.ts';

/** A hold that is overdue still leaves a day to be reminded of it, in milliseconds. */
const leastAhead = 86_400_000;

export type ReminderFault = 'has passed' | 'is after the hold is due';

/**
 * What is wrong with the time of a reminder: it puts nothing off, so that it comes before the clock of
 * the hold has run out, and of one that has run out within a day.
 */
export const reminderFault = (
  at: string,
  { dueAt }: Pick<Hold, 'dueAt'>,
  now: Date,
): ReminderFault | undefined => {
  const when = Date.parse(at);
  if (when <= now.getTime()) return 'has passed';
  const latest = Math.max(Date.parse(dueAt), now.getTime() + leastAhead);
  return when > latest ? 'is after the hold is due' : undefined;
};
