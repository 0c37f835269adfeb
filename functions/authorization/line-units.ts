import { micro } from '../platform/quantity.ts';
import type { LedgerEntry, Line } from './authorization.ts';

/**
 * What the visits of a line take. Most lines take the same at every visit; one of a course that is
 * begun with other doses than it goes on with takes its own at each.
 */
type Counted = Pick<Line, 'perVisit' | 'perDose'>;

/** Units that the visit of a dose takes; a visit whose dose is not known takes the steady amount. */
export const unitsAtDose = ({ perVisit, perDose }: Counted, dose: number | undefined): number =>
  (dose === undefined ? undefined : perDose?.findLast(({ from }) => from <= dose)?.units) ??
  perVisit;

/**
 * Whether the visit of a dose draws on a line: a drug of which that dose has none, or a code that holds
 * on other days, does not count it. What is billed by the day is drawn on by every visit.
 */
export const drawsOn = (line: Counted, dose: number | undefined): boolean =>
  unitsAtDose(line, dose) > 0 || (line.perVisit === 0 && !line.perDose);

/** The number of the first dose that a line was asked for. */
const firstDose = ({ perDose }: Counted): number => perDose?.[0]?.from ?? 1;

/** More visits than any order has. */
const most = 1000;

/**
 * Units that so many visits of the line take, the first of the line first; a visit that takes nothing
 * of it is none of them.
 */
export const unitsOfVisits = (line: Counted, visits: number): number => {
  if (!line.perDose) return visits * line.perVisit;
  let units = 0;
  let counted = 0;
  for (let index = 0; counted < visits && index < most; index += 1) {
    const taken = unitsAtDose(line, firstDose(line) + index);
    units += taken;
    if (taken > 0) counted += 1;
  }
  return units;
};

/** Until which visit so many units are enough: all visits, and those that take something of the line. */
const reach = (line: Counted, units: number): { visits: number; drawn: number } => {
  let left = units;
  let drawn = 0;
  for (let visits = 0; visits < most; visits += 1) {
    const taken = unitsAtDose(line, firstDose(line) + visits);
    left -= taken;
    if (left < 0) return { visits, drawn };
    if (taken > 0) drawn += 1;
  }
  return { visits: most, drawn };
};

/** How many visits of the course, the first of the line first, so many units are enough for. */
export const visitsCovered = (line: Counted, units: number): number =>
  line.perDose ? reach(line, units).visits : Math.floor(units / line.perVisit);

/** How many visits that draw on the line so many units are enough for. */
export const drawsCovered = (line: Counted, units: number): number =>
  line.perDose ? reach(line, units).drawn : Math.floor(units / line.perVisit);

/** What each dose takes, as it stands on a line: only where they are not all alike. */
export const perDoseOf = (
  doses: readonly { number: number; units: number }[],
): Pick<Line, 'perDose'> => {
  const steps = doses
    .filter(({ units }, index) => units !== doses[index - 1]?.units)
    .map(({ number, units }) => ({ from: number, units }));
  return steps.length > 1 ? { perDose: steps } : {};
};

/** What one visit took of a line. */
type LineTake = { units: number; amount?: bigint };

/** What the visit of an entry takes: what was recorded as given, else what its dose is planned to. */
export const takenOf = (
  line: Counted & Pick<Line, 'sequence'>,
  { dose, taken }: Pick<LedgerEntry, 'dose' | 'taken'>,
): LineTake => {
  const recorded = taken?.find(({ sequence }) => sequence === line.sequence);
  if (!recorded) return { units: unitsAtDose(line, dose) };
  const { units, amount } = recorded;
  return amount === undefined ? { units } : { units, amount: micro(amount) };
};

/** The amount of the drug that a dose is planned to give, in millionths of its measure. */
export const amountAtDose = (
  line: Counted & Pick<Line, 'dose'>,
  dose: number | undefined,
): bigint => {
  if (!line.dose || !drawsOn(line, dose)) return 0n;
  const own =
    dose === undefined ? undefined : line.dose.perDose?.findLast(({ from }) => from <= dose);
  return micro(own?.amount ?? line.dose.perVisit);
};

/** The same of so many visits that draw on the line, the first of the line first. */
export const amountOfVisits = (line: Counted & Pick<Line, 'dose'>, visits: number): bigint => {
  let amount = 0n;
  let counted = 0;
  for (let dose = firstDose(line); counted < visits && dose < most; dose += 1)
    if (drawsOn(line, dose)) {
      amount += amountAtDose(line, dose);
      counted += 1;
    }
  return amount;
};
