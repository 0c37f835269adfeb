declare const own: unique symbol;

/** A table that is looked up by words from outside. */
export type Lookup<Value> = Readonly<Record<string, Value>> & { readonly [own]: true };

/**
 * A table whose only names are the ones given: it inherits none, so that no word that somebody
 * sends, `constructor` or `__proto__` among them, finds anything that was not put there.
 */
/* @__NO_SIDE_EFFECTS__ */
export const lookup = <Value>(rows: Readonly<Record<string, Value>>): Lookup<Value> =>
  Object.freeze(Object.assign(Object.create(null), rows));
