import { useSyncExternalStore } from 'react';
import type { Job } from './outbox.ts';
import { nurseOutbox } from './outbox.ts';

export const useOutbox = (): readonly Job[] =>
  useSyncExternalStore(nurseOutbox.subscribe, nurseOutbox.jobs);

/** What is written down and not with the service yet: told wherever a nurse is. */
export const UnsentNotice = ({ onOpen }: { onOpen?: (job: Job) => void }) => {
  const jobs = useOutbox();
  if (jobs.length === 0) return null;
  const kept = jobs.filter(({ refused }) => !refused);
  const refused = jobs.filter((job) => job.refused);
  return (
    <div className="notice waiting" role="status">
      {kept.length > 0 && (
        <>
          <p>
            <strong>
              {kept.length === 1 ? 'One entry is' : `${kept.length} entries are`} not sent yet.
            </strong>{' '}
            There is no connection. What you wrote is kept on this page alone: leave it open.
          </p>
          <button
            type="button"
            onClick={() => {
              // It goes once all is sent: the focus goes first.
              document.querySelector<HTMLElement>('h1')?.focus();
              void nurseOutbox.retry();
            }}
          >
            Try now
          </button>
        </>
      )}
      {refused.map((job) => (
        <p key={job.key}>
          <strong>{job.words}</strong> was not taken: {job.refused?.message}{' '}
          {onOpen && (
            <button type="button" onClick={() => onOpen(job)}>
              Open it again
            </button>
          )}
        </p>
      ))}
    </div>
  );
};
