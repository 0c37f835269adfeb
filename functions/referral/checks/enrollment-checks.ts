import { plain } from '../facts/result-words.ts';
import type { Finding } from '../referral.ts';
import { readProgram } from './enrollment-programs.ts';
import { block, type Checked, missing } from './findings.ts';

const source = 'REMS of the FDA: https://www.accessdata.fda.gov/scripts/cder/rems/index.cfm';

/**
 * Natalizumab is given to enrolled patients only, in the program of the product that is ordered: a
 * number of one program is none of the other.
 */
export const enrollmentFindings = ({ submission, therapy }: Checked): Finding[] => {
  if (therapy?.id !== 'natalizumab') return [];
  const { drug, hcpcs } = submission.order;
  const isTyruko = /tyruko|-sztn/.test(plain(drug)) || hcpcs === 'Q5134';
  const enrolled = (submission.enrollments ?? []).flatMap(({ number, program }) =>
    number === undefined ? [] : (readProgram(program) ?? []),
  );
  if (enrolled.includes(isTyruko ? 'tyruko' : 'touch')) return [];
  const program = isTyruko ? 'the Tyruko REMS' : 'the TOUCH program';
  return enrolled.length > 0
    ? [
        block({
          code: 'enrollment-of-other-product',
          pointer: '/enrollments',
          text: `The patient is enrolled for the other natalizumab, not in ${program}.`,
          fix: `Enroll the patient in ${program} and send the number, or order the other product.`,
          source,
        }),
      ]
    : [
        missing({
          code: 'enrollment-missing',
          pointer: '/enrollments',
          text: `Nothing says that the patient is enrolled in ${program}, without which it is not given.`,
          fix: `Send the patient's enrollment number of ${program}.`,
          source,
        }),
      ];
};
