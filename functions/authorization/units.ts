import { micro, unitsCovering } from '../platform/quantity.ts';
import type { BillingCode, Therapy } from '../therapy/therapy.ts';

/**
 * From a dose to what a payer is asked for. Amounts are whole millionths of the therapy's measure;
 * billing units are whole numbers.
 */
export type DoseUnits = {
  code: string;
  /** Units the patient gets, rounded up. */
  administered: number;
  /** Container sizes opened for one dose, in the measure of the therapy, largest first. */
  vials: readonly string[];
  /** Units in the opened containers. */
  billable: number;
  /** Units left over and discarded: modifier JW on the claim when there are any, else JZ. */
  discarded: number;
};

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? a : gcd(b, a % b));

/**
 * The containers for a dose: least left over, then fewest. Sizes are few and share a large common
 * divisor, so every amount is tried up to the next multiple of some size, which is always one of them.
 */
export const vialsFor = (dose: bigint, sizes: readonly bigint[]): bigint[] => {
  const step = sizes.reduce(gcd, 0n);
  if (step === 0n) return [];
  const needed = Number((dose + step - 1n) / step);
  const steps = sizes.map((size) => Number(size / step));
  const last = needed + Math.min(...steps) - 1;
  /** The container that completes the fewest containers of each amount. */
  const best: ({ count: number; with: number } | undefined)[] = [{ count: 0, with: 0 }];
  for (let amount = 1; amount <= last; amount += 1) {
    for (const size of steps) {
      const before = best[amount - size];
      if (before && before.count + 1 < (best[amount]?.count ?? Number.POSITIVE_INFINITY))
        best[amount] = { count: before.count + 1, with: size };
    }
  }
  const vials: number[] = [];
  let left = best.findIndex((way, amount) => way && amount >= needed);
  for (let way = best[left]; way && left > 0; way = best[left]) {
    vials.push(way.with);
    left -= way.with;
  }
  return vials.sort((a, b) => b - a).map((size) => BigInt(size) * step);
};

/** Whether a code is billed for doses of this size; most are for any. */
export const isBilledFor = ({ perDose }: Pick<BillingCode, 'perDose'>, dose: bigint): boolean =>
  !perDose ||
  (micro(perDose.from) <= dose && (perDose.below === undefined || dose < micro(perDose.below)));

/** The units of one dose of `dose` millionths of the measure under a billing code. */
export const unitsOfDose = (
  dose: bigint,
  { vials }: Pick<Therapy, 'vials'>,
  { code, unit, perDose }: BillingCode,
): DoseUnits => {
  if (perDose) return { code, administered: 1, vials: [], billable: 1, discarded: 0 };
  const size = micro(unit.value);
  const opened = vialsFor(
    dose,
    vials.map(({ value }) => micro(value)),
  );
  const total = opened.reduce((sum, vial) => sum + vial, 0n);
  const administered = Number(unitsCovering(dose, size));
  const billable = Math.max(administered, Number(unitsCovering(total, size)));
  return {
    code,
    administered,
    vials: opened.map((vial) => String(vial / 1_000_000n)),
    billable,
    discarded: billable - administered,
  };
};

/** What one dose takes of an authorization: payers differ on whether leftovers are authorized. */
export const unitsAuthorized = (
  { administered, billable }: DoseUnits,
  wastePolicy: 'authorize-waste' | 'administered-only',
): number => (wastePolicy === 'authorize-waste' ? billable : administered);
