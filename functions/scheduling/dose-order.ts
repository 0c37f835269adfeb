import { dayNumber } from '../platform/days.ts';

import type { Visit } from '../series/visit.ts';
import type { Conflict } from './visit-conflicts.ts';

type DoseOn = { dose: number; on: string };
type Known = Pick<Visit, 'visitId' | 'dose' | 'on' | 'status'>;

const isGiven = ({ status }: Known): boolean => status !== 'cancelled' && status !== 'missed';

/**
 * What stands against giving a dose on a day beside the visits of the other doses: doses are given
 * in their order, on different days, which nobody overrides, and as far apart as their least
 * interval, which a clinician may with a reason.
 *
 * @param gaps fewest days between each dose and the one before, from the second dose on
 */
export const orderConflicts = (
  { dose, on }: DoseOn,
  others: readonly Known[],
  gaps: readonly number[],
): Conflict[] => {
  const between = (other: Known) =>
    (dayNumber(on) - dayNumber(other.on)) * Math.sign(dose - other.dose);
  const beside = others.filter((other) => isGiven(other) && other.dose !== dose);
  const misplaced = beside.filter((other) => between(other) <= 0);
  const close = beside.filter(
    (other) =>
      Math.abs(dose - other.dose) === 1 &&
      between(other) > 0 &&
      between(other) < (gaps[Math.min(dose, other.dose) - 1] ?? 1),
  );
  const conflict = (
    code: string,
    found: readonly Known[],
    by: Pick<Conflict, 'overridableBy'> = {},
  ): Conflict[] =>
    found.length > 0 ? [{ dose, code, visitIds: found.map(({ visitId }) => visitId), ...by }] : [];
  return [
    ...conflict('out-of-order', misplaced),
    ...conflict('too-soon-after-dose', close, { overridableBy: 'clinician' }),
  ];
};
