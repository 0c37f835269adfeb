/** A text of which readers take words; what nobody took stays in `left`. */
export type Unread = { left: string };

/** Takes the first words that match out of the text; undefined where none do. */
export const take = (unread: Unread, words: RegExp | string): RegExpMatchArray | undefined => {
  const found = unread.left.match(new RegExp(words));
  if (!found) return undefined;
  const at = found.index as number;
  unread.left = `${unread.left.slice(0, at)} ${unread.left.slice(at + found[0].length)}`.replace(
    /\s+/g,
    ' ',
  );
  return found;
};
