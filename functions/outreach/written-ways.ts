import { wayPatterns } from './way-patterns.ts';

const ways = wayPatterns.map(({ source, flags, word }) => ({
  way: new RegExp(source, flags),
  word,
}));

/** A spoken text with what was written in haste as it is read. */
export const asRead = (text: string): string =>
  ways.reduce((said, { way, word }) => said.replace(way, word), text);
