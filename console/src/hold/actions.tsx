import { useEffect, useRef, useState } from 'react';
import { askApi } from '../api/call.ts';
import { Problem, tellProblem } from '../api/problem.ts';
import type { WholeHold } from '../api/queries.ts';
import { KeyCap } from '../parts/keys.tsx';
import { dateWords, withDates } from '../parts/when.ts';
import { plainWords } from '../parts/words.ts';
import { useCommands } from '../shell/commands.ts';
import {
  besides,
  beyondFields,
  bodyOf,
  faultsIn,
  faultsTold,
  fieldsOf,
  type Typed,
} from './answers.ts';
import { fieldPartsOf } from './composed.ts';
import { ApprovedLines, ComposedFields } from './composed-fields.tsx';
import { Field, fieldId, labelOf } from './fields.tsx';

type Action = WholeHold['actions'][number];

type Props = {
  hold: WholeHold;
  etag: string | undefined;
  sites: readonly { siteId: string; says: string }[];
  /** Ended ones keep what was typed, to be copied. */
  open: boolean;
  mayDecide: (action: Action) => boolean;
  onDone: (says: string) => void;
  /** Somebody else was faster: the hold as it stands is read anew, and what was typed stays. */
  onRace: (problem: Problem) => void;
};

const Consequences = ({ action }: { action: Action }) => (
  <dl className="follows">
    <div>
      <dt>Given up</dt>
      <dd>{action.costs}</dd>
    </div>
    {action.until && (
      <div>
        <dt>Open until</dt>
        <dd>{dateWords(action.until.lastDay)}</dd>
      </div>
    )}
    {action.expedited && (
      <div>
        <dt>Faster</dt>
        <dd>
          In {action.expedited.decides}. {action.expedited.criterion}
        </dd>
      </div>
    )}
  </dl>
);

/** What was typed for a hold that somebody else ended meanwhile. */
const Kept = ({ typed }: { typed: Typed }) => {
  const words = Object.entries(typed).filter(([, value]) => value.trim());
  if (words.length === 0) return null;
  return (
    <section aria-labelledby="kept">
      <h2 id="kept">What you typed</h2>
      <dl className="kept">
        {words.map(([name, value]) => (
          <div key={name}>
            <dt>{plainWords(name)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
};

const legends: Readonly<Record<string, string>> = {
  drug: 'The drug',
  plan: 'How doses go on: it stands on every visit that follows',
};

/** What may be done, each in a sentence with what it gives up; what it needs is asked once chosen. */
export const ActionChoice = ({ hold, etag, sites, open, mayDecide, onDone, onRace }: Props) => {
  const [chosen, setChosen] = useState<string>();
  const [typed, setTyped] = useState<Typed>({});
  const [faults, setFaults] = useState<Record<string, string>>({});
  const [failed, setFailed] = useState('');
  const [sending, setSending] = useState(false);
  const summary = useRef<HTMLDivElement>(null);
  const radios = useRef<HTMLFieldSetElement>(null);
  const action = hold.actions.find((each) => each.action === chosen);
  const needs = action?.needs ?? [];
  const more = action ? besides(hold.reason, action.action) : [];
  const plainNeeds = [...needs, ...more].filter(
    (need) => !fieldPartsOf(need) && need !== 'approvedLines',
  );
  const fields = action
    ? fieldsOf(plainNeeds.includes('note') ? plainNeeds : [...plainNeeds, 'note'], typed)
    : [];
  const wanted = fieldsOf(needs, typed);
  const beyond = beyondFields(needs);
  const wrong = Object.entries(faults);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new list of faults is gone to, as it comes.
  useEffect(() => {
    if (wrong.length > 0 || failed) summary.current?.focus();
  }, [faults, failed]);

  const type = (field: string, value: string) => setTyped((all) => ({ ...all, [field]: value }));
  const choose = (name: string) => {
    setChosen(name);
    setFaults({});
    setFailed('');
  };
  const send = async () => {
    if (!action) {
      setFailed('Choose what to do first.');
      return;
    }
    if (beyond.length > 0) {
      setFailed('This page cannot ask for all that is needed. Load it again.');
      return;
    }
    const missing = faultsIn(wanted, typed);
    setFailed('');
    setFaults(missing);
    if (Object.keys(missing).length > 0) return;
    setSending(true);
    try {
      await askApi('POST /holds/{holdId}/resolution', {
        path: { holdId: hold.holdId },
        body: bodyOf(action.action, [...needs, ...more], typed, action.forfeits ?? []),
        ifMatch: etag,
      });
      onDone(action.says);
    } catch (error) {
      if (error instanceof Problem && ['hold-already-ended', 'hold-changed'].includes(error.code))
        onRace(error);
      if (error instanceof Problem && error.errors.length > 0) setFaults(faultsTold(error.errors));
      setFailed(tellProblem(error));
    } finally {
      setSending(false);
    }
  };
  useCommands(
    !open
      ? []
      : [
          {
            id: 'resolve',
            keys: 'r',
            words: 'Go to what may be done',
            group: 'Hold',
            run: () => {
              const first = radios.current?.querySelector<HTMLElement>('input:checked, input');
              first?.focus();
            },
          },
          ...hold.actions.slice(0, 9).map((each, at) => ({
            id: `action-${each.action}`,
            keys: `${at + 1}`,
            words: each.says,
            group: 'Hold',
            run: () => {
              choose(each.action);
              radios.current?.querySelectorAll('input')[at]?.focus();
            },
          })),
          {
            id: 'send',
            keys: 'Ctrl+Enter',
            words: 'Send it',
            group: 'Hold',
            run: () => void send(),
          },
        ],
  );
  if (!open) return <Kept typed={typed} />;
  return (
    <section aria-labelledby="now">
      <h2 id="now">What now</h2>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        {(wrong.length > 0 || failed) && (
          <div ref={summary} className="notice bad" tabIndex={-1} role="alert">
            <h3>There is a problem</h3>
            {failed && <p>{failed}</p>}
            {wrong.length > 0 && (
              <ul>
                {wrong.map(([name, says]) => (
                  <li key={name}>
                    <a
                      href={`#${fieldId(name)}`}
                      onClick={(event) => {
                        event.preventDefault();
                        document.getElementById(fieldId(name))?.focus();
                      }}
                    >
                      {labelOf(name)}: {says}
                    </a>
                  </li>
                ))}
              </ul>
            )}
          </div>
        )}
        <fieldset ref={radios} className="actions">
          <legend className="unseen">{hold.asks}</legend>
          {hold.actions.map((each, at) => (
            <div key={each.action} className={each.action === chosen ? 'action chosen' : 'action'}>
              <label>
                <input
                  type="radio"
                  name="action"
                  value={each.action}
                  checked={each.action === chosen}
                  aria-describedby={`about-${each.action}`}
                  onChange={() => choose(each.action)}
                />
                <span>{each.says}</span>
                {at < 9 && <KeyCap of={`${at + 1}`} />}
              </label>
              <div id={`about-${each.action}`} className="about">
                {each.clinical && (
                  <p className="tag">
                    {mayDecide(each) ? 'A clinical decision' : 'For a clinician to decide'}
                  </p>
                )}
                {each.ofPractice && !mayDecide(each) && (
                  <p className="tag">For the practice to say</p>
                )}
                {each.warns && <p className="warns">{withDates(each.warns)}</p>}
                {each.action === chosen && <Consequences action={each} />}
              </div>
              {each.action === chosen && (
                <div className="fields">
                  {beyond.length > 0 && (
                    <p className="notice">
                      This page is older than what it shows: it cannot ask for{' '}
                      {beyond.map(plainWords).join(', ')}. Load it again.
                    </p>
                  )}
                  {fields
                    .filter((name) => !beyond.includes(name))
                    .map((name) => (
                      <Field
                        key={name}
                        name={name}
                        typed={typed}
                        faults={faults}
                        sites={sites}
                        onType={type}
                      />
                    ))}
                  {needs.includes('approvedLines') && (
                    <ApprovedLines
                      authorizationId={hold.authorizationId}
                      typed={typed}
                      faults={faults}
                      onType={type}
                    />
                  )}
                  {[...needs, ...more].map((need) => {
                    const parts = fieldPartsOf(need);
                    return (
                      parts && (
                        <ComposedFields
                          key={need}
                          legend={legends[need] ?? plainWords(need)}
                          parts={parts}
                          typed={typed}
                          faults={faults}
                          onType={type}
                        />
                      )
                    );
                  })}
                </div>
              )}
            </div>
          ))}
        </fieldset>
        <div className="buttons">
          <button type="submit" className="first" aria-keyshortcuts="Control+Enter">
            {sending ? 'Sending …' : 'Send'} <KeyCap of="Ctrl ↵" />
          </button>
        </div>
      </form>
    </section>
  );
};
