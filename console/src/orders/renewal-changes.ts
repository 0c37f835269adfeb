import type { CatalogueEntry, OrderTyped } from './order-body.ts';
import { orderLabel } from './order-labels.ts';

type TypedChange = { label: string; was: string; is: string };

/** A day or a unit of a result is told with the test that it belongs to. */
const labelOf = (name: string, therapy: CatalogueEntry | undefined): string => {
  const [, of, part] = /^(result\..+)\.(on|unit)$/.exec(name) ?? [];
  if (!of) return orderLabel(name, therapy);
  return `${orderLabel(of, therapy)}, ${part === 'on' ? 'taken on' : 'unit'}`;
};

/** What is typed otherwise than it stood, field by field. */
export const changesTold = (
  before: OrderTyped,
  after: OrderTyped,
  therapy: CatalogueEntry | undefined,
): TypedChange[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .map((name) => ({
      label: labelOf(name, therapy),
      was: before[name]?.trim() ?? '',
      is: after[name]?.trim() ?? '',
    }))
    .filter(({ was, is }) => was !== is);
