import type { ConditionClaimed } from './clinical-claims.ts';
import { type Contraindication, contraindications } from './facts/contraindications.ts';
import { plain } from './facts/result-words.ts';
import type { Checked } from './findings.ts';
import type { Finding, Submission } from './referral.ts';

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

/** Whether a condition is the one of a row; a name counts where no code says what it is. */
export const isOf = (
  { icd10 = [], snomed = [], name }: ConditionClaimed,
  row: Pick<Contraindication, 'icd10' | 'snomed' | 'called'>,
): boolean => {
  const codes = icd10.map((code) => code.replace('.', ''));
  if (codes.some((code) => row.icd10.some((prefix) => code.startsWith(prefix)))) return true;
  if (snomed.some((code) => row.snomed.includes(code))) return true;
  return name !== undefined && codes.length === 0 && row.called.test(plain(name));
};

/** Whether it bears on the therapy now; a possible one is looked at like one that is there. */
const bears = ({ state }: ConditionClaimed, { always }: Contraindication): boolean =>
  state === 'active' || state === 'possible' || (state === 'past' && always === true);

/** Conditions that speak against the therapy, and are not what it is given for. */
export const conditionFindings = ({ submission, therapy }: Checked): Finding[] => {
  if (!therapy) return [];
  const told = conditionsTold(submission);
  const treats = ({ icd10 = [] }: Placed) =>
    icd10.some((code) => therapy.icd10.some(({ prefix }) => code.startsWith(prefix)));
  return contraindications
    .filter(({ therapies }) => therapies.includes(therapy.id))
    .flatMap((row): Finding[] => {
      const found = told.find((one) => isOf(one, row) && bears(one, row) && !treats(one));
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
