import { block, type Checked, missing, warn } from './checks/findings.ts';
import { comesToDoses, contradictsInName } from './checks/named-doses.ts';
import type { NotUnderstood } from './not-understood-words.ts';
import type { Finding } from './referral.ts';

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

/** The name of the drug tells its dose too, and both must agree. */
const namedDoseFindings = (checked: Checked): Finding[] => {
  const said = contradictsInName(checked);
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

/** What of the order was not understood is asked back with its own words. */
export const notUnderstoodFindings = (checked: Checked): Finding[] => [
  ...namedDoseFindings(checked),
  ...(checked.submission.order.notUnderstood ?? []).flatMap(({ about, at, words, why }) => {
    if (about === 'total' && comesToDoses(checked, words ?? '')) return [];
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
