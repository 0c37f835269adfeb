import type { ReactNode } from 'react';

export type FieldChoice = readonly (readonly [value: string, words: string])[];

export const yesOrNo: FieldChoice = [
  ['yes', 'Yes'],
  ['no', 'No'],
];

/** What an amount is counted in. */
export const unitChoice: FieldChoice = [
  ['mg', 'mg'],
  ['mL', 'mL'],
  ['unit', 'unit'],
];

/** The lines that an order or an answer names. */
export const lineChoice: FieldChoice = [
  ['peripheral', 'Peripheral'],
  ['midline', 'Midline'],
  ['picc', 'PICC'],
  ['port', 'Port'],
  ['tunneled', 'Tunneled catheter'],
];

export type FieldInput =
  | 'text'
  | 'area'
  | 'date'
  | 'time'
  | 'datetime-local'
  | 'number'
  | 'tel'
  | 'email';

type Own = {
  id: string;
  label: ReactNode;
  kind?: FieldInput | undefined;
  mode?: 'decimal' | 'numeric' | undefined;
  /** What may be chosen, in the place of typing. */
  choice?: FieldChoice | undefined;
  /** What it says where nothing is chosen; null where something always is. */
  none?: string | null;
  hint?: ReactNode;
  /** What is wrong with it. */
  fault?: string | undefined;
  /** What it lacks still, which is no fault yet. */
  gap?: string | undefined;
  /** What is proposed while one types. */
  list?: readonly string[] | undefined;
  /** Whether a dialog begins with it. */
  begin?: boolean;
  /** How it is read: by its name from the form, or at each key. */
  control:
    | { name: string; defaultValue: string; 'data-begin'?: true | undefined }
    | { value: string; onChange: (event: { target: { value: string } }) => void };
};

/** One field with its label, its hint and what is said of it: every form of the console is made of these. */
export const FormField = ({
  id,
  label,
  kind = 'text',
  mode,
  choice,
  none = 'Choose',
  hint,
  fault,
  gap,
  list,
  begin = false,
  control,
}: Own) => {
  const about = [hint && `${id}-hint`, fault && `${id}-fault`, gap && `${id}-gap`];
  const own = {
    id,
    'aria-invalid': fault ? (true as const) : undefined,
    'aria-describedby': about.filter(Boolean).join(' ') || undefined,
    ...(begin && { 'data-begin': true as const }),
    ...control,
  };
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {hint && (
        <p id={`${id}-hint`} className="hint">
          {hint}
        </p>
      )}
      {choice ? (
        <select {...own}>
          {none !== null && <option value="">{none}</option>}
          {choice.map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
      ) : kind === 'area' ? (
        <textarea rows={3} maxLength={2000} {...own} />
      ) : (
        <input
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
      {fault && (
        <p id={`${id}-fault`} className="fault">
          {fault}
        </p>
      )}
      {gap && (
        <p id={`${id}-gap`} className="gap">
          {gap}
        </p>
      )}
    </div>
  );
};
