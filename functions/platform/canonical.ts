import { createHash } from 'node:crypto';

/**
 * RFC 8785 canonical JSON for the values we store: strings, integers, booleans, null, arrays and
 * objects. Keys sort by UTF-16 code unit; `undefined` members are left out.
 */
export const canonical = (value: unknown): string => {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`);
  return `{${members.join(',')}}`;
};

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
