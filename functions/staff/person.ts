import * as z from 'zod';
import { type Principal, type Role, roles } from '../platform/principal.ts';

/** Somebody who works with the service, as their last sign-in named them. No patient is among them. */
export const StaffPerson = z.object({
  /** The subject of their tokens. */
  personId: z.string(),
  name: z.string(),
  roles: z.array(z.enum(roles)),
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
