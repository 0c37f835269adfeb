import type { ReactNode } from 'react';
import type { OrderTyped } from './order-body.ts';

export type Filling = {
  typed: OrderTyped;
  onType: (name: string, value: string) => void;
  /** What the check says of a field. */
  gaps: ReadonlyMap<string, string>;
};

type Names = readonly (readonly [value: string, words: string])[];

export const orderFieldId = (name: string): string => `order-${name.replace(/\W/g, '-')}`;

export const OrderField = ({
  name,
  label,
  kind = 'text',
  names,
  none = 'Choose',
  hint,
  mode,
  list,
  typed,
  onType,
  gaps,
}: Filling & {
  name: string;
  label: string;
  kind?: 'text' | 'date' | 'area' | 'tel' | 'email';
  names?: Names;
  none?: string;
  hint?: ReactNode;
  mode?: 'decimal' | 'numeric';
  list?: readonly string[];
}) => {
  const id = orderFieldId(name);
  const gap = gaps.get(name);
  const own = {
    id,
    value: typed[name] ?? '',
    'aria-describedby':
      [hint && `${id}-hint`, gap && `${id}-gap`].filter(Boolean).join(' ') || undefined,
    onChange: ({ target }: { target: { value: string } }) => onType(name, target.value),
  };
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {hint && (
        <p id={`${id}-hint`} className="hint">
          {hint}
        </p>
      )}
      {names ? (
        <select {...own}>
          <option value="">{none}</option>
          {names.map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
      ) : kind === 'area' ? (
        <textarea rows={2} maxLength={2000} {...own} />
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
      {gap && (
        <p id={`${id}-gap`} className="gap">
          {gap}
        </p>
      )}
    </div>
  );
};
