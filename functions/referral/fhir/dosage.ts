import { conceptWords, readCodes, systems } from '../../fhir/elements.ts';
import { decimalText, massInMilligrams } from '../../fhir/values.ts';
import type { Quantity } from '../../platform/quantity.ts';
import type { Order } from '../referral.ts';
import type { BundleReading } from './bundle.ts';
import type { PlacedDosage } from './timing.ts';

const units: readonly string[] = ['mg', 'g', 'ug', 'mcg', 'mg/kg', 'g/kg', 'ug/kg', 'mcg/kg', 'mL'];

/** What is wrong with an amount that is no plain decimal, and its remedy. */
const unreadable = (value: number | undefined): readonly [string, string] => {
  if (value === undefined) return ['is missing', 'Give the amount of one dose.'];
  if (value < 0) return ['is negative', 'Give an amount above zero.'];
  return value >= 1e9
    ? ['is too large', 'Give the amount in a larger unit.']
    : ['is not a plain decimal', 'Give at most six decimals.'];
};

/** The dose of one instruction, by its UCUM code; ranges and contradictions are refused. */
export const doseOf = (
  { at, dosage }: PlacedDosage,
  complain: BundleReading['complain'],
): Quantity | undefined => {
  const [rate] = dosage.doseAndRate ?? [];
  const where = `${at}.doseAndRate[0].doseQuantity`;
  if (!rate?.doseQuantity) {
    if (rate?.doseRange !== undefined)
      complain(`${at}.doseAndRate[0].doseRange`, 'is a range', 'Order one dose.');
    return undefined;
  }
  const { value, unit, code, system, comparator } = rate.doseQuantity;
  if (comparator) {
    complain(`${where}.comparator`, 'makes a limit of the dose', 'Order one dose.');
    return undefined;
  }
  const number = decimalText(value);
  const coded = system === undefined || system === systems.ucum ? code : undefined;
  const named = coded ?? unit;
  if (number === undefined) {
    complain(`${where}.value`, ...unreadable(value));
    return undefined;
  }
  if (!named || named.length > 20) {
    complain(`${where}.code`, 'names no unit', 'Give a UCUM code such as mg/kg.');
    return undefined;
  }
  if (coded && unit && unit !== coded && units.includes(unit)) {
    complain(`${where}.unit`, 'is another unit than the code', 'Give one unit in both.');
    return undefined;
  }
  return massInMilligrams(number, named);
};

const intravenous = ['47625008', '418114005', '419993007'];
const subcutaneous = ['34206005'];

export const routeFrom = (
  placed: readonly PlacedDosage[],
  complain: BundleReading['complain'],
): Order['route'] => {
  const routed = placed.find(({ dosage }) => dosage.route);
  if (!routed) return undefined;
  const codes = readCodes(routed.dosage.route, systems.snomed);
  const words = conceptWords(routed.dosage.route).join(' ');
  if (codes.some((code) => intravenous.includes(code)) || /\biv\b|intravenous/i.test(words))
    return 'IV';
  if (codes.some((code) => subcutaneous.includes(code)) || /\bs\.?c\.?\b|subcut/i.test(words))
    return 'SC';
  complain(
    `${routed.at}.route`,
    'is neither intravenous nor subcutaneous',
    'Use SNOMED CT 47625008 or 34206005.',
  );
  return undefined;
};

const lines = [
  { line: 'picc', words: /\bpicc\b|peripherally inserted central/i },
  { line: 'midline', words: /midline/i },
  { line: 'port', words: /\bport\b|implanted/i },
  { line: 'tunneled', words: /tunnel/i },
  { line: 'peripheral', words: /peripheral/i },
] as const;

/** The line that is in place, from the words of the administration site. */
export const lineFrom = (placed: readonly PlacedDosage[]): Order['lineType'] => {
  const words = placed.flatMap(({ dosage }) => conceptWords(dosage.site)).join(' ');
  return lines.find((known) => known.words.test(words))?.line;
};
