import * as z from 'zod';
import { type Principal, type Role, roles } from '../platform/principal.ts';
import { oneLine } from '../platform/text.ts';

/** Somebody who works with the service, as their last sign-in named them. No patient is among them. */
export const StaffPerson = z.object({
  /** The subject of their tokens. */
  personId: z.string(),
  name: z.string().catch('unknown'),
  roles: z.array(z.enum(roles)).catch([]),
  /** When they were here last, give or take half a day. */
  seenAt: z.iso.datetime(),
});
export type StaffPerson = z.infer<typeof StaffPerson>;

/** How somebody is told to others; who was never here has no name. */
export const PersonNamed = z.object({ personId: z.string(), name: z.string().optional() });
export type PersonNamed = z.infer<typeof PersonNamed>;

/** A person with the name that is known of them; who was never here has none. */
export const personNamed = (
  people: ReadonlyMap<string, StaffPerson>,
  personId: string,
): PersonNamed => {
  const name = people.get(personId)?.name;
  return { personId, ...(name ? { name } : {}) };
};

const hourMillis = 3_600_000;
/** Who is not here for so long is not offered as somebody to give work to. */
const awayAfterHours = 180 * 24;
/** How often it is written down that somebody is here. */
const noticedEveryHours = 12;

const hoursSince = ({ seenAt }: Pick<StaffPerson, 'seenAt'>, now: Date): number =>
  (now.getTime() - Date.parse(seenAt)) / hourMillis;

/** Whether somebody still comes. */
export const isAround = (person: Pick<StaffPerson, 'seenAt'>, now: Date): boolean =>
  hoursSince(person, now) < awayAfterHours;

/** Whether what is kept of somebody is to be written anew: never, not of late, or in another role. */
export const isOutdated = (
  kept: StaffPerson | undefined,
  { roles: held }: Pick<Principal, 'roles'>,
  now: Date,
): boolean =>
  kept === undefined ||
  hoursSince(kept, now) >= noticedEveryHours ||
  [...kept.roles].sort().join() !== [...held].sort().join();

/** The roles of those who work at our desk; holds are given to them. */
export const deskRoles = [
  'coordinator',
  'clinician',
  'scheduler',
  'admin',
] as const satisfies readonly Role[];

/** The worklists that are a person's own by their roles. */
export const teamsOf = ({ roles: held }: Pick<Principal, 'roles'>): Role[] =>
  deskRoles.filter((role) => held.has(role));

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

type Claimed = Readonly<Record<string, unknown>>;

const nameIn = (word: unknown): string => oneLine(100).safeParse(word).data ?? '';

/**
 * What somebody is called, from what the user pool says of them: OpenID Connect Core 1.0, section 5.1.
 * Without a name it is the part of their address before the sign.
 */
export const displayName = (claimed: Claimed): string | undefined =>
  nameIn(claimed.name) ||
  [nameIn(claimed.given_name), nameIn(claimed.family_name)].filter(Boolean).join(' ') ||
  nameIn(claimed.email).split('@')[0] ||
  undefined;
