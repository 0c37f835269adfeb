import { useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import { askApi } from '../api/call.ts';
import { useTherapies } from '../api/called.ts';
import { Problem } from '../api/problem.ts';
import { queries } from '../api/queries.ts';
import { isSentType } from '../documents/kinds.ts';
import { PaperSheet } from '../documents/paper.tsx';
import { hexOf, sendTogether } from '../documents/send.ts';
import { ReadState } from '../parts/fault.tsx';
import { KeyCap } from '../parts/keys.tsx';
import { Screen } from '../parts/page.tsx';
import { announce } from '../shell/announce.ts';
import { useCommands } from '../shell/commands.ts';
import { OrderFields, SourcePart } from './keyed-parts.tsx';
import { type OrderTyped, orderBody, withTyped } from './order-body.ts';
import { gapsByField, gapsFound, type SentOrder, useCheck } from './order-check.ts';
import { type Filling, orderFieldId } from './order-field.tsx';
import { useOrderSending } from './order-sending.ts';
import { StillWanted } from './still-wanted.tsx';

/** A page that was chosen, with the digest by which it is named. */
type Page = { file: File; sha256: string };

/** What is larger is sent by itself after its order: a request of the API holds 6 MB, a third of it for base64. */
const mostInlineBytes = 4_000_000;

const inBase64 = async (file: File): Promise<string> => {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000)
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
};

const pageOf = async (file: File): Promise<Page> => ({
  file,
  sha256: hexOf(await crypto.subtle.digest('SHA-256', await file.arrayBuffer())),
});

/** Referral letter: LOINC. */
const letterType = '57133-1';
const pageTitle = 'The order as it came';

const KeyPage = () => {
  const therapies = useTherapies();
  const [, go] = useLocation();
  const [typed, setTyped] = useState<OrderTyped>({ way: 'fax' });
  const [page, setPage] = useState<Page>();
  const therapy = therapies.data?.find(({ therapyId }) => therapyId === typed.therapy);
  const body = useMemo(() => {
    if (!therapy) return undefined;
    const caller = typed.way === 'telephone' && typed.caller?.trim();
    return JSON.stringify({
      ...orderBody(typed, therapy, typed.practiceNpi?.trim() ?? ''),
      keyed: {
        way: typed.way,
        ...(page && { page: page.sha256 }),
        ...(caller && { caller }),
      },
    });
  }, [typed, therapy, page]);
  const { check, checked } = useCheck(body);
  // That it is not signed is no gap: it is sent to be signed.
  const gaps = gapsFound(checked, typed, therapy).filter(({ field }) => field !== 'sign');
  const filling: Filling = {
    typed,
    gaps: gapsByField(gaps),
    onType: (name, value) => setTyped((all) => withTyped(all, name, value)),
  };
  const { send, sending, failure } = useOrderSending(body, async (order, idempotencyKey) => {
    const inline = page && page.file.size <= mostInlineBytes ? page.file : undefined;
    const contentType = page && isSentType(page.file.type) ? page.file.type : undefined;
    const documents = inline
      ? [{ title: pageTitle, type: letterType, contentType, data: await inBase64(inline) }]
      : undefined;
    const { body: receipt } = await askApi('POST /referrals', {
      body: { ...(JSON.parse(order) as object), ...(documents && { documents }) } as SentOrder,
      idempotencyKey,
    });
    if (page && contentType && !inline)
      await sendTogether(
        receipt.referralId,
        [
          {
            key: page.sha256.slice(0, 32),
            file: page.file,
            title: pageTitle,
            type: letterType,
            contentType,
          },
        ],
        () => undefined,
      );
    announce('The order is with its practice, which signs it or sends it back.');
    void queries.invalidateQueries({ queryKey: ['referrals'] });
    go(`/referrals/${receipt.referralId}`);
  });
  const choose = async (file: File | undefined) => {
    if (!file) return;
    if (!isSentType(file.type))
      return failure.fail('A page is a PDF, or a picture: JPEG, PNG or TIFF.');
    failure.clear();
    setPage(await pageOf(file));
  };
  useCommands([
    {
      id: 'send-order',
      keys: 'Ctrl+Enter',
      words: 'Send it to the practice for signature',
      group: 'Order',
      run: () => void send(),
    },
  ]);
  return (
    <Screen title="Key in an order" heading="Key in an order" className="order keying">
      <ReadState of={therapies} what="the therapies" />
      {therapies.data && (
        <form
          noValidate
          className={page ? 'order-parts beside-page' : 'order-parts'}
          onSubmit={(event) => {
            event.preventDefault();
            void send();
          }}
        >
          <div className="page-part">
            <div className="field">
              <label htmlFor={orderFieldId('page')}>The page, as a file</label>
              <p id="page-hint" className="hint">
                A PDF or a picture. It is kept with the order.
              </p>
              <input
                id={orderFieldId('page')}
                type="file"
                accept="application/pdf,image/jpeg,image/png,image/tiff"
                aria-describedby="page-hint"
                onChange={({ target }) => void choose(target.files?.[0])}
              />
            </div>
            {page && <ShownPage file={page.file} />}
          </div>
          <div className="order-form">
            <SourcePart filling={filling} />
            <OrderFields
              therapies={therapies.data}
              therapy={therapy}
              filling={filling}
              checked={checked}
            />
            {failure.notice}
            <div className="buttons">
              <button type="submit" className="first" aria-keyshortcuts="Control+Enter">
                {sending ? 'Sending …' : 'Send it to be signed'} <KeyCap of="Ctrl ↵" />
              </button>
            </div>
            <p className="meta">
              The practice signs it as you keyed it, or sends it back with what is wrong. Until then
              no payer is asked and no visit is booked.
            </p>
          </div>
          <StillWanted gaps={gaps} asked={body !== undefined} unread={checked instanceof Problem} />
        </form>
      )}
      {check.isError && <ReadState of={check} what="the check" />}
    </Screen>
  );
};

/** The page that is read from; it stays the same while one types. */
const ShownPage = ({ file }: { file: File }) => {
  const paper = useMemo(() => ({ title: pageTitle, contentType: file.type, file }), [file]);
  return <PaperSheet paper={paper} />;
};

export default KeyPage;
