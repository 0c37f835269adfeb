import { type ReactNode, useId } from 'react';
import type { TypedForm } from './bodies.ts';

type Names = readonly (readonly [value: string, words: string])[];
type Own = { name: string; label: string; typed: TypedForm };

export const EntryLine = ({
  kind = 'text',
  mode,
  hint,
  begin,
  list,
  initial,
  name,
  label,
  typed,
}: Own & {
  kind?: 'text' | 'date' | 'area';
  mode?: 'decimal' | 'numeric';
  hint?: string;
  /** Where one types first. */
  begin?: boolean;
  list?: readonly string[];
  initial?: string;
}) => {
  const id = useId();
  const own = {
    name,
    defaultValue: typed[name]?.[0] ?? initial ?? '',
    'aria-describedby': hint ? `${id}-hint` : undefined,
    'data-begin': begin ? true : undefined,
  };
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {kind === 'area' ? (
        <textarea id={id} rows={3} maxLength={2000} {...own} />
      ) : (
        <input
          id={id}
          type={kind}
          inputMode={mode}
          autoComplete="off"
          list={list && `${id}-list`}
          {...own}
        />
      )}
      {list && (
        <datalist id={`${id}-list`}>
          {list.map((value) => (
            <option key={value} value={value} />
          ))}
        </datalist>
      )}
      {hint && (
        <p id={`${id}-hint`} className="hint">
          {hint}
        </p>
      )}
    </div>
  );
};

export const Pick = ({
  name,
  label,
  typed,
  names,
  none = 'Not said',
  initial = '',
}: Own & { names: Names; none?: string | null; initial?: string }) => (
  <label className="field">
    {label}
    <select name={name} defaultValue={typed[name]?.[0] ?? initial}>
      {none !== null && <option value="">{none}</option>}
      {names.map(([value, words]) => (
        <option key={value} value={value}>
          {words}
        </option>
      ))}
    </select>
  </label>
);

/** Large enough for a thumb. */
export const Marks = ({
  kind = 'checkbox',
  name,
  label,
  typed,
  names,
}: Own & { kind?: 'checkbox' | 'radio'; names: Names }) => (
  <fieldset className="marks">
    <legend>{label}</legend>
    {names.map(([value, words]) => (
      <label key={value} className="mark">
        <input
          type={kind}
          name={name}
          value={value}
          defaultChecked={typed[name]?.includes(value) ?? false}
        />
        {words}
      </label>
    ))}
  </fieldset>
);

/** A part that one opens when one needs it; open where something stands in it. */
export const FormPart = ({
  title,
  open = false,
  children,
}: {
  title: string;
  open?: boolean;
  children: ReactNode;
}) => (
  <details className="part" open={open}>
    <summary>{title}</summary>
    {children}
  </details>
);
