import type { Dosage, FhirQuantity } from '../../fhir/elements.ts';
import type { Quantity } from '../../platform/quantity.ts';
import { unitNamed } from './dose-unit.ts';
import type { PlacedDosage } from './timing.ts';

/** How many of the smallest of its kind an amount is: millilitres, milligrams, units. */
const sizes = new Map([
  ['mL', 1],
  ['L', 1000],
  ['mcg', 0.001],
  ['mg', 1],
  ['g', 1000],
  ['unit', 1],
  ['units', 1],
]);
const kinds = new Map([
  ['mL', 'volume'],
  ['L', 'volume'],
  ['unit', 'units'],
  ['units', 'units'],
]);
const inMinutes = new Map([
  ['min', 1],
  ['h', 60],
]);

const unitOf = ({ code, unit }: Pick<FhirQuantity, 'code' | 'unit'> = {}): string =>
  unitNamed(code ?? unit ?? '') ?? '';

/** An amount by what it is counted in, whether by weight or surface, and how much of the smallest it is. */
const amountIn = (value: number, unit: string) => {
  const [base = '', ...per] = unit.split('/');
  const size = sizes.get(base);
  return size
    ? { kind: [kinds.get(base) ?? 'mass', ...per].join('/'), amount: value * size }
    : undefined;
};

/** Amount in a minute of the only rate that an instruction gives. */
const rateOf = ({ dosage: { doseAndRate = [] } }: PlacedDosage) => {
  const [rate, ...others] = doseAndRate.flatMap(({ rateQuantity, rateRatio }) => {
    const { numerator, denominator } = rateRatio ?? {};
    if (numerator && denominator)
      return [
        {
          value: (numerator.value ?? Number.NaN) / (denominator.value ?? 1),
          units: [unitOf(numerator), unitOf(denominator)],
        },
      ];
    const parts = unitOf(rateQuantity).split('/');
    return rateQuantity
      ? [
          {
            value: rateQuantity.value ?? Number.NaN,
            units: [parts.slice(0, -1).join('/'), parts.at(-1) ?? ''],
          },
        ]
      : [];
  });
  const [unit = '', time = ''] = rate?.units ?? [];
  const minutes = inMinutes.get(time);
  const told = rate && others.length === 0 && minutes && amountIn(rate.value / minutes, unit);
  return told || undefined;
};

/** The longest that one dose runs: a week, in minutes. */
const longest = 10_080;

/** Minutes that one dose runs at the rate of its instruction, where both are counted in one measure. */
const minutesOf = (placed: PlacedDosage, dose: Quantity | undefined): number | undefined => {
  const rate = rateOf(placed);
  const whole = dose && amountIn(Number(dose.value), dose.unit);
  if (!rate?.amount || !whole || rate.kind !== whole.kind) return undefined;
  const minutes = Math.round(whole.amount / rate.amount);
  return minutes >= 1 && minutes <= longest ? minutes : undefined;
};

/** Minutes that every dose runs at the rate which its instruction orders; undefined where they differ. */
export const minutesAtRate = (
  placed: readonly PlacedDosage[],
  doses: readonly (Quantity | undefined)[],
): number | undefined => {
  const minutes = placed.map((one, index) => minutesOf(one, doses[index]));
  const [first] = minutes;
  return minutes.every((one) => one === first) ? first : undefined;
};

/** A mass, or units, in a time: what a pump gives on and on, and is ordered by. */
const goesOn = /^(?:mcg|mg|g|units?)(?:\/(?:kg|m2))?\/(?:min|h)$/;

/** The rate that an instruction orders in the place of a dose, as of a drug that runs without a pause. */
export const rateAsDose = ({ doseAndRate = [] }: Dosage): FhirQuantity | undefined => {
  const [only, ...others] = doseAndRate;
  if (!only || others.length > 0 || only.doseQuantity || only.doseRange || only.rateRange)
    return undefined;
  const { rateQuantity, rateRatio } = only;
  const { numerator, denominator } = rateRatio ?? {};
  if (numerator && denominator?.value === 1)
    return rateAsDose({
      doseAndRate: [
        {
          rateQuantity: {
            ...numerator,
            unit: `${unitOf(numerator)}/${unitOf(denominator)}`,
            code: undefined,
          },
        },
      ],
    });
  return rateQuantity && goesOn.test(unitOf(rateQuantity)) ? rateQuantity : undefined;
};
