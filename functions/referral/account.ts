import * as z from 'zod';

/**
 * What became of each resource of a bundle: read for something, left out with its reason, or not
 * understood. Resources of one kind and one end stand together, by their places in the bundle.
 */
export const AccountLine = z.object({
  became: z.enum(['used', 'not-used', 'not-needed', 'not-understood']),
  type: z.string().max(60),
  /** What for, or why not. */
  why: z.string().max(200),
  /** Places among the entries of the bundle, counted from 0. */
  entries: z.array(z.number().int().min(0)).min(1),
});
export type AccountLine = z.infer<typeof AccountLine>;

/** Every entry of a bundle, each once. */
export const Account = z.array(AccountLine).max(500);
export type Account = z.infer<typeof Account>;

/** What became of one entry. */
export type Ending = Pick<AccountLine, 'became' | 'why'>;

/** Why a report whose words stand in a form that is attached to it is no result. */
export const attachedForm = 'its words stand in an attached form, which is not read';

/** Puts what ended alike together, in the order of the bundle. */
export const accountOf = (entries: readonly { type: string; ending: Ending }[]): Account => {
  const lines = new Map<string, AccountLine>();
  for (const [index, { type, ending }] of entries.entries()) {
    const { became, why } = ending;
    const key = `${became}|${type}|${why}`;
    const line = lines.get(key);
    if (line) line.entries.push(index);
    else lines.set(key, { became, type: type.slice(0, 60), why, entries: [index] });
  }
  return [...lines.values()];
};
