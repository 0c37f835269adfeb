import { daysBetween } from '../../platform/days.ts';
import type { Finding } from '../referral.ts';
import { block, type Checked } from './findings.ts';
import { classesOf, medicinesTaken } from './medicine-checks.ts';

/** Days without the drug after which nobody is taken to be used to it; general knowledge - verify. */
const keptDays = 7;

/**
 * A drug that may only be begun in who is used to its class: somebody must take one of it now, or
 * have had this drug until the order was signed. Who does is for a clinician to see as well, by the
 * interaction of the two.
 */
export const toleranceFindings = ({ submission, therapy, asOf }: Checked): Finding[] => {
  if (!therapy?.usedTo) return [];
  const { medicineClass, source } = therapy.usedTo;
  const takes = medicinesTaken(submission).some(
    (one) => one.state === 'taken' && classesOf(one).some(({ id }) => id === medicineClass),
  );
  const { firstDose, lastDoseOn, signedAt } = submission.order;
  const hadUntil = signedAt?.slice(0, 10) ?? asOf;
  const goesOn =
    firstDose === false &&
    lastDoseOn !== undefined &&
    daysBetween(lastDoseOn, hadUntil) <= keptDays;
  return takes || goesOn
    ? []
    : [
        block({
          code: 'tolerance-not-shown',
          pointer: '/medicines',
          text: `Only a patient who is used to an ${medicineClass} may be given this drug, and the order does not show it.`,
          fix: `List the ${medicineClass} that the patient takes, with its dose, or have a clinician decide with a reason.`,
          source,
        }),
      ];
};
