import { useState } from 'react';
import { Link } from 'wouter';
import { askApi } from '../api/call.ts';
import { tellProblem } from '../api/problem.ts';
import { queries, useReminders } from '../api/queries.ts';
import { momentWords } from '../parts/when.ts';
import { serviceNow } from '../sign-in/session.ts';
import { place } from './place.ts';

/** Keeps a reminder of a hold, or takes it away; what went wrong, it throws. */
export const remind = async (holdId: string, at: string | null, note = ''): Promise<void> => {
  const { body } = await askApi('PUT /holds/{holdId}/reminder', {
    path: { holdId },
    body: { at, ...(note && { note }) },
  });
  queries.setQueryData(['reminders'], body.items);
};

/** What somebody wanted to be reminded of by now. */
export const Reminders = ({ wanted }: { wanted: boolean }) => {
  const [failed, setFailed] = useState('');
  const due = (useReminders(wanted).data ?? []).filter(({ at }) => Date.parse(at) <= serviceNow());
  if (due.length === 0) return null;
  return (
    <section className="notice reminders" aria-labelledby="reminders">
      <h2 id="reminders">You wanted to be reminded</h2>
      <ul>
        {due.map(({ holdId, at, note }) => (
          <li key={holdId}>
            <Link href={`/holds/${holdId}`} onClick={() => place.leftFor(holdId)}>
              {note ?? 'A hold'}
            </Link>{' '}
            <span className="meta">{momentWords(at)}</span>{' '}
            <button
              type="button"
              className="quiet"
              onClick={() => {
                document.querySelector<HTMLElement>('h1')?.focus();
                setFailed('');
                remind(holdId, null).catch((error) => setFailed(tellProblem(error)));
              }}
            >
              Done <span className="unseen">with {note ?? 'this hold'}</span>
            </button>
          </li>
        ))}
      </ul>
      {failed && (
        <p className="fault" role="alert">
          {failed}
        </p>
      )}
    </section>
  );
};
