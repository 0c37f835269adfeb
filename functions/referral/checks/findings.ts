import type { Therapy } from '../../therapy/therapy.ts';
import type { Finding, Submission } from '../referral.ts';

/** What a check looks at; `asOf` is the day of the check in the desk's zone. */
export type Checked = {
  submission: Submission;
  therapy: Therapy | undefined;
  asOf: string;
};

export type Severity = Finding['severity'];

type Found = Omit<Finding, 'severity'>;

export const missing = (found: Found): Finding => ({ severity: 'missing', ...found });
export const block = (found: Found): Finding => ({ severity: 'block', ...found });
export const warn = (found: Found): Finding => ({ severity: 'warn', ...found });

/** By what a finding is known when several readings of an order come to it. */
export const sameFinding = ({ code, pointer, text }: Finding): string =>
  `${code} ${pointer} ${text}`;

/** Findings that keep a referral from going on. */
export const holdsUp = ({ severity }: Finding): boolean => severity !== 'warn';

/** The source of what no label or guideline says. */
export const startingValues = 'starting values of the automatic checks; general knowledge - verify';

/** How a finding ends that only says that something is wrong. */
export const correctOrClear = 'Correct it, or have a clinician clear it with a reason.';
