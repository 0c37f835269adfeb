import type { AuthorizationStatus, Line, LineState } from './authorization.ts';

const any = (states: readonly LineState[], ...these: LineState[]): boolean =>
  states.some((state) => these.includes(state));

/** First match wins. */
const folds: readonly [(states: readonly LineState[]) => boolean, AuthorizationStatus][] = [
  [(states) => any(states, 'pended-information-required'), 'information-required'],
  // A line no rule can read goes before a mere wait: waiting would not make it readable.
  [(states) => any(states, 'needs-person', 'contact-payer'), 'contact-payer'],
  [(states) => any(states, 'rejected-fix', 'rejected-stop', 'transmission-failed'), 'rejected'],
  [(states) => any(states, 'pended-in-review'), 'pended'],
  [(states) => any(states, 'drafted'), 'drafted'],
  [
    (states) =>
      any(states, 'denied') && !any(states, 'approved', 'approved-modified', 'partially-approved'),
    'denied',
  ],
  // The payer cancelled a line that we still want: what is left of the others helps nobody.
  [(states) => any(states, 'cancelled'), 'contact-payer'],
  [(states) => any(states, 'denied', 'approved-modified', 'partially-approved'), 'changed'],
  [(states) => states.every((state) => any([state], 'approved', 'not-required')), 'approved'],
];

/** The status of a request from the states of its lines. Anything unforeseen needs a person. */
export const caseState = (lines: readonly Pick<Line, 'state'>[]): AuthorizationStatus => {
  const states = lines.map(({ state }) => state);
  if (states.length === 0) return 'contact-payer';
  if (states.every((state) => state === 'cancelled')) return 'withdrawn';
  return folds.find(([applies]) => applies(states))?.[1] ?? 'contact-payer';
};
