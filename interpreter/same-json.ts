import { isDeepStrictEqual } from 'node:util';
import type { Json } from './json.ts';

/** Equal as JSON: the order of members does not matter. */
export const sameJson = (a: Json, b: Json): boolean => isDeepStrictEqual(a, b);
