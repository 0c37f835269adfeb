import { useMemo, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { askApi } from '../api/call.ts';
import { useTherapies } from '../api/called.ts';
import { Problem, tellFirst } from '../api/problem.ts';
import { queries, readAnew, useDocuments, useHold, useKeyedOrder } from '../api/queries.ts';
import { type Paper, PaperSheet } from '../documents/paper.tsx';
import { ReadState } from '../parts/fault.tsx';
import { KeyCap } from '../parts/keys.tsx';
import { Screen } from '../parts/page.tsx';
import { momentWords } from '../parts/when.ts';
import { announce } from '../shell/announce.ts';
import { useCommands } from '../shell/commands.ts';
import { ordersFor, type SignedIn } from '../sign-in/person.ts';
import { OrderFields } from './keyed-parts.tsx';
import type { CatalogueEntry } from './order-body.ts';
import { type OrderOpened, useOrderChange } from './order-change.ts';
import { gapsByField, gapsFound, useCheck } from './order-check.ts';
import type { Filling } from './order-field.tsx';
import { SignedCheck } from './order-parts.tsx';
import type { OrderStored } from './order-typed.ts';
import { StillWanted } from './still-wanted.tsx';

type Opened = OrderOpened & {
  keyed: NonNullable<OrderStored['keyed']>;
  holdId: string | undefined;
  reason: string | undefined;
};

const wayWords = { fax: 'by fax', mail: 'by mail', telephone: 'by telephone' } as const;

/** The page that it was read from, among the documents of the referral. */
const usePage = ({ referralId, keyed }: Opened): Paper | undefined => {
  const documents = useDocuments(referralId, keyed.page !== undefined).data;
  const page = documents?.find(({ sha256 }) => sha256 === keyed.page);
  const { documentId, title, contentType } = page ?? {};
  return useMemo(
    () =>
      documentId === undefined || title === undefined || contentType === undefined
        ? undefined
        : { referralId, documentId, title, contentType },
    [referralId, documentId, title, contentType],
  );
};

/** What is wrong with it, in the words of the practice, and off it goes. */
const SendBack = ({ holdId, onDone }: { holdId: string; onDone: () => void }) => {
  const found = useHold(holdId);
  const [note, setNote] = useState('');
  const [failed, setFailed] = useState('');
  const send = async () => {
    setFailed('');
    try {
      await askApi('POST /holds/{holdId}/resolution', {
        path: { holdId },
        body: { action: 'send-back', note },
        ifMatch: found.data?.etag,
      });
      await readAnew(holdId);
      onDone();
    } catch (error) {
      setFailed(tellFirst(error));
      requestAnimationFrame(() => document.getElementById('wrong')?.focus());
    }
  };
  return (
    <fieldset className="part-of-order">
      <legend>Or send it back</legend>
      <div className="field">
        <label htmlFor="wrong">What is wrong with it</label>
        {failed && (
          <p id="wrong-fault" className="fault" role="alert">
            {failed}
          </p>
        )}
        <textarea
          id="wrong"
          rows={3}
          maxLength={2000}
          value={note}
          aria-describedby={failed ? 'wrong-fault' : undefined}
          onChange={({ target }) => setNote(target.value)}
        />
      </div>
      <div className="buttons">
        <button type="button" onClick={() => void send()}>
          Send it back
        </button>
      </div>
    </fieldset>
  );
};

const Form = ({
  opened,
  therapies,
  person,
}: {
  opened: Opened;
  therapies: readonly CatalogueEntry[];
  person: SignedIn;
}) => {
  const { referralId, keyed, holdId, reason } = opened;
  const signs = ordersFor(person);
  const [, go] = useLocation();
  const change = useOrderChange(opened, therapies);
  const { typed, therapy, signed, sending, failure, onType, whole } = change;
  const page = usePage(opened);
  const { way, page: sha256, caller } = keyed;
  const asSent = signs ? whole() : { ...whole(), keyed: { way, page: sha256, caller } };
  const { check, checked } = useCheck(JSON.stringify(asSent));
  const gaps = gapsFound(checked, typed, therapy).filter(({ field }) => signs || field !== 'sign');
  const filling: Filling = {
    typed,
    gaps: gapsByField(gaps),
    onType,
  };
  const send = async () => {
    const patch = change.patch();
    if (Object.keys(patch).length === 0)
      return failure.fail(
        signs ? 'Tick that the prescriber has signed it, or change it.' : 'Nothing is changed yet.',
      );
    await change.send(patch, () =>
      left(signed ? 'Signed: the order goes on.' : 'Sent: the practice is asked to sign it.'),
    );
  };
  const left = (says: string) => {
    announce(says);
    void queries.invalidateQueries();
    go(signs ? '/wanted' : `/referrals/${referralId}`);
  };
  useCommands([
    {
      id: 'send-order',
      keys: 'Ctrl+Enter',
      words: signs ? 'Sign the order' : 'Send it to the practice again',
      group: 'Order',
      run: () => void send(),
    },
  ]);
  return (
    <form
      noValidate
      className={page ? 'order-parts beside-page' : 'order-parts'}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <div className="page-part">
        <p>
          It came {wayWords[keyed.way]}
          {keyed.caller && `, told by ${keyed.caller}`}
          {keyed.at && `, and was keyed in by our staff ${momentWords(keyed.at)}`}.
        </p>
        {keyed.sentBack && (
          <div className="notice">
            <h2>Sent back {momentWords(keyed.sentBack.at)}</h2>
            <p>{keyed.sentBack.words}</p>
          </div>
        )}
        {keyed.askedAgain && (
          <div className="notice">
            <h2>Sent to be signed again, as it stands, {momentWords(keyed.askedAgain.at)}</h2>
            <p>{keyed.askedAgain.words}</p>
          </div>
        )}
        {keyed.page && !page && (
          <p className="none">The page it was read from is not among its documents yet.</p>
        )}
        {page && <PaperSheet paper={page} />}
      </div>
      <div className="order-form">
        <OrderFields therapies={therapies} therapy={therapy} filling={filling} checked={checked}>
          {signs && (
            <SignedCheck
              words="The prescriber has read this order, and signs it"
              signed={signed !== undefined}
              onSign={change.onSign}
            />
          )}
        </OrderFields>
        {failure.notice}
        <div className="buttons">
          <button type="submit" className="first" aria-keyshortcuts="Control+Enter">
            {sending ? 'Sending …' : signs ? 'Sign the order' : 'Send it to be signed'}{' '}
            <KeyCap of="Ctrl ↵" />
          </button>
        </div>
        {signs && holdId && reason === 'order-to-sign' && (
          <SendBack holdId={holdId} onDone={() => left('Sent back: our staff correct it.')} />
        )}
      </div>
      <StillWanted gaps={gaps} asked unread={checked instanceof Problem} />
      {check.isError && <ReadState of={check} what="the check" />}
    </form>
  );
};

const KeyedPage = ({ referralId, person }: { referralId: string; person: SignedIn }) => {
  const therapies = useTherapies();
  const found = useKeyedOrder(referralId);
  const stored = found.data?.body.submission;
  const waits = found.data?.body.holds.find(
    ({ reason, status }) =>
      (reason === 'order-to-sign' || reason === 'order-sent-back') &&
      (status === 'open' || status === 'overdue'),
  );
  const waitsForSignature = stored?.keyed && waits;
  return (
    <Screen
      title="Order to sign"
      about={referralId}
      heading={ordersFor(person) ? 'An order to sign' : 'A keyed order'}
      className="order keying"
      beside={<Link href={`/referrals/${referralId}`}>The referral</Link>}
    >
      <ReadState of={found} what="the order" />
      <ReadState of={therapies} what="the therapies" />
      {stored && !waitsForSignature && (
        <p>
          This order waits for no signature
          {stored.keyed?.signed &&
            `: the practice signed it ${momentWords(stored.keyed.signed.at)}`}
          .
        </p>
      )}
      {stored?.keyed && waits && therapies.data && (
        <Form
          key={found.data?.etag}
          opened={{
            referralId,
            stored,
            keyed: stored.keyed,
            etag: found.data?.etag,
            holdId: waits.holdId,
            reason: waits.reason,
          }}
          therapies={therapies.data}
          person={person}
        />
      )}
    </Screen>
  );
};

export default KeyedPage;
