/** JSON that nobody has looked at yet: whatever is not of the wanted kind reads as nothing. */
export type UncheckedJson = { [name: string]: unknown };

export const isRecord = (value: unknown): value is UncheckedJson =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const object = (value: unknown): UncheckedJson => (isRecord(value) ? value : {});
export const list = (value: unknown): UncheckedJson[] =>
  Array.isArray(value) ? value.filter(isRecord) : [];
export const textIn = (value: unknown): string => (typeof value === 'string' ? value : '');

export const codingIn = (concept: unknown): UncheckedJson => list(object(concept).coding)[0] ?? {};
