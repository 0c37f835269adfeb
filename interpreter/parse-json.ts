import type { Json } from './json.ts';

/** Reads JSON from outside; `undefined` when it is not JSON or tries to name a prototype. */
export const parseJson = (text: string): Json | undefined => {
  try {
    return JSON.parse(text, (key, value) => {
      if (key === '__proto__') throw new SyntaxError('the name is not allowed');
      return value;
    }) as Json;
  } catch {
    return undefined;
  }
};
