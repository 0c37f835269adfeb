import type { FactSource } from '../facts/fact.ts';
import { judge } from '../facts/fact.ts';
import { pregnancyFact } from '../facts/pregnancy.ts';
import type { Finding } from '../referral.ts';
import type { Checked, Severity } from './findings.ts';

const source =
  'pregnancy and nursing by therapy: drug labels; a pharmacist confirms them before use';

/** A pregnancy, known or possible, before a therapy that asks for it or harms an unborn child. */
export const pregnancyFindings = (checked: Checked): Finding[] => {
  const { therapy, submission } = checked;
  if (!therapy) return [];
  const weighed = therapy.screening.some(({ item }) => item === 'pregnancy');
  const stops: Severity = therapy.risks.harmsUnborn || weighed ? 'block' : 'warn';
  const tell =
    (code: string, severity: Severity, text: string) => (evidence: readonly FactSource[]) =>
      [
        {
          code,
          severity,
          pointer: evidence[0]?.pointer ?? '/pregnancy',
          text,
          fix: 'Test again and send the result, or have a clinician decide with a reason.',
          source,
        },
      ] satisfies Finding[];
  // A test alone is told by the screening of the therapy.
  const byTest = (evidence: readonly FactSource[]) =>
    weighed && evidence.every(({ pointer }) => pointer.startsWith('/observations'));
  const found = judge<'pregnant' | 'possible', Finding[]>(pregnancyFact(checked), {
    known: (value, evidence) => {
      if (byTest(evidence)) return [];
      return value === 'pregnant'
        ? tell('pregnant', stops, 'The patient is pregnant.')(evidence)
        : tell('pregnancy-possible', stops, 'The patient may be pregnant.')(evidence);
    },
    contradictory: tell(
      'pregnancy-contradictory',
      stops,
      'One source says that the patient is pregnant, another that she is not.',
    ),
    'not-understood': tell('pregnancy-possible', stops, 'The patient may be pregnant.'),
    'known-absent': () => [],
    // The screening of the therapy asks for a test; a harmful one without it asks here.
    unknown: () =>
      therapy.risks.harmsUnborn && !weighed
        ? tell('pregnancy-unknown', 'warn', 'Nothing says whether the patient may be pregnant.')([])
        : [],
  });
  // Drugs against tumors are given to no mother who nurses; of others the label has it weighed.
  const nursing: Severity = therapy.class === 'chemotherapy' ? 'block' : 'warn';
  return submission.pregnancy?.lactating && therapy.risks.passesIntoMilk
    ? [...found, ...tell('nursing', nursing, 'The patient is nursing.')([])]
    : found;
};
