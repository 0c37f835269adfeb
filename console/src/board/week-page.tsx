import { Link, useSearchParams } from 'wouter';
import { settingCalled } from '../hold/drug-names.ts';
import { ReadState } from '../parts/fault.tsx';
import { KeyCap } from '../parts/keys.tsx';
import { Screen } from '../parts/page.tsx';
import { dayBeside, dayIn, today } from '../parts/when.ts';
import { useCommands } from '../shell/commands.ts';
import { narrowedBy } from '../worklist/filters.ts';
import { isClosedOn, nurseDayWords } from './nurse-day.ts';
import { type SiteShown, useSites } from './read.ts';
import { clockWords, dayWords, minuteOf } from './times.ts';

type NurseDay = SiteShown['nurses'][number]['days'][number];

/** Whether a nurse is free at a minute of the day, by the clocks where she works. */
const isFreeAt = ({ free }: NurseDay, minute: number): boolean =>
  free.some(
    ({ localStart, localEnd }) => minuteOf(localStart) <= minute && minute < minuteOf(localEnd),
  );

type CellProps = { day: NurseDay; closed: boolean; at: number | undefined };

const DayCell = ({ day, closed, at }: CellProps) => {
  const on = dayWords(day.on);
  if (!day.shift || (closed && day.free.length === 0))
    return (
      <td className="none" data-label={on}>
        {nurseDayWords(day, closed)}
      </td>
    );
  const free = at !== undefined && isFreeAt(day, at);
  return (
    <td className={free ? 'is-free' : undefined} data-label={on}>
      {at !== undefined && <strong>{free ? 'Free then. ' : 'Not free then. '}</strong>}
      {nurseDayWords(day, closed)}
      {day.free.length > 0 && (
        <span className="under">
          {day.free
            .map((free) => `${clockWords(free.localStart)} to ${clockWords(free.localEnd)}`)
            .join(', ')}
        </span>
      )}
    </td>
  );
};

/** The week of all nurses by name, and when each of them is free. */
const WeekPage = () => {
  const [search, setSearch] = useSearchParams();
  const from = dayIn(search, 'from');
  const at = search.get('at') ?? '';
  const minute = /^\d\d:\d\d$/.test(at) ? minuteOf(`${from}T${at}`) : undefined;
  const found = useSites(from, 7);
  const narrow = (changes: Readonly<Record<string, string>>) =>
    setSearch(narrowedBy(search, changes));
  const to = (date: string) => narrow({ from: date === today() ? '' : date });
  useCommands([
    {
      id: 'week-before',
      keys: '[',
      words: 'Week before',
      group: 'Nurses',
      run: () => to(dayBeside(from, -7)),
    },
    {
      id: 'week-after',
      keys: ']',
      words: 'Week after',
      group: 'Nurses',
      run: () => to(dayBeside(from, 7)),
    },
    { id: 'this-week', keys: 'y', words: 'From today', group: 'Nurses', run: () => to(today()) },
    {
      id: 'at',
      keys: 't',
      words: 'Who is free at a time',
      group: 'Nurses',
      run: () => document.getElementById('free-at')?.focus(),
    },
  ]);
  const sites = found.data?.filter(({ nurses }) => nurses.length > 0);
  return (
    <Screen
      title="Nurses"
      heading="Week of all nurses"
      className="nurses"
      beside={
        <nav className="around" aria-label="Weeks">
          <button type="button" aria-keyshortcuts="[" onClick={() => to(dayBeside(from, -7))}>
            Before <KeyCap of="[" />
          </button>
          <button type="button" aria-keyshortcuts="y" onClick={() => to(today())}>
            From today <KeyCap of="y" />
          </button>
          <button type="button" aria-keyshortcuts="]" onClick={() => to(dayBeside(from, 7))}>
            After <KeyCap of="]" />
          </button>
          <Link href="/board">Board</Link>
        </nav>
      }
    >
      <div className="list-tools">
        <label className="choice">
          Free at
          <input
            id="free-at"
            type="time"
            step={900}
            value={at}
            aria-keyshortcuts="t"
            onChange={({ target }) => narrow({ at: target.value })}
          />
          <KeyCap of="t" />
        </label>
      </div>
      <p className="meta">
        Free is half an hour or more. At a center it is when the team and the chairs have room for
        one more patient; at home, between visits, with the way still to be taken off. Times are
        those of clocks where the nurse works.
      </p>
      <ReadState of={found} what="the nurses" />
      {sites?.map((site) => (
        <table key={site.siteId} className="week">
          <caption>
            {site.name} ({settingCalled(site.setting).toLowerCase()})
          </caption>
          <thead>
            <tr>
              <th scope="col">Nurse</th>
              {site.days.map(({ on }) => (
                <th key={on} scope="col">
                  {dayWords(on)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {site.nurses.map((nurse) => (
              <tr key={nurse.nurseId}>
                <th scope="row">{nurse.name}</th>
                {nurse.days.map((day) => (
                  <DayCell key={day.on} day={day} closed={isClosedOn(site, day.on)} at={minute} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      ))}
      {sites?.length === 0 && (
        <div className="empty">
          <p>The network has no nurse yet.</p>
        </div>
      )}
    </Screen>
  );
};

export default WeekPage;
