/** Formulas of dosing, in whole millionths; each is computed unrounded and cut at the sixth place. */

const one = 1_000_000n;

/** The whole square root of a whole number, cut. */
const root = (square: bigint): bigint => {
  if (square < 2n) return square;
  let guess = 1n << BigInt((square.toString(2).length + 1) >> 1);
  for (;;) {
    const next = (guess + square / guess) >> 1n;
    if (next >= guess) return guess;
    guess = next;
  }
};

/**
 * Body surface in square meters, by Mosteller: the root of height times weight over 3600.
 * Source: Mosteller, N Engl J Med 1987;317:1098. Height in cm, weight in kg.
 */
export const bodySurface = (height: bigint, weight: bigint): bigint =>
  root((height * weight) / 3600n);

/**
 * Creatinine clearance in mL/min by Cockcroft and Gault (Nephron 1976;16:31), by the weight given:
 * (140 - age) x kg / (72 x mg/dL), 0.85 of it for women. Zero from an age of 140 on.
 */
export const creatinineClearance = ({
  age,
  weight,
  creatinine,
  female,
}: {
  /** Completed years. */
  age: number;
  weight: bigint;
  /** In mg/dL, more than zero. */
  creatinine: bigint;
  female: boolean;
}): bigint => {
  const years = BigInt(Math.max(0, 140 - age));
  return (years * weight * one * (female ? 85n : 100n)) / (72n * creatinine * 100n);
};

/** The filtration that a carboplatin dose may be computed with: FDA, capped at 125 mL/min; verify. */
const mostFiltration = 125n * one;

/** What Calvert's formula multiplies the wanted AUC by: the filtration, capped, plus 25. */
export const calvertFactor = (filtration: bigint): bigint =>
  (filtration < mostFiltration ? filtration : mostFiltration) + 25n * one;

/** Of the albumin that calcium is corrected to, in g/dL. */
const usualAlbumin = 4n * one;

/**
 * Total calcium corrected for albumin: calcium + 0.8 x (4.0 - albumin), in mg/dL with albumin in
 * g/dL; a millimole in a liter is 4.008 mg/dL. Source: Payne, Br Med J 1973;4:643. In the unit of the
 * calcium; undefined for another unit.
 */
export const correctedCalcium = (
  { micro: calcium, unit }: { micro: bigint; unit: string },
  albumin: bigint,
): bigint | undefined => {
  const more = ((usualAlbumin - albumin) * 8n) / 10n;
  if (unit === 'mg/dL') return calcium + more;
  return unit === 'mmol/L' ? calcium + (more * 1000n) / 4008n : undefined;
};
