import { useEffect, useMemo, useRef, useState } from 'react';
import { Link, useLocation, useSearchParams } from 'wouter';
import { useLabels, usePeople } from '../api/queries.ts';
import { ReadState } from '../parts/fault.tsx';
import { KeyCap } from '../parts/keys.tsx';
import { Screen } from '../parts/page.tsx';
import { dayBeside, dayIn, today } from '../parts/when.ts';
import { announce } from '../shell/announce.ts';
import { useCommands } from '../shell/commands.ts';
import { mayMoveVisits, type SignedIn } from '../sign-in/person.ts';
import { zoneCity } from '../visits/visit-words.ts';
import { narrowedBy } from '../worklist/filters.ts';
import { BoardGrid, BoardTable, boardDay, patientOf } from './board-grid.tsx';
import { MoveDialog, type WishedPlace } from './move-dialog.tsx';
import { type BoardVisit, boardAnew, useSites } from './read.ts';
import { clockWords, dayWords, minuteOf } from './times.ts';
import { Unassigned } from './unassigned.tsx';

type Span = 'day' | 'week';

/** Monday of the week that a date lies in. */
const mondayOf = (on: string): string =>
  dayBeside(on, -((new Date(`${on}T12:00:00Z`).getUTCDay() + 6) % 7));

const blockOf = (visitId: string): HTMLElement | null =>
  document.querySelector(`[data-visit="${CSS.escape(visitId)}"]`);

/** The board of a site: who is seen when, by which nurse or in which chair, and what waits for a time. */
const BoardPage = ({ person }: { person: SignedIn }) => {
  const [search, setSearch] = useSearchParams();
  const [, go] = useLocation();
  const on = dayIn(search, 'on');
  const span: Span = search.get('span') === 'week' ? 'week' : 'day';
  const asTable = search.get('as') === 'table';
  const [from, days] = span === 'week' ? [mondayOf(on), 7] : [on, 1];
  const found = useSites(from, days);
  const sites = found.data;
  const site = sites?.find(({ siteId }) => siteId === search.get('site')) ?? sites?.[0];
  const names = useLabels(site?.visits.map(({ referralId }) => referralId) ?? [], true).data;
  const people = usePeople().data;
  const [reached, setReached] = useState<string>();
  const [moving, setMoving] = useState<{ visit: BoardVisit; wish: WishedPlace }>();
  const landing = useRef<string>(undefined);
  const mayMove = mayMoveVisits(person);

  const shown = useMemo(() => (site ? site.days.map((day) => boardDay(site, day.on)) : []), [site]);
  const visits = shown.flatMap(({ rows }) => rows.flatMap((row) => row.visits));
  const first = visits[0]?.visit.visitId;
  const inReach = visits.some(({ visit }) => visit.visitId === reached) ? reached : first;

  // A visit that was moved is gone to where it stands now.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is looked for in each board that comes.
  useEffect(() => {
    if (!landing.current) return;
    const block = blockOf(landing.current);
    if (!block) return;
    landing.current = undefined;
    block.focus();
  }, [shown]);
  // What had the focus may be gone from a board that was read anew.
  useEffect(() => {
    if (document.activeElement === document.body)
      document.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
  });

  const narrow = (changes: Readonly<Record<string, string>>) =>
    setSearch(narrowedBy(search, changes));
  const to = (date: string) => narrow({ on: date === today() ? '' : date });
  const step = span === 'week' ? 7 : 1;
  const visitAt = (visitId: string | undefined) =>
    visits.find(({ visit }) => visit.visitId === visitId)?.visit;
  const move = (visit: BoardVisit | undefined, wish?: WishedPlace) => {
    if (!visit || !mayMove) return;
    if (visit.status !== 'planned' && visit.status !== 'confirmed') {
      announce(`The visit is ${visit.status}: it is not moved any more.`);
      return;
    }
    setMoving({
      visit,
      wish: wish
        ? { nurseId: visit.nurseId, ...wish }
        : { on: visit.on, minute: minuteOf(visit.localStart), nurseId: visit.nurseId },
    });
  };
  const moved = (visit: BoardVisit) => {
    setMoving(undefined);
    announce(`Moved to ${dayWords(visit.on)} at ${clockWords(visit.localStart)}.`);
    landing.current = visit.visitId;
    if (!site?.days.some((day) => day.on === visit.on)) to(visit.on);
    void boardAnew();
  };
  const reach = () => {
    if (inReach) blockOf(inReach)?.focus();
  };
  useCommands([
    {
      id: 'day-before',
      keys: '[',
      words: span === 'week' ? 'Week before' : 'Day before',
      group: 'Board',
      run: () => to(dayBeside(on, -step)),
    },
    {
      id: 'day-after',
      keys: ']',
      words: span === 'week' ? 'Week after' : 'Day after',
      group: 'Board',
      run: () => to(dayBeside(on, step)),
    },
    { id: 'today', keys: 'y', words: 'Today', group: 'Board', run: () => to(today()) },
    {
      id: 'span',
      keys: 'w',
      words: span === 'week' ? 'Show a day' : 'Show a week',
      group: 'Board',
      run: () => narrow({ span: span === 'week' ? '' : 'week' }),
    },
    {
      id: 'as-table',
      keys: 't',
      words: asTable ? 'Show the board' : 'Show the table',
      group: 'Board',
      run: () => narrow({ as: asTable ? '' : 'table' }),
    },
    { id: 'visits', keys: 'j', words: 'Go to the visits', group: 'Board', run: reach },
    ...(mayMove
      ? [
          {
            id: 'move',
            keys: 'm',
            words: 'Move the visit',
            group: 'Board',
            run: () => {
              const block = document.activeElement?.closest<HTMLElement>('[data-visit]');
              move(visitAt(block?.dataset.visit ?? inReach));
            },
          },
        ]
      : []),
  ]);
  const place = site && zoneCity(site.zone);
  return (
    <Screen
      title="Board"
      heading="Board"
      className="board"
      beside={
        <nav className="around" aria-label="Days">
          <button type="button" aria-keyshortcuts="[" onClick={() => to(dayBeside(on, -step))}>
            Before <KeyCap of="[" />
          </button>
          <button type="button" aria-keyshortcuts="y" onClick={() => to(today())}>
            Today <KeyCap of="y" />
          </button>
          <button type="button" aria-keyshortcuts="]" onClick={() => to(dayBeside(on, step))}>
            After <KeyCap of="]" />
          </button>
          <Link href="/nurses">Week of all nurses</Link>
        </nav>
      }
    >
      <div className="list-tools">
        <label className="choice">
          Site
          <select
            value={site?.siteId ?? ''}
            onChange={({ target }) => narrow({ site: target.value })}
          >
            {(sites ?? []).map(({ siteId, name }) => (
              <option key={siteId} value={siteId}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label className="choice">
          Day
          <input
            type="date"
            value={on}
            onChange={({ target }) => target.value && to(target.value)}
          />
        </label>
        <fieldset className="views">
          <legend className="unseen">How it is shown</legend>
          <button
            type="button"
            aria-pressed={span === 'week'}
            aria-keyshortcuts="w"
            onClick={() => narrow({ span: span === 'week' ? '' : 'week' })}
          >
            Week <KeyCap of="w" />
          </button>
          <button
            type="button"
            aria-pressed={asTable}
            aria-keyshortcuts="t"
            onClick={() => narrow({ as: asTable ? '' : 'table' })}
          >
            Table <KeyCap of="t" />
          </button>
        </fieldset>
      </div>
      {site && (
        <p className="meta">
          Times are those of clocks in {place}
          {site.chairs > 0 &&
            '. What is booked is room, not a chair: chairs are filled here in the order in which patients come'}
          .{mayMove && ' Arrow keys go from visit to visit, m moves one.'}
        </p>
      )}
      <ReadState of={found} what="the board" />
      {sites?.length === 0 && (
        <div className="empty">
          <p>The network has no site yet.</p>
        </div>
      )}
      {site && (
        <>
          <div className="board-shown" data-as={asTable ? 'table' : 'board'}>
            <BoardGrid
              days={shown}
              names={names}
              reached={inReach}
              onReach={setReached}
              onOpen={({ referralId }) => go(`/referrals/${referralId}`)}
              mayMove={mayMove}
              onDrop={(visitId, wish) => move(visitAt(visitId), wish)}
            />
            <div className="board-table">
              <BoardTable days={shown} names={names} />
            </div>
          </div>
          <Unassigned />
        </>
      )}
      {moving && site && (
        <MoveDialog
          key={moving.visit.visitId}
          visit={visitAt(moving.visit.visitId) ?? moving.visit}
          site={site}
          wish={moving.wish}
          name={patientOf(moving.visit, names)}
          nameOf={(id) => people?.find(({ personId }) => personId === id)?.name ?? 'Somebody'}
          onMoved={moved}
          onClose={() => setMoving(undefined)}
        />
      )}
    </Screen>
  );
};

export default BoardPage;
