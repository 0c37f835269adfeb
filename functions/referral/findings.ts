import type { Therapy } from '../therapy/therapy.ts';
import type { Finding, Submission } from './referral.ts';

/** What a check looks at; `asOf` is the day of the check in the desk's zone. */
export type Checked = {
  submission: Submission;
  therapy: Therapy | undefined;
  asOf: string;
};

export type Severity = Finding['severity'];

export const missing = (
  code: string,
  pointer: string,
  text: string,
  fix: string,
  source: string,
): Finding => ({ code, severity: 'missing', pointer, text, fix, source });

export const block = (...of: Parameters<typeof missing>): Finding => ({
  ...missing(...of),
  severity: 'block',
});

export const warn = (...of: Parameters<typeof missing>): Finding => ({
  ...missing(...of),
  severity: 'warn',
});

/** Findings that keep a referral from going on. */
export const holdsUp = ({ severity }: Finding): boolean => severity !== 'warn';
