/** JSON that nobody has looked at yet: whatever is not of the wanted kind reads as nothing. */
export type Json = { [name: string]: unknown };

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const object = (value: unknown): Json => (isObject(value) ? value : {});
export const list = (value: unknown): Json[] =>
  Array.isArray(value) ? value.filter(isObject) : [];
export const text = (value: unknown): string => (typeof value === 'string' ? value : '');

export const codingIn = (concept: unknown): Json => list(object(concept).coding)[0] ?? {};
