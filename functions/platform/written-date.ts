import * as z from 'zod';

/** A day that somebody wrote down: with room for the days that are counted from it. */
export const writtenDate = z.iso
  .date('must be a full date, YYYY-MM-DD')
  .refine((day) => day >= '1900' && day < '2200', { message: 'must be between 1900 and 2199' });
