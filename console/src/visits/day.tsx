import { Link, useSearchParams } from 'wouter';
import { type DayVisit, useDay } from '../api/queries.ts';
import { ReadState } from '../parts/fault.tsx';
import { Screen } from '../parts/page.tsx';
import { dateWords, dayBeside, dayHeading, dayIn, today } from '../parts/when.ts';
import { plainWords } from '../parts/words.ts';
import { timeAt, zoneCity } from './visit-words.ts';
import { UnsentNotice } from './waiting.tsx';

const addressOf = ({ patient }: DayVisit): string | undefined => {
  const { address } = patient ?? {};
  return address && [...(address.line ?? []), address.city].filter(Boolean).join(', ');
};

const Card = ({ visit }: { visit: DayVisit }) => {
  const { patient, therapy, access } = visit;
  const place = visit.setting === 'home' ? addressOf(visit) : plainWords(visit.siteId.slice(5));
  return (
    <li className="visit-card">
      <p className="at">
        <strong>{timeAt(visit.startsAt, visit.zone)}</strong>
        <span className="under">to {timeAt(visit.endsAt, visit.zone)}</span>
      </p>
      <div>
        <Link href={`/visits/${visit.visitId}`}>{patient?.name ?? 'Visit'}</Link>
        <p>
          {therapy?.name}
          {therapy?.dose && `, ${therapy.dose}`}
          {therapy?.firstDose && <span className="tag ask">First dose</span>}
        </p>
        <p className="meta">
          {place}
          {visit.travelMinutes ? ` - ${visit.travelMinutes} minutes away` : ''}
          {` - ${zoneCity(visit.zone)} time`}
        </p>
        <p className="meta">
          <span className="tag">{plainWords(visit.status)}</span>
          {access?.difficult && <span className="tag missing">Hard veins</span>}
          {patient?.language && patient.language !== 'en' && `Speaks ${patient.language}`}
        </p>
      </div>
    </li>
  );
};

/** The visits of a nurse's day, in the order of the route. */
const NurseDay = ({ nurseId }: { nurseId: string }) => {
  const [search, setSearch] = useSearchParams();
  const on = dayIn(search, 'on');
  const found = useDay(nurseId, on);
  const visits = found.data?.toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
  const to = (date: string) => setSearch(date === today() ? {} : { on: date });
  return (
    <Screen
      title="My day"
      heading={dayHeading(on)}
      className="day"
      beside={
        <nav className="around" aria-label="Days">
          <button type="button" onClick={() => to(dayBeside(on, -1))}>
            Day before
          </button>
          {on !== today() && (
            <button type="button" onClick={() => to(today())}>
              Today
            </button>
          )}
          <button type="button" onClick={() => to(dayBeside(on, 1))}>
            Day after
          </button>
        </nav>
      }
    >
      <p className="meta" data-on={on}>
        {dateWords(on)}
      </p>
      <UnsentNotice />
      <ReadState of={found} what="the visits" />
      {visits?.length === 0 && (
        <div className="empty">
          <p>No visit is yours on this day.</p>
        </div>
      )}
      <ol className="visit-cards">
        {visits?.map((visit) => (
          <Card key={visit.visitId} visit={visit} />
        ))}
      </ol>
    </Screen>
  );
};

export default NurseDay;
