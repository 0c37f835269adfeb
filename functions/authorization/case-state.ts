import type { AuthorizationStatus, Line, LineState } from './authorization.ts';

const any = (states: readonly LineState[], ...these: LineState[]): boolean =>
  states.some((state) => these.includes(state));

/** First match wins; cancelled lines do not count unless nothing else is left. */
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
  [(states) => any(states, 'denied', 'approved-modified', 'partially-approved'), 'changed'],
  [(states) => states.every((state) => any([state], 'approved', 'not-required')), 'approved'],
];

/** The status of a request from the states of its lines. Anything unforeseen needs a person. */
export const caseState = (lines: readonly Pick<Line, 'state'>[]): AuthorizationStatus => {
  const counted = lines.map(({ state }) => state).filter((state) => state !== 'cancelled');
  if (counted.length === 0) return lines.length > 0 ? 'withdrawn' : 'contact-payer';
  return folds.find(([applies]) => applies(counted))?.[1] ?? 'contact-payer';
};
