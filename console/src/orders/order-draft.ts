import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useSearchParams } from 'wouter';
import { askApi } from '../api/call.ts';
import { Problem, tellProblem } from '../api/problem.ts';
import { queries } from '../api/queries.ts';
import { momentWords } from '../parts/when.ts';
import { announce } from '../shell/announce.ts';
import type { OrderTyped } from './order-body.ts';

/** So long nothing is typed before it is saved, in milliseconds; and before what failed is tried again. */
const pauseMs = 2_000;
const againMs = 10_000;

const typedOnly = (typed: OrderTyped): Record<string, string> =>
  Object.fromEntries(Object.entries(typed).filter(([, value]) => value.trim()));

type Kept = { draftId: string; etag: string | undefined; words: string };

export const toHeading = () => document.querySelector<HTMLElement>('h1')?.focus();

/**
 * Keeps what is typed of an order with the service, for whoever of the practice goes on with it. Which one
 * it is stands in the address, so that a page that is loaded again goes on. Who finds that a colleague
 * went on meanwhile has their own kept beside it: nothing that somebody typed is written over.
 *
 * @param npi of the practice whose draft it is
 * @param onRead what stood in the draft that was opened
 */
export const useDraft = (npi: string, typed: OrderTyped, onRead: (typed: OrderTyped) => void) => {
  const [search, setSearch] = useSearchParams();
  const [says, setSays] = useState('');
  const asked = search.get('draft') ?? undefined;
  const kept = useRef<Kept>(undefined);
  /** Those that stand on this page already. */
  const own = useRef(new Set<string>());
  const isSent = useRef(false);
  const found = useQuery({
    queryKey: ['draft', npi, asked],
    enabled: asked !== undefined && !own.current.has(asked),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    queryFn: ({ signal }) =>
      askApi('GET /practices/{practiceNpi}/drafts/{draftId}', {
        path: { practiceNpi: npi, draftId: asked ?? '' },
        signal,
      }),
  });
  const read = found.data;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each draft that is read.
  useEffect(() => {
    if (!read || own.current.has(read.body.draftId)) return;
    const { draftId, savedAt, typed: stood } = read.body;
    own.current.add(draftId);
    kept.current = { draftId, etag: read.etag, words: JSON.stringify(typedOnly(stood)) };
    setSays(`Draft of ${momentWords(savedAt)}. `);
    onRead(stood);
    toHeading();
  }, [read]);

  const isGone = found.error instanceof Problem && found.error.status === 404;
  // biome-ignore lint/correctness/useExhaustiveDependencies: when it turns out to be gone.
  useEffect(() => {
    if (!isGone) return;
    announce('This draft was sent or put away.');
    setSearch({}, { replace: true });
  }, [isGone]);

  const words = JSON.stringify(typedOnly(typed));
  const [tries, setTries] = useState(0);
  const saving = useRef(Promise.resolve());
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever what is typed has changed, and after a failure.
  useEffect(() => {
    const isWaited = asked !== undefined && kept.current === undefined;
    const standing = kept.current?.words ?? '{}';
    if (!npi || isWaited || isSent.current || words === standing) return;
    const save = async () => {
      const { draftId = crypto.randomUUID(), etag = '"0"' } = kept.current ?? {};
      if (isSent.current || kept.current?.words === words) return;
      try {
        const answer = await askApi('PUT /practices/{practiceNpi}/drafts/{draftId}', {
          path: { practiceNpi: npi, draftId },
          body: { typed: JSON.parse(words) as Record<string, string> },
          ifMatch: etag,
        });
        kept.current = { draftId, etag: answer.etag, words };
        own.current.add(draftId);
        setSays(`Draft saved ${momentWords(answer.body.savedAt)}. `);
        setSearch({ draft: draftId }, { replace: true });
      } catch (error) {
        if (error instanceof Problem && error.code === 'draft-changed') {
          kept.current = { draftId: crypto.randomUUID(), etag: undefined, words: '{}' };
          announce('A colleague went on with this draft: yours is kept as another one.');
          return setTries((count) => count + 1);
        }
        setSays(`Not saved as a draft: ${tellProblem(error)} `);
        setTimeout(() => setTries((count) => count + 1), againMs);
      }
    };
    const timer = setTimeout(() => {
      saving.current = saving.current.then(save);
    }, pauseMs);
    return () => clearTimeout(timer);
  }, [words, npi, asked, tries]);

  return {
    says,
    found,
    /** Nothing is begun, so that those that are can be gone on with. */
    isBlank: words === '{}' && asked === undefined,
    /** The order was sent: nobody shall send it once more from what is left here. */
    sent: async () => {
      isSent.current = true;
      await saving.current;
      try {
        if (kept.current) await putAway(npi, kept.current.draftId);
      } catch {
        announce('Its draft is still on the list: put it away, it is sent.');
      }
    },
  };
};

/** Takes a draft off the list, however it stands. */
export const putAway = async (practiceNpi: string, draftId: string): Promise<void> => {
  await askApi('PUT /practices/{practiceNpi}/drafts/{draftId}', {
    path: { practiceNpi, draftId },
    body: { typed: {} },
    ifMatch: '*',
  });
  void queries.invalidateQueries({ queryKey: ['drafts', practiceNpi] });
};
