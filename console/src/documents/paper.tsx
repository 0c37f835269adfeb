import { type ReactNode, type Ref, useEffect, useRef, useState } from 'react';
import { askApi, askFile } from '../api/call.ts';
import { Problem } from '../api/problem.ts';
import { FaultNotice, Loading } from '../parts/fault.tsx';
import { KeyCap } from '../parts/keys.tsx';
import { useCommands } from '../shell/commands.ts';
import { isShown } from './kinds.ts';

/** What may lie beside a hold: a document of its referral, or what is ready to be sent to the payer. */
export type Paper = { title: string; contentType: string } & (
  | { referralId: string; documentId: string }
  | { address: string }
  /** One that was chosen here and is not sent yet. */
  | { file: File }
);

/** Reads by an address that is good for a minute; the bucket is asked without a token. */
const byLink = async (referralId: string, documentId: string, signal: AbortSignal) => {
  const { body } = await askApi('GET /referrals/{referralId}/documents/{documentId}/link', {
    path: { referralId, documentId },
    signal,
  });
  const answer = await fetch(body.url, { signal, referrerPolicy: 'no-referrer' });
  if (!answer.ok)
    throw new Problem(answer.status, 'not-read', 'The document could not be read. Try again.');
  return answer.blob();
};

const contentOf = async (paper: Paper, signal: AbortSignal): Promise<Blob> => {
  if ('file' in paper) return paper.file;
  return 'address' in paper
    ? askFile(paper.address, signal)
    : byLink(paper.referralId, paper.documentId, signal);
};

type Shown = { url: string } | { error: unknown } | undefined;

/** The content, in memory for as long as it is shown. */
const useContent = (paper: Paper): [Shown, () => void] => {
  const [shown, setShown] = useState<Shown>();
  const [tries, setTries] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: trying again is reading again.
  useEffect(() => {
    const gone = new AbortController();
    let url = '';
    setShown(undefined);
    contentOf(paper, gone.signal)
      .then((content) => {
        if (gone.signal.aborted) return;
        url = URL.createObjectURL(new Blob([content], { type: paper.contentType }));
        setShown({ url });
      })
      .catch((error: unknown) => {
        if (!gone.signal.aborted) setShown({ error });
      });
    return () => {
      gone.abort();
      if (url) URL.revokeObjectURL(url);
    };
  }, [paper, tries]);
  return [shown, () => setTries(tries + 1)];
};

const Content = ({ paper, url }: { paper: Paper; url: string }) => {
  if (!isShown(paper.contentType))
    return (
      <p className="none">
        Browsers do not show this kind ({paper.contentType}). Save it, and open it from there.
      </p>
    );
  return paper.contentType.startsWith('image/') ? (
    <img src={url} alt={paper.title} />
  ) : (
    <iframe src={url} title={paper.title} />
  );
};

/** A document beside what it is read for. */
export const PaperBeside = ({ paper, onClose }: { paper: Paper; onClose: () => void }) => {
  const heading = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another document is gone to.
  useEffect(() => heading.current?.focus(), [paper]);
  useCommands([
    { id: 'close-paper', keys: 'x', words: 'Close the document', group: 'Documents', run: onClose },
  ]);
  return (
    <PaperSheet paper={paper} heading={heading}>
      <button type="button" aria-keyshortcuts="x" onClick={onClose}>
        Close <KeyCap of="x" />
      </button>
    </PaperSheet>
  );
};

/** A document with what may be done with it: it stays where it is, and takes nobody's place. */
export const PaperSheet = ({
  paper,
  heading,
  children,
}: {
  paper: Paper;
  heading?: Ref<HTMLHeadingElement>;
  children?: ReactNode;
}) => {
  const [shown, again] = useContent(paper);
  return (
    <section className="paper" aria-labelledby="paper">
      <div className="section-head">
        <h2 id="paper" ref={heading} tabIndex={-1}>
          {paper.title}
        </h2>
        <span className="buttons">
          {shown && 'url' in shown && (
            <a href={shown.url} download={paper.title}>
              Save it
            </a>
          )}
          {children}
        </span>
      </div>
      {shown === undefined && <Loading what="the document" />}
      {shown && 'error' in shown && <FaultNotice error={shown.error} again={again} />}
      {shown && 'url' in shown && <Content paper={paper} url={shown.url} />}
    </section>
  );
};
