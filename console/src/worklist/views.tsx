import { useCalled } from '../api/called.ts';
import type { ListCounts, ListFilters } from '../api/queries.ts';
import { KeyCap } from '../parts/keys.tsx';
import { plainWords, roleName } from '../parts/words.ts';
import { teams } from './filters.ts';

type Change = (changes: Readonly<Record<string, string>>) => void;

/** The lists that are wanted most, in the order of their keys. */
export const views = [
  { words: 'All', filters: {}, of: (counts: ListCounts) => counts.total },
  {
    words: 'Mine',
    filters: { assignee: 'me' },
    of: (counts: ListCounts, me: string) => counts.byAssignee[me] ?? 0,
  },
  {
    words: 'Nobody’s',
    filters: { assignee: 'none' },
    of: (counts: ListCounts) => counts.unassigned,
  },
  { words: 'Overdue', filters: { status: 'overdue' }, of: (counts: ListCounts) => counts.overdue },
] as const;

const cleared = { assignee: '', status: '', reason: '', payer: '' };

export const changesOf = (at: number): Readonly<Record<string, string>> => ({
  ...cleared,
  ...views[at]?.filters,
});

const isShown = (filters: ListFilters, own: Readonly<Record<string, string>>): boolean =>
  (filters.assignee ?? '') === (own.assignee ?? '') &&
  (filters.status ?? '') === (own.status ?? '') &&
  !filters.reason &&
  !filters.payer;

export const Views = ({
  filters,
  counts,
  me,
  onChange,
}: {
  filters: ListFilters;
  counts: ListCounts | undefined;
  me: string;
  onChange: Change;
}) => (
  <fieldset className="views">
    <legend className="unseen">Lists</legend>
    {views.map(({ words, filters: own, of }, at) => (
      <button
        key={words}
        type="button"
        aria-pressed={isShown(filters, own)}
        aria-keyshortcuts={`v ${at + 1}`}
        onClick={() => onChange(changesOf(at))}
      >
        {words}
        {counts && <span className="count">{of(counts, me)}</span>}
      </button>
    ))}
    <KeyCap of="v 1-4" />
  </fieldset>
);

/** The names of a tally, most first. */
const mostFirst = (
  tally: Readonly<Record<string, number>>,
  shown: string | undefined,
): string[] => {
  const names = Object.keys(tally).sort((a, b) => (tally[b] ?? 0) - (tally[a] ?? 0));
  return shown && !names.includes(shown) ? [...names, shown] : names;
};

export const Filters = ({
  filters,
  counts,
  onChange,
}: {
  filters: ListFilters;
  counts: ListCounts | undefined;
  onChange: Change;
}) => {
  const called = useCalled();
  const choose = (
    name: 'reason' | 'payer',
    words: string,
    tally: Readonly<Record<string, number>>,
  ) => (
    <label className="choice">
      {words}
      <select
        value={filters[name] ?? ''}
        onChange={({ target }) => onChange({ [name]: target.value })}
      >
        <option value="">All</option>
        {mostFirst(tally, filters[name]).map((value) => (
          <option key={value} value={value}>
            {name === 'payer' ? called.payer(value) : plainWords(value)} ({tally[value] ?? 0})
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <div className="filters">
      {choose('reason', 'Reason', counts?.byReason ?? {})}
      {choose('payer', 'Payer', counts?.byPayer ?? {})}
      <label className="choice">
        Team
        <select value={filters.team} onChange={({ target }) => onChange({ team: target.value })}>
          {teams.map((team) => (
            <option key={team} value={team}>
              {roleName(team)}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
};
