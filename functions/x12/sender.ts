import { createHash } from 'node:crypto';

/** How we are known to clearinghouses, and in the trace numbers that payers echo (TRN03). */
export const ourEdiId = 'DRIPLINE';
export const ourTraceId = '9DRIPLINE0';

/** A date of ISO 8601 as X12 writes it: CCYYMMDD. */
export const digits = (date: string): string => date.replaceAll('-', '');

/** A control number of nine digits that is the same for the same trace. */
export const controlNumber = (trace: string): number =>
  1 + (createHash('sha256').update(trace).digest().readUInt32BE(0) % 999_999_999);

/** An instant as the envelope and the BHT write it, in UTC: CCYYMMDD and HHMM. */
export const stampOf = (at: Date): { on: string; at: string } => {
  const stamp = at.toISOString();
  return { on: digits(stamp.slice(0, 10)), at: stamp.slice(11, 16).replace(':', '') };
};
