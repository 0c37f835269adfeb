import type { AccountLine } from '../account.ts';
import type { Finding } from '../referral.ts';
import type { Checked, Severity } from './findings.ts';

/** What is told of resources that may matter and were not understood; others are only accounted for. */
type Row = {
  types: readonly string[];
  /** The field of the native form that answers it. */
  field: string;
  code: string;
  severity: Severity;
  text: string;
  fix: string;
};

const rows: readonly Row[] = [
  {
    types: ['AllergyIntolerance'],
    field: 'allergies',
    code: 'allergy-not-understood',
    severity: 'missing',
    text: 'An allergy of the bundle is not understood, or contradicts another one.',
    fix: 'List each allergy with the name of its substance, or say that none are known.',
  },
  {
    types: ['Observation', 'DiagnosticReport'],
    field: 'observations',
    code: 'result-not-understood',
    severity: 'warn',
    text: 'A result of the bundle is not understood, or does not say whose it is; it is not counted in favor.',
    fix: 'Send it with its code, its value and the patient it is of.',
  },
  {
    types: ['Condition', 'AdverseEvent'],
    field: 'conditions',
    code: 'condition-not-understood',
    severity: 'missing',
    text: 'A condition of the bundle is not understood: it may speak against the therapy.',
    fix: 'List it with its name or its ICD-10-CM code, and say whether it goes on.',
  },
  {
    types: ['MedicationStatement', 'MedicationRequest', 'MedicationDispense', 'Immunization'],
    field: 'medicines',
    code: 'medicine-not-understood',
    severity: 'warn',
    text: 'A medicine or vaccination of the bundle is not understood.',
    fix: 'Send it with its name and whether it is taken, or was given.',
  },
  {
    types: ['MedicationAdministration'],
    field: 'order',
    code: 'dose-given-not-understood',
    severity: 'warn',
    text: 'A dose given before is not understood.',
    fix: 'Say in the order whether this is the first dose, and when the last one was.',
  },
  {
    types: ['Flag', 'DetectedIssue'],
    field: 'conditions',
    code: 'alert-unreadable',
    severity: 'missing',
    text: 'An alert of the chart cannot be read.',
    fix: 'Say in words what it warns of, as a condition or an allergy.',
  },
  {
    types: ['Coverage'],
    field: 'coverages',
    code: 'coverage-not-understood',
    severity: 'missing',
    text: 'A coverage lacks its payer or its member id, contradicts itself, or does not say who pays first.',
    fix: 'List the coverages with payer and member id, the one that pays first as the primary one.',
  },
  {
    types: ['DocumentReference', 'Binary'],
    field: 'documents',
    code: 'document-not-understood',
    severity: 'warn',
    text: 'A document of the bundle could not be taken over.',
    fix: 'Send its content as base64 with its media type, or upload it.',
  },
];

const rowOf = ({ became, type }: AccountLine): Row | undefined =>
  became === 'not-understood' ? rows.find(({ types }) => types.includes(type)) : undefined;

/** What could not be understood and may matter, each kind once. */
export const accountFindings = ({ submission: { account = [] } }: Checked): Finding[] => {
  const told = new Set(account.flatMap((line) => rowOf(line) ?? []));
  return [...told].map(({ code, severity, field, text, fix }) => ({
    code,
    severity,
    pointer: `/${field}`,
    text,
    fix,
    source: 'what is not understood is not good; general knowledge - verify',
  }));
};

/** The account once fields were sent anew in the native form: what they answer is answered. */
export const answeredBy = (
  account: readonly AccountLine[],
  fields: ReadonlySet<string>,
): AccountLine[] =>
  account.map((line) => {
    const row = rowOf(line);
    return row && fields.has(row.field)
      ? { ...line, became: 'not-used', why: 'was answered by a correction' }
      : line;
  });
