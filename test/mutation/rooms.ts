/**
 * The rule files whose tests are tried by changing them, with the tests that a change must fail. Only
 * these run for each change, so a file's own tests have to hold it. `atLeast` is the score, in percent,
 * that a room has reached: a run below it fails. Raise it when you kill survivors.
 */
export type MutatedRoom = { files: readonly string[]; tests: readonly string[]; atLeast: number };

const rules = (...names: string[]) => names.map((name) => `test/rules/${name}.test.ts`);

export const rooms: Readonly<Record<string, MutatedRoom>> = {
  platform: {
    files: [
      'functions/platform/business-days.ts',
      'functions/platform/quantity.ts',
      'functions/platform/zoned-time.ts',
    ],
    tests: rules('business-days', 'zoned-time', 'referral-reading', 'authorization-units'),
    atLeast: 0,
  },
  hold: {
    files: ['functions/hold/hold-clock.ts', 'functions/hold/escalation.ts'],
    tests: [...rules('hold'), 'test/functions/escalate-hold.test.ts'],
    atLeast: 0,
  },
  payer: {
    files: ['functions/payer/decision-clock.ts', 'functions/payer/decision-clocks.ts'],
    tests: rules('authorization-clock'),
    atLeast: 0,
  },
  network: {
    files: ['functions/network/competency-rules.ts', 'functions/network/days.ts'],
    tests: rules('scheduling', 'competency'),
    atLeast: 0,
  },
  coverage: {
    files: ['functions/coverage/eligibility-rules.ts'],
    tests: rules('x12-answer', 'eligibility'),
    atLeast: 0,
  },
  placement: {
    files: [
      'functions/placement/payer-site-rules.ts',
      'functions/placement/site-rules.ts',
      'functions/placement/rank-sites.ts',
    ],
    tests: rules('placement'),
    atLeast: 0,
  },
  authorization: {
    files: [
      'functions/authorization/authorization-rules.ts',
      'functions/authorization/ledger.ts',
      'functions/authorization/line-clocks.ts',
      'functions/authorization/renewal-rules.ts',
      'functions/authorization/units.ts',
      'functions/authorization/course.ts',
    ],
    tests: rules(
      'authorization-need',
      'authorization-ledger',
      'authorization-clock',
      'authorization-units',
      'pas-request',
    ),
    atLeast: 0,
  },
  scheduling: {
    files: ['functions/scheduling/nurse-day.ts', 'functions/scheduling/find-slots.ts'],
    tests: rules('scheduling', 'series'),
    atLeast: 0,
  },
  outreach: {
    files: ['functions/outreach/quiet-hours.ts', 'functions/outreach/text-replies.ts'],
    tests: rules('outreach', 'outreach-templates'),
    atLeast: 0,
  },
};
