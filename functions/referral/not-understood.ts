import { micro, type Quantity, times } from '../platform/quantity.ts';
import { amountOf } from '../therapy/dose-unit.ts';
import { block, type Checked, missing, warn } from './checks/findings.ts';
import type { NotUnderstood } from './not-understood-words.ts';
import { amountsOf } from './order/dose.ts';
import { doseFactorsOf } from './order/dose-factors.ts';
import type { Finding } from './referral.ts';
import { amountsOfOtherMeasure, contradictsDose } from './sig/agreement.ts';

type Asked = { text: string; fix: string; severity?: typeof missing };

const askedBack = 'what is not understood is asked back, never taken for something else: own rule';

/** What is asked of whom: the practice, or a clinician who reads the words; a remark is only told. */
const asked = {
  timing: {
    text: 'The order says when doses fall, but not in a way that can be read for certain:',
    fix: 'Say the days: from when, how often, how many doses or until when; text and coded timing must agree.',
  },
  dose: {
    text: 'The amount of a dose cannot be read for certain:',
    fix: 'Give one amount with its unit; text and coded dose must agree.',
  },
  total: {
    text: 'The words and the dose of the order do not come to one amount:',
    fix: 'Give one amount with its unit; weight and size, words and dose must agree.',
  },
  duration: {
    text: 'How long a dose runs cannot be read:',
    fix: 'Give the duration in min or h.',
  },
  drug: {
    text: 'The bundle orders more than one referral can hold:',
    fix: 'Send it as a referral of its own, or say that it is a premedication of this order.',
  },
  history: {
    text: 'Whether the patient has had the drug before cannot be read for certain:',
    fix: 'Say whether it is the first dose, and if not, the day of the last one.',
  },
  route: {
    text: 'The route cannot be read:',
    fix: 'Use SNOMED CT 47625008 for into a vein or 34206005 for under the skin.',
  },
  instruction: {
    text: 'The order carries words that may change it:',
    fix: 'Read them; have the order say it in its own fields, or clear them with a reason.',
    severity: block,
  },
  remark: {
    text: 'The order carries a remark:',
    fix: 'Read it before the first dose.',
    severity: warn,
  },
  alert: {
    text: 'The chart carries an alert:',
    fix: 'Read it; clear it with a reason where it does not speak against the therapy.',
    severity: block,
  },
} as const satisfies Record<NotUnderstood['about'], Asked>;

/**
 * Whether one of two amounts may stand for the other: within a tenth, or rounded up to a whole container.
 * Source: clinical reference 4.2, starting values; a pharmacist confirms them.
 */
const isRounded = (total: bigint, computed: bigint, container: bigint): boolean =>
  total >= times(computed, micro('0.9')) &&
  (total <= times(computed, micro('1.1')) || total < computed + container);

/** Amounts in the name of a drug that are a dose, and no strength: "400 mg in sodium chloride 250 mL". */
const dosesInName =
  /\d[\d.,]* ?(?:mg|g|units?)(?: ?\/ ?(?:kg|m2))?(?= (?:in (?:sodium|dextrose|ns|d5w|\d)|ivpb\b))/gi;

/** The name of the drug tells its dose too, as record systems call orders: both must agree. */
const namedDoseFindings = (checked: Checked): Finding[] => {
  const { drug, alsoNamed = [] } = checked.submission.order;
  const [dose, ...others] = amountsOf(checked.submission.order);
  const said = [drug, ...alsoNamed].find((name) => {
    const words = (name.match(dosesInName) ?? []).join('; ').replaceAll(',', '');
    if (!dose || !words) return false;
    const isOther = amountsOfOtherMeasure(words, dose).length > 0;
    return contradictsDose(words, dose, others) || (isOther && !comesToTheSame(checked, words));
  });
  return said === undefined
    ? []
    : [
        missing({
          code: 'dose-not-understood',
          pointer: '/order/drug',
          text: 'The name of the drug tells another dose than the order.',
          fix: asked.dose.fix,
          said,
          source: askedBack,
        }),
      ];
};

/** Whether the amounts in words come to doses that are ordered, by the newest measurements. */
const comesToTheSame = ({ submission, therapy }: Checked, words: string): boolean => {
  const factors = doseFactorsOf(submission, therapy);
  const sizes = (therapy?.vials ?? []).flatMap((one) => amountOf(one, {}) ?? []);
  const container = sizes.reduce((a, b) => (a < b ? a : b), sizes[0] ?? 0n);
  const doses = amountsOf(submission.order);
  const isOrdered = (named: Quantity): boolean =>
    doses.some((dose) => {
      const [said, ordered] = [amountOf(named, factors), amountOf(dose, factors)];
      // Without a size the dose itself is asked about.
      if (ordered === undefined) return true;
      if (said === undefined) return false;
      return named.unit.includes('/')
        ? isRounded(ordered, said, container)
        : isRounded(said, ordered, container);
    });
  const named = doses.flatMap((dose) => amountsOfOtherMeasure(words, dose));
  return named.length > 0 && named.every(isOrdered);
};

/** What of the order was not understood is asked back with its own words. */
export const notUnderstoodFindings = (checked: Checked): Finding[] => [
  ...namedDoseFindings(checked),
  ...(checked.submission.order.notUnderstood ?? []).flatMap(({ about, at, words, why }) => {
    if (about === 'total' && comesToTheSame(checked, words ?? '')) return [];
    const { text, fix, severity = missing }: Asked = asked[about];
    return severity({
      code: `${about === 'total' ? 'dose' : about}-not-understood`,
      pointer: at,
      text: `${text} it ${why}.`,
      fix,
      ...(words ? { said: words } : {}),
      source: askedBack,
    });
  }),
];
