import { createHash } from 'node:crypto';

/**
 * RFC 8785 canonical JSON for the values we store: strings, integers, booleans, null, arrays and
 * objects. Keys sort by UTF-16 code unit; `undefined` members are left out.
 */
export const canonical = (value: unknown): string => {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const object = value as Record<string, unknown>;
  const members = Object.keys(object)
    .filter((key) => object[key] !== undefined)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(object[key])}`);
  return `{${members.join(',')}}`;
};

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
