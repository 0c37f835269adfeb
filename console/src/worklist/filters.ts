import type { ListFilters } from '../api/queries.ts';
import { type SignedIn, teamOf } from '../sign-in/person.ts';

export const teams = ['coordinator', 'clinician', 'scheduler'] as const;

const narrowing = ['assignee', 'reason', 'payer', 'status'] as const;

/** What the address of a list says of it: shareable, and never a name. */
export const filtersIn = (search: URLSearchParams, person: SignedIn): ListFilters => {
  const narrowed = Object.fromEntries(
    narrowing.flatMap((name) => {
      const value = search.get(name);
      return value ? [[name, value]] : [];
    }),
  );
  const practice = person.roles.includes('referrer') ? person.practices[0] : undefined;
  if (practice) return { practice, ...narrowed };
  return { team: search.get('team') ?? teamOf(person), ...narrowed } as ListFilters;
};

/** The same address with one thing of it changed; nothing takes it out. */
export const narrowedBy = (
  search: URLSearchParams,
  changes: Readonly<Record<string, string>>,
): URLSearchParams => {
  const next = new URLSearchParams(search);
  for (const [name, value] of Object.entries(changes))
    if (value) next.set(name, value);
    else next.delete(name);
  return next;
};
