import type { DenialRungRow, WrittenRungRow } from './denial-rung.ts';

const insured = ['commercial', 'exchange'] as const;
const withAppealRights = ['commercial', 'exchange', 'self-funded'] as const;
const everyone = [
  'medicare-advantage',
  'traditional-medicare',
  'medicaid',
  ...withAppealRights,
] as const;

/** Said by a clinician who knows the case; who only asks for it gets the standard time. */
const seriousJeopardy =
  'A clinician says that the standard time could seriously jeopardize life, health, or the ability to regain function.';

const healthcareGov =
  'https://www.healthcare.gov/appeal-insurance-company-decision/internal-appeals/';

const always = { from: '2020-01-01', benefit: 'any' } as const;

/** What the rows of one rung share; each says for whom it is, where it goes and by what source. */
type Shared = Omit<
  WrittenRungRow,
  'id' | 'lineOfBusiness' | 'goesTo' | 'basis' | 'source' | 'mark'
>;

const call = {
  ...always,
  rung: 'peer-to-peer',
  takenBy: 'prescriber',
  newFacts: false,
  decides: { businessDays: 2 },
} satisfies Shared;

const appeal = {
  ...always,
  rung: 'appeal',
  takenBy: 'prescriber',
  closedBy: ['external-review'],
  newFacts: true,
  decides: { calendarDays: 30 },
  expedited: { criterion: seriousJeopardy, decides: { hours: 72 } },
} satisfies Shared;

/** Before somebody who is not of the plan. */
const hearing = {
  ...always,
  rung: 'external-review',
  takenBy: 'patient',
  after: ['appeal'],
  newFacts: true,
  decides: { calendarDays: 90 },
  expedited: { criterion: seriousJeopardy, decides: { businessDays: 3 } },
} satisfies Shared;

/** The same of an independent reviewer; where it is urgent, it may run beside the appeal: healthcare.gov. */
const review = {
  ...hearing,
  window: { months: 4 },
  after: ['appeal', 'second-appeal'],
  decides: { calendarDays: 45 },
  expedited: { criterion: seriousJeopardy, decides: { hours: 72 }, atOnce: true },
} satisfies Shared;

/**
 * Rungs after a denial where a payer's entry in the directory names none that fits. What is marked
 * `general-knowledge` has no source yet: it says so wherever it decides, until somebody with legal
 * knowledge has confirmed it. A deadline printed in the notice goes before all of them.
 */
const written: readonly WrittenRungRow[] = [
  {
    ...always,
    id: 'resubmit',
    rung: 'resubmit',
    lineOfBusiness: [...everyone],
    takenBy: 'practice',
    newFacts: true,
    // As for a first request; the wait that follows has the clocks of its lines.
    decides: { calendarDays: 15 },
    goesTo: 'the payer, as a new request',
    basis:
      'A denied request is not updated; a corrected one is sent anew. The windows of the denial go on.',
    source: 'Da Vinci PAS 2.2.1, update and cancellation',
    mark: 'official',
  },
  {
    ...call,
    id: 'peer-to-peer-medicare-advantage',
    lineOfBusiness: ['medicare-advantage'],
    goesTo: 'the clinician of the payer, by telephone',
    basis: 'no federal window; each plan has its own, and some take no call after an appeal',
    source:
      'https://www-uat2.regence.com/provider/library/forms/medical-peer-to-peer-review-request (one payer; verify)',
    mark: 'general-knowledge',
  },
  {
    ...call,
    id: 'peer-to-peer-general',
    lineOfBusiness: ['medicaid', ...withAppealRights],
    closedBy: ['appeal', 'second-appeal', 'external-review'],
    goesTo: 'the clinician of the payer, by telephone',
    basis: 'no federal window; plans that tell theirs take no call once an appeal was filed',
    source:
      'https://ump.regence.com/provider/library/forms/pharmacy-peer-to-peer-review-request (one payer; verify)',
    mark: 'general-knowledge',
  },
  {
    ...appeal,
    id: 'appeal-medicare-advantage-drug',
    benefit: 'drug',
    lineOfBusiness: ['medicare-advantage'],
    window: { calendarDays: 65 },
    decides: { calendarDays: 7 },
    goesTo: 'the plan, for reconsideration',
    basis: '42 CFR 422.582 and 422.590: 60 days and 5 for the mail',
    source:
      'https://bluepeakadvisors.com/part-b-drug-timeliness-monitoring-and-management/ (verify)',
    mark: 'secondary',
  },
  {
    ...appeal,
    id: 'appeal-medicare-advantage-service',
    benefit: 'service',
    lineOfBusiness: ['medicare-advantage'],
    window: { calendarDays: 65 },
    goesTo: 'the plan, for reconsideration',
    basis: '60 days and 5 for the mail; 30 days or 72 hours to decide',
    source: 'general knowledge; verify',
    mark: 'general-knowledge',
  },
  {
    ...hearing,
    id: 'external-medicare-advantage',
    lineOfBusiness: ['medicare-advantage'],
    takenBy: 'payer',
    decides: { calendarDays: 7 },
    expedited: { criterion: seriousJeopardy, decides: { hours: 72 } },
    goesTo: 'the independent reviewer; the plan sends an upheld appeal on by itself',
    basis: 'the plan sends it on by itself; how long the reviewer takes is general knowledge',
    source:
      'https://www.priorityhealth.com/provider/manual/news/authorizations/2-2-2026-p2p-update-medicare-inpatient-acute-auths',
    mark: 'general-knowledge',
  },
  {
    ...appeal,
    id: 'appeal-traditional-medicare',
    lineOfBusiness: ['traditional-medicare'],
    window: { calendarDays: 120 },
    decides: { calendarDays: 60 },
    // Of a claim: the care was given, and nothing of it is urgent any more.
    expedited: undefined,
    goesTo: 'the Medicare contractor, for redetermination of the claim',
    basis: '42 CFR 405.942 and 405.950; a request that was not affirmed is sent anew instead',
    source: 'general knowledge; verify',
    mark: 'general-knowledge',
  },
  {
    ...hearing,
    id: 'external-traditional-medicare',
    lineOfBusiness: ['traditional-medicare'],
    window: { calendarDays: 180 },
    decides: { calendarDays: 60 },
    expedited: undefined,
    goesTo: 'the qualified independent contractor, for reconsideration of the claim',
    basis: '42 CFR 405.962 and 405.970: of a redetermination',
    source: 'general knowledge; verify',
    mark: 'general-knowledge',
  },
  {
    ...appeal,
    id: 'appeal-medicaid',
    lineOfBusiness: ['medicaid'],
    window: { calendarDays: 60 },
    goesTo: 'the plan; care that goes on stays paid if that is asked for, mostly within 10 days',
    basis: '42 CFR 438.402 and 438.408; some states have other times',
    source: 'general knowledge; verify by state',
    mark: 'general-knowledge',
  },
  {
    ...hearing,
    id: 'fair-hearing-medicaid',
    lineOfBusiness: ['medicaid'],
    window: { calendarDays: 120 },
    goesTo: 'the fair hearing of the state',
    basis: '42 CFR 438.408(f); some states have other times',
    source: 'general knowledge; verify by state',
    mark: 'general-knowledge',
  },
  {
    ...appeal,
    id: 'appeal-insured',
    lineOfBusiness: [...insured],
    window: { calendarDays: 180 },
    goesTo: 'the plan, to its department of appeals',
    basis: '180 days to file; 30 days before the service, 72 hours where it is urgent',
    source: healthcareGov,
    mark: 'official',
  },
  {
    ...appeal,
    id: 'appeal-self-funded',
    lineOfBusiness: ['self-funded'],
    window: { calendarDays: 180 },
    goesTo: 'the administrator of the plan',
    basis: '29 CFR 2560.503-1(h) and (i); a plan of two levels takes 15 days for each',
    source: 'general knowledge; verify',
    mark: 'general-knowledge',
  },
  {
    ...review,
    id: 'external-insured',
    lineOfBusiness: [...insured],
    goesTo: 'the independent reviewer of the state or of the federal process',
    basis: '45 CFR 147.136(d): 4 months by federal rule; the notice says whether it is 60 days',
    source: 'https://claimgotdenied.com/external-review (verify)',
    mark: 'secondary',
  },
  {
    ...review,
    id: 'external-self-funded',
    lineOfBusiness: ['self-funded'],
    goesTo: 'the independent review organization that the plan names',
    basis: '4 months by federal rule',
    source: 'general knowledge; verify',
    mark: 'general-knowledge',
  },
];

// Not parsed: a schema that runs as a function starts makes it start later. A test parses them.
export const denialRungs: readonly DenialRungRow[] = written.map(({ expedited, ...row }) => ({
  ...{ offered: true, after: [], closedBy: [] },
  ...row,
  ...(expedited ? { expedited: { atOnce: false, ...expedited } } : {}),
}));
