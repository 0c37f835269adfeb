import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import { askApi } from '../api/call.ts';
import { useCalled } from '../api/called.ts';
import { tellProblem } from '../api/problem.ts';
import {
  type HoldRow,
  queries,
  useCounts,
  useHolds,
  useLabels,
  usePeople,
} from '../api/queries.ts';
import { FaultNotice, ReadState } from '../parts/fault.tsx';
import { KeyCap } from '../parts/keys.tsx';
import { Screen } from '../parts/page.tsx';
import { dayBeside, today, zoneName } from '../parts/when.ts';
import { plainWords } from '../parts/words.ts';
import { announce } from '../shell/announce.ts';
import { useCommands } from '../shell/commands.ts';
import { mayName, plansVisits, type SignedIn } from '../sign-in/person.ts';
import { filtersIn, narrowedBy } from './filters.ts';
import { GiveDialog } from './give-dialog.tsx';
import { NoteDialog } from './note-dialog.tsx';
import { KeepViewDialog, useOwnViews } from './own-views.tsx';
import { place } from './place.ts';
import { RemindDialog } from './remind-dialog.tsx';
import { Reminders, remind } from './reminders.tsx';
import { Row } from './row.tsx';
import { useShownRows } from './shown.ts';
import { give } from './take.ts';
import { changesOf, changesOfOwn, Filters, Views, views } from './views.tsx';

const linkOf = (holdId: string): HTMLElement | null =>
  document.querySelector(`tr[data-hold="${CSS.escape(holdId)}"] a`);

export const Worklist = ({ person }: { person: SignedIn }) => {
  const [search, setSearch] = useSearchParams();
  const [, go] = useLocation();
  const filters = filtersIn(search, person);
  const isStaff = !person.roles.includes('referrer');
  const found = useHolds(filters);
  const pages = found.data?.pages.length ?? 0;
  const latest = useMemo(() => found.data?.pages.flatMap(({ items }) => items), [found.data]);
  const counts = useCounts(filters.team, isStaff).data;
  const people = usePeople(isStaff).data;
  const names = useMemo(
    () => new Map(people?.map(({ personId, name }) => [personId, name])),
    [people],
  );
  const labels = useLabels(latest?.map(({ referralId }) => referralId) ?? [], mayName(person));
  const called = useCalled();
  /** What it is about, as far as a list says it. */
  const aboutOf = ({ therapyId, payerId, reason }: HoldRow): string =>
    [therapyId ? called.therapy(therapyId) : plainWords(reason), payerId && called.payer(payerId)]
      .filter(Boolean)
      .join(' · ');
  const narrow = (changes: Readonly<Record<string, string>>) =>
    setSearch(narrowedBy(search, changes));
  const { rows, changes, show, showNext } = useShownRows(JSON.stringify(filters), latest, pages);
  const [reached, setReached] = useState<string>();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [giving, setGiving] = useState(false);
  const [asking, setAsking] = useState<'note' | 'remind' | 'views'>();
  const own = useOwnViews();
  const [told, setTold] = useState<readonly string[]>([]);
  const list = `/holds${search.size > 0 ? `?${search}` : ''}`;

  const ids = useMemo(() => rows?.map(({ holdId }) => holdId) ?? [], [rows]);
  const inReach = reached !== undefined && ids.includes(reached) ? reached : ids[0];
  useEffect(() => place.keep(ids, list), [ids, list]);

  // Whoever comes back from a hold lands on its row, or where it was; who comes anew, on the first.
  const landed = useRef(false);
  useEffect(() => {
    // Until the rows are there, whoever came from a screen that is gone is at the heading.
    if (!landed.current && document.activeElement === document.body)
      document.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
    if (landed.current || !rows) return;
    landed.current = true;
    const back = place.comeBack();
    const to = back !== undefined && ids.includes(back) ? back : ids[0];
    // What was done there is shown as it is answered: it is no news.
    if (back !== undefined) showNext();
    if (back !== undefined && to) linkOf(to)?.focus();
    else document.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
  }, [rows, ids, showNext]);

  // A row that goes hands the focus to the one in its place.
  const at = useRef(0);
  useLayoutEffect(() => {
    if (landed.current && document.activeElement === document.body) {
      const next = ids[Math.min(at.current, ids.length - 1)];
      const place = next ? linkOf(next) : document.querySelector<HTMLElement>('h1');
      place?.focus();
    }
    if (inReach) at.current = ids.indexOf(inReach);
  }, [ids, inReach]);

  useEffect(() => {
    if (changes > 0)
      announce(`${changes} ${changes === 1 ? 'change' : 'changes'} in the list`, { shown: false });
  }, [changes]);

  const reach = useCallback((holdId: string | undefined) => {
    if (holdId) linkOf(holdId)?.focus();
  }, []);
  const step = (by: number, mark = false) => {
    // Where the focus is, not what was drawn last: keys may come faster than rows are drawn.
    const row = document.activeElement?.closest<HTMLElement>('tr[data-hold]')?.dataset.hold;
    const at = row ? ids.indexOf(row) : by > 0 ? -1 : ids.length;
    const to = ids[Math.min(ids.length - 1, Math.max(0, at + by))];
    if (mark && to) setChosen((before) => new Set([...before, ...(row ? [row] : []), to]));
    reach(to);
  };
  const choose = useCallback(
    (holdId: string) =>
      setChosen((before) => {
        const next = new Set(before);
        if (!next.delete(holdId)) next.add(holdId);
        return next;
      }),
    [],
  );
  const open = useCallback((holdId: string) => place.leftFor(holdId), []);

  const giveTo = async (to: string, those: readonly string[]) => {
    setGiving(false);
    setTold([]);
    const failed: string[] = [];
    let count = 0;
    for (const row of (rows ?? []).filter(({ holdId }) => those.includes(holdId))) {
      const { given, says } = await give(row, to);
      if (given) count += 1;
      else failed.push(`${row.says} ${says}`);
    }
    setTold(failed);
    setChosen(new Set());
    const whose = to === person.subject ? 'yours now' : `given to ${names.get(to) ?? 'them'}`;
    if (count > 0) announce(count === 1 ? `The hold is ${whose}.` : `${count} holds are ${whose}.`);
    showNext();
    await Promise.all([
      queries.invalidateQueries({ queryKey: ['holds'] }),
      queries.invalidateQueries({ queryKey: ['counts'] }),
    ]);
  };
  /** Does one thing to each of those holds, and tells what it could not be done to. */
  const toEach = async (
    those: readonly string[],
    says: string,
    doing: (row: HoldRow) => Promise<unknown>,
  ) => {
    setAsking(undefined);
    setTold([]);
    const failed: string[] = [];
    let count = 0;
    for (const row of (rows ?? []).filter(({ holdId }) => those.includes(holdId)))
      try {
        await doing(row);
        count += 1;
      } catch (error) {
        failed.push(`${row.says} ${tellProblem(error)}`);
      }
    setTold(failed);
    setChosen(new Set());
    if (count > 0) announce(`${says} ${count === 1 ? 'one hold' : `${count} holds`}.`);
    showNext();
    await queries.invalidateQueries({ queryKey: ['holds'] });
  };
  const meant = chosen.size > 0 ? [...chosen] : inReach ? [inReach] : [];
  const refresh = () => {
    show();
    requestAnimationFrame(() => reach(inReach));
  };
  useCommands([
    { id: 'next', keys: 'j', words: 'Next hold', group: 'List of holds', run: () => step(1) },
    { id: 'before', keys: 'k', words: 'Hold before', group: 'List of holds', run: () => step(-1) },
    {
      id: 'open',
      keys: 'o',
      words: 'Open the hold',
      group: 'List of holds',
      run: () => {
        if (!inReach) return;
        place.leftFor(inReach);
        go(`/holds/${inReach}`);
      },
    },
    ...(isStaff
      ? [
          {
            id: 'choose',
            keys: 'x',
            words: 'Mark the hold',
            group: 'List of holds',
            run: () => inReach && choose(inReach),
          },
          {
            id: 'choose-next',
            keys: 'J',
            words: 'Mark, and go to the next',
            group: 'List of holds',
            run: () => step(1, true),
          },
          {
            id: 'choose-before',
            keys: 'K',
            words: 'Mark, and go to the one before',
            group: 'List of holds',
            run: () => step(-1, true),
          },
          {
            id: 'take',
            keys: 'a',
            words: 'Take it yourself',
            group: 'List of holds',
            run: () => void giveTo(person.subject, meant),
          },
          {
            id: 'give',
            keys: 'A',
            words: 'Give it to somebody',
            group: 'List of holds',
            run: () => meant.length > 0 && setGiving(true),
          },
          {
            id: 'note',
            keys: 'n',
            words: 'Write a note at it',
            group: 'List of holds',
            run: () => meant.length > 0 && setAsking('note'),
          },
          {
            id: 'remind',
            keys: 's',
            words: 'Be reminded of it',
            group: 'List of holds',
            run: () => meant.length > 0 && setAsking('remind'),
          },
          {
            id: 'keep-view',
            keys: 'V',
            words: 'Keep this list, or take one away',
            group: 'List of holds',
            run: () => setAsking('views'),
          },
        ]
      : []),
    ...(plansVisits(person)
      ? [
          {
            id: 'times',
            keys: 'b',
            words: 'Look at times for it',
            group: 'List of holds',
            run: () => {
              const row = rows?.find(({ holdId }) => holdId === inReach);
              if (!row) return;
              place.leftFor(row.holdId);
              go(`/referrals/${row.referralId}/offers`);
            },
          },
        ]
      : []),
    ...(isStaff
      ? [
          ...views.map(({ words }, at) => ({ words, to: changesOf(at) })),
          ...own.views.map((view) => ({ words: view.title, to: changesOfOwn(view) })),
        ].map(({ words, to }, at) => ({
          id: `view-${at}`,
          ...(at < 9 && { keys: `v ${at + 1}` }),
          words: `Show: ${words}`,
          group: 'List of holds',
          run: () => narrow(to),
        }))
      : []),
    { id: 'show', keys: '.', words: 'Show what changed', group: 'List of holds', run: refresh },
  ]);

  return (
    <Screen title="Holds" heading="Holds" focus="own" className="worklist">
      <div className="list-head">
        <p>
          Ranked by days until the dose window is lost, then by the clock. Times are {zoneName}.
        </p>
        {!mayName(person) && (
          <p>
            Who the patients are is not told to administrators. Sites, nurses and payers are shown
            in the register, and changed with the API.
          </p>
        )}
      </div>
      <div className="list-tools">
        {isStaff && (
          <Views
            filters={filters}
            counts={counts}
            me={person.subject}
            own={own.views}
            onChange={narrow}
            onKeep={() => setAsking('views')}
          />
        )}
        {isStaff && <Filters filters={filters} counts={counts} onChange={narrow} />}
        {changes > 0 && (
          <button
            type="button"
            className="changes"
            aria-keyshortcuts="."
            onClick={() => {
              refresh();
            }}
          >
            {changes} {changes === 1 ? 'change' : 'changes'}: show <KeyCap of="." />
          </button>
        )}
        {isStaff && chosen.size > 0 && (
          <fieldset className="marked">
            <legend>{chosen.size} marked</legend>
            <button
              type="button"
              aria-keyshortcuts="a"
              onClick={() => {
                reach(inReach);
                void giveTo(person.subject, meant);
              }}
            >
              Take <KeyCap of="a" />
            </button>
            <button type="button" aria-keyshortcuts="A" onClick={() => setGiving(true)}>
              Give <KeyCap of="A" />
            </button>
            <button type="button" aria-keyshortcuts="n" onClick={() => setAsking('note')}>
              Note <KeyCap of="n" />
            </button>
            <button type="button" aria-keyshortcuts="s" onClick={() => setAsking('remind')}>
              Remind me <KeyCap of="s" />
            </button>
            <button
              type="button"
              className="quiet"
              onClick={() => {
                reach(inReach);
                setChosen(new Set());
              }}
            >
              Unmark all
            </button>
          </fieldset>
        )}
      </div>
      <Reminders wanted={isStaff} />
      <ReadState of={found} what="the holds" />
      {labels.isError && (
        <FaultNotice error={labels.error} again={() => void labels.refetch()} what="The names" />
      )}
      {told.length > 0 && (
        <div className="notice bad" role="alert">
          <ul>
            {told.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </div>
      )}
      {rows?.length === 0 && (
        <div className="empty">
          <p>Nothing waits here.</p>
          <p>New holds appear by themselves.</p>
        </div>
      )}
      {rows && rows.length > 0 && (
        <table className="holds">
          <caption className="unseen">Holds, most urgent first</caption>
          <thead>
            <tr>
              {isStaff && (
                <th scope="col" className="choose">
                  <span className="unseen">Mark</span>
                </th>
              )}
              <th scope="col">Why it waits</th>
              <th scope="col">Patient</th>
              <th scope="col">Dose window</th>
              <th scope="col">Due</th>
              <th scope="col">Whose turn</th>
              <th scope="col">Taken by</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row
                key={row.holdId}
                row={row}
                about={aboutOf(row)}
                label={labels.data?.[row.referralId]}
                inReach={row.holdId === inReach}
                chosen={chosen.has(row.holdId)}
                takenBy={
                  row.assignee &&
                  (row.assignee === person.subject
                    ? 'You'
                    : (names.get(row.assignee) ?? 'Somebody'))
                }
                onChoose={isStaff ? choose : undefined}
                onReach={setReached}
                onOpen={open}
              />
            ))}
          </tbody>
        </table>
      )}
      {found.hasNextPage && (
        <button type="button" className="more" onClick={() => void found.fetchNextPage()}>
          {found.isFetchingNextPage ? 'Reading more …' : 'Show more'}
        </button>
      )}
      {giving && (
        <GiveDialog
          count={meant.length}
          me={person.subject}
          onGive={(to) => void giveTo(to, meant)}
          onClose={() => setGiving(false)}
        />
      )}
      {asking === 'note' && (
        <NoteDialog
          count={meant.length}
          onWrite={(said) =>
            void toEach(meant, 'The note is at', ({ holdId }) =>
              askApi('POST /holds/{holdId}/correspondence', {
                path: { holdId },
                body: { way: 'note', party: 'desk', said },
                idempotencyKey: crypto.randomUUID(),
              }),
            )
          }
          onClose={() => setAsking(undefined)}
        />
      )}
      {asking === 'remind' && (
        <RemindDialog
          count={meant.length}
          day={dayBeside(today(), 1)}
          onRemind={(at, note) =>
            void toEach(meant, 'You will be reminded of', ({ holdId, says }) =>
              remind(holdId, at, note || says),
            )
          }
          onClose={() => setAsking(undefined)}
        />
      )}
      {asking === 'views' && (
        <KeepViewDialog
          filters={filters}
          views={own.views}
          keep={own.keep}
          onClose={() => setAsking(undefined)}
        />
      )}
    </Screen>
  );
};
