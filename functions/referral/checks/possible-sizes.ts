import { daysBetween } from '../../platform/days.ts';
import type { Measured } from '../order/measurements.ts';

/** What people of an age have, up to an age in full days, so that newborns have rows of their own. */
type Row = { underDays: number; least: bigint; most: bigint };

const whole = 1_000_000n;

/** Whether people have it at the age of its day; before their birth they have none. */
export const isPossible = (
  rows: readonly Row[],
  { on, micro }: Measured,
  birthDate: string,
): boolean => {
  const age = daysBetween(birthDate, on);
  const row = rows.find(({ underDays }) => age < underDays);
  return age >= 0 && row !== undefined && micro >= row.least * whole && micro <= row.most * whole;
};
