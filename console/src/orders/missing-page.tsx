import { useEffect, useMemo, useRef } from 'react';
import { Link, useLocation } from 'wouter';
import { useTherapies } from '../api/called.ts';
import { queries, useKeyedOrder, type WholeReferral } from '../api/queries.ts';
import { ReadState } from '../parts/fault.tsx';
import { KeyCap } from '../parts/keys.tsx';
import { Screen } from '../parts/page.tsx';
import { announce } from '../shell/announce.ts';
import { useCommands } from '../shell/commands.ts';
import { OrderFields } from './keyed-parts.tsx';
import { fieldsWanted } from './missing.ts';
import type { CatalogueEntry } from './order-body.ts';
import { type OrderOpened, useOrderChange } from './order-change.ts';
import { gapsByField, gapsFound } from './order-check.ts';
import type { Filling } from './order-field.tsx';
import { SignedCheck } from './order-parts.tsx';
import { StillWanted } from './still-wanted.tsx';

type Opened = OrderOpened & { missing: WholeReferral['findings'] };

/** The fields that answer what is missing, and no others: the first of them has the focus. */
const Form = ({ opened, therapies }: { opened: Opened; therapies: readonly CatalogueEntry[] }) => {
  const { missing } = opened;
  const [, go] = useLocation();
  const change = useOrderChange(opened, therapies);
  const { begun, typed, therapy, was, signed, sending, failure, onType } = change;
  const form = useRef<HTMLFormElement>(null);
  const only = useMemo(() => fieldsWanted(missing, begun, was), [missing, begun, was]);
  const gaps = gapsFound({ findings: missing }, begun, therapy);
  const filling: Filling = {
    typed,
    only,
    gaps: gapsByField(gaps),
    onType,
  };
  useEffect(() => {
    const frame = requestAnimationFrame(() =>
      form.current?.querySelector<HTMLElement>('input, select, textarea')?.focus(),
    );
    return () => cancelAnimationFrame(frame);
  }, []);
  const send = async () => {
    const patch = change.patch();
    if (Object.keys(patch).length === 0) return failure.fail('Nothing is filled in yet.');
    await change.send(patch, ({ findings }) => {
      const still = findings.filter(({ severity }) => severity === 'missing').length;
      announce(
        still > 0
          ? `Sent. Still wanted: ${still}.`
          : 'Sent: nothing is missing in the order any more.',
      );
      // What is wanted still is asked for here; else there is nothing left to do on this screen.
      if (still === 0) go('/wanted');
      void queries.invalidateQueries();
    });
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
                onSign={change.onSign}
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
