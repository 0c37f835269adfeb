import * as z from 'zod';
import { text } from '../platform/text.ts';

/** Words or values of an order that are not understood: kept as they were sent, and asked back. */
export const NotUnderstood = z.object({
  /** `total`: an amount in words, of another measure than the dose, for a check that knows the patient's size. */
  about: z.enum([
    'timing',
    'dose',
    'total',
    'duration',
    'route',
    'drug',
    'history',
    'instruction',
    'remark',
    'alert',
  ]),
  /** The element that holds them, as the sender can look it up. */
  at: text(300),
  words: text(300).optional(),
  why: text(300),
});
export type NotUnderstood = z.infer<typeof NotUnderstood>;

/** Why a total is kept. */
export const totalWhy = 'names an amount of another measure beside the dose';

/** Why a timing is asked about of which only the first day is in doubt. */
export const startsBeforeService = 'names a first day before the service begins';
