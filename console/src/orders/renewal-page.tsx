import { useEffect, useRef } from 'react';
import { Link, useLocation } from 'wouter';
import { useTherapies } from '../api/called.ts';
import { Problem } from '../api/problem.ts';
import { queries, useKeyedOrder } from '../api/queries.ts';
import { ReadState } from '../parts/fault.tsx';
import { KeyCap } from '../parts/keys.tsx';
import { Screen } from '../parts/page.tsx';
import { dateWords } from '../parts/when.ts';
import { announce } from '../shell/announce.ts';
import { useCommands } from '../shell/commands.ts';
import { OrderFields } from './keyed-parts.tsx';
import { type CatalogueEntry, doseWords } from './order-body.ts';
import { type OrderOpened, useOrderChange } from './order-change.ts';
import { gapsByField, gapsFound, useCheck } from './order-check.ts';
import type { Filling } from './order-field.tsx';
import { SignedCheck } from './order-parts.tsx';
import { changesTold } from './renewal-changes.ts';
import { StillWanted } from './still-wanted.tsx';

/** The order as it stands: it is read, changed where it has to be, and signed again. */
const Form = ({
  opened,
  therapies,
}: {
  opened: OrderOpened;
  therapies: readonly CatalogueEntry[];
}) => {
  const { stored } = opened;
  const { signedAt } = stored.order;
  const [, go] = useLocation();
  const change = useOrderChange(opened, therapies);
  const { begun, typed, therapy, signed, sending, failure, onType } = change;
  const sign = useRef<HTMLFieldSetElement>(null);
  const { check, checked } = useCheck(JSON.stringify(change.whole(signedAt)));
  // What no field of the form answers may be in the order all the same; the API checks all of it.
  const gaps = gapsFound(checked, typed, therapy).filter(({ field }) => field !== undefined);
  const changes = changesTold(begun, typed, therapy);
  const filling: Filling = {
    typed,
    gaps: gapsByField(gaps),
    onType,
  };
  useEffect(() => {
    const frame = requestAnimationFrame(() => sign.current?.querySelector('input')?.focus());
    return () => cancelAnimationFrame(frame);
  }, []);
  const send = async () => {
    if (!signed) return failure.fail('Tick that the prescriber has read it and signs it again.');
    await change.send(change.patch(signedAt), ({ findings }) => {
      const open = findings.filter(({ severity }) => severity !== 'warn').length;
      announce(
        open > 0
          ? `Signed again. Wanted or looked at still: ${open}.`
          : 'Signed again: our staff renew with this order.',
      );
      go('/wanted');
      void queries.invalidateQueries();
    });
  };
  useCommands([
    {
      id: 'sign-again',
      keys: 'Ctrl+Enter',
      words: 'Sign the order again',
      group: 'Order',
      run: () => void send(),
    },
  ]);
  return (
    <form
      noValidate
      className="order-parts"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <div className="order-form">
        <fieldset ref={sign} className="part-of-order">
          <legend>As it stands</legend>
          <div id="renewed">
            <p className="large">
              {therapy?.called ?? stored.order.drug}
              {checked &&
                !(checked instanceof Problem) &&
                checked.doses.length > 0 &&
                `: ${checked.doses.map(doseWords).join('; ')}`}
            </p>
            <p className="meta">
              {signedAt ? `Signed last on ${dateWords(signedAt.slice(0, 10))}.` : 'Not signed yet.'}
              {changes.length === 0 && ' Nothing is changed.'}
            </p>
            {changes.length > 0 && (
              <ul className="changed">
                {changes.map(({ label, was, is }) => (
                  <li key={label}>
                    {label}: {was || 'nothing'} → <strong>{is || 'nothing'}</strong>
                  </li>
                ))}
              </ul>
            )}
          </div>
          <SignedCheck
            words="The prescriber has read this order, and signs it again"
            signed={signed !== undefined}
            onSign={change.onSign}
          />
          {failure.notice}
          <div className="buttons">
            <button type="submit" className="first" aria-keyshortcuts="Control+Enter">
              {sending ? 'Sending …' : 'Sign it again'} <KeyCap of="Ctrl ↵" />
            </button>
          </div>
        </fieldset>
        <OrderFields therapies={therapies} therapy={therapy} filling={filling} checked={checked} />
      </div>
      <StillWanted gaps={gaps} asked={checked !== undefined} unread={checked instanceof Problem} />
      {check.isError && <ReadState of={check} what="the check" />}
    </form>
  );
};

/** A renewal: the order that stands, with what must be new in it, signed again by its practice. */
const RenewalPage = ({ referralId }: { referralId: string }) => {
  const therapies = useTherapies();
  const found = useKeyedOrder(referralId);
  const { submission: stored, status } = found.data?.body ?? {};
  return (
    <Screen
      title="Renewal"
      about={referralId}
      heading="An order to sign again"
      className="order"
      beside={<Link href={`/referrals/${referralId}`}>The referral and its documents</Link>}
    >
      <ReadState of={found} what="the order" />
      <ReadState of={therapies} what="the therapies" />
      {status === 'closed' && (
        <p>
          This referral is closed: <Link href="/orders/new">a new order</Link> takes its place.
        </p>
      )}
      {stored && status !== 'closed' && therapies.data && (
        <Form
          key={found.data?.etag}
          opened={{ referralId, stored, etag: found.data?.etag }}
          therapies={therapies.data}
        />
      )}
    </Screen>
  );
};

export default RenewalPage;
