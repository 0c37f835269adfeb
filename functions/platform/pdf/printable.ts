import { glyphOf } from './typeface.ts';

/** A character that cannot be printed, by its number in Unicode: `[U+5F20]`. */
const byNumber = (character: string): string =>
  `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`;

/**
 * What shows nothing, or breaks a line where we break lines ourselves. Marks that turn the direction are
 * not among them: each is given by its number.
 */
const spacing = /[\p{Cc}\p{Zs}\p{Zl}\p{Zp}]+/gu;

/**
 * A text as it can be printed: what the typeface has no letter for is named by its number, never left
 * out, so that whoever reads it sees that something stands there. Letters with their marks are put
 * together first.
 */
export const printable = (text: string): { text: string; isWhole: boolean } => {
  let isWhole = true;
  const printed = Array.from(text.normalize('NFC').replace(spacing, ' ').trim(), (character) => {
    if (glyphOf(character) > 0) return character;
    isWhole = false;
    return byNumber(character);
  });
  return { text: printed.join(''), isWhole };
};
