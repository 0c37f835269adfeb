import { useEffect, useMemo, useRef, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { askApi } from '../api/call.ts';
import { useTherapies } from '../api/called.ts';
import { tellFirst } from '../api/problem.ts';
import { queries, useKeyedOrder, type WholeReferral } from '../api/queries.ts';
import type { ApiRequest } from '../api/routes.ts';
import { useFailure } from '../parts/failure.tsx';
import { ReadState } from '../parts/fault.tsx';
import { KeyCap } from '../parts/keys.tsx';
import { Screen } from '../parts/page.tsx';
import { announce } from '../shell/announce.ts';
import { useCommands } from '../shell/commands.ts';
import { serviceNow } from '../sign-in/session.ts';
import { OrderFields } from './keyed-parts.tsx';
import { fieldsWanted } from './missing.ts';
import {
  type CatalogueEntry,
  type OrderTyped,
  orderBody,
  signedNow,
  withTyped,
} from './order-body.ts';
import { gapsFound } from './order-check.ts';
import type { Filling } from './order-field.tsx';
import { SignedCheck } from './order-parts.tsx';
import { correctionOf, type OrderStored, orderTyped } from './order-typed.ts';
import { StillWanted } from './still-wanted.tsx';

type Opened = {
  referralId: string;
  stored: OrderStored;
  missing: WholeReferral['findings'];
  etag: string | undefined;
};

/** The fields that answer what is missing, and no others: the first of them has the focus. */
const Form = ({ opened, therapies }: { opened: Opened; therapies: readonly CatalogueEntry[] }) => {
  const { referralId, stored, missing, etag } = opened;
  const [, go] = useLocation();
  const begun = useMemo(() => orderTyped(stored), [stored]);
  const [typed, setTyped] = useState<OrderTyped>(begun);
  const [signed, setSigned] = useState<string>();
  const [sending, setSending] = useState(false);
  const failure = useFailure();
  const form = useRef<HTMLFormElement>(null);
  const { npi } = stored.practice;
  const calledIn = ({ therapy }: OrderTyped) =>
    therapies.find(({ therapyId }) => therapyId === therapy);
  const therapy = calledIn(typed);
  const only = useMemo(
    () =>
      fieldsWanted(
        missing,
        begun,
        therapies.find(({ therapyId }) => therapyId === begun.therapy),
      ),
    [missing, begun, therapies],
  );
  const gaps = gapsFound({ findings: missing }, begun, therapy);
  const filling: Filling = {
    typed,
    only,
    gaps: new Map(gaps.flatMap(({ field, fix }) => (field ? [[field, fix] as const] : []))),
    onType: (name, value) => {
      setTyped((all) => withTyped(all, name, value));
      // What was signed is what stood there: another dose is signed anew.
      setSigned(undefined);
    },
  };
  useEffect(() => {
    const frame = requestAnimationFrame(() =>
      form.current?.querySelector<HTMLElement>('input, select, textarea')?.focus(),
    );
    return () => cancelAnimationFrame(frame);
  }, []);
  const send = async () => {
    if (sending) return;
    const patch = correctionOf(
      orderBody(begun, calledIn(begun), npi),
      orderBody(typed, therapy, npi, signed),
      stored,
    );
    if (Object.keys(patch).length === 0) return failure.fail('Nothing is filled in yet.');
    setSending(true);
    failure.clear();
    try {
      const { body } = await askApi('POST /referrals/{referralId}/corrections', {
        path: { referralId },
        body: patch as ApiRequest<'POST /referrals/{referralId}/corrections'>['body'],
        ifMatch: etag,
      });
      const still = body.findings.filter(({ severity }) => severity === 'missing').length;
      announce(
        still > 0
          ? `Sent. Still wanted: ${still}.`
          : 'Sent: nothing is missing in the order any more.',
      );
      // What is wanted still is asked for here; else there is nothing left to do on this screen.
      if (still === 0) go('/wanted');
      void queries.invalidateQueries();
    } catch (error) {
      setSending(false);
      failure.fail(tellFirst(error));
    }
  };
  useCommands([
    {
      id: 'send-missing',
      keys: 'Ctrl+Enter',
      words: 'Send what was missing',
      group: 'Order',
      run: () => void send(),
    },
  ]);
  return (
    <form
      ref={form}
      noValidate
      className="order-parts"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <div className="order-form asked-only">
        {only.size === 0 ? (
          <p>None of it is typed here: documents are sent with the referral.</p>
        ) : (
          <OrderFields
            therapies={therapies}
            therapy={therapy}
            filling={filling}
            checked={undefined}
          >
            {only.has('sign') && (
              <SignedCheck
                words="The prescriber has signed this order"
                signed={signed !== undefined}
                onSign={(now) => setSigned(now ? signedNow(serviceNow()) : undefined)}
              />
            )}
          </OrderFields>
        )}
        {failure.notice}
        {only.size > 0 && (
          <div className="buttons">
            <button type="submit" className="first" aria-keyshortcuts="Control+Enter">
              {sending ? 'Sending …' : 'Send'} <KeyCap of="Ctrl ↵" />
            </button>
          </div>
        )}
      </div>
      <StillWanted gaps={gaps} asked unread={false} />
    </form>
  );
};

/** What an order lacks, asked for by itself: a result of the laboratory, a weight, the signature. */
const MissingPage = ({ referralId }: { referralId: string }) => {
  const therapies = useTherapies();
  const found = useKeyedOrder(referralId);
  const { submission: stored, findings = [] } = found.data?.body ?? {};
  const missing = findings.filter(({ severity }) => severity === 'missing');
  return (
    <Screen
      title="Missing in an order"
      about={referralId}
      heading="Missing in this order"
      className="order"
      beside={<Link href={`/referrals/${referralId}`}>The referral and its documents</Link>}
    >
      <ReadState of={found} what="the order" />
      <ReadState of={therapies} what="the therapies" />
      {found.data && missing.length === 0 && <p>Nothing is missing in this order.</p>}
      {stored && missing.length > 0 && therapies.data && (
        <Form
          key={found.data?.etag}
          opened={{ referralId, stored, missing, etag: found.data?.etag }}
          therapies={therapies.data}
        />
      )}
    </Screen>
  );
};

export default MissingPage;
