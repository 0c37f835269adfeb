import { Link, useLocation, useSearchParams } from 'wouter';
import { useCalled } from '../api/called.ts';
import { useLabels, useReferrals } from '../api/queries.ts';
import { ReadState } from '../parts/fault.tsx';
import { Screen } from '../parts/page.tsx';
import { PatientCell } from '../parts/patient-cell.tsx';
import { dateWords, momentWords, today } from '../parts/when.ts';
import { plainWords } from '../parts/words.ts';
import { useCommands } from '../shell/commands.ts';
import { mayName, type SignedIn } from '../sign-in/person.ts';

const Referrals = ({ person }: { person: SignedIn }) => {
  const [search, setSearch] = useSearchParams();
  const [, go] = useLocation();
  const practice = person.roles.includes('referrer') ? person.practices[0] : undefined;
  const month = search.get('month') ?? today().slice(0, 7);
  const found = useReferrals(practice ? { practice } : { month });
  const rows = found.data?.pages.flatMap(({ items }) => items);
  const called = useCalled();
  const names = useLabels(rows?.map(({ referralId }) => referralId) ?? [], mayName(person));
  useCommands([
    { id: 'holds', keys: 'u', words: 'To the holds', group: 'Referrals', run: () => go('/holds') },
  ]);
  return (
    <Screen title="Referrals" heading="Referrals" className="referrals">
      <div className="list-head">
        <p>
          {practice
            ? 'Those of your practice, newest first.'
            : 'By the month they came in, newest first.'}
        </p>
        {!practice && (
          <label className="choice">
            Month
            <input
              type="month"
              value={month}
              onChange={({ target }) => target.value && setSearch({ month: target.value })}
            />
          </label>
        )}
      </div>
      <ReadState of={found} what="the referrals" />
      {rows?.length === 0 && (
        <div className="empty">
          <p>None came in.</p>
        </div>
      )}
      {rows && rows.length > 0 && (
        <table>
          <caption className="unseen">Referrals, newest first</caption>
          <thead>
            <tr>
              <th scope="col">Therapy</th>
              <th scope="col">Patient</th>
              <th scope="col">Status</th>
              <th scope="col">Dose by</th>
              <th scope="col">Came in</th>
              <th scope="col">Practice (NPI)</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.referralId}>
                <th scope="row">
                  <Link href={`/referrals/${row.referralId}`}>
                    {row.therapyId ? called.therapy(row.therapyId) : 'Not recognized'}
                  </Link>
                  <span className="under">
                    {row.setting && plainWords(row.setting)}
                    {row.urgency === 'urgent' && <span className="tag missing">Urgent</span>}
                  </span>
                </th>
                <td data-label="Patient">
                  <PatientCell name={names.data?.[row.referralId]} />
                </td>
                <td data-label="Status">
                  {plainWords(row.status)}
                  {row.closeReason && <span className="under">{plainWords(row.closeReason)}</span>}
                </td>
                <td data-label="Dose by">{row.doseBy ? dateWords(row.doseBy) : '-'}</td>
                <td data-label="Came in">{momentWords(row.receivedAt)}</td>
                <td data-label="Practice (NPI)">{row.practiceNpi}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {found.hasNextPage && (
        <button type="button" className="more" onClick={() => void found.fetchNextPage()}>
          {found.isFetchingNextPage ? 'Reading more …' : 'Show more'}
        </button>
      )}
    </Screen>
  );
};

export default Referrals;
