import { currentResult } from '../facts/current-result.ts';
import { plain } from '../facts/result-words.ts';
import { sameUnit } from '../facts/units.ts';
import { withoutRefused } from '../order/refused-names.ts';
import type { Finding } from '../referral.ts';
import { block, type Checked } from './findings.ts';
import { hasPotassium, ofPotassiumLimits } from './formulation-checks.ts';

/** Potassium in mmol/L, or meq/L, above which none is added: the upper end of laboratories. */
const highPotassium = 5_100_000n;

const isHighIn = ({ submission: { observations }, asOf }: Checked): boolean => {
  const found = currentResult(observations, ['2823-3', '6298-4'], { asOf, withinDays: 14 });
  return (
    found.state === 'numbers' &&
    found.numbers.some(
      ({ micro, unit, comparator }) =>
        ['mmol/L', 'meq/L'].includes(sameUnit(unit)) &&
        !comparator?.startsWith('<') &&
        micro > highPotassium,
    )
  );
};

/** No potassium is added where the newest result is above the usual already. */
export const potassiumFindings = (checked: Checked): Finding[] => {
  const { drug, alsoNamed = [] } = checked.submission.order;
  const isAdded =
    checked.therapy?.id === 'hydration' &&
    [drug, ...alsoNamed].map(plain).map(withoutRefused).some(hasPotassium);
  return isAdded && isHighIn(checked)
    ? [
        block({
          code: 'potassium-already-high',
          pointer: '/order/drug',
          text: 'There is potassium in the bag, and the newest result is above the usual already.',
          fix: 'Order it without potassium, or have a clinician decide with a reason.',
          source: ofPotassiumLimits,
        }),
      ]
    : [];
};
