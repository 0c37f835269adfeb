import { lookup } from '../../platform/lookup.ts';
import { decimal, micro, type Quantity } from '../../platform/quantity.ts';
import { dosesOf } from '../order/course.ts';
import type { Phase } from '../phase.ts';
import type { Order } from '../referral.ts';
import { plainNumbers } from './spelled-out.ts';

/** Doses that are compared where one of two goes on: a rhythm that is alike so far is alike. */
const compared = 8;
/** Doses that are counted where both have an end: more than any part of an order may have. */
const counted = 1000;
/** A Monday; what two readings of one instruction are both counted from. */
const somewhere = '2026-01-05';

const daysOf = (phases: readonly Phase[], most: number, doses?: number): string[] => {
  const order = { drug: 'any', phases: [...phases], doses } as Order;
  const days: string[] = [];
  for (const { day, timesPerDay } of dosesOf(order, { therapy: undefined, firstOn: somewhere }))
    if (days.push(`${day} x ${timesPerDay}`) >= most) break;
  return days;
};

const hasCount = ({ doses, lasts, through, every, weekdays }: Phase): boolean =>
  doses !== undefined || lasts !== undefined || through !== undefined || !(every || weekdays);

const areAlike = (some: readonly Phase[], others: readonly Phase[], doses?: number): boolean => {
  const bothEnd = (doses !== undefined || some.every(hasCount)) && others.every(hasCount);
  const most = bothEnd ? counted : compared;
  const [a, b] = [daysOf(some, most, doses), daysOf(others, most)];
  // One that has an end may be shorter than one that goes on, never longer.
  const length = bothEnd ? most : Math.min(a.length, b.length);
  return a.slice(0, length).join() === b.slice(0, length).join();
};

/** "Every 4 weeks for a year" is as often 13 doses, by 52 weeks, as 14, by the calendar. */
const withYearsOfWeeks = (phases: readonly Phase[]): Phase[] =>
  phases.map((phase) =>
    phase.lasts?.unit === 'a'
      ? { ...phase, lasts: { value: 52 * phase.lasts.value, unit: 'wk' } }
      : phase,
  );

/**
 * Whether two readings of one instruction mean the same days, all of them where both have an end. Where
 * only one of them says how many doses there are, the other goes on. `doses` are those of the first,
 * in all.
 */
export const meanTheSame = (
  some: readonly Phase[],
  others: readonly Phase[],
  doses?: number,
): boolean =>
  areAlike(some, others, doses) ||
  areAlike(withYearsOfWeeks(some), withYearsOfWeeks(others), doses);

const amounts =
  /(?<!\d)(\d+(?:\.\d+)?)\s*(mg|gm?|mcg|ug|units?)(\s*\/\s*(?:kg|m2|m²))?(?!\s*\/\s*(?:kg|m2|m²|h|hr|min|ml|day|d\b)|[a-z]|\s*(?:vial|bag|bottle|syringe|tablet|capsule|needle))/gi;

/** Amounts that are none of a dose of this drug: limits, how it is rounded, and what is given beside it. */
const ofOthers =
  /\bround\w*[^,;.]*\b(?:to|up|down)\b[^,;.]*|\b(?:max(?:imum)?|not to exceed)\b[^,;.]*(?:\.\d[^,;.]*)*|\b(?:pre-?med\w*|acetaminophen|tylenol|diphenhydramine|benadryl|cetirizine|famotidine|hydrocortisone|methylprednisolone|solu-?medrol|dexamethasone|ondansetron)\b[^;]*/gi;

const divided =
  /\b(?:divided|split)\b[^,;]*?\b(?:over|in|into)\s*(\d+)\s*(?:consecutive\s*)?(?:days|doses)\b/i;

const scales = lookup<bigint>({ mcg: 1n, ug: 1n, mg: 1_000n, g: 1_000_000n, gm: 1_000_000n });

/** An amount in the smallest unit of its kind, so that 2 g and 2000 mg are one. */
const alike = ({ value, unit }: Quantity): { kind: string; amount: bigint } => {
  const [base = '', per] = unit.toLowerCase().replace('²', '2').replace(/\s/g, '').split('/');
  const scale = scales[base];
  const kind = scale ? 'mass' : base.replace(/s$/, '');
  return { kind: per ? `${kind}/${per}` : kind, amount: micro(value) * (scale ?? 1n) };
};

/** The amounts of a dose that words name. */
export const amountsNamed = (words: string): Quantity[] =>
  [...plainNumbers(words).replace(ofOthers, ' ').matchAll(amounts)].map(
    ([, value = '', base = '', per = '']) => ({ value, unit: `${base}${per}` }),
  );

/** As the units of a dose are written, of which one is asked for by weight or size and the other is not. */
const inTotal = lookup<string>({ mg: 'mg', g: 'g', gm: 'g', unit: 'units', units: 'units' });

/**
 * The amounts in words that are in total where the dose goes by weight or size, or the other way: "400 mg"
 * beside 5 mg/kg. Whether they come to the same, only who knows the patient's size can tell.
 */
export const amountsOfOtherMeasure = (words: string, { unit }: Quantity): Quantity[] => {
  const bySize = /^(?:mg|g|units?)\/(?:kg|m2)$|^AUC$/.test(unit);
  if (!bySize && !inTotal[unit]) return [];
  return amountsNamed(words).flatMap(({ value, unit: named }) => {
    const [base = '', per] = named.toLowerCase().replace('²', '2').replace(/\s/g, '').split('/');
    const total = inTotal[base];
    return total && (per === undefined) === bySize
      ? [{ value, unit: per ? `${total}/${per}` : total }]
      : [];
  });
};

/**
 * What each part of an instruction gives, where each names one amount or goes on with that of the part
 * before it, in the unit of the coded dose, which is one of them. Undefined where that is not so.
 *
 * @param named the amounts that each part names
 */
export const amountOfEach = (
  named: readonly (readonly Quantity[])[],
  coded: Quantity,
): Quantity[] | undefined => {
  const { kind, amount: codedAmount } = alike(coded);
  const one = alike({ value: '1', unit: coded.unit }).amount / micro('1');
  let last: bigint | undefined;
  const each: bigint[] = [];
  for (const part of named) {
    const own = new Set(part.map(alike).flatMap((as) => (as.kind === kind ? [as.amount] : [])));
    if (own.size > 1 || part.some((as) => alike(as).kind !== kind)) return undefined;
    last = [...own][0] ?? last;
    if (last === undefined || last % one !== 0n) return undefined;
    each.push(last);
  }
  return new Set(each).size > 1 && each.includes(codedAmount)
    ? each.map((amount) => ({ value: decimal(amount / one), unit: coded.unit }))
    : undefined;
};

/**
 * Whether an instruction's text names an amount of the kind of the coded dose that nobody ordered, or not
 * the dose itself. A text without an amount of that kind says nothing; one that is divided over days
 * is a part of it on each.
 */
export const contradictsDose = (
  words: string,
  dose: Quantity,
  others: readonly Quantity[] = [],
): boolean => {
  const parts = BigInt(words.match(divided)?.[1] ?? 1);
  const coded = alike(dose);
  const ordered = [dose, ...others].map(alike).filter(({ kind }) => kind === coded.kind);
  const named = amountsNamed(words)
    .map(alike)
    .filter(({ kind }) => kind === coded.kind);
  const isOrdered = ({ amount }: { amount: bigint }) =>
    ordered.some((one) => one.amount * parts === amount);
  return (
    named.length > 0 &&
    !(named.every(isOrdered) && named.some(({ amount }) => amount === coded.amount * parts))
  );
};
