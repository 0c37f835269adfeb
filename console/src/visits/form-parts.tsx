import { type ReactNode, useId } from 'react';
import { type FieldChoice, FormField } from '../parts/form-field.tsx';
import type { TypedForm } from './bodies.ts';

type Own = { name: string; label: string; typed: TypedForm };

export const EntryLine = ({
  name,
  label,
  typed,
  initial = '',
  begin,
  ...how
}: Own & {
  kind?: 'text' | 'date' | 'area';
  mode?: 'decimal' | 'numeric';
  hint?: string;
  /** Where one types first. */
  begin?: boolean;
  list?: readonly string[];
  initial?: string;
}) => (
  <FormField
    id={useId()}
    label={label}
    control={{
      name,
      defaultValue: typed[name]?.[0] ?? initial,
      'data-begin': begin ? true : undefined,
    }}
    {...how}
  />
);

export const Pick = ({
  name,
  label,
  typed,
  names,
  none = 'Not said',
  initial = '',
}: Own & { names: FieldChoice; none?: string | null; initial?: string }) => (
  <FormField
    id={useId()}
    label={label}
    choice={names}
    none={none}
    control={{ name, defaultValue: typed[name]?.[0] ?? initial }}
  />
);

/** Large enough for a thumb. */
export const Marks = ({
  kind = 'checkbox',
  name,
  label,
  typed,
  names,
}: Own & { kind?: 'checkbox' | 'radio'; names: FieldChoice }) => (
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
