type Json = Record<string, unknown>;

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null;

const together = (outer: unknown, inner: unknown): unknown[] => [outer ?? [], inner ?? []].flat();

/** The labels of both. What else stands there, such as when it was sent, is each one's own. */
const labelled = (outer: unknown, inner: unknown): Json | undefined => {
  const [ofOuter, ofInner] = [outer, inner].map((meta) => (isJson(meta) ? meta : {}));
  const labels = Object.fromEntries(
    ['security', 'tag']
      .map((name) => [name, together(ofOuter?.[name], ofInner?.[name])] as const)
      .filter(([, all]) => all.length > 0),
  );
  const meta = { ...ofInner, ...labels };
  return Object.keys(meta).length > 0 ? meta : undefined;
};

/**
 * A bundle with what qualifies the one that it came in: rules to read it by, the label of a test, a modifier.
 * Neither what the one says of itself nor what the other does gives way.
 */
export const qualifiedBy = <T extends object>(outer: object, inner: T): T => {
  const [around, own] = [outer as Json, inner as Json];
  const implicitRules = own.implicitRules ?? around.implicitRules;
  const meta = labelled(around.meta, own.meta);
  const modifierExtension = together(around.modifierExtension, own.modifierExtension);
  return {
    ...inner,
    ...(implicitRules === undefined ? {} : { implicitRules }),
    ...(meta === undefined ? {} : { meta }),
    ...(modifierExtension.length === 0 ? {} : { modifierExtension }),
  };
};
