/** A value as it travels between states: JSON and nothing else. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export type JsonObject = { [key: string]: Json };

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The size limits are counted in: UTF-8 bytes of the JSON text. */
export const byteLength = (value: Json): number => Buffer.byteLength(JSON.stringify(value));
