import { at, repetitions } from '../../x12/read-segment.ts';
import type { EligibilityAnswer } from '../eligibility-answer.ts';
import type { Asked } from './coverage-doubts.ts';
import type { BenefitLoop } from './eligibility-loops.ts';
import { datesIn, isWithin } from './plan-dates.ts';

/** Kinds of Medicare Advantage plan, which pay in the place of Medicare itself: X12 1336. */
const advantageTypes = ['HN', 'IN', 'PR', 'PS'];
/** Medicare itself, by its parts. */
const medicareTypes = ['MA', 'MB'];
/** Medicare as the second to pay: work, kidney disease, accident, public health, lung, veterans, disability. */
const medicareSecond = ['12', '13', '14', '15', '16', '41', '42', '43', '47'];

const payerRoles = ['PR', 'PRP', 'SEP', 'TTP'];

/** Payers other than the plan whose benefit names them: the first, second and third to pay. */
const besidePlan = ['PRP', 'SEP', 'TTP'];

type Order = EligibilityAnswer['otherPayers'][number]['order'];

/**
 * Service types (X12 1365) that another payer may have to itself without paying for an infusion: drugs of
 * the pharmacy, teeth, eyes, ears, the back, mental health, long-term care.
 */
const elsewhere = [
  ...['88', '89', '90', '91', '92'],
  ...['23', '24', '25', '26', '27', '28', '35', '36', '37', '38', '39', '40', '41'],
  ...['AL', 'AM', 'AN', 'AO', '71', '33', '54'],
  ...['MH', 'A4', 'A5', 'A6', 'A7', 'A8', 'AI', 'AJ', 'AK'],
];

const isAboutUs = ({ benefit }: BenefitLoop, { serviceTypes }: Asked): boolean => {
  const types = repetitions(benefit, 3).filter(Boolean);
  return (
    types.length === 0 ||
    types.some((type) => serviceTypes.includes(type) || !elsewhere.includes(type))
  );
};

const orderOf = (role: string, isFirst: boolean): Order => {
  if (isFirst || role === 'PRP') return 'before';
  return role === 'SEP' || role === 'TTP' ? 'after' : 'unsaid';
};

const ranks: readonly Order[] = ['before', 'unsaid', 'after'];

/**
 * R tells of another or additional payer; who it is stands in loop 2120. It pays first where it says
 * so, where Medicare tells of an Advantage plan, and where Medicare says that it is itself the second;
 * after us where it says that it is the second or third. Anything else leaves open who pays first. One
 * for drugs of the pharmacy or for teeth pays for nothing of ours, and one that has ended is none.
 */
export const otherPayersIn = (
  loops: readonly BenefitLoop[],
  asked: Asked,
): EligibilityAnswer['otherPayers'] => {
  const inForce = loops.filter(({ segments }) => isWithin(datesIn(segments, asked.on), asked.on));
  const isMedicare = inForce.some(({ benefit }) => medicareTypes.includes(at(benefit, 4)));
  return inForce
    .filter(({ benefit, related }) => {
      const [code, type] = [at(benefit, 1), at(benefit, 4)];
      // An Advantage plan, or somebody before Medicare, that is told of as if it were its own benefit.
      return (
        code === 'R' ||
        (code === '1' &&
          related.some((segment) => segment.id === 'NM1' && besidePlan.includes(at(segment, 1)))) ||
        (code === '1' &&
          (medicareSecond.includes(type) || (isMedicare && advantageTypes.includes(type))))
      );
    })
    .flatMap((loop) => {
      const { benefit, related } = loop;
      const type = at(benefit, 4);
      const isFirst =
        medicareSecond.includes(type) || (isMedicare && advantageTypes.includes(type));
      const named = related.filter(
        (segment) => segment.id === 'NM1' && payerRoles.includes(at(segment, 1)),
      );
      const plan = at(benefit, 5);
      const roles = named.length > 0 ? named : [undefined];
      return roles.map((segment) => ({
        name: ((segment && at(segment, 3)) || plan || 'not named').slice(0, 60),
        order: isAboutUs(loop, asked)
          ? orderOf(segment ? at(segment, 1) : '', isFirst)
          : ('after' as const),
      }));
    })
    .sort((one, other) => ranks.indexOf(one.order) - ranks.indexOf(other.order))
    .slice(0, 10);
};
