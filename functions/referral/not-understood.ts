import { type Checked, missing } from './findings.ts';
import type { Finding } from './referral.ts';

const asked = {
  timing: {
    text: 'The order says when doses fall, but not in a way that can be read for certain:',
    fix: 'Say the days: how often, how many doses or until when; text and coded timing must agree.',
  },
  dose: {
    text: 'The amount of a dose cannot be read for certain:',
    fix: 'Give one amount with its unit; text and coded dose must agree.',
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
} as const;

/** What of the order was not understood is asked back with its own words. */
export const notUnderstoodFindings = ({ submission: { order } }: Checked): Finding[] =>
  (order.notUnderstood ?? []).map(({ about, at, words, why }) =>
    missing({
      code: `${about}-not-understood`,
      pointer: at,
      text: `${asked[about].text} it ${why}.`,
      fix: asked[about].fix,
      ...(words ? { said: words } : {}),
      source: 'what is not understood is asked back, never taken for something else: own rule',
    }),
  );
