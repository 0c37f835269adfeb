import type { CSSProperties, KeyboardEvent } from 'react';
import type { PatientName } from '../api/queries.ts';
import { plainWords } from '../parts/words.ts';
import { isClosedOn, nurseDayWords } from './nurse-day.ts';
import type { BoardVisit, SiteShown } from './read.ts';
import { clockWords, dayWords, minuteOf } from './times.ts';

export type PatientNames = Readonly<Record<string, PatientName>>;

export const patientOf = ({ referralId }: BoardVisit, names: PatientNames | undefined): string => {
  const label = names?.[referralId];
  return label ? [label.family, label.given].filter(Boolean).join(', ') : 'Patient';
};

/** Where on the board a visit stands: a row of the day, and from when to when, in minutes of the day. */
type Placed = { visit: BoardVisit; from: number; to: number };
type RowKind = 'nurse' | 'chair';
export type BoardRow = {
  id: string;
  kind: RowKind;
  name: string;
  /** What is said beside the name. */
  says: string;
  nurseId?: string;
  free: readonly { from: number; to: number; words: string }[];
  shift: { from: number; to: number } | undefined;
  visits: readonly Placed[];
};
export type BoardDay = {
  on: string;
  /** The hours that are drawn, in minutes of the day. */
  from: number;
  to: number;
  closed: boolean;
  rows: readonly BoardRow[];
};

const placedAt = (visit: BoardVisit): Placed => {
  const from = minuteOf(visit.localStart);
  const ends = minuteOf(visit.localEnd);
  // One that ends on the next day is drawn to the end of its own.
  return { visit, from, to: visit.localEnd.slice(0, 10) > visit.on ? 1440 : ends };
};

type Span = { localStart: string; localEnd: string };
const spanOf = ({ localStart, localEnd }: Span) => ({
  from: minuteOf(localStart),
  to: minuteOf(localEnd),
});

/** A site's day in rows: its nurses, and its chairs where it has some. */
export const boardDay = (site: SiteShown, on: string): BoardDay => {
  const atHome = site.setting === 'home';
  const open = site.days.find((day) => day.on === on)?.open;
  const visits = site.visits
    .filter((visit) => visit.on === on && visit.status !== 'cancelled')
    .map(placedAt);
  const nurses = site.nurses.flatMap((nurse): BoardRow[] => {
    const day = nurse.days.find((one) => one.on === on);
    if (!day) return [];
    return [
      {
        id: `${on} ${nurse.nurseId}`,
        kind: 'nurse',
        name: nurse.name,
        nurseId: nurse.nurseId,
        says: nurseDayWords(day, isClosedOn(site, on)),
        shift: day.shift && spanOf(day.shift),
        free: day.free.map((free) => ({
          ...spanOf(free),
          words: `${clockWords(free.localStart)} to ${clockWords(free.localEnd)}`,
        })),
        visits: atHome ? visits.filter(({ visit }) => visit.nurseId === nurse.nurseId) : [],
      },
    ];
  });
  const chairRow = (name: string, own: readonly Placed[]): BoardRow => ({
    id: `${on} ${name}`,
    kind: 'chair',
    name,
    says: own.length === 0 ? 'Nobody' : `${own.length} ${own.length === 1 ? 'visit' : 'visits'}`,
    shift: open && spanOf(open),
    free: [],
    visits: own,
  });
  // Chairs are filled in order: those that nobody has are one row.
  const taken = Math.max(0, ...visits.map(({ visit }) => visit.chair ?? 0));
  const firstFree = taken + 1;
  const chairs = atHome
    ? []
    : [
        ...Array.from({ length: taken }, (_, index) =>
          chairRow(
            `Chair ${index + 1}`,
            visits.filter(({ visit }) => visit.chair === index + 1),
          ),
        ),
        ...(firstFree === site.chairs ? [chairRow(`Chair ${firstFree}`, [])] : []),
        ...(firstFree < site.chairs ? [chairRow(`Chairs ${firstFree} to ${site.chairs}`, [])] : []),
      ];
  const shown = [...nurses, ...chairs];
  const inRows = new Set(shown.flatMap((row) => row.visits.map(({ visit }) => visit.visitId)));
  const others = visits.filter(({ visit }) => !inRows.has(visit.visitId));
  const rows: BoardRow[] = [
    ...shown,
    // What stands on the day is shown, also where its nurse is not of the site any more.
    ...(others.length > 0
      ? [
          {
            id: `${on} others`,
            kind: 'chair' as const,
            name: atHome ? 'Another nurse' : 'No chair',
            says: 'To be looked at',
            shift: undefined,
            free: [],
            visits: others,
          },
        ]
      : []),
  ];
  const spans = [...rows.flatMap(({ shift }) => shift ?? []), ...visits];
  return {
    on,
    from: Math.floor(Math.min(480, ...spans.map(({ from }) => from)) / 60) * 60,
    to: Math.ceil(Math.max(1020, ...spans.map(({ to }) => to)) / 60) * 60,
    closed: spans.length === 0,
    rows,
  };
};

/** Where it begins and how long it is, for the styles: in shares of the hours that are drawn. */
const at = (day: BoardDay, { from, to }: { from: number; to: number }) => {
  const share = (minutes: number) => `${(minutes / (day.to - day.from)) * 100}%`;
  return {
    '--at': share(from - day.from),
    '--long': share(Math.min(to, day.to) - from),
  } as CSSProperties;
};

const hoursOf = ({ from, to }: BoardDay): number[] =>
  Array.from({ length: (to - from) / 60 }, (_, index) => from / 60 + index);

/** What is said of a visit besides, to whoever does not see where it stands. */
const placeWords = (visit: BoardVisit, place: string): string =>
  ` to ${clockWords(visit.localEnd)}, ${dayWords(visit.on)}, ${plainWords(visit.status).toLowerCase()}, ${place}`;

type Props = {
  days: readonly BoardDay[];
  names: PatientNames | undefined;
  /** The one that the Tab key comes to. */
  reached: string | undefined;
  onReach: (visitId: string) => void;
  onOpen: (visit: BoardVisit) => void;
  mayMove: boolean;
  onDrop: (visitId: string, to: { on: string; minute: number; nurseId?: string }) => void;
};

const blockOf = (element: Element): HTMLElement | null =>
  element.closest<HTMLElement>('[data-visit]');

/** The block that an arrow leads to: along the row, or the nearest in time of the row beside. */
const besideBlock = (block: HTMLElement, key: string): HTMLElement | undefined => {
  const all = [...document.querySelectorAll<HTMLElement>('.board-grid [data-visit]')];
  const row = block.closest('[data-row]');
  const own = all.filter((one) => one.closest('[data-row]') === row);
  const index = own.indexOf(block);
  if (key === 'ArrowRight') return own[index + 1];
  if (key === 'ArrowLeft') return own[index - 1];
  const rows = [...document.querySelectorAll('.board-grid [data-row]')].filter((one) =>
    one.querySelector('[data-visit]'),
  );
  const next = rows[rows.indexOf(row as Element) + (key === 'ArrowDown' ? 1 : -1)];
  const from = Number(block.dataset.from);
  return next
    ? [...next.querySelectorAll<HTMLElement>('[data-visit]')].sort(
        (a, b) => Math.abs(Number(a.dataset.from) - from) - Math.abs(Number(b.dataset.from) - from),
      )[0]
    : undefined;
};

const goBeside = (event: KeyboardEvent) => {
  if (!event.key.startsWith('Arrow') || event.ctrlKey || event.metaKey || event.altKey) return;
  const block = blockOf(event.target as Element);
  const to = block && besideBlock(block, event.key);
  if (!to) return;
  event.preventDefault();
  to.focus();
};

/** The board: rows of nurses and chairs, the hours across. The table beside it says the same. */
export const BoardGrid = ({ days, names, reached, onReach, onOpen, mayMove, onDrop }: Props) => (
  // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the buttons inside.
  <div className="board-grid" onKeyDown={goBeside}>
    {days.map((day) => (
      <section key={day.on} aria-label={dayWords(day.on)}>
        <h2>{dayWords(day.on)}</h2>
        {day.closed ? (
          <p className="none">Closed, and nobody is on shift.</p>
        ) : (
          <>
            <div className="hours" aria-hidden="true">
              {hoursOf(day).map((hour) => (
                <span key={hour} style={at(day, { from: hour * 60, to: hour * 60 + 60 })}>
                  {((hour + 11) % 12) + 1}
                </span>
              ))}
            </div>
            {day.rows.map((row) => (
              <div key={row.id} className={`board-row ${row.kind}`} data-row={row.id}>
                <p className="row-name">
                  <strong>{row.name}</strong> <span>{row.says}</span>
                </p>
                {/* biome-ignore lint/a11y/noStaticElementInteractions: dragging is one way; the key m is the other. */}
                <div
                  className="lane"
                  onDragOver={(event) => mayMove && event.preventDefault()}
                  onDrop={(event) => {
                    if (!mayMove) return;
                    event.preventDefault();
                    const { left, width } = event.currentTarget.getBoundingClientRect();
                    const share = (event.clientX - left) / width;
                    const minute = day.from + Math.round((share * (day.to - day.from)) / 15) * 15;
                    onDrop(event.dataTransfer.getData('text/plain'), {
                      on: day.on,
                      minute,
                      ...(row.nurseId && { nurseId: row.nurseId }),
                    });
                  }}
                >
                  {row.shift && <span className="shift" style={at(day, row.shift)} />}
                  {row.free.map((free) => (
                    <span key={free.from} className="free" style={at(day, free)}>
                      <span>{row.kind === 'nurse' ? `Free ${free.words}` : ''}</span>
                    </span>
                  ))}
                  <ul>
                    {row.visits.map(({ visit, from, to }) => (
                      <li key={visit.visitId} style={at(day, { from, to })}>
                        <button
                          type="button"
                          data-visit={visit.visitId}
                          data-from={from}
                          className={`visit-block ${visit.status}`}
                          tabIndex={visit.visitId === reached ? 0 : -1}
                          draggable={mayMove}
                          aria-keyshortcuts={mayMove ? 'm' : undefined}
                          onFocus={() => onReach(visit.visitId)}
                          onDragStart={(event) =>
                            event.dataTransfer.setData('text/plain', visit.visitId)
                          }
                          onClick={() => onOpen(visit)}
                        >
                          <span className="whom">{patientOf(visit, names)}</span>
                          <span className="when">
                            {clockWords(visit.localStart)}, dose {visit.dose}
                            {visit.moveRequestedAt && ', wants another time'}
                            <span className="unseen">{placeWords(visit, row.name)}</span>
                          </span>
                        </button>
                      </li>
                    ))}
                  </ul>
                </div>
              </div>
            ))}
          </>
        )}
      </section>
    ))}
  </div>
);

/** The same as a table, by nurse or chair: for reading aloud, and what is printed. */
export const BoardTable = ({ days, names }: Pick<Props, 'days' | 'names'>) => (
  <>
    {days.map((day) => (
      <table key={day.on}>
        <caption>{dayWords(day.on)}</caption>
        <thead>
          <tr>
            <th scope="col">Nurse or chair</th>
            <th scope="col">From</th>
            <th scope="col">To</th>
            <th scope="col">Patient</th>
            <th scope="col">Dose</th>
            <th scope="col">State</th>
          </tr>
        </thead>
        <tbody>
          {day.rows.flatMap((row) => {
            const free = row.free.map(({ words }) => words).join(', ');
            const says = `${row.says}${free ? `: ${free}` : ''}`;
            return [
              <tr key={row.id} className="row-head">
                <th scope="row">{row.name}</th>
                <td colSpan={5}>{says}</td>
              </tr>,
              ...row.visits.map(({ visit }) => (
                <tr key={visit.visitId}>
                  <th scope="row">{row.name}</th>
                  <td data-label="From">{clockWords(visit.localStart)}</td>
                  <td data-label="To">{clockWords(visit.localEnd)}</td>
                  <td data-label="Patient">{patientOf(visit, names)}</td>
                  <td data-label="Dose">{visit.dose}</td>
                  <td data-label="State">{plainWords(visit.status)}</td>
                </tr>
              )),
            ];
          })}
          {day.rows.length === 0 && (
            <tr>
              <td colSpan={6}>Nobody works here on this day.</td>
            </tr>
          )}
        </tbody>
      </table>
    ))}
  </>
);
