import { createHash, randomUUID } from 'node:crypto';
import jsonata from 'jsonata';
import type { Json } from './json.ts';

const algorithms: Record<string, string> = {
  MD5: 'md5',
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};
const mostItems = 1_000;

const refuse = (message: string): never => {
  throw Object.assign(new Error(message), { code: 'T0410' });
};

const partition = (items: Json, size: number): Json[][] => {
  const list = Array.isArray(items) ? items : refuse('$partition needs an array');
  if (!Number.isInteger(size) || size < 1) refuse('$partition needs a whole size of at least 1');
  return Array.from({ length: Math.ceil(list.length / size) }, (_, i) =>
    list.slice(i * size, (i + 1) * size),
  );
};

const range = (first: number, last: number, step: number): number[] => {
  if (![first, last, step].every(Number.isInteger)) refuse('$range needs three whole numbers');
  if (step === 0) refuse('$range needs a step other than 0');
  const length = Math.max(0, Math.floor((last - first) / step) + 1);
  if (length > mostItems) refuse(`$range gives at most ${mostItems} numbers`);
  return Array.from({ length }, (_, i) => first + i * step);
};

const hash = (text: string, algorithm: string): string => {
  const name = algorithms[algorithm] ?? refuse(`$hash does not know the algorithm ${algorithm}`);
  if (typeof text !== 'string') refuse('$hash needs a text');
  return createHash(name).update(text).digest('hex');
};

/** 0 ≤ n < 1; the same seed always gives the same number. */
const random = (seed?: number): number => {
  if (seed === undefined) return Math.random();
  return createHash('sha256').update(String(seed)).digest().readUIntBE(0, 6) / 2 ** 48;
};

const parse = (text: string): Json => {
  try {
    return JSON.parse(text, (key, value) =>
      key === '__proto__' ? refuse("the name '__proto__' is not allowed") : value,
    ) as Json;
  } catch {
    return refuse('$parse needs a JSON text');
  }
};

const formatted = jsonata('$fromMillis($at, $picture, $zone)');

const always = { partition, range, hash, random, uuid: () => randomUUID(), parse, eval: undefined };

/** The functions AWS adds to JSONata, and its clock functions reading the given instant. */
export const addedFunctions = (now: number) => ({
  ...always,
  millis: () => now,
  now: (picture?: string, zone?: string) =>
    picture === undefined
      ? new Date(now).toISOString()
      : formatted.evaluate(undefined, { at: now, picture, zone }),
});
