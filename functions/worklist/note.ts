/**
 * Whether a note says something to the next reader: two words at least, and not one letter over
 * and over. What it says is for people to judge.
 */
export const saysSomething = (note: string): boolean => {
  const letters = note.toLowerCase().match(/\p{L}/gu) ?? [];
  const words = note.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.length >= 2 && letters.length >= 6 && new Set(letters).size >= 4;
};
