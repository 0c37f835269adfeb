import type { Quantity } from '../../platform/quantity.ts';
import type { Regimen, Therapy } from '../../therapy/therapy.ts';
import { type FactSource, judge } from '../facts/fact.ts';
import {
  type KidneyFunction,
  kidneyFunction,
  lackingForClearance,
  leastBeside,
} from '../facts/kidney.ts';
import { dosesOf, expectedStart, mostDosesCounted } from '../order/course.ts';
import { orderedAmount } from '../order/dose.ts';
import type { Finding } from '../referral.ts';
import { conditionsTold } from './condition-checks.ts';
import type { Checked, Severity } from './findings.ts';

/** Below, or up to, how many mL a minute a therapy is stopped or its dose looked at. */
type Limit = { below: number } | { upTo: number };

type Adjusted = NonNullable<Regimen['kidney']> & Pick<Regimen, 'unit'>;

type Row = {
  therapies: readonly string[];
  /** Of the label of one product, where it has rows of its own. */
  label?: string;
  /** For whom it is only told, by the beginning of a diagnosis. */
  toldFor?: string;
  /** The most of one dose then; left out where a regimen says it, or where nothing is given. */
  most?: Quantity & { unit: Adjusted['unit'] };
  /** Left out where a regimen of the therapy says it, with the dose that heeds it. */
  limit?: Limit;
  severity: Extract<Severity, 'block' | 'warn'>;
  says: string;
  source: string;
};

/** The most that milrinone runs at, in micrograms a kilogram and minute, by mL a minute cleared. */
const milrinone: readonly Row[] = (
  [
    [5, '0.2'],
    [10, '0.23'],
    [20, '0.28'],
    [30, '0.33'],
    [40, '0.38'],
    [50, '0.43'],
  ] as const
).map(([upTo, value]) => ({
  therapies: ['milrinone_home'],
  limit: { upTo },
  most: { value, unit: 'mcg/kg/min' },
  severity: 'block',
  says: `milrinone runs at ${value} mcg/kg/min at most`,
  source: 'milrinone label, renal impairment; general knowledge - verify',
}));

/**
 * Zoledronic acid against tumors in bone. For calcium that a tumor raises the dose is not lowered; its
 * label leaves it out above a creatinine of 4.5 mg/dL only.
 */
const zometa: readonly Row[] = [
  { limit: { below: 30 }, says: 'zoledronic acid is not given' },
  ...(
    [
      [{ below: 40 }, '3'],
      [{ below: 50 }, '3.3'],
      [{ upTo: 60 }, '3.5'],
    ] as const
  ).map(([limit, value]) => ({
    limit,
    most: { value, unit: 'mg' } as const,
    says: `one dose of zoledronic acid is ${value} mg at most`,
  })),
].map((row) => ({
  ...row,
  therapies: ['zoledronic_acid'],
  label: 'Zometa',
  toldFor: 'E83.52',
  severity: 'block',
  source: 'Zometa label, dosage by creatinine clearance; general knowledge - verify',
}));

/** Where a therapy has several, the lowest limit first. */
const rows: readonly Row[] = [
  ...milrinone,
  ...zometa,
  {
    therapies: ['zoledronic_acid'],
    limit: { below: 35 },
    severity: 'block',
    says: 'zoledronic acid is not given',
    source: 'Reclast label',
  },
  {
    therapies: ['ertapenem'],
    severity: 'block',
    says: 'ertapenem is halved to 500 mg a day',
    source: 'Invanz label',
  },
  {
    therapies: ['daptomycin'],
    severity: 'block',
    says: 'daptomycin is given every two days',
    source: 'Cubicin label',
  },
  {
    therapies: ['vancomycin'],
    limit: { below: 50 },
    severity: 'warn',
    says: 'vancomycin goes by levels, with longer intervals',
    source: 'vancomycin guideline of 2020; general knowledge - verify',
  },
  {
    therapies: ['ivig'],
    limit: { below: 60 },
    severity: 'warn',
    says: 'immune globulin may harm it further: slow rate, fluids, no sucrose',
    source: 'immune globulin labels, boxed warning',
  },
];

/** What is checked, of a drug that is known. */
type Known = Checked & { therapy: Therapy };

/** What a regimen of the therapy changes for the kidney. */
const adjustedBy = ({ regimens }: Therapy): Adjusted | undefined =>
  regimens.flatMap(({ kidney, unit }) => (kidney ? [{ ...kidney, unit }] : []))[0];

const limitOf = (adjusted: Adjusted): Limit =>
  'upTo' in adjusted ? { upTo: Number(adjusted.upTo) } : { below: Number(adjusted.below) };

/** What heeds a limit: the most of a dose, or the fewest days between two. */
type Heeding = { dose?: string; everyDays?: number; unit: Adjusted['unit'] };

/** Whether every day of the course that is ordered keeps to the lower dose, or the longer gap. */
const isHeeded = (
  { submission, therapy, asOf }: Known,
  { dose, everyDays = 0, unit }: Heeding,
): boolean => {
  const { order } = submission;
  // What cannot be computed is not heeded.
  const most =
    dose === undefined
      ? undefined
      : (orderedAmount(submission, therapy, { value: dose, unit }) ?? 0n);
  let last: number | undefined;
  const course = dosesOf(order, { therapy, firstOn: expectedStart(order, asOf) });
  for (const { number, day, amount, timesPerDay } of course) {
    if (everyDays > 1 && timesPerDay > 1) return false;
    if (last !== undefined && day - last < everyDays) return false;
    if (most !== undefined) {
      const each = amount && orderedAmount(submission, therapy, amount);
      if (!each || each * BigInt(timesPerDay) > most) return false;
    }
    last = day;
    if (number >= mostDosesCounted) break;
  }
  return true;
};

/** Whether a clearance is below the limit; a bound only says so where it decides. */
const isLow = ({ mlPerMinute, bound }: KidneyFunction, limit: Limit): boolean | 'undecided' => {
  const low = 'upTo' in limit ? mlPerMinute <= limit.upTo : mlPerMinute < limit.below;
  if (bound === 'at-most' && !low)
    // "Less than 35" is below 35.
    return 'below' in limit && mlPerMinute <= limit.below ? true : 'undecided';
  return bound === 'at-least' && low ? 'undecided' : low;
};

const inWords = (limit: Limit): string =>
  'upTo' in limit ? `no more than ${limit.upTo}` : `less than ${limit.below}`;

/** How a clearance is known; the formula goes by the weight that was measured. */
const inFull = ({ by }: KidneyFunction): string =>
  by === 'measured' ? by : `${by}, by actual weight`;

/** The label of zoledronic acid goes by the actual weight; general knowledge - verify. */
const byActualWeight: readonly string[] = ['zoledronic_acid'];

/** What tells of kidneys below the limit, beside a clearance that is above it. */
const toldOtherwise = (
  value: KidneyFunction,
  limit: Limit,
  { submission, therapy }: Known,
  evidence: readonly FactSource[],
): { what: string; at: string } | undefined => {
  const isBelow = (mlPerMinute: number) => isLow({ mlPerMinute, by: value.by }, limit) === true;
  const [{ pointer = '', on = '' } = {}] = evidence;
  const { byAdjustedWeight } = value;
  if (
    byAdjustedWeight !== undefined &&
    isBelow(byAdjustedWeight) &&
    !byActualWeight.includes(therapy.id)
  )
    return { what: 'adjusted weight', at: pointer };
  const beside = leastBeside(submission, conditionsTold(submission), on);
  return beside && isBelow(beside.atMost) ? beside : undefined;
};

/** How old a result may be, in days. */
const withinDays = 30;

/** What one row says of the order, if anything. */
const rowFindings = (row: Row, checked: Known): Finding[] => {
  const { submission, asOf } = checked;
  const { toldFor } = row;
  const isTold =
    toldFor !== undefined && submission.diagnoses.some(({ code }) => code.startsWith(toldFor));
  const adjusted = adjustedBy(checked.therapy);
  const limit = row.limit ?? (adjusted && limitOf(adjusted));
  if (!limit) return [];
  const heeding = row.most ? { dose: row.most.value, unit: row.most.unit } : adjusted;
  const tell = (code: string, text: string, evidence: readonly FactSource[]): Finding[] => [
    {
      code,
      severity: isTold ? 'warn' : row.severity,
      pointer: evidence[0]?.pointer ?? '/observations',
      text,
      fix: 'Send a new creatinine with its unit, change the order, or have a clinician decide with a reason.',
      source: row.source,
    },
  ];
  const lacking = lackingForClearance(submission, asOf);
  return judge<KidneyFunction, Finding[]>(kidneyFunction(submission, { asOf, withinDays }), {
    known: (value, evidence) => {
      const low = isLow(value, limit);
      if (low === 'undecided')
        return tell(
          'kidney-function-not-understood',
          'The kidney function is told as a bound, or by a result that is not final or not dated, and that does not tell whether the limit is kept.',
          evidence,
        );
      const other = low ? undefined : toldOtherwise(value, limit, checked, evidence);
      if ((!low && !other) || (heeding && isHeeded(checked, heeding))) return [];
      return other
        ? tell(
            'kidney-function-contradictory',
            `The kidney clears ${Math.round(value.mlPerMinute)} mL a minute (${inFull(value)}), and ${inWords(limit)} by ${other.what}: then ${row.says}.`,
            [{ pointer: other.at }],
          )
        : tell(
            'kidney-function-low',
            `The kidney clears ${inWords(limit)} mL a minute (${inFull(value)}): ${row.says}.`,
            evidence,
          );
    },
    'not-understood': (evidence) =>
      lacking.length > 0
        ? tell(
            'kidney-function-not-understood',
            `The kidney function cannot be told from what was sent: for a clearance from creatinine there lacks ${lacking.join(', ')}.`,
            evidence,
          )
        : tell(
            'kidney-function-not-understood',
            'The kidney function is written in a way, or in a unit, that is not understood.',
            evidence,
          ).map((finding) =>
            // Nobody weighs what cannot be read: the practice has its unit.
            finding.severity === 'warn' ? { ...finding, severity: 'missing' } : finding,
          ),
    contradictory: (evidence) =>
      tell('kidney-function-not-understood', 'Two kidney functions contradict.', evidence),
    // The screening of the therapy asks for what is not there.
    unknown: () => [],
    'known-absent': () => [],
  });
};

/** Therapies that the kidney clears, or that harm it: the first that a row says. */
export const kidneyFindings = ({ submission, therapy, asOf }: Checked): Finding[] => {
  if (!therapy) return [];
  const { id, label } = therapy;
  for (const row of rows) {
    if (!row.therapies.includes(id) || row.label !== label) continue;
    const found = rowFindings(row, { submission, therapy, asOf });
    if (found.length > 0) return found;
  }
  return [];
};
