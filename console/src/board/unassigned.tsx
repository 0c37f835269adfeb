import { Link } from 'wouter';
import { useLabels } from '../api/queries.ts';
import { ReadState } from '../parts/fault.tsx';
import { withDates } from '../parts/when.ts';
import { mostUnassigned, useUnassigned } from './read.ts';

/** What waits for a scheduler, doses without a time among it, and why. */
export const Unassigned = () => {
  const { list, why } = useUnassigned(true);
  const rows = list.data ?? [];
  const names = useLabels(
    rows.map(({ referralId }) => referralId),
    true,
  ).data;
  return (
    <section className="block unassigned" aria-labelledby="unassigned">
      <h2 id="unassigned">For a scheduler ({rows.length})</h2>
      <ReadState of={list} what="what waits for a scheduler" />
      {list.data?.length === 0 && <p className="none">Nothing waits for a scheduler.</p>}
      <ul className="rows">
        {rows.slice(0, mostUnassigned).map(({ holdId, referralId, says }) => {
          const label = names?.[referralId];
          const because = why.get(holdId)?.why ?? [];
          return (
            <li key={holdId}>
              <p>
                <strong>
                  {label ? [label.family, label.given].filter(Boolean).join(', ') : 'Patient'}
                </strong>{' '}
                {says}
              </p>
              {because.length > 0 && (
                <ul className="because">
                  {because.slice(0, 4).map(({ text }) => (
                    <li key={text}>{withDates(text)}</li>
                  ))}
                </ul>
              )}
              <p className="around">
                <Link href={`/referrals/${referralId}/offers`}>Look at times</Link>
                <Link href={`/holds/${holdId}`}>Open the hold</Link>
              </p>
            </li>
          );
        })}
      </ul>
      {rows.length > mostUnassigned && (
        <p>
          <Link href="/holds?team=scheduler">All {rows.length} on the scheduler’s list</Link>
        </p>
      )}
    </section>
  );
};
