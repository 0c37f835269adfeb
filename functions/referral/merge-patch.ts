type Json = unknown;

const isObject = (value: Json): value is Record<string, Json> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Deeper than any submission is. */
const deepest = 12;

/**
 * RFC 7396 JSON merge patch: members replace, `null` removes, arrays replace whole. Members are
 * set as own properties only, so a hostile `__proto__` is just an unknown field.
 *
 * @throws RangeError for a patch nested deeper than any submission.
 */
export const mergePatch = (target: Json, patch: Json, depth = 0): Json => {
  if (depth > deepest) throw new RangeError('patch-too-deep');
  if (!isObject(patch)) return patch;
  const merged = new Map(Object.entries(isObject(target) ? target : {}));
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) merged.delete(key);
    else merged.set(key, mergePatch(merged.get(key), value, depth + 1));
  }
  return Object.fromEntries(merged);
};
