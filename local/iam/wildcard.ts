const compiled = new Map<string, RegExp>();

/** Matches IAM's `*` (any run of characters) and `?` (one character). */
export const matchesPattern = (pattern: string, value: string, ignoreCase = false): boolean => {
  const key = `${ignoreCase}${pattern}`;
  let expression = compiled.get(key);
  if (!expression) {
    const source = pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.');
    expression = new RegExp(`^${source}$`, ignoreCase ? 'is' : 's');
    compiled.set(key, expression);
  }
  return expression.test(value);
};
