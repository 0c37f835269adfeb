/** Raw items of one partition; each noun parses its own. */
export type Items = readonly Record<string, unknown>[];

/** Those whose sort key begins like this. */
export const beginning = (items: Items, prefix: string): Record<string, unknown>[] =>
  items.filter(({ sk }) => String(sk).startsWith(prefix));
