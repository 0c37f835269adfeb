import { daysBetween } from '../../platform/days.ts';
import { lookup } from '../../platform/lookup.ts';
import { findProduct } from '../order/drug.ts';
import type { Finding } from '../referral.ts';
import { type EnrollmentProgram, readProgram } from './enrollment-programs.ts';
import { block, type Checked, missing } from './findings.ts';

const source = 'REMS of the FDA: https://www.accessdata.fda.gov/scripts/cder/rems/index.cfm';

type Named = { program: EnrollmentProgram; title: string };

/** Programs of products that have one of their own. */
const ownPrograms = lookup<Named>({
  Tysabri: { program: 'touch', title: 'the TOUCH program' },
  Tyruko: { program: 'tyruko', title: 'the Tyruko REMS' },
  Epysqli: { program: 'epysqli', title: 'the Epysqli REMS' },
  Bkemv: { program: 'bkemv', title: 'the Bkemv REMS' },
});

/** The program of the product that is ordered; undefined where it has none. */
const programOf = ({ submission, therapy }: Checked): Named | undefined => {
  const product = therapy && findProduct(therapy, submission.order);
  return (
    ownPrograms[product?.name ?? ''] ??
    (therapy?.risks.opensToMeningococci
      ? { program: 'ultomiris-soliris', title: 'the ULTOMIRIS and SOLIRIS REMS' }
      : undefined)
  );
};

/** Days after which an enrollment that nobody has reauthorized holds no more; TOUCH: verify. */
const reauthorizedWithinDays = 365;

type Who = 'patient' | 'prescriber';

/** What is told of somebody's enrollment in programs that are known: whether it holds on a day. */
const toldOf = ({ submission, asOf }: Checked, whose: Who) =>
  (submission.enrollments ?? []).flatMap(
    ({ program, number, who = 'patient', state, on, until }) => {
      const known = number !== undefined && who === whose ? readProgram(program) : undefined;
      const isLate = on !== undefined && daysBetween(on, asOf) > reauthorizedWithinDays;
      const ended =
        state !== undefined || (until ?? asOf) < asOf || (isLate && whose === 'patient');
      return known ? [{ program: known, holds: !ended }] : [];
    },
  );

const lapsed = ({ title }: Named, who: Who): Finding =>
  missing({
    code: who === 'patient' ? 'enrollment-ended' : 'prescriber-enrollment-ended',
    pointer: '/enrollments',
    text: `The enrollment of the ${who} in ${title} has ended, is not yet made, or was not reauthorized for a year.`,
    fix: 'Send the number with the day of the newest reauthorization.',
    source,
  });

/**
 * Natalizumab is given to enrolled patients only, in the program of the product that is ordered: a
 * number of one program is none of the other.
 */
export const enrollmentFindings = (checked: Checked): Finding[] => {
  if (checked.therapy?.id !== 'natalizumab') return [];
  const named = programOf(checked) as Named;
  const { program, title } = named;
  const told = toldOf(checked, 'patient');
  const own = told.filter((one) => one.program === program);
  if (own.some(({ holds }) => holds)) return [];
  if (own.length > 0) return [lapsed(named, 'patient')];
  const isOther = told.some(
    (one) => one.holds && (one.program === 'touch' || one.program === 'tyruko'),
  );
  return isOther
    ? [
        block({
          code: 'enrollment-of-other-product',
          pointer: '/enrollments',
          text: `The patient is enrolled for the other natalizumab, not in ${title}.`,
          fix: `Enroll the patient in ${title} and send the number, or order the other product.`,
          source,
        }),
      ]
    : [
        missing({
          code: 'enrollment-missing',
          pointer: '/enrollments',
          text: `Nothing says that the patient is enrolled in ${title}, without which it is not given.`,
          fix: `Send the patient's enrollment number of ${title}.`,
          source,
        }),
      ];
};

/** Who prescribes natalizumab or an inhibitor of complement is certified in the program of the product. */
export const prescriberFindings = (checked: Checked): Finding[] => {
  const named = programOf(checked);
  if (!named) return [];
  const own = toldOf(checked, 'prescriber').filter(({ program }) => program === named.program);
  if (own.some(({ holds }) => holds)) return [];
  if (own.length > 0) return [lapsed(named, 'prescriber')];
  return [
    missing({
      code: 'prescriber-enrollment-missing',
      pointer: '/enrollments',
      text: `Nothing says that the prescriber is certified in ${named.title}, without which it is not prescribed.`,
      fix: `Send the prescriber's number of ${named.title}; where the program goes by the NPI, send that.`,
      source,
    }),
  ];
};
