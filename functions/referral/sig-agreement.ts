import { dosesOf } from './course.ts';
import type { Phase } from './phase.ts';
import type { Order } from './referral.ts';

/** Doses that are compared: a rhythm that is alike so far is alike. */
const compared = 8;
/** A Monday; what two readings of one instruction are both counted from. */
const somewhere = '2026-01-05';

type Expanded = { days: string[]; isWhole: boolean };

const expand = (phases: readonly Phase[]): Expanded => {
  const order = { drug: 'any', phases: [...phases] } as Order;
  const days: string[] = [];
  for (const { day, timesPerDay } of dosesOf(order, { therapy: undefined, firstOn: somewhere })) {
    if (days.length >= compared) return { days, isWhole: false };
    days.push(`${day} x ${timesPerDay}`);
  }
  return { days, isWhole: true };
};

const hasCount = ({ doses, lasts, through, every, weekdays }: Phase): boolean =>
  doses !== undefined || lasts !== undefined || through !== undefined || !(every || weekdays);

/**
 * Whether two readings of one instruction mean the same days. Where only one of them says how many
 * doses there are, the other goes on.
 */
export const meanTheSame = (some: readonly Phase[], others: readonly Phase[]): boolean => {
  const [a, b] = [expand(some), expand(others)];
  const bothEnd = [...some, ...others].every(hasCount);
  const length = Math.min(a.days.length, b.days.length);
  if (bothEnd && (a.days.length !== b.days.length || a.isWhole !== b.isWhole)) return false;
  // One that has an end may be shorter than one that goes on, never longer.
  return a.days.slice(0, length).join() === b.days.slice(0, length).join();
};

const amounts =
  /(\d+(?:\.\d+)?)\s*(mg|g|mcg|units?)(\s*\/\s*(?:kg|m2|m²))?(?!\s*\/\s*(?:h|hr|min|ml|day|d\b)|[a-z])/gi;

const plainNumber = (value: string): string => String(Number(value));

/**
 * Whether an instruction's text names an amount of the same unit as the coded dose, and only other
 * ones. A text without an amount of that unit says nothing.
 */
export const contradictsDose = (
  words: string,
  { value, unit }: { value: string; unit: string },
): boolean => {
  const named = [...words.matchAll(amounts)]
    .map(([, number = '', base = '', per = '']) => ({
      value: plainNumber(number),
      unit: `${base}${per.replace(/\s/g, '')}`.toLowerCase().replace('²', '2'),
    }))
    .filter((one) => one.unit === unit.toLowerCase());
  return named.length > 0 && !named.some((one) => one.value === plainNumber(value));
};
