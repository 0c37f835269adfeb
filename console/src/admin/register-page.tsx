import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useSearchParams } from 'wouter';
import { askApi } from '../api/call.ts';
import { everyPage, useTherapies } from '../api/called.ts';
import { usePeople } from '../api/queries.ts';
import { ReadState } from '../parts/fault.tsx';
import { Screen } from '../parts/page.tsx';
import { dateWords } from '../parts/when.ts';
import { plainWords } from '../parts/words.ts';
import {
  type EntryChange,
  hasWords,
  nurseRow,
  payerRows,
  type RegisterRow,
  siteRow,
  therapyRows,
} from './register-rows.ts';

/** Entries of the network with what is on record of their last change. */
const useNetwork = () =>
  useQuery({
    queryKey: ['register'],
    queryFn: async ({ signal }) => {
      const changes = new Map<string, EntryChange>();
      const noted = <Body extends { changes: readonly EntryChange[] }>(body: Body): Body => {
        for (const change of body.changes) changes.set(change.id, change);
        return body;
      };
      const [payers, sites, nurses] = await Promise.all([
        everyPage(async (query) =>
          noted((await askApi('GET /network/payers', { query, signal })).body),
        ),
        everyPage(async (query) =>
          noted((await askApi('GET /network/sites', { query, signal })).body),
        ),
        everyPage(async (query) =>
          noted((await askApi('GET /network/nurses', { query, signal })).body),
        ),
      ]);
      return [
        ...payers.flatMap((payer) => payerRows(payer, changes.get(payer.payerId))),
        ...sites.map((site) => siteRow(site, changes.get(site.siteId))),
        ...nurses.map((nurse) => nurseRow(nurse, changes.get(nurse.nurseId))),
      ];
    },
  });

const useTherapy = (therapyId: string) =>
  useQuery({
    queryKey: ['therapy', therapyId],
    enabled: therapyId !== '',
    queryFn: async ({ signal }) =>
      therapyRows(
        (await askApi('GET /therapies/{therapyId}', { path: { therapyId }, signal })).body,
      ),
  });

/** So many rows are drawn; who wants others seeks them. */
const mostShown = 100;

const dayWords = (on: string): string => (on ? dateWords(on) : '-');

const RegisterTable = ({ rows }: { rows: readonly RegisterRow[] }) => (
  <table className="register">
    <caption className="unseen">What holds, and since when</caption>
    <thead>
      <tr>
        <th scope="col">Of</th>
        <th scope="col">Kind</th>
        <th scope="col">What holds</th>
        <th scope="col">Source</th>
        <th scope="col">Version</th>
        <th scope="col">Since</th>
        <th scope="col">Through</th>
      </tr>
    </thead>
    <tbody>
      {rows.map((row) => (
        <tr key={row.key}>
          <th scope="row">
            {row.of}
            <span className="under">{row.called}</span>
          </th>
          <td data-label="Kind">{plainWords(row.kind)}</td>
          <td data-label="What holds" className="long">
            {row.says}
          </td>
          <td data-label="Source" className="long">
            {row.source || '-'}
          </td>
          <td data-label="Version">{row.version}</td>
          <td data-label="Since">{dayWords(row.from)}</td>
          <td data-label="Through">{dayWords(row.through)}</td>
        </tr>
      ))}
    </tbody>
  </table>
);

const RegisterPage = () => {
  const [search, setSearch] = useSearchParams();
  const asked = {
    q: search.get('q') ?? '',
    kind: search.get('kind') ?? '',
    therapy: search.get('therapy') ?? '',
  };
  const network = useNetwork();
  const therapies = useTherapies();
  const therapy = useTherapy(asked.therapy);
  const people = usePeople().data;
  const all = useMemo(
    () =>
      [...(therapy.data ?? []), ...(network.data ?? [])].map(({ by, ...row }): RegisterRow => {
        const name = people?.find(({ personId }) => personId === by)?.name ?? by;
        return name ? { ...row, source: `${row.source} ${name}` } : row;
      }),
    [therapy.data, network.data, people],
  );
  const kinds = [...new Set(all.map(({ kind }) => kind))].sort();
  const rows = all.filter(
    (row) => (!asked.kind || row.kind === asked.kind) && hasWords(row, asked.q),
  );
  const choose = (chosen: Partial<typeof asked>) =>
    setSearch(
      Object.fromEntries(Object.entries({ ...asked, ...chosen }).filter(([, value]) => value)),
      { replace: true },
    );
  return (
    <Screen title="Register" heading="Register" className="measures">
      <p>
        Sites, nurses and payers with their channels, clocks, packs and rules, each with its source,
        its version and since when it holds. Nothing is changed here.
      </p>
      <div className="list-head">
        <label className="choice">
          Words
          <input
            type="search"
            value={asked.q}
            onChange={({ target }) => choose({ q: target.value })}
          />
        </label>
        <label className="choice">
          Kind
          <select value={asked.kind} onChange={({ target }) => choose({ kind: target.value })}>
            <option value="">all</option>
            {kinds.map((kind) => (
              <option key={kind} value={kind}>
                {kind}
              </option>
            ))}
          </select>
        </label>
        <label className="choice">
          With the policy of
          <select
            value={asked.therapy}
            onChange={({ target }) => choose({ therapy: target.value })}
          >
            <option value="">no therapy</option>
            {therapies.data?.map(({ therapyId, called, policyWaits }) => (
              <option key={therapyId} value={therapyId}>
                {called}
                {policyWaits ? ' (one waits)' : ''}
              </option>
            ))}
          </select>
        </label>
      </div>
      <ReadState of={network} what="the register" />
      {therapy.isError && <ReadState of={therapy} what="the policy" />}
      {network.data && (
        <p role="status">
          {rows.length > mostShown
            ? `${rows.length} rows; the first ${mostShown} are shown. Seek by words or kind for others.`
            : `${rows.length} rows.`}
        </p>
      )}
      {rows.length > 0 && <RegisterTable rows={rows.slice(0, mostShown)} />}
    </Screen>
  );
};

export default RegisterPage;
