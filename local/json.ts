import { isObject, type Json, type JsonObject } from '../interpreter/json.ts';

export { isObject, type Json, type JsonObject };

/** Values that came out of `JSON.parse`, read with care: what is of another kind reads as nothing. */
export const asObject = (value: unknown): JsonObject => (isObject(value) ? value : {});

export const asList = <T = Json>(value: unknown): T[] =>
  value === undefined || value === null ? [] : ((Array.isArray(value) ? value : [value]) as T[]);

export const asText = (value: unknown): string => (typeof value === 'string' ? value : '');
