import { type FieldChoice, unitChoice } from '../parts/form-field.tsx';
import type { Typed } from './answers.ts';
import { competencyChoice, doseUnitChoice, settingChoice, topicChoice } from './drug-names.ts';

/** A part of something that is asked for in several fields; `name` is its place in what is sent. */
export type Part = {
  name: string;
  label: string;
  hint?: string;
  optional?: true;
} & (
  | { kind: 'line' | 'text' | 'decimal' | 'whole' | 'decimals' | 'yes-or-no' | 'date' | 'lines' }
  | { kind: 'choice'; choice: FieldChoice }
  | { kind: 'checks'; choice: FieldChoice }
);

/** A drug that the catalogue does not know: functions/therapy/entered-drug.ts. */
export const drugParts: readonly Part[] = [
  { name: 'drug.name', label: 'Name of the drug', kind: 'line' },
  {
    name: 'drug.route',
    label: 'Route',
    kind: 'choice',
    choice: [
      ['IV', 'Into a vein'],
      ['SC', 'Under the skin'],
    ],
  },
  {
    name: 'drug.hcpcs',
    label: 'Billing code (HCPCS)',
    hint: 'A letter and four digits: J1234',
    kind: 'line',
  },
  {
    name: 'drug.ndc',
    label: 'NDC',
    hint: 'Eleven digits, 12345-6789-01; needed where the code is of any drug',
    kind: 'line',
    optional: true,
  },
  { name: 'drug.rxnorm', label: 'RxNorm code', kind: 'line', optional: true },
  { name: 'drug.billingUnit.value', label: 'One billing unit is', kind: 'decimal' },
  {
    name: 'drug.billingUnit.unit',
    label: 'Unit of the billing code',
    kind: 'choice',
    choice: unitChoice,
  },
  {
    name: 'drug.vials',
    label: 'Container sizes',
    hint: 'In the unit of the billing code, with commas between: 100, 400',
    kind: 'decimals',
    optional: true,
  },
  { name: 'drug.maxDose.value', label: 'The most that one dose may be', kind: 'decimal' },
  {
    name: 'drug.maxDose.unit',
    label: 'Unit of the highest dose',
    kind: 'choice',
    choice: doseUnitChoice,
  },
  { name: 'drug.infusionMinutes.first', label: 'Minutes the first dose runs', kind: 'whole' },
  { name: 'drug.infusionMinutes.subsequent', label: 'Minutes later doses run', kind: 'whole' },
  {
    name: 'drug.observationMinutes.first',
    label: 'Minutes of watching after the first dose',
    kind: 'whole',
  },
  {
    name: 'drug.observationMinutes.subsequent',
    label: 'Minutes of watching after later doses',
    kind: 'whole',
  },
  {
    name: 'drug.minGapDays',
    label: 'Fewest days between doses',
    kind: 'whole',
    optional: true,
  },
  {
    name: 'drug.competencies',
    label: 'What a nurse has to be able to do',
    kind: 'checks',
    choice: competencyChoice,
  },
  {
    name: 'drug.settings',
    label: 'Where it may be given',
    kind: 'checks',
    choice: settingChoice,
  },
  { name: 'drug.firstDoseAtHome', label: 'First dose at home', kind: 'yes-or-no', optional: true },
  { name: 'drug.hazardous', label: 'Hazardous drug', kind: 'yes-or-no' },
  { name: 'drug.centralLine', label: 'Needs a central line', kind: 'yes-or-no', optional: true },
  { name: 'drug.reactionOrdersNeeded', label: 'Orders for a reaction needed', kind: 'yes-or-no' },
  {
    name: 'drug.premedicationNeeded',
    label: 'Premedication needed',
    kind: 'yes-or-no',
    optional: true,
  },
  {
    name: 'drug.educationTopics',
    label: 'What the patient is taught',
    kind: 'checks',
    choice: topicChoice,
  },
  { name: 'drug.monitoring', label: 'What is watched during and after', kind: 'text' },
  {
    name: 'drug.source',
    label: 'Where this was read',
    hint: 'The label, a guideline, a local policy',
    kind: 'line',
  },
];

/** How doses go on after a reaction: functions/series/care-plan-body.ts. It stands on each later visit. */
export const planParts: readonly Part[] = [
  {
    name: 'plan.ratePercent',
    label: 'Rate, in percent of the usual',
    hint: '5 to 100',
    kind: 'whole',
    optional: true,
  },
  {
    name: 'plan.extraMinutes',
    label: 'Minutes that visits take longer',
    hint: 'A multiple of five',
    kind: 'whole',
    optional: true,
  },
  {
    name: 'plan.premedications',
    label: 'Given before, beside what is ordered',
    hint: 'One on each line',
    kind: 'lines',
    optional: true,
  },
  {
    name: 'plan.places',
    label: 'Where doses may be given',
    hint: 'Anywhere, where none is marked',
    kind: 'checks',
    choice: settingChoice,
    optional: true,
  },
  { name: 'plan.through', label: 'Last day that it counts', kind: 'date', optional: true },
];

const composed: Readonly<Record<string, readonly Part[]>> = { drug: drugParts, plan: planParts };

export const fieldPartsOf = (need: string): readonly Part[] | undefined =>
  Object.hasOwn(composed, need) ? composed[need] : undefined;

/** The marked ones of several, as they are kept between typing and sending. */
export const markedIn = (value: string | undefined): string[] =>
  (value ?? '').split('\n').filter(Boolean);

const split = (value: string, at: RegExp): string[] =>
  value
    .split(at)
    .map((each) => each.trim())
    .filter(Boolean);

/** What stands on each line. */
export const linesIn = (value: string): string[] => split(value, /\n/);

const partValue = ({ kind }: Part, typed: string): unknown => {
  if (kind === 'whole') return Number(typed);
  if (kind === 'yes-or-no') return typed === 'yes';
  if (kind === 'decimals') return split(typed, /[,;\s]+/);
  if (kind === 'checks' || kind === 'lines') return linesIn(typed);
  return typed.trim();
};

type Tree = { [name: string]: unknown };

/** What several fields come to, without what was left empty; undefined where all was. */
export const composedOf = (need: string, typed: Typed): Tree | undefined => {
  const whole: Tree = {};
  for (const part of fieldPartsOf(need) ?? []) {
    const value = typed[part.name]?.trim();
    if (!value) continue;
    const path = part.name.split('.').slice(1);
    const last = path.pop() ?? '';
    let at = whole;
    for (const step of path) {
      at[step] ??= {};
      at = at[step] as Tree;
    }
    at[last] = partValue(part, value);
  }
  return Object.keys(whole).length > 0 ? whole : undefined;
};

/** Units by line, as the payer approved them: of each line that something is typed for. */
export const approvedPrefix = 'approvedLines.';

export const approvedOf = (typed: Typed): { sequence: number; units: number }[] =>
  Object.entries(typed).flatMap(([name, value]) =>
    name.startsWith(approvedPrefix) && value.trim()
      ? [{ sequence: Number(name.slice(approvedPrefix.length)), units: Number(value) }]
      : [],
  );
