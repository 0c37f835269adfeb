import { useState } from 'react';
import {
  type DocumentRow,
  queries,
  useAuthorization,
  useDocuments,
  type WholeHold,
} from '../api/queries.ts';
import { ReadState } from '../parts/fault.tsx';
import { KeyCap } from '../parts/keys.tsx';
import { dueOf } from '../parts/when.ts';
import { useCommands } from '../shell/commands.ts';
import { type AskedFor, askedFor } from './asked.ts';
import { kindWords, sizeWords } from './kinds.ts';
import type { Paper } from './paper.tsx';
import { SendDialog } from './send-dialog.tsx';

type Props = {
  referralId: string;
  /** Of a hold about a request: what its payer asks for is listed, each thing with whether it is there. */
  hold?: Pick<WholeHold, 'reason' | 'authorizationId' | 'packet'> | undefined;
  /** Nothing is added to what is closed. */
  closed: boolean;
  shown: Paper | undefined;
  onShow: (paper: Paper) => void;
  onSent: () => void;
};

const paperOf = (referralId: string, document: DocumentRow): Paper | undefined =>
  document.documentId === undefined
    ? undefined
    : {
        referralId,
        documentId: document.documentId,
        title: document.title,
        contentType: document.contentType,
      };

const Asked = ({ of, dueAt }: { of: AskedFor; dueAt: string | undefined }) => (
  <div className="asked">
    <h3>
      What the payer asks for
      {dueAt && ` - until ${dueOf(dueAt).words}`}
    </h3>
    <ul>
      {of.items.map(({ code, says, there }) => (
        <li key={code}>
          <span className={`tag ${there ? 'held' : 'missing'}`}>
            {there ? '✓ There' : 'Wanted'}
          </span>
          {says}
        </li>
      ))}
    </ul>
    {of.came > 0 && (
      <p className="meta">
        {of.came} came since it was asked for
        {of.ofNoKind > 0 && `, ${of.ofNoKind} of them without saying what it is`}.
      </p>
    )}
    {of.sendTo.map((words) => (
      <p key={words} className="meta">
        {words}
      </p>
    ))}
  </div>
);

/** What is there on paper, what is wanted, and a way to send more. */
export const Documents = ({ referralId, hold, closed, shown, onShow, onSent }: Props) => {
  const [sending, setSending] = useState(false);
  const found = useDocuments(referralId, true);
  const waits = hold?.reason === 'information-requested';
  const request = useAuthorization(waits ? hold?.authorizationId : undefined).data;
  const documents = found.data ?? [];
  const asked =
    request?.information && askedFor(request.information, documents, request.sent?.documents ?? 0);
  const packet: Paper | undefined = hold?.packet && {
    title: 'What goes to the payer',
    contentType: 'application/pdf',
    address: hold.packet.href,
  };
  const papers = [
    ...(packet ? [packet] : []),
    // The newest first: what came last is what one looks for.
    ...[...documents].reverse().flatMap((each) => paperOf(referralId, each) ?? []),
  ];
  const next = () => {
    const at = papers.findIndex((paper) => shown && keyOf(paper) === keyOf(shown));
    const paper = papers[(at + 1) % papers.length];
    if (paper) onShow(paper);
  };
  useCommands([
    ...(papers.length > 0
      ? [
          {
            id: 'document',
            keys: 'd',
            words: 'Open the next document beside',
            group: 'Documents',
            run: next,
          },
        ]
      : []),
    ...(closed
      ? []
      : [
          {
            id: 'send-documents',
            keys: 'f',
            words: 'Send documents',
            group: 'Documents',
            run: () => setSending(true),
          },
        ]),
  ]);
  return (
    <section aria-labelledby="documents">
      <div className="section-head">
        <h2 id="documents">Documents</h2>
        {!closed && (
          <button type="button" aria-keyshortcuts="f" onClick={() => setSending(true)}>
            Send documents <KeyCap of="f" />
          </button>
        )}
      </div>
      {asked && asked.items.length > 0 && <Asked of={asked} dueAt={request?.informationDueAt} />}
      <ReadState of={found} what="the documents" />
      {found.data && papers.length === 0 && documents.length === 0 && (
        <p className="none">None is here.</p>
      )}
      <ul className="rows papers">
        {packet && (
          <li>
            <button type="button" className="link" onClick={() => onShow(packet)}>
              {packet.title}
            </button>
            <span className="meta">The packet, PDF</span>
          </li>
        )}
        {[...documents].reverse().map((document, at) => {
          const paper = paperOf(referralId, document);
          return (
            <li key={document.documentId ?? `${document.title} ${at}`}>
              {paper ? (
                <button
                  type="button"
                  className="link"
                  aria-current={shown && keyOf(shown) === keyOf(paper) ? true : undefined}
                  onClick={() => onShow(paper)}
                >
                  {document.title}
                </button>
              ) : (
                <span>{document.title}</span>
              )}
              <span className="meta">
                {kindWords(document.type)}
                {document.bytes !== undefined && `, ${sizeWords(document.bytes)}`}
                {!paper && ', its content was not sent to us'}
              </span>
            </li>
          );
        })}
      </ul>
      {sending && (
        <SendDialog
          referralId={referralId}
          items={asked?.items ?? []}
          onClose={(sent) => {
            setSending(false);
            if (!sent) return;
            void queries.invalidateQueries({ queryKey: ['authorization'] });
            onSent();
          }}
        />
      )}
    </section>
  );
};

const keyOf = (paper: Paper): string => {
  if ('file' in paper) return paper.title;
  return 'address' in paper ? paper.address : `${paper.referralId} ${paper.documentId}`;
};
