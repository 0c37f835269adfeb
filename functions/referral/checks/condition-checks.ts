import type { ConditionClaimed } from '../clinical-claims.ts';
import { undotted, wordsOf } from '../facts/condition-words.ts';
import { type Contraindication, contraindications } from '../facts/contraindications.ts';
import { plain } from '../facts/result-words.ts';
import type { Finding, Submission } from '../referral.ts';
import { type Checked, warn } from './findings.ts';

const source =
  'contraindicating conditions by therapy: drug labels; a pharmacist confirms them before use';

type Placed = ConditionClaimed & { pointer: string };

/** Every condition that is told: diagnoses of the order, and what else the patient has or had. */
export const conditionsTold = ({ diagnoses, conditions = [] }: Submission): Placed[] => [
  ...diagnoses.map(({ code, text }, index) => ({
    icd10: [code],
    ...(text ? { name: text } : {}),
    state: 'active' as const,
    pointer: `/diagnoses/${index}`,
  })),
  ...conditions.map((one, index) => ({ ...one, pointer: `/conditions/${index}` })),
];

type Row = Pick<Contraindication, 'icd10' | 'except' | 'icd9' | 'snomed' | 'called' | 'always'>;

const beginning = (code: string, prefixes: readonly string[] = []): string | undefined =>
  prefixes.find((prefix) => code.startsWith(prefix));

/** A condition with its words, of which what they deny and call past is taken out where it matters. */
type Told = Placed & {
  /** The codes as the table keeps them. */
  codes: { icd10: readonly string[]; icd9: readonly string[] };
  raw: readonly string[];
  wordsOf: (whenPast: boolean) => readonly string[];
};

const inIcd10 = ({ codes }: Told, row: Row): string[] =>
  codes.icd10.filter((code) => beginning(code, row.icd10) && !beginning(code, row.except));

const isCodedElsewhere = ({ codes, snomed = [] }: Told, row: Row): boolean =>
  codes.icd9.some((code) => beginning(code, row.icd9)) ||
  snomed.some((code) => row.snomed.includes(code));

/** Read once, for all the rows that look at it. */
const readWhole = (one: Placed): Told => {
  const read = new Map<boolean, readonly string[]>();
  const { icd10 = [], icd9 = [] } = one;
  return {
    ...one,
    codes: { icd10: icd10.map(undotted), icd9: icd9.map(undotted) },
    raw: [one.name ?? '', ...(one.said ?? [])].map(plain),
    wordsOf: (whenPast) => {
      const words = read.get(whenPast) ?? wordsOf(one, { whenPast });
      read.set(whenPast, words);
      return words;
    },
  };
};

const isCalled = (one: Told, { called, always = false }: Row): boolean =>
  one.raw.some((words) => called.test(words)) &&
  one.wordsOf(always).some((words) => called.test(words));

/** Whether it bears on the therapy now; a possible one is looked at like one that is there. */
const bears = ({ state }: ConditionClaimed, { always }: Contraindication): boolean =>
  state === 'active' || state === 'possible' || (state === 'past' && always === true);

const isKnownCode = (code: string): boolean =>
  contraindications.some(({ snomed }) => snomed.includes(code));
/** Whether somebody smokes, which says nothing of any therapy: SNOMED CT. */
const ofHabits: readonly string[] = [
  '266919005',
  '8517006',
  '77176002',
  '449868002',
  '428041000124106',
];

/** Conditions that only a code of SNOMED CT tells, which nobody here can read: told with it. */
export const unnamedConditionFindings = ({ submission }: Checked): Finding[] => {
  const unread = conditionsTold(submission).filter(
    ({ state, name, said = [], icd10 = [], icd9 = [], snomed = [] }) =>
      state !== 'refuted' &&
      !name &&
      said.length + icd10.length + icd9.length === 0 &&
      snomed.length > 0 &&
      !snomed.some((code) => isKnownCode(code) || ofHabits.includes(code)),
  );
  const [first] = unread;
  return first
    ? [
        warn({
          code: 'condition-unnamed',
          pointer: first.pointer,
          text: 'A condition is told by a code alone that is not known here: nothing was held against it.',
          fix: 'Send its name, or its code of ICD-10-CM.',
          said: unread
            .flatMap(({ snomed = [] }) => snomed)
            .join(', ')
            .slice(0, 200),
          source: 'what is not understood is not good; own rule',
        }),
      ]
    : [];
};

/** Conditions that speak against the therapy, and are not what it is given for. */
export const conditionFindings = ({ submission, therapy }: Checked): Finding[] => {
  if (!therapy) return [];
  const told = conditionsTold(submission).map(readWhole);
  const indications = therapy.icd10.map(({ prefix }) => undotted(prefix));
  // A row that is narrower than the indication still holds: K50.914 is an abscess, too.
  const isTreated = (row: Contraindication) => (code: string) => {
    const treated = beginning(code, indications);
    return treated !== undefined && (beginning(code, row.icd10) ?? '').length <= treated.length;
  };
  const isFound = (one: Told, row: Contraindication) => {
    if (!bears(one, row)) return false;
    const coded = inIcd10(one, row);
    if (isCalled(one, row) || !coded.every(isTreated(row))) return true;
    return coded.length === 0 && isCodedElsewhere(one, row);
  };
  return contraindications
    .filter(({ therapies }) => therapies.includes(therapy.id))
    .flatMap((row): Finding[] => {
      const found = told.find((one) => isFound(one, row));
      if (!found) return [];
      const has = { active: 'has', possible: 'may have', past: 'had', refuted: '' }[found.state];
      return [
        {
          code: `condition-${row.id}`,
          severity: row.severity,
          pointer: found.pointer,
          text: `The patient ${has} ${row.title}: this speaks against the therapy.`,
          fix:
            row.severity === 'block'
              ? 'Say when it ended, or have a clinician decide whether the therapy may be given.'
              : 'Weigh it, and say what was decided.',
          source,
        },
      ];
    });
};
