import * as z from 'zod';
import { roles } from '../platform/principal.ts';
import { oneLine } from '../platform/text.ts';

/** What a list of holds may be narrowed by, as the list itself takes it. */
const SavedFilters = z.strictObject({
  team: z.enum(roles).optional(),
  assignee: oneLine(100).optional(),
  reason: oneLine(40).optional(),
  payer: oneLine(60).optional(),
  status: z.enum(['open', 'overdue']).optional(),
  /** Due, or its dose window lost, within so many hours or days from when the list is looked at. */
  dueWithinHours: z.number().int().min(0).max(9999).optional(),
  doseWithinDays: z.number().int().min(0).max(999).optional(),
});

/** A list that somebody wants to see again. Its title is theirs: it names no patient. */
const SavedView = z.strictObject({ title: oneLine(40), filters: SavedFilters });

/** How a person wants the console to be; nothing of it decides what they may do. */
export const ConsolePreferences = z.strictObject({
  views: z.array(SavedView).max(30).default([]),
  /** Whether single keys do something: WCAG 2.1.4 has them turned off on request. */
  singleKeys: z.boolean().default(true),
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  /** Where one goes after a hold is resolved. */
  afterResolving: z.enum(['next', 'list']).default('next'),
});
export type ConsolePreferences = z.infer<typeof ConsolePreferences>;

/** What was chosen, and how often it was changed. One that cannot be read is as if nothing was. */
export const KeptPreferences = z.object({
  preferences: ConsolePreferences.catch(ConsolePreferences.parse({})),
  revision: z.number().int().min(0).catch(0),
});
export type KeptPreferences = z.infer<typeof KeptPreferences>;

export const nothingChosen: KeptPreferences = KeptPreferences.parse({
  preferences: {},
  revision: 0,
});
