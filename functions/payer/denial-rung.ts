import * as z from 'zod';
import { isBusinessDay } from '../platform/business-days.ts';
import { addDays, daysBetween, soonerOf } from '../platform/days.ts';
import { oneLine } from '../platform/text.ts';
import { zonedInstant } from '../platform/zoned-time.ts';
import { coversRow, holdsFor } from './dated-row.ts';
import { Allowance, LineOfBusiness } from './decision-clock.ts';

/**
 * What may be done about a denial, rung by rung: who takes it, until when, in which order, and what it
 * costs. Rungs are rows with a day from which they hold, a source and a mark of how good it is.
 */
export const DenialRung = z.enum([
  /** A corrected, new request: a denied one is never updated (PAS 2.2.1). */
  'resubmit',
  'peer-to-peer',
  'appeal',
  'second-appeal',
  /** An independent reviewer, or the fair hearing of a state. */
  'external-review',
]);
export type DenialRung = z.infer<typeof DenialRung>;

/**
 * How good a source is: read at the regulator or the payer, told by somebody else, known without a
 * source, or made up for the examples. Only the first decides without saying so.
 */
export const EvidenceMark = z.enum(['official', 'secondary', 'general-knowledge', 'own-target']);
export type EvidenceMark = z.infer<typeof EvidenceMark>;

/** Whole days or months from a notice; the last day counts in full, in the payer's zone. */
const FilingWindow = z.union([
  z.strictObject({ calendarDays: z.number().int().positive().max(366) }),
  z.strictObject({ businessDays: z.number().int().positive().max(260) }),
  z.strictObject({ months: z.number().int().positive().max(12) }),
]);
export type FilingWindow = z.infer<typeof FilingWindow>;

export const DenialRungRow = z.strictObject({
  id: oneLine(60),
  rung: DenialRung,
  lineOfBusiness: z.array(LineOfBusiness).min(1),
  /** Denials of drug lines only, of service lines only, or both. */
  benefit: z.enum(['drug', 'service', 'any']),
  from: z.iso.date(),
  through: z.iso.date().optional(),
  /** Left out where it is there; a row that says `false` takes the general one away. */
  offered: z.boolean().default(true),
  takenBy: z.enum(['prescriber', 'practice', 'patient', 'payer']),
  /** How long it may be taken. Left out where nobody knows: the payer is asked, and it stays open. */
  window: FilingWindow.optional(),
  /** It is taken once one of these was; its window counts from that one's answer, else from the denial. */
  after: z.array(DenialRung).default([]),
  /** Whichever of these is taken first, this one is lost: a warning stands before them. */
  closedBy: z.array(DenialRung).default([]),
  /** Whether facts that the request did not have are looked at. */
  newFacts: z.boolean(),
  /** Calls missed after which the payer counts it as held. */
  missedCalls: z.number().int().positive().max(10).optional(),
  /** How long the payer may take to decide. */
  decides: Allowance,
  /** The fast form: when it may be asked for, how long it takes, and whether it waits for `after`. */
  expedited: z
    .strictObject({
      criterion: oneLine(300),
      decides: Allowance,
      atOnce: z.boolean().default(false),
    })
    .optional(),
  goesTo: oneLine(200),
  basis: oneLine(300),
  source: oneLine(300),
  mark: EvidenceMark,
});
export type DenialRungRow = z.infer<typeof DenialRungRow>;
/** A row as it is written down, without what goes without saying. */
export type WrittenRungRow = z.input<typeof DenialRungRow>;

export type RungQuestion = {
  rung: DenialRung;
  lineOfBusiness: LineOfBusiness;
  benefit: 'drug' | 'service';
  /** The day of the denial in the payer's zone. */
  on: string;
};

/** The row that binds, first match wins, a payer's own before the general ones; none where it is not offered. */
export const rungRowFor = (
  rows: readonly DenialRungRow[],
  question: RungQuestion,
): DenialRungRow | undefined => {
  const row = rows.find((one) => one.rung === question.rung && holdsFor(one, question));
  return row?.offered ? row : undefined;
};

/** Whether a later row never binds, because this one, read first, fits wherever it does. */
export const hidesRung = (first: DenialRungRow, later: DenialRungRow): boolean =>
  first.rung === later.rung && coversRow(first, later);

const pad = (number: number): string => String(number).padStart(2, '0');

/**
 * The same day so many months later; the last of the month where it has no such day. Law may give a
 * day more there (45 CFR 147.136(d)(2)(i) goes on to the first of the next month): nobody is late by
 * the earlier one.
 */
const addMonths = (on: string, months: number): string => {
  const count = Number(on.slice(0, 4)) * 12 + Number(on.slice(5, 7)) - 1 + months;
  const first = (of: number) => `${Math.floor(of / 12)}-${pad((of % 12) + 1)}-01`;
  return soonerOf(
    addDays(first(count), Number(on.slice(8, 10)) - 1),
    addDays(first(count + 1), -1),
  );
};

const businessDaysFrom = (on: string, days: number, step: 1 | -1): string => {
  let day = on;
  for (let left = days; left > 0; ) {
    day = addDays(day, step);
    if (isBusinessDay(day)) left -= 1;
  }
  return day;
};

/** The last day of a window that is counted from the day of a notice, which is day 0. */
export const lastDayOf = (window: FilingWindow, noticeOn: string): string => {
  if ('months' in window) return addMonths(noticeOn, window.months);
  return 'calendarDays' in window
    ? addDays(noticeOn, window.calendarDays)
    : businessDaysFrom(noticeOn, window.businessDays, 1);
};

const instant = (millis: number): string => `${new Date(millis).toISOString().slice(0, 19)}Z`;

/** The first instant after a day, by the clocks of a zone. */
export const endOfDay = (on: string, zone: string): string =>
  instant(zonedInstant(`${addDays(on, 1)}T00:00:00`, zone));

/** When on a day somebody is asked: as desks open. */
const askedAt = '09:00:00';

/**
 * When a person is asked about a window that is still open, soonest first: at half and three quarters
 * of it, five business days and one before its last day, and once it has closed. By domain rule 4.2:
 * 50, 75 and 100 percent, and T-5 business days.
 */
export const alertsOf = (
  { from, lastDay }: { from: string; lastDay: string },
  zone: string,
): string[] => {
  const length = daysBetween(from, lastDay);
  const days = [
    addDays(from, Math.ceil(length / 2)),
    addDays(from, Math.ceil((length * 3) / 4)),
    ...[5, 1].map((early) => businessDaysFrom(lastDay, early, -1)),
  ];
  const ahead = days
    .filter((on) => on > from)
    .map((on) => instant(zonedInstant(`${on}T${askedAt}`, zone)));
  return [...new Set([...ahead, endOfDay(lastDay, zone)])].sort();
};
