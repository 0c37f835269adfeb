import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useSearchParams } from 'wouter';
import { askApi } from '../api/call.ts';
import { usePeople } from '../api/queries.ts';
import type { ApiBody, ApiRequest } from '../api/routes.ts';
import { ReadState } from '../parts/fault.tsx';
import { Screen } from '../parts/page.tsx';
import { momentWords } from '../parts/when.ts';
import { plainWords, roleName } from '../parts/words.ts';

type Asked = NonNullable<ApiRequest<'GET /referrals/{referralId}/audit'>['query']>;
type Found = ApiBody<'GET /referrals/{referralId}/audit'>;

const useAudit = (referralId: string, query: Asked) =>
  useQuery({
    queryKey: ['audit', referralId, query],
    enabled: referralId !== '',
    // What stands there while it is narrowed is of the same referral, or nothing.
    placeholderData: (before: Found | undefined, last) =>
      last?.queryKey[1] === referralId ? before : undefined,
    queryFn: async ({ signal }) =>
      (
        await askApi('GET /referrals/{referralId}/audit', {
          path: { referralId },
          query,
          signal,
        })
      ).body,
  });

const chainWords = ({ holds, records, brokenAt }: Found['chain']): string =>
  holds
    ? `The chain holds: ${records} records, each as it was sealed, from the first.`
    : `The chain is broken at record ${brokenAt} of ${records}: it is not as it was sealed, or not in its place.`;

/** What somebody looked at, where its name alone says little. */
const aboutWords = (about: string): string =>
  ({ label: 'Name of the patient', bedside: 'Bedside sheet' })[about] ??
  plainWords(about.replace('.', ': '));

type Called = (by: string) => string | undefined;

/** Who it was by name; one whose name is not told here, by what they are, with the id below. */
const whoWords = ({ by, as }: Found['items'][number], called: Called): string =>
  called(by) ?? (as.includes('system') ? plainWords(by) : as.map(roleName).join(', '));

const Entries = ({ items, called }: { items: Found['items']; called: Called }) => (
  <table>
    <caption className="unseen">Who changed or read what, newest first</caption>
    <thead>
      <tr>
        <th scope="col">When</th>
        <th scope="col">Who</th>
        <th scope="col">Did</th>
        <th scope="col">What</th>
        <th scope="col">Record</th>
      </tr>
    </thead>
    <tbody>
      {items.map((entry) => (
        <tr key={`${entry.at} ${entry.by} ${entry.what} ${entry.about} ${entry.sequence ?? ''}`}>
          <th scope="row">{momentWords(entry.at)}</th>
          <td data-label="Who">
            {whoWords(entry, called)}
            <span className="under">
              {called(entry.by) || entry.as.includes('system')
                ? entry.as.map(roleName).join(', ')
                : entry.by}
            </span>
          </td>
          <td data-label="Did">{plainWords(entry.what)}</td>
          <td data-label="What">{aboutWords(entry.about)}</td>
          <td data-label="Record">{entry.sequence ?? '-'}</td>
        </tr>
      ))}
    </tbody>
  </table>
);

const AuditPage = () => {
  const [search, setSearch] = useSearchParams();
  const part = (name: string) => search.get(name) ?? '';
  const referralId = part('referral');
  const [typed, setTyped] = useState(referralId);
  const query: Asked = {
    ...(part('person') && { person: part('person') }),
    ...(part('what') && { what: part('what') as NonNullable<Asked['what']> }),
    ...(part('from') && { from: part('from') }),
    ...(part('to') && { to: part('to') }),
  };
  const found = useAudit(referralId, query);
  const people = usePeople().data ?? [];
  const called: Called = (by) => people.find(({ personId }) => personId === by)?.name;
  const choose = (chosen: Record<string, string>) =>
    setSearch(
      Object.fromEntries(
        Object.entries({ referral: referralId, ...query, ...chosen }).filter(([, value]) => value),
      ) as Record<string, string>,
    );
  const seek = (event: FormEvent) => {
    event.preventDefault();
    choose({ referral: typed.trim() });
  };
  return (
    <Screen title="Audit" heading="Audit" className="measures">
      <form className="list-head" onSubmit={seek}>
        <label className="choice">
          Referral
          <input
            value={typed}
            placeholder="ref_..."
            onChange={({ target }) => setTyped(target.value)}
          />
        </label>
        <button type="submit" className="first">
          Look
        </button>
        <label className="choice">
          Who
          <select
            value={part('person')}
            onChange={({ target }) => choose({ person: target.value })}
          >
            <option value="">anybody</option>
            {people.map(({ personId, name }) => (
              <option key={personId} value={personId}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label className="choice">
          Did
          <select value={part('what')} onChange={({ target }) => choose({ what: target.value })}>
            <option value="">anything</option>
            <option value="changed">changed</option>
            <option value="read">read</option>
            <option value="refused">was refused</option>
          </select>
        </label>
        <label className="choice">
          From
          <input
            type="date"
            value={part('from')}
            max={part('to') || undefined}
            onChange={({ target }) => choose({ from: target.value })}
          />
        </label>
        <label className="choice">
          To
          <input
            type="date"
            value={part('to')}
            min={part('from') || undefined}
            onChange={({ target }) => choose({ to: target.value })}
          />
        </label>
      </form>
      {referralId === '' ? (
        <p>Give the id of a referral, as its address and its lists have it.</p>
      ) : (
        <ReadState of={found} what="the audit" />
      )}
      {found.data && !found.isError && (
        <>
          <p className={found.data.chain.holds ? 'notice' : 'notice bad'} role="status">
            {chainWords(found.data.chain)}
          </p>
          <p>
            {found.data.items.length} entries
            {found.data.leftOut > 0 && `, and ${found.data.leftOut} older ones: narrow it by day`}.
          </p>
          {found.data.items.length > 0 && <Entries items={found.data.items} called={called} />}
        </>
      )}
    </Screen>
  );
};

export default AuditPage;
