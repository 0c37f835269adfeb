import { useCalled } from '../api/called.ts';
import type { ListCounts, ListFilters } from '../api/queries.ts';
import { KeyCap } from '../parts/keys.tsx';
import { plainWords, roleName } from '../parts/words.ts';
import { teams } from './filters.ts';
import type { OwnView } from './own-views.tsx';

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

/** What a list that somebody keeps is narrowed to. */
export const changesOfOwn = ({ filters }: OwnView): Readonly<Record<string, string>> => {
  const { team, assignee, reason, payer, status } = filters;
  const own = { team, assignee, reason, payer, status };
  return {
    ...cleared,
    ...Object.fromEntries(
      Object.entries(own).flatMap(([name, value]) => (value ? [[name, value]] : [])),
    ),
  };
};

export const changesOf = (at: number): Readonly<Record<string, string>> => ({
  ...cleared,
  ...views[at]?.filters,
});

const isShown = (filters: ListFilters, own: Readonly<Record<string, string>>): boolean =>
  (filters.assignee ?? '') === (own.assignee ?? '') &&
  (filters.status ?? '') === (own.status ?? '') &&
  !filters.reason &&
  !filters.payer;

const isOwnShown = (filters: ListFilters, view: OwnView): boolean =>
  (['team', 'assignee', 'status', 'reason', 'payer'] as const).every(
    (name) =>
      (filters[name] ?? '') === (view.filters[name] ?? (name === 'team' ? filters.team : '')),
  );

export const Views = ({
  filters,
  counts,
  me,
  own,
  onChange,
  onKeep,
}: {
  filters: ListFilters;
  counts: ListCounts | undefined;
  me: string;
  own: readonly OwnView[];
  onChange: Change;
  onKeep: () => void;
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
    {own.map((view, at) => (
      <button
        key={view.title}
        type="button"
        aria-pressed={isOwnShown(filters, view)}
        aria-keyshortcuts={at + views.length < 9 ? `v ${at + views.length + 1}` : undefined}
        onClick={() => onChange(changesOfOwn(view))}
      >
        {view.title}
      </button>
    ))}
    <button type="button" className="quiet" aria-keyshortcuts="V" onClick={onKeep}>
      Keep this list <KeyCap of="V" />
    </button>
    <KeyCap of={`v 1-${Math.min(9, views.length + own.length)}`} />
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
