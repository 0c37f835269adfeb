import { type ReactNode, useId } from 'react';
import { useAuthorization } from '../api/queries.ts';
import { ReadState } from '../parts/fault.tsx';
import { dateWords } from '../parts/when.ts';
import { plainWords } from '../parts/words.ts';
import type { Typed } from './answers.ts';
import { approvedPrefix, markedIn, type Part } from './composed.ts';
import { fieldId } from './fields.tsx';

type Typing = {
  typed: Typed;
  faults: Readonly<Record<string, string>>;
  onType: (name: string, value: string) => void;
};

const Fault = ({ id, says }: { id: string; says: string | undefined }) =>
  says ? (
    <p id={`${id}-fault`} className="fault">
      {says}
    </p>
  ) : null;

const Checks = ({ part, typed, faults, onType }: Typing & { part: Part & { kind: 'checks' } }) => {
  const own = markedIn(typed[part.name]);
  const id = fieldId(part.name);
  return (
    <fieldset
      className="field checks"
      id={id}
      tabIndex={-1}
      aria-describedby={faults[part.name] ? `${id}-fault` : undefined}
    >
      <legend>{part.label}</legend>
      {part.hint && <p className="hint">{part.hint}</p>}
      {part.choice.map(([value, words]) => (
        <label key={value} className="check">
          <input
            type="checkbox"
            checked={own.includes(value)}
            onChange={({ target }) =>
              onType(
                part.name,
                (target.checked ? [...own, value] : own.filter((each) => each !== value)).join(
                  '\n',
                ),
              )
            }
          />
          {words}
        </label>
      ))}
      <Fault id={id} says={faults[part.name]} />
    </fieldset>
  );
};

const yesOrNo = [
  ['yes', 'Yes'],
  ['no', 'No'],
] as const;

const inputModes = { decimal: 'decimal', whole: 'numeric' } as const;

const One = ({ part, typed, faults, onType }: Typing & { part: Part }): ReactNode => {
  const hint = useId();
  if (part.kind === 'checks')
    return <Checks part={part} typed={typed} faults={faults} onType={onType} />;
  const id = fieldId(part.name);
  const fault = faults[part.name];
  const own = {
    id,
    value: typed[part.name] ?? '',
    'aria-invalid': fault ? true : undefined,
    'aria-describedby':
      [part.hint && hint, fault && `${id}-fault`].filter(Boolean).join(' ') || undefined,
    onChange: ({ target }: { target: { value: string } }) => onType(part.name, target.value),
  };
  const options =
    part.kind === 'choice' ? part.choice : part.kind === 'yes-or-no' ? yesOrNo : undefined;
  return (
    <div className="field">
      <label htmlFor={id}>
        {part.label}
        {part.optional && <span className="under">if there is something to say</span>}
      </label>
      {part.hint && (
        <p id={hint} className="hint">
          {part.hint}
        </p>
      )}
      {options ? (
        <select {...own}>
          <option value="">{part.optional ? 'Not said' : 'Choose'}</option>
          {options.map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
      ) : part.kind === 'text' || part.kind === 'lines' ? (
        <textarea rows={3} maxLength={2000} {...own} />
      ) : (
        <input
          type={part.kind === 'date' ? 'date' : 'text'}
          inputMode={inputModes[part.kind as keyof typeof inputModes]}
          {...own}
        />
      )}
      <Fault id={id} says={fault} />
    </div>
  );
};

/** Something that is asked for in several fields. */
export const ComposedFields = ({
  legend,
  parts,
  ...typing
}: Typing & { legend: string; parts: readonly Part[] }) => (
  <fieldset className="composed">
    <legend>{legend}</legend>
    <div className="pair">
      {parts.map((part) => (
        <One key={part.name} part={part} {...typing} />
      ))}
    </div>
  </fieldset>
);

/** What the payer approved of each line; a line without units is not approved. */
export const ApprovedLines = ({
  authorizationId,
  typed,
  faults,
  onType,
}: Typing & { authorizationId: string | undefined }) => {
  const found = useAuthorization(authorizationId);
  const fault = faults.approvedLines;
  const id = fieldId('approvedLines');
  return (
    <fieldset
      className="composed"
      id={id}
      tabIndex={-1}
      aria-describedby={fault ? `${id}-fault` : undefined}
    >
      <legend>Units that the payer approved, line by line</legend>
      <p className="hint">
        A line that is left empty, and was not granted before, is not approved.
      </p>
      <ReadState of={found} what="the lines" />
      {found.data?.lines.map(({ sequence, code, kind, state, asked }) => {
        const name = `${approvedPrefix}${sequence}`;
        return (
          <div key={sequence} className="field">
            <label htmlFor={fieldId(name)}>
              Line {sequence}: {code}, {plainWords(kind).toLowerCase()}
              <span className="under">
                Asked: {asked.units} units, {dateWords(asked.from)} to {dateWords(asked.through)}.
                It is {plainWords(state).toLowerCase()}.
              </span>
            </label>
            <input
              id={fieldId(name)}
              inputMode="numeric"
              value={typed[name] ?? ''}
              onChange={({ target }) => onType(name, target.value)}
            />
          </div>
        );
      })}
      <Fault id={id} says={fault} />
    </fieldset>
  );
};
