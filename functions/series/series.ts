import * as z from 'zod';
import { NurseId, SiteId } from '../platform/ids.ts';
import type { Lifecycle } from '../platform/lifecycle.ts';

export const SeriesStatus = z.enum(['booked', 'stopped']);

/** Stopped with its referral, for good. */
export const seriesLife: Lifecycle<z.infer<typeof SeriesStatus>> = {
  begins: ['booked'],
  next: { booked: ['booked', 'stopped'], stopped: [] },
};

/**
 * All the visits of one order, booked together so that the doses keep their distance. It stands on
 * the referral's main item, as `series`.
 */
export const Series = z.object({
  siteId: SiteId,
  /** `booked`: every dose that may be booked now has its visit; `stopped`: the rest was released. */
  status: SeriesStatus,
  /** The day of the first dose; later doses count from it. */
  firstOn: z.iso.date(),
  /** The number the next new visit gets. */
  nextVisit: z.number().int().positive(),
  /** Doses ordered, and the highest dose that has a visit. */
  doses: z.number().int().positive(),
  bookedThrough: z.number().int().min(0),
  primaryNurse: NurseId.optional(),
  rev: z.number().int().positive(),
});
export type Series = z.infer<typeof Series>;
