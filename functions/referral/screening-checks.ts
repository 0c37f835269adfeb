import { ageOn, daysBetween } from '../platform/days.ts';
import { micro } from '../platform/quantity.ts';
import type { Screening } from '../therapy/therapy.ts';

import { block, type Checked, type Severity, warn } from './findings.ts';
import type { Finding, Observation } from './referral.ts';

const at = '/observations';

/** Words for a positive result, as practices and SNOMED CT displays write them. */
const positiveWords = /^(positive|reactive|detected|pos|abnormal)\b|^10828004$|^11214006$/i;

const isPositive = ({ value }: Observation): boolean =>
  'coded' in value && positiveWords.test(value.coded.trim());

type Limit = NonNullable<Screening['limits']>[number];

const isOutside = ({ value }: Observation, limits: readonly Limit[]): boolean | 'unit' => {
  if (!('value' in value)) return false;
  const limit = limits.find(({ unit }) => unit === value.unit);
  if (!limit) return 'unit';
  const amount = micro(value.value);
  return (
    (limit.min !== undefined && amount < micro(limit.min)) ||
    (limit.max !== undefined && amount > micro(limit.max))
  );
};

const asked = (screening: Screening, { submission, asOf }: Checked): boolean => {
  if (screening.only !== 'may-be-pregnant') return true;
  const { sex, birthDate } = submission.patient;
  const age = ageOn(birthDate, asOf);
  return sex === 'female' && age >= 12 && age <= 55;
};

const finding = (severity: Severity, of: Omit<Finding, 'severity' | 'pointer'>): Finding => ({
  ...of,
  severity,
  pointer: at,
});

/** One screening: there and fresh, not positive, within its limits. */
const screeningFindings = (screening: Screening, checked: Checked): Finding[] => {
  const { item, title, codes, withinDays } = screening;
  const source = checked.therapy?.evidence.screening.source ?? '';
  const newest = (group: readonly string[]) =>
    checked.submission.observations
      .filter(({ code, on }) => group.includes(code) && on <= checked.asOf)
      .sort((a, b) => (a.on < b.on ? 1 : -1))[0];
  const results = codes.map(newest);
  const fresh = results.every(
    (result) =>
      result && (withinDays === undefined || daysBetween(result.on, checked.asOf) <= withinDays),
  );
  const age = withinDays === undefined ? '' : ` of the last ${withinDays} days`;
  const found: Finding[] = fresh
    ? []
    : [
        finding(screening.level, {
          code: `${item}-missing`,
          text: `There is no ${title}${age}.`,
          fix: `Add the result with its date (LOINC ${codes.map((group) => group[0]).join(' and ')}).`,
          source,
        }),
      ];
  const known = results.filter((result) => result !== undefined);
  if (screening.positive && known.some(isPositive)) {
    const raise = screening.positive === 'block' ? block : warn;
    found.push(
      raise({
        code: `${item}-positive`,
        pointer: at,
        text: `The ${title} is positive.`,
        fix: 'A clinician decides whether the therapy may start.',
        source,
      }),
    );
  }
  const verdicts = known.map((result) => isOutside(result, screening.limits ?? []));
  if (screening.limits && verdicts.includes('unit'))
    found.push(
      finding('missing', {
        code: `${item}-unit-unknown`,
        text: `The ${title} is in a unit that cannot be read.`,
        fix: `Give it in one of: ${screening.limits.map(({ unit }) => unit).join(', ')}.`,
        source,
      }),
    );
  if (verdicts.includes(true)) {
    const raise = screening.outside === 'block' ? block : warn;
    found.push(
      raise({
        code: `${item}-outside-limits`,
        pointer: at,
        text: `The ${title} is outside the limits for this therapy.`,
        fix: 'A clinician decides whether the dose may be given.',
        source,
      }),
    );
  }
  return found;
};

/** Results that the therapy asks for before the first dose. */
export const checkScreening = (checked: Checked): Finding[] =>
  (checked.therapy?.screening ?? [])
    .filter((screening) => asked(screening, checked))
    .flatMap((screening) => screeningFindings(screening, checked));
