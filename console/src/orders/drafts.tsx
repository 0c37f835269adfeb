import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { askApi } from '../api/call.ts';
import { useCalled } from '../api/called.ts';
import { tellProblem } from '../api/problem.ts';
import { ReadState } from '../parts/fault.tsx';
import { momentWords } from '../parts/when.ts';
import { announce } from '../shell/announce.ts';
import { putAway, toHeading } from './order-draft.ts';

/** Orders that the practice has begun and not sent. */
export const Drafts = ({ npi }: { npi: string }) => {
  const { therapy } = useCalled();
  const found = useQuery({
    queryKey: ['drafts', npi],
    staleTime: 0,
    queryFn: async ({ signal }) =>
      (
        await askApi('GET /practices/{practiceNpi}/drafts', {
          path: { practiceNpi: npi },
          signal,
        })
      ).body.items,
  });
  const drafts = found.data ?? [];
  const discard = async (draftId: string) => {
    try {
      await putAway(npi, draftId);
      announce('The draft is put away.');
    } catch (error) {
      announce(tellProblem(error));
    }
    toHeading();
  };
  if (drafts.length === 0) return found.isError ? <ReadState of={found} what="the drafts" /> : null;
  return (
    <section className="drafts" aria-labelledby="drafts">
      <h2 id="drafts">Begun and not sent ({drafts.length})</h2>
      <ul>
        {drafts.map(({ draftId, patient, therapyId, savedAt, savedBy }) => {
          const who = patient ?? 'No name yet';
          return (
            <li key={draftId}>
              <Link href={`/orders/new?draft=${draftId}`}>{who}</Link>
              <span className="under">
                {therapyId && `${therapy(therapyId)}, `}
                {savedBy.name ?? 'a colleague'}, {momentWords(savedAt)}
              </span>
              <button type="button" className="quiet" onClick={() => void discard(draftId)}>
                Put away<span className="unseen"> the draft of {who}</span>
              </button>
            </li>
          );
        })}
      </ul>
      <p className="meta">A draft is kept for 30 days after it was last changed.</p>
    </section>
  );
};
