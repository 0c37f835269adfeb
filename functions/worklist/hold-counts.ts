import * as z from 'zod';
import { type Hold, isOpen } from '../hold/hold.ts';
import type { HoldCounts } from './routes.ts';

/**
 * What a hold counts as, and on whose lists: its team's and that of the team it was escalated to. A
 * count has a name such as `reason denied`; the kind is before the first space.
 */
export const Counted = z.object({ teams: z.array(z.string()), counts: z.array(z.string()) });
export type Counted = z.infer<typeof Counted>;

export const countsAsNothing: Counted = { teams: [], counts: [] };

/** What a hold as it stands counts as; one that has ended, or is not there, as nothing. */
export const countedAs = (hold: Hold | undefined): Counted => {
  if (!hold || !isOpen(hold)) return countsAsNothing;
  const { team, escalatedTo, status, assignee, reason, owner, about } = hold;
  return {
    teams: [...new Set([team, ...(escalatedTo ? [escalatedTo] : [])])].sort(),
    counts: [
      'total',
      ...(status === 'overdue' ? ['overdue'] : []),
      assignee ? `assignee ${assignee}` : 'unassigned',
      `reason ${reason}`,
      `owner ${owner}`,
      ...(about?.payerId ? [`payer ${about.payerId}`] : []),
    ].sort(),
  };
};

export const isSameCount = (one: Counted, other: Counted): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** By team and count, by how much what is kept is to be raised or lowered; nothing that stays. */
export type CountChange = ReadonlyMap<string, ReadonlyMap<string, number>>;

export const countChange = (
  changes: readonly { before: Counted; after: Counted }[],
): CountChange => {
  const all = new Map<string, Map<string, number>>();
  const add = ({ teams, counts }: Counted, by: 1 | -1) => {
    for (const team of teams)
      for (const count of counts) {
        const of = all.get(team) ?? new Map<string, number>();
        of.set(count, (of.get(count) ?? 0) + by);
        all.set(team, of);
      }
  };
  for (const { before, after } of changes) {
    add(before, -1);
    add(after, 1);
  }
  return new Map(
    [...all]
      .map(([team, of]) => [team, new Map([...of].filter(([, by]) => by !== 0))] as const)
      .filter(([, of]) => of.size > 0),
  );
};

/** The counts of a team as they are told; what nobody is left of is not. */
export const toldCounts = (kept: Readonly<Record<string, unknown>>): HoldCounts => {
  const counts = Object.entries(kept).flatMap(([name, count]) =>
    typeof count === 'number' && count > 0 ? [[name, count] as const] : [],
  );
  const one = (wanted: string) => counts.find(([name]) => name === wanted)?.[1] ?? 0;
  const by = (kind: string) =>
    Object.fromEntries(
      counts.flatMap(([name, count]) =>
        name.startsWith(`${kind} `) ? [[name.slice(kind.length + 1), count]] : [],
      ),
    );
  return {
    total: one('total'),
    overdue: one('overdue'),
    unassigned: one('unassigned'),
    byReason: by('reason'),
    byAssignee: by('assignee'),
    byOwner: by('owner'),
    byPayer: by('payer'),
  };
};
