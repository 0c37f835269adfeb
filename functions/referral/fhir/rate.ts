import type { FhirQuantity } from '../../fhir/elements.ts';
import type { Quantity } from '../../platform/quantity.ts';
import { unitNamed } from './dose-unit.ts';
import type { PlacedDosage } from './timing.ts';

const inMilliliters = new Map([
  ['mL', 1],
  ['L', 1000],
]);
const inMinutes = new Map([
  ['min', 1],
  ['h', 60],
]);

const unitOf = ({ code, unit }: Pick<FhirQuantity, 'code' | 'unit'> = {}): string =>
  unitNamed(code ?? unit ?? '') ?? '';

/** Milliliters in a minute; undefined for a rate of anything else. */
const rateOf = ({ dosage: { doseAndRate = [] } }: PlacedDosage): number | undefined => {
  const [rate, ...others] = doseAndRate.flatMap(({ rateQuantity, rateRatio }) => {
    const { numerator, denominator } = rateRatio ?? {};
    if (numerator && denominator)
      return [
        {
          amount: (numerator.value ?? Number.NaN) / (denominator.value ?? 1),
          units: [unitOf(numerator), unitOf(denominator)],
        },
      ];
    return rateQuantity
      ? [{ amount: rateQuantity.value ?? Number.NaN, units: unitOf(rateQuantity).split('/') }]
      : [];
  });
  const [volume = '', time = ''] = rate?.units ?? [];
  const [milliliters, minutes] = [inMilliliters.get(volume), inMinutes.get(time)];
  return rate && others.length === 0 && milliliters && minutes
    ? (rate.amount * milliliters) / minutes
    : undefined;
};

/** The longest that one dose runs: a week, in minutes. */
const longest = 10_080;

/** Minutes that a volume runs at the rate which one instruction orders; undefined for any other dose. */
export const minutesAtRate = (
  placed: readonly PlacedDosage[],
  doses: readonly (Quantity | undefined)[],
): number | undefined => {
  const [only, ...others] = placed;
  const [dose] = doses;
  const rate = only && rateOf(only);
  const volume = dose && inMilliliters.get(dose.unit);
  if (!rate || !volume || others.length > 0) return undefined;
  const minutes = Math.round((Number(dose.value) * volume) / rate);
  return minutes >= 1 && minutes <= longest ? minutes : undefined;
};
