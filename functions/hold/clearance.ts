import * as z from 'zod';
import { addDays, soonerOf } from '../platform/days.ts';

/** For which doses a clinician clears a finding: the next one, those until a day, or all of the course. */
export const Clearance = z.discriminatedUnion('covers', [
  z.strictObject({ covers: z.literal('next-dose') }),
  /** `through` is the last day, as a date at the place of the visit. */
  z.strictObject({ covers: z.literal('until'), through: z.iso.date() }),
  z.strictObject({ covers: z.literal('course') }),
]);
export type Clearance = z.infer<typeof Clearance>;

/** Days for which a clearance counts at most: a standing order is good for a year. Own limit. */
const longestDays = 365;

/** The last day that a clearance may last to; `madeOn` is a date in the desk's zone. */
export const longestThrough = (madeOn: string): string => addDays(madeOn, longestDays);

/** The last day on which a clearance counts, whichever doses it covers. */
export const countsThrough = (clearance: Clearance, madeOn: string): string =>
  clearance.covers === 'until'
    ? soonerOf(clearance.through, longestThrough(madeOn))
    : longestThrough(madeOn);

/** What a clearance covers, in words. */
export const clearedFor = (clearance: Clearance): string => {
  if (clearance.covers === 'next-dose') return 'for the next dose';
  return clearance.covers === 'until'
    ? `through ${clearance.through}`
    : 'for the course, a year at most';
};
