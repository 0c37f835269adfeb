import { massInMilligrams } from '../../fhir/values.ts';
import { lookup } from '../../platform/lookup.ts';
import { decimal, micro, type Quantity } from '../../platform/quantity.ts';

/** Names of what a dose is counted in, in small letters: codes of UCUM and words of the field. */
const parts = lookup<string>({
  ...{ mg: 'mg', milligram: 'mg', milligrams: 'mg' },
  ...{ g: 'g', gm: 'g', gram: 'g', grams: 'g' },
  ...{ ug: 'mcg', mcg: 'mcg', µg: 'mcg', μg: 'mcg', microgram: 'mcg', micrograms: 'mcg' },
  ...{ ml: 'mL', milliliter: 'mL', milliliters: 'mL', l: 'L', liter: 'L', liters: 'L' },
  ...{ '[iu]': 'unit', '[u]': 'unit', u: 'unit', iu: 'unit', unit: 'unit', units: 'unit' },
  ...{ '{unit}': 'unit', '{units}': 'unit', 'international unit': 'unit' },
  ...{ 'international units': 'unit', auc: 'AUC', '{auc}': 'AUC', meq: 'meq', mmol: 'mmol' },
  ...{ kg: 'kg', kilogram: 'kg', m2: 'm2', 'square meter': 'm2', bsa: 'm2' },
  ...{ h: 'h', hr: 'h', hour: 'h', min: 'min', minute: 'min', d: 'd', day: 'd' },
});

/** A unit of a dose by one name, however it is written; undefined where a part of it is not known. */
export const unitNamed = (written: string): string | undefined => {
  const known = written
    .toLowerCase()
    .replaceAll('²', '2')
    .split(/\/|\bper\b/)
    .map((part) => parts[part.trim().replace(/\.$/, '')]);
  return known.every((part) => part !== undefined) ? known.join('/') : undefined;
};

/** An amount in a unit of doses that the rules know, where it is one; else as it was written. */
export const doseIn = (value: string, written: string): Quantity => {
  const unit = unitNamed(written);
  if (!unit) return { value, unit: written };
  if (unit === 'g/m2') return { value: decimal(micro(value) * 1000n), unit: 'mg/m2' };
  if (unit === 'mcg/m2' && micro(value) % 1000n === 0n)
    return { value: decimal(micro(value) / 1000n), unit: 'mg/m2' };
  return massInMilligrams(value, unit);
};
