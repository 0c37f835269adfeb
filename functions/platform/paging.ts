import * as z from 'zod';
import { Refusal } from './errors.ts';

/** Query parameters of every list. */
export const Paging = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(25),
  cursor: z.string().max(2000).optional(),
});

/** An opaque cursor over a page's last key. */
export const makeCursor = (key: Record<string, unknown> | undefined): string | undefined =>
  key && Buffer.from(JSON.stringify(key)).toString('base64url');

/** Our keys are plain; anything else the table would not take as the place to begin at. */
const LastKey = z.record(z.string(), z.string().regex(/^[ -~]{1,300}$/));

export const invalidCursor = (): Refusal =>
  new Refusal(400, 'invalid-cursor', 'Use the cursor as the previous page gave it.', {
    errors: [
      {
        pointer: 'query/cursor',
        detail: 'was not given out by this list',
        fix: 'Send `next` of the page before as it is, or leave the cursor out.',
      },
    ],
  });

/** The names of an index key beside the table's own: `practice` sorts by `practiceSort`. */
const indexKey = (attribute: string): readonly string[] => [
  'pk',
  'sk',
  attribute,
  `${attribute}Sort`,
];

/**
 * The key a cursor stands for.
 * @throws Refusal 400 for anything that no list gave out, or that points into another partition.
 */
export const readCursor = (
  cursor: string | undefined,
  partition: { attribute: string; value: string },
  fields = indexKey(partition.attribute),
): Record<string, string> | undefined => {
  if (cursor === undefined) return undefined;
  try {
    const key = LastKey.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    const isWhole = Object.keys(key).sort().join() === [...fields].sort().join();
    if (isWhole && key[partition.attribute] === partition.value) return key;
  } catch {
    // Falls through to the one refusal.
  }
  throw invalidCursor();
};

/** A row as its list is described: those columns in that order, which the table keeps in any. */
export const inOrder = (
  { shape }: z.ZodObject,
  row: Readonly<Record<string, unknown>>,
): Record<string, unknown> =>
  Object.fromEntries(
    Object.keys(shape)
      .filter((column) => row[column] !== undefined)
      .map((column) => [column, row[column]]),
  );

/** The response schema of a list. */
export const pageSchema = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), next: z.string().optional() });
