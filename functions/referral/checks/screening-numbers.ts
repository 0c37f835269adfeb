import { daysBetween } from '../../platform/days.ts';
import { micro } from '../../platform/quantity.ts';
import { correctedCalcium } from '../../therapy/formulas.ts';
import type { Judged, Screening } from '../../therapy/therapy.ts';
import { inUnit, isPlausible } from '../facts/analytes.ts';
import { type CurrentResult, currentResult } from '../facts/current-result.ts';
import { albuminCodes, correctedCalciumCodes } from '../facts/lab-tests.ts';
import type { ResultNumber } from '../facts/read-result.ts';
import { sameUnit } from '../facts/units.ts';
import type { Checked, Severity } from './findings.ts';

/** What is told of a screening: a code's end, and the sentence of its finding. */
export type ScreeningTold = {
  as: string;
  severity: Severity;
  says: string;
  fix: string;
  index?: number;
  /** Where its limits are from, where they have a source of their own. */
  source?: string;
};

type ByLimits = Extract<Judged, { limits: unknown }>;
type Limit = ByLimits['limits'][number];

/** The limit that a number can be held against, in its own unit where there is one. */
const limitFor = (code: string, read: ResultNumber, limits: readonly Limit[]) => {
  const own = limits.find((one) => sameUnit(one.unit) === sameUnit(read.unit));
  if (own) return { limit: own, read };
  for (const limit of limits) {
    const converted = inUnit(code, read, limit.unit);
    if (converted) return { limit, read: converted };
  }
  return undefined;
};

type Verdict = 'inside' | 'outside' | 'undecided' | 'unit' | 'implausible';

/** Whether a number keeps its limits; a comparator only says so where its bound decides. */
const within = (code: string, told: ResultNumber, limits: readonly Limit[]): Verdict => {
  const held = limitFor(code, told, limits);
  if (!held) return 'unit';
  if (!isPlausible(code, told)) return 'implausible';
  const { limit } = held;
  const { micro: amount, comparator } = held.read;
  const min = limit.min === undefined ? undefined : micro(limit.min);
  const max = limit.max === undefined ? undefined : micro(limit.max);
  const atMost = comparator?.startsWith('<');
  const atLeast = comparator?.startsWith('>');
  if (min !== undefined && amount < min && !atLeast) return 'outside';
  if (max !== undefined && amount > max && !atMost) return 'outside';
  // "Less than 7" is below 7.
  if (comparator === '<' && min !== undefined && amount <= min) return 'outside';
  if (comparator === '>' && max !== undefined && amount >= max) return 'outside';
  const open = (atMost && min !== undefined) || (atLeast && max !== undefined);
  const short =
    (atLeast && min !== undefined && amount < min) || (atMost && max !== undefined && amount > max);
  return open || short ? 'undecided' : 'inside';
};

/** How far an albumin may lie from the calcium that it corrects, in days. */
const sameTime = 7;

/** Grams in a deciliter from either unit that laboratories use. */
const albuminIn = ({ micro: amount, unit }: ResultNumber): bigint | undefined => {
  const one = sameUnit(unit);
  return one === 'g/L' ? amount / 10n : one === 'g/dL' ? amount : undefined;
};

/**
 * Total calcium as it would be with a usual albumin, where an albumin of the same time was sent. What
 * the laboratory has corrected already is left as it is.
 */
const forAlbumin = (
  { numbers, index }: Numbers,
  { submission: { observations }, asOf }: Checked,
): readonly ResultNumber[] => {
  const calcium = observations[index];
  if (!calcium || correctedCalciumCodes.includes(calcium.code)) return numbers;
  const near = observations.filter(
    ({ code, on }) =>
      albuminCodes.includes(code) &&
      on !== undefined &&
      Math.abs(daysBetween(on, calcium.on ?? on)) <= sameTime,
  );
  const found = currentResult(near, albuminCodes, { asOf, withinDays: undefined });
  const [read] = found.state === 'numbers' ? found.numbers : [];
  const albumin = read && !read.comparator ? albuminIn(read) : undefined;
  if (albumin === undefined) return numbers;
  return numbers.map((one) => {
    const perDeciliter = correctedCalcium({ ...one, unit: sameUnit(one.unit) }, albumin);
    return perDeciliter === undefined ? one : { ...one, micro: perDeciliter };
  });
};

/** Marks of a laboratory for what endangers: HL7 ObservationInterpretation. */
const alarms = new Set(['HH', 'LL', 'AA', 'H>', 'L<', 'HU', 'LU']);

type Numbers = Extract<CurrentResult, { state: 'numbers' }>;

/** What is told of a number: its limits, and whether they can be held against it. */
export const numbersTold = (
  {
    limits,
    outside,
    critical = [],
    corrected,
    level,
    from,
  }: Extract<Screening, { limits: unknown }>,
  result: Numbers,
  checked: Checked,
): ScreeningTold[] => {
  const { index } = result;
  const { code = '', interpretation = [] } = checked.submission.observations[index] ?? {};
  const numbers = corrected ? forAlbumin(result, checked) : result.numbers;
  const verdicts = numbers.map((one) => within(code, one, limits));
  const isCritical = numbers.some((one) => within(code, one, critical) === 'outside');
  const told: ScreeningTold[] = [];
  if (verdicts.includes('unit'))
    told.push({
      as: 'unit-unknown',
      severity: 'missing',
      says: 'is in a unit that cannot be read',
      fix: `Give it in one of: ${limits.map(({ unit }) => unit).join(', ')}.`,
      index,
    });
  if (verdicts.includes('implausible'))
    told.push({
      as: 'implausible',
      severity: 'block',
      says: 'is a number that nobody has: its unit may have slipped',
      fix: 'Send the value again with the unit of the laboratory.',
      index,
    });
  if (verdicts.every((one) => one === 'inside') && interpretation.some((one) => alarms.has(one)))
    told.push({
      as: 'contradictory',
      severity: level === 'missing' ? 'block' : level,
      says: 'is within its limits, and the laboratory marks it as critical',
      fix: 'Send the value again with its unit, or have a clinician decide whether the therapy may start.',
      index,
    });
  if (verdicts.includes('undecided'))
    told.push({
      as: 'not-understood',
      severity: level,
      says: 'is a bound, not a value, and does not tell whether the limits are kept',
      fix: 'Send the value itself.',
      index,
    });
  if (verdicts.includes('outside'))
    told.push({
      as: 'outside-limits',
      severity: isCritical ? 'block' : outside,
      says: 'is outside the limits for this therapy',
      fix: 'A clinician decides whether the dose may be given.',
      index,
      ...(from ? { source: from.source } : {}),
    });
  return told;
};
