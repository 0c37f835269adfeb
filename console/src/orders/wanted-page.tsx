import { Link, useLocation } from 'wouter';
import { useCalled } from '../api/called.ts';
import { type HoldRow, useHolds, useLabels } from '../api/queries.ts';
import { ReadState } from '../parts/fault.tsx';
import { KeyCap } from '../parts/keys.tsx';
import { Screen } from '../parts/page.tsx';
import { dueOf, fullWords } from '../parts/when.ts';
import { roleName } from '../parts/words.ts';
import { useCommands } from '../shell/commands.ts';
import type { SignedIn } from '../sign-in/person.ts';

type Names = ReturnType<typeof useLabels>['data'];

/** Where a practice answers what is wanted, if that is another screen than the hold. */
const placeOf = (reason: string, referralId: string): string | undefined => {
  if (reason === 'order-to-sign') return `/orders/${referralId}`;
  if (reason === 'authorization-ending') return `/orders/${referralId}/renewal`;
  return reason === 'order-incomplete' ? `/orders/${referralId}/missing` : undefined;
};

const Rows = ({ rows, names }: { rows: readonly HoldRow[]; names: Names }) => {
  const called = useCalled();
  return (
    <ul className="rows">
      {rows.map(({ holdId, referralId, reason, says, owner, dueAt, therapyId }) => {
        const due = dueOf(dueAt);
        const name = names?.[referralId];
        return (
          <li key={holdId}>
            <span>
              <Link href={placeOf(reason, referralId) ?? `/holds/${holdId}`}>{says}</Link>
              <span className="under">
                {name && `${name.family}, ${name.given}`}
                {name && therapyId && ' - '}
                {therapyId && called.therapy(therapyId)}
              </span>
            </span>
            {owner !== 'referrer' && <span className="meta">{roleName(owner)}</span>}
            <span className={`state ${due.state}`} title={fullWords(dueAt)}>
              {due.words}
            </span>
          </li>
        );
      })}
    </ul>
  );
};

/** What a practice is asked for comes first; then what waits on others. */
const WantedPage = ({ person }: { person: SignedIn }) => {
  const found = useHolds({ practice: person.practices[0] });
  const [, go] = useLocation();
  const rows = found.data?.pages.flatMap(({ items }) => items) ?? [];
  const names = useLabels(
    rows.map(({ referralId }) => referralId),
    true,
  ).data;
  const own = rows.filter(({ owner }) => owner === 'referrer');
  const isRenewal = ({ reason }: HoldRow) => reason === 'authorization-ending';
  const renewals = rows.filter(isRenewal);
  const others = rows.filter((row) => row.owner !== 'referrer' && !isRenewal(row));
  useCommands([
    {
      id: 'new-order',
      keys: 'n',
      words: 'New order',
      group: 'Practice',
      run: () => go('/orders/new'),
    },
  ]);
  return (
    <Screen
      title="Wanted from you"
      heading="Wanted from you"
      className="wanted-page"
      beside={
        <Link href="/orders/new" className="button first" aria-keyshortcuts="n">
          New order <KeyCap of="n" />
        </Link>
      }
    >
      <ReadState of={found} what="what is wanted" />
      {found.data && own.length === 0 && (
        <div className="empty">
          <p>Nothing is wanted from you.</p>
        </div>
      )}
      <Rows rows={own} names={names} />
      {renewals.length > 0 && (
        <section aria-labelledby="renewals">
          <h2 id="renewals">Renewals: the order is signed again</h2>
          <Rows rows={renewals} names={names} />
        </section>
      )}
      {others.length > 0 && (
        <section aria-labelledby="others">
          <h2 id="others">Waiting for others</h2>
          <Rows rows={others} names={names} />
        </section>
      )}
      {found.hasNextPage && (
        <button type="button" className="more" onClick={() => void found.fetchNextPage()}>
          {found.isFetchingNextPage ? 'Reading more …' : 'Show more'}
        </button>
      )}
    </Screen>
  );
};

export default WantedPage;
