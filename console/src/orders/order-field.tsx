import type { ReactNode } from 'react';
import { type FieldChoice, type FieldInput, FormField } from '../parts/form-field.tsx';
import type { OrderTyped } from './order-body.ts';
import { orderLabel } from './order-labels.ts';

export type Filling = {
  typed: OrderTyped;
  onType: (name: string, value: string) => void;
  /** What the check says of a field. */
  gaps: ReadonlyMap<string, string>;
  /** Where not the whole order is asked for: what is. */
  only?: ReadonlySet<string> | undefined;
};

export const orderFieldId = (name: string): string => `order-${name.replace(/\W/g, '-')}`;

export const OrderField = ({
  name,
  label = orderLabel(name),
  typed,
  onType,
  gaps,
  only,
  ...how
}: Filling & {
  name: string;
  /** Where it goes by the therapy. */
  label?: string | undefined;
  kind?: FieldInput;
  choice?: FieldChoice;
  none?: string;
  hint?: ReactNode;
  mode?: 'decimal' | 'numeric';
  list?: readonly string[];
}) =>
  only && !only.has(name) ? null : (
    <FormField
      id={orderFieldId(name)}
      label={label}
      gap={gaps.get(name)}
      control={{
        value: typed[name] ?? '',
        onChange: ({ target }) => onType(name, target.value),
      }}
      {...how}
    />
  );
