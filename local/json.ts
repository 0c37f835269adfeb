/** A value that came out of `JSON.parse`, read with care. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const asObject = (value: unknown): JsonObject => (isObject(value) ? value : {});

export const asList = <T = Json>(value: unknown): T[] =>
  value === undefined || value === null ? [] : ((Array.isArray(value) ? value : [value]) as T[]);

export const asText = (value: unknown): string => (typeof value === 'string' ? value : '');
