import { useRef, useState } from 'react';
import type { Problem } from '../api/problem.ts';
import type { SheetShown } from '../api/queries.ts';
import { Dialog } from '../parts/dialog.tsx';
import { unitChoice, yesOrNo } from '../parts/form-field.tsx';
import { dateWords } from '../parts/when.ts';
import { plainWords } from '../parts/words.ts';
import { announce } from '../shell/announce.ts';
import { serviceNow } from '../sign-in/session.ts';
import {
  completionBody,
  entryBody,
  type FormName,
  lacking,
  reactionBody,
  startBody,
  type TypedForm,
  typedIn,
} from './bodies.ts';
import { EntryLine, FormPart, Marks, Pick } from './form-parts.tsx';
import { nurseOutbox } from './outbox.ts';
import {
  actionNames,
  amountWords,
  deviceNames,
  gradeNames,
  helpNames,
  identityNames,
  outcomeNames,
  partialNames,
  placeNames,
  questionNames,
  sideNames,
  stepNames,
  taughtNames,
  veinNames,
  wasteNames,
} from './visit-words.ts';

type PartsProps = { sheet: SheetShown; typed: TypedForm };

const Vitals = ({ typed, begin = false }: { typed: TypedForm; begin?: boolean }) => (
  <div className="numbers">
    <EntryLine name="systolic" label="Systolic" mode="numeric" typed={typed} begin={begin} />
    <EntryLine name="diastolic" label="Diastolic" mode="numeric" typed={typed} />
    <EntryLine name="pulse" label="Pulse" mode="numeric" typed={typed} />
    <EntryLine name="temperature" label="Temperature, °F or °C" mode="decimal" typed={typed} />
    <EntryLine name="oxygen" label="Oxygen, %" mode="numeric" typed={typed} />
    <EntryLine name="breaths" label="Breaths a minute" mode="numeric" typed={typed} />
  </div>
);

const Lot = ({ sheet, typed }: PartsProps) => (
  <div className="numbers">
    <EntryLine
      name="lotDrug"
      label="Drug"
      typed={typed}
      list={sheet.order?.drugs.map(({ drug }) => drug) ?? []}
    />
    <EntryLine name="lot" label="Lot" typed={typed} />
    <EntryLine name="lotExpires" label="Expires on" kind="date" typed={typed} />
  </div>
);

const StartParts = ({ sheet, typed }: PartsProps) => (
  <>
    <Marks name="identity" label="Who it is: two at least" typed={typed} names={identityNames} />
    <FormPart title="Asked today" open>
      <div className="numbers">
        {questionNames.map(([question, words]) => (
          <Pick
            key={question}
            name={`asked.${question}`}
            label={words}
            typed={typed}
            names={yesOrNo}
            none="Not asked"
          />
        ))}
      </div>
    </FormPart>
    <FormPart title="Weight and vital signs" open>
      <EntryLine
        name="weightKg"
        label="Weight, kg"
        mode="decimal"
        typed={typed}
        hint={
          sheet.order?.weightOrdered
            ? `The order has ${sheet.order.weightOrdered.kilograms} kg of ${dateWords(sheet.order.weightOrdered.on)}.`
            : 'The order has none.'
        }
      />
      <Vitals typed={typed} />
    </FormPart>
    {sheet.access && (
      <FormPart title="Access" open={typed.device !== undefined}>
        <div className="numbers">
          <Pick name="device" label="What it runs through" typed={typed} names={deviceNames} />
          <EntryLine name="attempts" label="Sticks" mode="numeric" typed={typed} initial="1" />
          <Pick
            name="worked"
            label="Access was had"
            typed={typed}
            names={yesOrNo}
            none={null}
            initial="yes"
          />
          <Pick name="side" label="Side" typed={typed} names={sideNames} />
          <Pick name="place" label="Place" typed={typed} names={placeNames} />
        </div>
        <Marks name="veins" label="The veins" typed={typed} names={veinNames} />
        <Marks name="helped" label="What helped" typed={typed} names={helpNames} />
      </FormPart>
    )}
    <FormPart title="Lot" open={typed.lot !== undefined}>
      <Lot sheet={sheet} typed={typed} />
    </FormPart>
    <EntryLine name="said" label="In your own words" kind="area" typed={typed} />
  </>
);

const EntryParts = ({ sheet, typed }: PartsProps) => (
  <>
    <Pick name="step" label="When" typed={typed} names={stepNames} none={null} initial="during" />
    <Vitals typed={typed} begin />
    <EntryLine name="rate" label="Rate from now on, mL an hour" mode="decimal" typed={typed} />
    <FormPart title="Given before the drug">
      <div className="numbers">
        <EntryLine
          name="premedication"
          label="What"
          typed={typed}
          list={sheet.order?.premedications ?? []}
        />
        <EntryLine name="premedicationDose" label="How much" typed={typed} />
      </div>
    </FormPart>
    <FormPart title="Lot">
      <Lot sheet={sheet} typed={typed} />
    </FormPart>
    <FormPart title="Thrown away">
      <div className="numbers">
        <EntryLine name="wastedAmount" label="How much" mode="decimal" typed={typed} />
        <Pick
          name="wastedUnit"
          label="Unit"
          typed={typed}
          names={unitChoice}
          none={null}
          initial="mg"
        />
        <Pick name="wastedReason" label="Why" typed={typed} names={wasteNames} />
      </div>
    </FormPart>
    <EntryLine name="said" label="In your own words" kind="area" typed={typed} />
  </>
);

/** Minutes since the infusion began, as far as that is known. */
const minutesIn = ({ startedAt }: SheetShown): string =>
  startedAt ? String(Math.max(0, Math.round((serviceNow() - Date.parse(startedAt)) / 60_000))) : '';

const ReactionParts = ({ sheet, typed }: PartsProps) => (
  <>
    <Marks kind="radio" name="grade" label="Grade (CTCAE)" typed={typed} names={gradeNames} />
    <Marks
      name="anaphylaxis"
      label="Anaphylaxis"
      typed={typed}
      names={[['yes', 'It is anaphylaxis']]}
    />
    <Marks name="actions" label="What was done" typed={typed} names={actionNames} />
    <div className="numbers">
      <EntryLine
        name="onsetMinutes"
        label="Minutes after the start"
        mode="numeric"
        typed={typed}
        initial={minutesIn(sheet)}
      />
      <Pick name="outcome" label="How it is now" typed={typed} names={outcomeNames} />
      <EntryLine name="treatment" label="Given for it" typed={typed} />
      <EntryLine name="treatmentDose" label="How much" typed={typed} />
    </div>
    <EntryLine name="note" label="In your own words" kind="area" typed={typed} />
  </>
);

const CompletionParts = ({ sheet, typed }: PartsProps) => (
  <>
    <div className="numbers">
      <EntryLine
        name="infusionMinutes"
        label="Minutes the drug ran"
        mode="numeric"
        typed={typed}
        begin
      />
      <Pick
        name="partialReason"
        label="If not all was given, why"
        typed={typed}
        names={partialNames}
      />
    </div>
    <Marks
      kind="radio"
      name="doseComplete"
      label="The whole dose was given"
      typed={typed}
      names={yesOrNo}
    />
    {(sheet.counted ?? []).map(({ code, planned }) => (
      <fieldset key={code} className="composed">
        <legend>
          {code}: planned {amountWords(planned)}
        </legend>
        <div className="numbers">
          <EntryLine
            name={`given.${code}`}
            label={`Given, ${planned.unit}`}
            mode="decimal"
            typed={typed}
            initial={planned.value}
          />
          <EntryLine
            name={`discarded.${code}`}
            label={`Thrown away, ${planned.unit}`}
            mode="decimal"
            typed={typed}
          />
        </div>
      </fieldset>
    ))}
    <FormPart title="Vital signs after">
      <Vitals typed={typed} />
    </FormPart>
    {(sheet.topics ?? []).length > 0 && (
      <FormPart title="Asked back" open>
        {sheet.topics?.map((topic) => (
          <Pick
            key={topic}
            name={`taught.${topic}`}
            label={plainWords(topic)}
            typed={typed}
            names={taughtNames}
            none="Not today"
          />
        ))}
      </FormPart>
    )}
    <EntryLine name="said" label="In your own words" kind="area" typed={typed} />
  </>
);

const forms = {
  start: { title: 'Start the visit', act: 'Start', parts: StartParts, done: 'The visit began.' },
  entry: { title: 'Write down', act: 'Write it down', parts: EntryParts, done: 'Written down.' },
  reaction: {
    title: 'A reaction',
    act: 'Report it',
    parts: ReactionParts,
    done: 'The reaction is reported.',
  },
  completion: {
    title: 'End the visit',
    act: 'End the visit',
    parts: CompletionParts,
    done: 'The visit is recorded.',
  },
} as const;

const bodyFor = (form: FormName, typed: TypedForm, at: string, sheet: SheetShown) => {
  if (form === 'start') return startBody(typed, at);
  if (form === 'entry') return entryBody(typed, at);
  if (form === 'reaction') return reactionBody(typed, at);
  return completionBody(typed, at, sheet.counted ?? []);
};

type Props = {
  form: FormName;
  sheet: SheetShown;
  subject: string;
  /** What was typed before, where the service would not have it. */
  again?: { typed: TypedForm; refused: Problem } | undefined;
  onClose: () => void;
};

/** What a nurse compares with what the patient says, before anything else: two things that say who it is. */
const told = ['name', 'birth-date'];

/** Ticks in the form what the button says was checked, so that it stands there if something else is asked. */
const tickTold = (form: HTMLFormElement) => {
  for (const box of form.querySelectorAll<HTMLInputElement>('input[name="identity"]'))
    if (told.includes(box.value)) box.checked = true;
};

/** What a nurse writes down, in one of four forms. It is sent, or kept until the line is back. */
export const VisitForm = ({ form, sheet, subject, again, onClose }: Props) => {
  const [typed] = useState<TypedForm>(again?.typed ?? {});
  const [refused, setRefused] = useState<Problem | undefined>(again?.refused);
  const [lacks, setLacks] = useState('');
  const [sending, setSending] = useState(false);
  const own = useRef<HTMLFormElement>(null);
  const alert = useRef<HTMLDivElement>(null);
  const { title, act, parts: Parts, done } = forms[form];
  const asks = refused?.code === 'value-to-confirm' ? refused.errors : [];

  const tell = (words: string, problem?: Problem) => {
    setLacks(words);
    setRefused(problem);
    setSending(false);
    requestAnimationFrame(() => alert.current?.focus());
  };
  const send = async () => {
    if (sending || !own.current) return;
    const now = typedIn(own.current);
    const words = lacking(form, now);
    if (words) return tell(words);
    setSending(true);
    const at = new Date(serviceNow()).toISOString();
    const outcome = await nurseOutbox.send({
      key: crypto.randomUUID(),
      subject,
      visitId: sheet.visitId,
      form,
      words: title,
      body: bodyFor(form, now, at, sheet),
      typed: now,
    });
    if (typeof outcome === 'object') return tell('', outcome);
    announce(
      outcome === 'sent'
        ? done
        : 'There is no connection. It is kept on this page, and sent as soon as there is.',
    );
    onClose();
  };
  return (
    <Dialog title={title} wide onClose={onClose}>
      <form
        ref={own}
        noValidate
        className="visit-form"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        {(lacks || refused) && (
          <div ref={alert} className="notice bad" role="alert" tabIndex={-1}>
            {lacks && <p>{lacks}</p>}
            {refused && <p>{refused.message}</p>}
            {refused && asks.length === 0 && refused.errors.length > 0 && (
              <ul>
                {refused.errors.map(({ pointer, detail, fix }) => (
                  <li key={pointer + detail}>
                    {plainWords(pointer.split('/').at(-1) ?? '')} {detail}. {fix}
                  </li>
                ))}
              </ul>
            )}
            {asks.map(({ pointer, detail }) => (
              <EntryLine
                key={pointer}
                name={`confirm:${pointer}`}
                label={`${plainWords(pointer.split('/').at(-1) ?? '')} ${detail}: correct it below, or say why it is so`}
                typed={typed}
              />
            ))}
          </div>
        )}
        {form === 'start' && sheet.patient.birthDate && (
          <div className="sure">
            <p>
              <strong>{sheet.patient.name}</strong>, born {dateWords(sheet.patient.birthDate)}
            </p>
            <button
              type="button"
              className="large"
              onClick={() => {
                if (own.current) tickTold(own.current);
                void send();
              }}
            >
              Name and date of birth are right: start
            </button>
          </div>
        )}
        <Parts sheet={sheet} typed={typed} />
        <div className="buttons">
          <button type="submit" className="first large">
            {sending ? 'Sending …' : act}
          </button>
        </div>
      </form>
    </Dialog>
  );
};
