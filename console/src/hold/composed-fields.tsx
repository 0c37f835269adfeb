import type { ReactNode } from 'react';
import { useAuthorization } from '../api/queries.ts';
import { ReadState } from '../parts/fault.tsx';
import { type FieldInput, FormField, yesOrNo } from '../parts/form-field.tsx';
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

const kinds: Readonly<Record<string, FieldInput>> = { date: 'date', text: 'area', lines: 'area' };
const modes = { decimal: 'decimal', whole: 'numeric' } as const;

const One = ({ part, typed, faults, onType }: Typing & { part: Part }): ReactNode => {
  if (part.kind === 'checks')
    return <Checks part={part} typed={typed} faults={faults} onType={onType} />;
  const { name, label, hint, optional, kind } = part;
  return (
    <FormField
      id={fieldId(name)}
      label={
        <>
          {label}
          {optional && <span className="under">if there is something to say</span>}
        </>
      }
      kind={kinds[kind] ?? 'text'}
      mode={modes[kind as keyof typeof modes]}
      choice={kind === 'choice' ? part.choice : kind === 'yes-or-no' ? yesOrNo : undefined}
      none={optional ? 'Not said' : 'Choose'}
      hint={hint}
      fault={faults[name]}
      control={{
        value: typed[name] ?? '',
        onChange: ({ target }) => onType(name, target.value),
      }}
    />
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
