import { useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import { askApi } from '../api/call.ts';
import { useTherapies } from '../api/called.ts';
import { Problem } from '../api/problem.ts';
import { queries } from '../api/queries.ts';
import { ReadState } from '../parts/fault.tsx';
import { KeyCap } from '../parts/keys.tsx';
import { Screen } from '../parts/page.tsx';
import { announce } from '../shell/announce.ts';
import { useCommands } from '../shell/commands.ts';
import type { SignedIn } from '../sign-in/person.ts';
import { serviceNow } from '../sign-in/session.ts';
import { Drafts } from './drafts.tsx';
import {
  type CheckedOrder,
  doseWords,
  type OrderTyped,
  orderBody,
  regimenTyped,
  signedNow,
  withTyped,
} from './order-body.ts';
import { gapsByField, gapsFound, type SentOrder, useCheck } from './order-check.ts';
import { useDraft } from './order-draft.ts';
import type { Filling } from './order-field.tsx';
import {
  DosePart,
  PatientPart,
  PracticePart,
  SafetyPart,
  SignedCheck,
  TherapyPart,
} from './order-parts.tsx';
import { useOrderSending } from './order-sending.ts';
import { StillWanted } from './still-wanted.tsx';

/** A bundle from the practice's own system, in the place of the form. */
const Pasted = ({
  text,
  onText,
  checked,
}: {
  text: string;
  onText: (text: string) => void;
  checked: CheckedOrder | Problem | undefined;
}) => (
  <details
    className="part"
    onDragOver={(event) => event.preventDefault()}
    onDrop={(event) => {
      event.preventDefault();
      const [file] = event.dataTransfer.files;
      if (file) void file.text().then(onText);
    }}
  >
    <summary>Paste or drop a FHIR bundle instead</summary>
    <div className="field">
      <label htmlFor="bundle">The bundle, as JSON</label>
      <textarea
        id="bundle"
        rows={6}
        spellCheck={false}
        value={text}
        onChange={({ target }) => onText(target.value)}
      />
    </div>
    {text.trim() && !isBundle(text) && (
      <p className="fault">This is no FHIR bundle: its JSON has no resourceType “Bundle”.</p>
    )}
    {isBundle(text) && checked && !(checked instanceof Problem) && (
      <p className="dose-sum">
        Read as an order of {checked.drug}
        {checked.doses.length > 0 && `: ${checked.doses.map(doseWords).join('; ')}`}.
      </p>
    )}
  </details>
);

const isBundle = (text: string): boolean => {
  try {
    return (JSON.parse(text) as { resourceType?: string } | null)?.resourceType === 'Bundle';
  } catch {
    return false;
  }
};

const OrderPage = ({ person }: { person: SignedIn }) => {
  const therapies = useTherapies();
  const [, go] = useLocation();
  const [typed, setTyped] = useState<OrderTyped>({});
  const [signed, setSigned] = useState<string>();
  const [bundle, setBundle] = useState('');
  const therapy = therapies.data?.find(({ therapyId }) => therapyId === typed.therapy);
  const npi = person.practices[0] ?? '';
  const pasted = isBundle(bundle);
  const form = useMemo(
    () => (therapy ? JSON.stringify(orderBody(typed, therapy, npi, signed)) : undefined),
    [typed, therapy, npi, signed],
  );
  const body = pasted ? bundle : form;
  const { check, checked } = useCheck(body);
  const gaps = gapsFound(checked, typed, therapy);
  const byField = gapsByField(gaps);

  const onType = (name: string, value: string) => {
    setTyped((all) => withTyped(all, name, value));
    // What was signed is what stood there: another dose is signed anew.
    setSigned(undefined);
  };
  const draft = useDraft(npi, typed, (stood) => {
    setTyped(stood);
    setSigned(undefined);
  });
  const filling: Filling = { typed, onType, gaps: byField };
  const { send, sending, failure } = useOrderSending(body, async (order, idempotencyKey) => {
    const { body: receipt } = await askApi('POST /referrals', {
      body: JSON.parse(order) as SentOrder,
      idempotencyKey,
    });
    await draft.sent();
    announce('The order is sent. Documents can be added here.');
    void queries.invalidateQueries({ queryKey: ['referrals'] });
    go(`/referrals/${receipt.referralId}`);
  });
  useCommands([
    {
      id: 'send-order',
      keys: 'Ctrl+Enter',
      words: 'Send the order',
      group: 'Order',
      run: () => void send(),
    },
  ]);
  return (
    <Screen title="New order" heading="New order" className="order">
      <ReadState of={therapies} what="the therapies" />
      {draft.isBlank && npi && <Drafts npi={npi} />}
      {draft.found.isError && <ReadState of={draft.found} what="the draft" />}
      {therapies.data && (
        <form
          noValidate
          className="order-parts"
          onSubmit={(event) => {
            event.preventDefault();
            void send();
          }}
        >
          <div className="order-form">
            <Pasted text={bundle} onText={setBundle} checked={checked} />
            {!pasted && (
              <>
                <TherapyPart
                  therapies={therapies.data}
                  therapy={therapy}
                  filling={filling}
                  onRegimen={(at) => {
                    const regimen = therapy?.regimens[at];
                    if (regimen) setTyped((all) => ({ ...all, ...regimenTyped(regimen) }));
                    setSigned(undefined);
                  }}
                />
                <PatientPart filling={filling} />
                <DosePart therapy={therapy} filling={filling} checked={checked} />
                <SafetyPart therapy={therapy} filling={filling} />
                <PracticePart filling={filling} legend="5. Practice and signature">
                  <SignedCheck
                    words="The prescriber has signed this order"
                    signed={signed !== undefined}
                    onSign={(now) => setSigned(now ? signedNow(serviceNow()) : undefined)}
                  />
                </PracticePart>
              </>
            )}
            {failure.notice}
            <div className="buttons">
              <button type="submit" className="first" aria-keyshortcuts="Control+Enter">
                {sending ? 'Sending …' : 'Send the order'} <KeyCap of="Ctrl ↵" />
              </button>
            </div>
            <p className="meta">
              {draft.says}
              What is wanted still may be sent later: the order waits for it, and you are told.
            </p>
          </div>
          <StillWanted gaps={gaps} asked={body !== undefined} unread={checked instanceof Problem} />
        </form>
      )}
      {check.isError && <ReadState of={check} what="the check" />}
    </Screen>
  );
};

export default OrderPage;
