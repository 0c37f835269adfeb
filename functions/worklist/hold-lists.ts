import { holdListKeys } from '../hold/hold-item.ts';

/** What a list of holds is narrowed by; `me` and `none` are told by whoever asks. */
export type HoldFilters = {
  assignee?: { id: string } | 'none' | undefined;
  reason?: string | undefined;
  payer?: string | undefined;
  status?: 'open' | 'overdue' | undefined;
  /** Due before this instant. */
  dueBefore?: string | undefined;
  /** Whose dose window is lost before this day. */
  doseBefore?: string | undefined;
  /** Of one person's holds, those that stand on this team's list. */
  team?: string | undefined;
};

/** Whose list is asked for: a team's, a practice's, or that of one person over all teams. */
export type WhoseHolds = { team: string } | { practice: string } | { person: string };

/** A partition of an index that holds are read from, and which of them count. */
export type HoldSource = {
  index: 'worklist' | 'escalated' | 'reasons' | 'assigned' | 'practice';
  key: string;
  filters: HoldFilters;
};

/**
 * Where the holds of a list stand, by the narrowest index there is; what the index does not tell
 * apart is left to the filters. All of them are in one order.
 */
export const sourcesOf = (whose: WhoseHolds, filters: HoldFilters): HoldSource[] => {
  if ('practice' in whose)
    return [{ index: 'practice', key: holdListKeys.practice(whose.practice), filters }];
  if ('person' in whose)
    return [{ index: 'assigned', key: holdListKeys.assigned(whose.person), filters }];
  const { assignee, reason, ...rest } = filters;
  if (assignee && assignee !== 'none')
    return [
      {
        index: 'assigned',
        key: holdListKeys.assigned(assignee.id),
        filters: { ...rest, reason, team: whose.team },
      },
    ];
  const own = reason
    ? ({ index: 'reasons', key: holdListKeys.reasons(whose.team, reason) } as const)
    : ({ index: 'worklist', key: holdListKeys.team(whose.team) } as const);
  return [
    { ...own, filters: { ...rest, assignee } },
    { index: 'escalated', key: holdListKeys.team(whose.team), filters },
  ];
};

export type FilterWords = {
  expression: string;
  names: Record<string, string>;
  values: Record<string, string>;
};

/** The filters in the words of the table, over the columns of a list; undefined where all count. */
export const filterWords = ({
  assignee,
  reason,
  payer,
  status,
  dueBefore,
  team,
}: HoldFilters): FilterWords | undefined => {
  const equal = {
    reason,
    payerId: payer,
    status,
    ...(assignee && assignee !== 'none' ? { assignee: assignee.id } : {}),
  };
  const told = Object.entries(equal).filter((entry): entry is [string, string] =>
    Boolean(entry[1]),
  );
  const parts = [
    ...told.map(([column]) => `#view.#${column} = :${column}`),
    ...(assignee === 'none' ? ['attribute_not_exists(#view.#assignee)'] : []),
    ...(dueBefore ? ['#view.#dueAt < :dueBefore'] : []),
    ...(team ? ['(#view.#team = :team OR #view.#escalatedTo = :team)'] : []),
  ];
  if (parts.length === 0) return undefined;
  const columns = [
    ...told.map(([column]) => column),
    ...(assignee === 'none' ? ['assignee'] : []),
    ...(dueBefore ? ['dueAt'] : []),
    ...(team ? ['team', 'escalatedTo'] : []),
  ];
  return {
    expression: parts.join(' AND '),
    names: {
      '#view': 'view',
      ...Object.fromEntries(columns.map((column) => [`#${column}`, column])),
    },
    values: {
      ...Object.fromEntries(told.map(([column, value]) => [`:${column}`, value])),
      ...(dueBefore ? { ':dueBefore': dueBefore } : {}),
      ...(team ? { ':team': team } : {}),
    },
  };
};

export type PlacedRow = { place: string; view: Record<string, unknown> };

/** What one partition gave, and the place up to which it was read; undefined when to its end. */
export type PartRead = { rows: readonly PlacedRow[]; upTo: string | undefined; scanned: number };

export type HoldPage = {
  items: Record<string, unknown>[];
  /** The place after which the next page begins; none where nothing is left. */
  next?: string;
  /** How many were looked at for it. */
  scanned: number;
};

/**
 * One page of what several partitions gave, in their common order: nothing is shown that stands
 * behind a place up to which another partition was not read yet.
 */
export const pageOf = (parts: readonly PartRead[], limit: number): HoldPage => {
  const ends = parts.flatMap(({ upTo }) => upTo ?? []).sort();
  const [bound] = ends;
  const rows = parts
    .flatMap(({ rows: of }) => of)
    .filter(({ place }) => bound === undefined || place <= bound)
    .sort((a, b) => (a.place < b.place ? -1 : 1));
  const shown = rows.slice(0, limit);
  const next = rows.length > limit ? shown.at(-1)?.place : bound;
  return {
    items: shown.map(({ view }) => view),
    ...(next === undefined ? {} : { next }),
    scanned: parts.reduce((sum, { scanned }) => sum + scanned, 0),
  };
};
