import * as z from 'zod';
import { addBusinessDays } from '../platform/business-days.ts';
import { oneLine } from '../platform/text.ts';
import { addCalendarDays } from '../platform/zoned-time.ts';
import { coversRow, holdsFor } from './dated-row.ts';

/**
 * How long a payer may take. One clock per authorization line, because the drug and the service
 * of one request can stand under different law.
 */
export const LineOfBusiness = z.enum([
  'medicare-advantage',
  'traditional-medicare',
  'medicaid',
  'commercial',
  'self-funded',
  'exchange',
]);
export type LineOfBusiness = z.infer<typeof LineOfBusiness>;

export const Urgency = z.enum(['standard', 'expedited']);
export type Urgency = z.infer<typeof Urgency>;

/**
 * Hours pass by the clock; calendar and business days end at the same local time of the payer. About
 * a year is the most: days are counted one by one.
 */
export const Allowance = z.union([
  z.strictObject({ hours: z.number().int().positive().max(9000) }),
  z.strictObject({ calendarDays: z.number().int().positive().max(366) }),
  z.strictObject({ businessDays: z.number().int().positive().max(260) }),
]);
export type Allowance = z.infer<typeof Allowance>;

export const DecisionClockRow = z.strictObject({
  id: oneLine(60),
  lineOfBusiness: z.array(LineOfBusiness).min(1),
  /** Drug lines only, service lines only, or both. */
  benefit: z.enum(['drug', 'service', 'any']),
  urgency: Urgency,
  from: z.iso.date(),
  through: z.iso.date().optional(),
  allows: Allowance,
  /** The law or contract it rests on. */
  basis: oneLine(300),
  source: oneLine(300),
});
export type DecisionClockRow = z.infer<typeof DecisionClockRow>;

export type ClockQuestion = {
  lineOfBusiness: LineOfBusiness;
  benefit: 'drug' | 'service';
  urgency: Urgency;
  /** The day of the draft in the payer's zone, on which the request is sent. */
  on: string;
};

/** The row that binds, first match wins; a payer's own rows are given before the general ones. */
export const clockRowFor = (
  rows: readonly DecisionClockRow[],
  question: ClockQuestion,
): DecisionClockRow | undefined =>
  rows.find((row) => row.urgency === question.urgency && holdsFor(row, question));

/** Whether a later row never binds, because this one, read first, fits wherever it does. */
export const hidesClock = (first: DecisionClockRow, later: DecisionClockRow): boolean =>
  first.urgency === later.urgency && coversRow(first, later);

/**
 * When an allowance that starts at `startsAt` (payer receipt) ends, by the payer's zone. Seven
 * calendar days are not 168 hours where the clocks change in between.
 */
export const allowanceEndsAt = (allows: Allowance, startsAt: string, zone: string): string => {
  const start = new Date(startsAt);
  const end =
    'hours' in allows
      ? new Date(start.getTime() + allows.hours * 3_600_000)
      : 'calendarDays' in allows
        ? addCalendarDays(start, allows.calendarDays, zone)
        : addBusinessDays(start, allows.businessDays, zone);
  return `${end.toISOString().slice(0, 19)}Z`;
};
