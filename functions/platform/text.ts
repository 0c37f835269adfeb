import * as z from 'zod';

/** Words as people write them: lines and tabs, and no other control character. */
export const text = (max: number) =>
  z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(max)
    .regex(/^(?:[\t\n\r]|\P{Cc})*$/u, 'must hold no control characters');

/** The same on one line. */
export const oneLine = (max: number) => text(max).regex(/^\P{Cc}*$/u, 'must be one line of text');
