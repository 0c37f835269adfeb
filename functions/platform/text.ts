import * as z from 'zod';

/**
 * Characters that are not seen and change what is: controls, zero-width characters and joiners, and
 * those that turn the direction of text. Two names that look alike could differ by them, and a dose
 * could be shown in another order than it was written.
 */
const unseen =
  '\\p{Cc}\\u00AD\\u061C\\u180E\\u200B-\\u200F\\u2028-\\u202E\\u2060-\\u206F\\uFEFF\\uFFF9-\\uFFFB';

const lines = new RegExp(`^(?:[\\t\\n\\r]|[^${unseen}])*$`, 'u');
const line = new RegExp(`^[^${unseen}]*$`, 'u');

/** Whether a text, on one line or several, has a character that people cannot see. */
export const hasUnseen = (words: string): boolean => !lines.test(words);

/** Words as people write them: lines and tabs, and nothing else that cannot be seen. */
export const text = (max: number) =>
  z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(max)
    .regex(lines, 'must hold no control or invisible characters');

/** The same on one line. */
export const oneLine = (max: number) => text(max).regex(line, 'must be one line of text');

/** What people write into a field that has to be filled, and that nobody finds anything again by. */
const fillers =
  /^(n\/?\.?a\.?|none|no|nil|null|nobody|unknown|undefined|pending|tbd|tba|test|same|x+|0+)$/i;

/** Whether a text only fills its field: it has no letter and no digit, or is a word for nothing. */
export const standsForNothing = (text: string): boolean =>
  !/[\p{L}\p{N}]/u.test(text) || fillers.test(text.trim());
