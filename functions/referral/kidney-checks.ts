import { type FactSource, judge } from './facts/fact.ts';
import { type KidneyFunction, kidneyFunction } from './facts/kidney.ts';
import type { Checked, Severity } from './findings.ts';
import type { Finding } from './referral.ts';

/** Below how many mL a minute a therapy is stopped or its dose looked at. */
type Row = {
  therapies: readonly string[];
  below: number;
  severity: Extract<Severity, 'block' | 'warn'>;
  says: string;
  source: string;
  /** Whether the order already heeds it. */
  heeded?: (checked: Checked) => boolean;
};

const daysApart = ({ submission: { order } }: Checked): number =>
  order.frequency?.intervalDays ?? 0;

const rows: readonly Row[] = [
  {
    therapies: ['zoledronic_acid'],
    below: 35,
    severity: 'block',
    says: 'zoledronic acid is not given',
    source: 'Reclast label',
  },
  {
    therapies: ['ertapenem'],
    below: 31,
    severity: 'block',
    says: 'ertapenem is halved to 500 mg a day',
    source: 'Invanz label',
    heeded: ({ submission: { order } }) =>
      order.dose?.value === '500' && order.dose.unit === 'mg' && !order.frequency?.timesPerDay,
  },
  {
    therapies: ['daptomycin'],
    below: 30,
    severity: 'block',
    says: 'daptomycin is given every two days',
    source: 'Cubicin label',
    heeded: (checked) => daysApart(checked) >= 2,
  },
  {
    therapies: ['vancomycin'],
    below: 50,
    severity: 'warn',
    says: 'vancomycin goes by levels, with longer intervals',
    source: 'vancomycin guideline of 2020; general knowledge - verify',
  },
  {
    therapies: ['ivig'],
    below: 60,
    severity: 'warn',
    says: 'immune globulin may harm it further: slow rate, fluids, no sucrose',
    source: 'immune globulin labels, boxed warning',
  },
];

/** How old a result may be, in days. */
const withinDays = 30;

/** Therapies that the kidney clears, or that harm it. */
export const kidneyFindings = (checked: Checked): Finding[] => {
  const { therapy, submission, asOf } = checked;
  const row = rows.find(({ therapies }) => therapies.includes(therapy?.id ?? ''));
  if (!row) return [];
  const tell = (code: string, text: string, evidence: readonly FactSource[]): Finding[] => [
    {
      code,
      severity: row.severity,
      pointer: evidence[0]?.pointer ?? '/observations',
      text,
      fix: 'Send a new creatinine with its unit, change the order, or have a clinician decide with a reason.',
      source: row.source,
    },
  ];
  return judge<KidneyFunction, Finding[]>(kidneyFunction(submission, { asOf, withinDays }), {
    known: ({ mlPerMinute, by }, evidence) =>
      mlPerMinute < row.below && !row.heeded?.(checked)
        ? tell(
            'kidney-function-low',
            `The kidney clears less than ${row.below} mL a minute (${by}): ${row.says}.`,
            evidence,
          )
        : [],
    'not-understood': (evidence) =>
      tell(
        'kidney-function-not-understood',
        'The kidney function is written in a way, or in a unit, that is not understood.',
        evidence,
      ),
    contradictory: (evidence) =>
      tell('kidney-function-not-understood', 'Two kidney functions contradict.', evidence),
    // The screening of the therapy asks for what is not there.
    unknown: () => [],
    'known-absent': () => [],
  });
};
