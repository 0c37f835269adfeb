import { micro, type Quantity, times } from '../../platform/quantity.ts';
import { amountOf } from '../../therapy/dose-unit.ts';
import { amountsOf } from '../order/dose.ts';
import { doseFactorsOf } from '../order/dose-factors.ts';
import { amountsOfOtherMeasure, contradictsDose } from '../sig/agreement.ts';
import type { Checked } from './findings.ts';

/**
 * Whether one of two amounts may stand for the other: within a tenth, or rounded up to a whole container.
 * Source: clinical reference 4.2, starting values; a pharmacist confirms them.
 */
const isRounded = (total: bigint, computed: bigint, container: bigint): boolean =>
  total >= times(computed, micro('0.9')) &&
  (total <= times(computed, micro('1.1')) || total < computed + container);

/** Whether the amounts in words come to doses that are ordered, by the newest measurements. */
export const comesToDoses = ({ submission, therapy }: Checked, words: string): boolean => {
  const factors = doseFactorsOf(submission, therapy);
  const sizes = (therapy?.vials ?? []).flatMap((one) => amountOf(one, {}) ?? []);
  const container = sizes.reduce((a, b) => (a < b ? a : b), sizes[0] ?? 0n);
  const doses = amountsOf(submission.order);
  const isOrdered = (named: Quantity): boolean =>
    doses.some((dose) => {
      const [said, ordered] = [amountOf(named, factors), amountOf(dose, factors)];
      // Without a size the dose itself is asked about.
      if (ordered === undefined) return true;
      if (said === undefined) return false;
      return named.unit.includes('/')
        ? isRounded(ordered, said, container)
        : isRounded(said, ordered, container);
    });
  const named = doses.flatMap((dose) => amountsOfOtherMeasure(words, dose));
  return named.length > 0 && named.every(isOrdered);
};

/** Amounts in the name of a drug that are a dose, and no strength: "400 mg in sodium chloride 250 mL". */
const dosesInName =
  /\d[\d.,]* ?(?:mg|g|units?)(?: ?\/ ?(?:kg|m2))?(?= (?:in (?:sodium|dextrose|ns|d5w|\d)|ivpb\b))/gi;

/** The name of the drug that tells another dose than the order: record systems call orders by both. */
export const contradictsInName = (checked: Checked): string | undefined => {
  const { order } = checked.submission;
  const { drug, alsoNamed = [] } = order;
  const [dose, ...others] = amountsOf(order);
  return [drug, ...alsoNamed].find((name) => {
    const words = (name.match(dosesInName) ?? []).join('; ').replaceAll(',', '');
    if (!dose || !words) return false;
    const isOther = amountsOfOtherMeasure(words, dose).length > 0;
    return contradictsDose(words, dose, others) || (isOther && !comesToDoses(checked, words));
  });
};
