import { harshFromOsmolarity, type LineCourse } from '../../therapy/line-choice.ts';
import type { Therapy } from '../../therapy/therapy.ts';
import { conditionsTold } from '../checks/condition-checks.ts';
import { undotted } from '../facts/condition-words.ts';
import { kidneyFunction } from '../facts/kidney.ts';
import type { Order, Submission } from '../referral.ts';
import { dosesOf, expectedStart } from './course.ts';

/** Doses looked at to tell one from many, and to see how long they go on. */
const dosesLookedAt = 60;

/**
 * How many doses the drug has, the days over which they go on, and the fewest days between two of
 * them.
 */
export const courseLength = (order: Order, therapy: Therapy, asOf: string) => {
  let length = { doses: 0, days: 0, leastGap: Number.POSITIVE_INFINITY };
  const facts = { therapy, firstOn: expectedStart(order, asOf) };
  for (const { number, day } of dosesOf(order, facts)) {
    const gap = length.doses > 0 ? day + 1 - length.days : Number.POSITIVE_INFINITY;
    length = { doses: number, days: day + 1, leastGap: Math.min(length.leastGap, gap) };
    if (number >= dosesLookedAt) break;
  }
  return length;
};

/** Whether the catalogue says of the drug that it does not belong into a vein of the arm for long. */
export const harmsVeins = ({ access: { tissue, central } }: Therapy): boolean =>
  tissue === 'vesicant' || (tissue === 'irritant' && central === 'serial');

/** Milliosmoles a liter of what is given, as a field or in the words of the order; the most of them. */
export const osmolarityOf = ({ osmolarity, sig = '' }: Order): number | undefined => {
  const said = [...sig.matchAll(/(\d{1,2},?\d{3}|\d{3})\s*m?\s?osm/gi)].map(([, digits = '']) =>
    Number(digits.replace(',', '')),
  );
  const all = [...(osmolarity === undefined ? [] : [osmolarity]), ...said];
  return all.length > 0 ? Math.max(...all) : undefined;
};

/** Doses that are further apart than this have a cannula each. Own rule. */
const staysInDays = 3;

/** Below this the veins of the arms are kept for dialysis: stage 3b, mL/min. Source: MAGIC; IDSA. */
const sparesBelow = 45;
const kidneyWithinDays = 365;
const sparingCodes = ['N1832', 'N184', 'N185', 'N186', 'Z992', 'Z4901', 'Z4931'];
const sparingWords = /dialysis|\besrd\b|end.stage (renal|kidney)|stage (3b|4|5)|av fistula/i;

/** Whether the veins of the arms are kept for a dialysis that may come. */
export const sparesArms = (submission: Submission, asOf: string): boolean => {
  const kidney = kidneyFunction(submission, { asOf, withinDays: kidneyWithinDays });
  return (
    (kidney.state === 'known' && kidney.value.mlPerMinute < sparesBelow) ||
    conditionsTold(submission)
      .filter(({ state }) => state !== 'refuted')
      .some(
        ({ icd10 = [], name = '' }) =>
          icd10.map(undotted).some((code) => sparingCodes.some((one) => code.startsWith(one))) ||
          sparingWords.test(name),
      )
  );
};

/** What an order asks of the line that it runs through. `asOf` is a date in the desk's zone. */
export const lineCourseOf = (
  submission: Submission,
  therapy: Therapy,
  asOf: string,
): LineCourse & { doses: number } => {
  const { order } = submission;
  const { doses, days, leastGap } = courseLength(order, therapy, asOf);
  const { tissue, central, centralFromDays = Number.POSITIVE_INFINITY } = therapy.access;
  const harsh =
    central === 'yes' ||
    tissue === 'hyperosmolar' ||
    (osmolarityOf(order) ?? 0) > harshFromOsmolarity ||
    (harmsVeins(therapy) && doses > 1) ||
    days >= centralFromDays;
  const apart = leastGap > staysInDays;
  return {
    doses,
    days: apart && !harsh ? 1 : doses >= dosesLookedAt ? Number.POSITIVE_INFINITY : days,
    harsh,
    sparesArms: sparesArms(submission, asOf),
    forCancer: therapy.class === 'chemotherapy',
  };
};
