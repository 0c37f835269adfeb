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
