import * as z from 'zod';
import { HoldId } from '../platform/ids.ts';

/** What somebody wants to be reminded of, and when. It is theirs alone, and moves no clock. */
export const Reminder = z.object({
  holdId: HoldId,
  at: z.iso.datetime(),
  note: z.string().optional(),
});
export type Reminder = z.infer<typeof Reminder>;
