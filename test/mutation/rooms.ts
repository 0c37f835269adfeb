/**
 * The rule files whose tests are tried by changing them, with the tests that a change must fail. Only
 * these run for each change, so a file's own tests have to hold it. `atLeast` is the score, in percent,
 * that a room has reached: a run below it fails. Raise it when you kill survivors.
 */
export type MutatedRoom = { files: readonly string[]; tests: readonly string[]; atLeast: number };

const rulesOf = (room: string, ...names: string[]) =>
  names.map((name) => `functions/${room}/${name}.ts`);
const rules = (...names: string[]) => names.map((name) => `test/rules/${name}.test.ts`);

export const rooms: Readonly<Record<string, MutatedRoom>> = {
  platform: {
    files: rulesOf(
      'platform',
      'business-days',
      'days',
      'federal-holidays',
      'zoned-time',
      'quantity',
      'npi',
      'lifecycle',
      'disclosure',
      'principal',
    ),
    tests: rules(
      'business-days',
      'zoned-time',
      'referral-reading',
      'authorization-units',
      'lifecycles',
      'disclosure',
      'principal',
    ),
    atLeast: 75,
  },
  hold: {
    files: rulesOf('hold', 'hold-clock', 'escalation', 'decisions', 'standing-hold', 'evidence'),
    tests: [...rules('hold', 'decisions', 'lifecycles'), 'test/functions/escalate-hold.test.ts'],
    atLeast: 75,
  },
  payer: {
    files: rulesOf(
      'payer',
      'decision-clock',
      'decision-clocks',
      'ask-again-rules',
      'reachability-rules',
      'wire-faults',
      'payer-reasons',
    ),
    tests: [
      ...rules('authorization-clock', 'payer-reachability', 'payer-reasons'),
      'test/functions/payer-wire.test.ts',
    ],
    atLeast: 80,
  },
  referral: {
    files: rulesOf(
      'referral',
      'person-agreement',
      'person-match',
      'person-facts',
      'spelling',
      'contact-change',
      'order-change',
      'merge-patch',
    ),
    tests: rules('person', 'order-change', 'referral-reading'),
    atLeast: 0,
  },
  network: {
    files: rulesOf('network', 'competency-rules', 'days', 'service-area', 'site-hours', 'travel'),
    tests: rules('scheduling'),
    atLeast: 0,
  },
  series: {
    files: rulesOf('series', 'dose-plan', 'suspension', 'visit', 'visit-view', 'series'),
    tests: rules('dose-plan', 'start-window', 'visit-minutes', 'visit', 'visit-kept', 'lifecycles'),
    atLeast: 0,
  },
  coverage: {
    files: rulesOf('coverage', 'eligibility-rules'),
    tests: rules('x12-answer'),
    atLeast: 20,
  },
  placement: {
    files: rulesOf(
      'placement',
      'payer-site-rules',
      'site-rules',
      'rank-sites',
      'sites-left',
      'placement',
    ),
    tests: rules(
      'placement',
      'payer-site-rules',
      'site-rules',
      'rank-sites',
      'sites-left',
      'placement-determination',
    ),
    atLeast: 0,
  },
  authorization: {
    files: rulesOf(
      'authorization',
      'authorization-rules',
      'ledger',
      'line-clocks',
      'renewal-rules',
      'units',
      'course',
      'case-state',
      'request-lines',
    ),
    tests: rules(
      'authorization-need',
      'authorization-ledger',
      'authorization-clock',
      'authorization-units',
      'authorization-case-state',
      'pas-request',
    ),
    atLeast: 0,
  },
  scheduling: {
    files: rulesOf('scheduling', 'nurse-day', 'center-day', 'find-slots'),
    tests: rules('scheduling', 'find-slots'),
    atLeast: 0,
  },
  outreach: {
    files: rulesOf(
      'outreach',
      'quiet-hours',
      'text-replies',
      'text-limits',
      'message-rules',
      'phone-number',
      'gsm7',
    ),
    tests: rules('outreach', 'outreach-templates'),
    atLeast: 0,
  },
  visit: {
    files: rulesOf('visit', 'readiness', 'plausible-times', 'moments'),
    tests: rules('visit', 'plausible-times'),
    atLeast: 0,
  },
};
