/**
 * How the simulated payers answer, chosen by the last word of the member id: `EX1001-PENDINFO`.
 * Without such a word everything is approved.
 */
export type PayerVerdict =
  | 'approve'
  | 'change'
  | 'partial'
  | 'deny'
  | 'deny-site'
  | 'deny-in-words'
  | 'cancel'
  | 'cancel-drug'
  | 'unknown'
  | 'other-product'
  | 'fewer-days'
  | 'more-units'
  | 'add-line'
  | 'contact'
  | 'not-required'
  | 'pend'
  | 'pend-for-information'
  | 'pend-for-three'
  | 'pend-by-task'
  | 'pend-by-contained'
  | 'pend-by-note'
  | 'pend-by-form'
  | 'pend-by-questionnaire'
  | 'reject'
  | 'reject-stop'
  | 'reject-wait'
  | 'refuse'
  | 'refuse-fine'
  | 'empty'
  | 'garbage';

/** What is done to an answer so that it contradicts itself or lacks something: twists.ts. */
export type Twist =
  | 'entered-in-error'
  | 'predetermination'
  | 'with-error'
  | 'header-only'
  | 'no-number'
  | 'two-numbers'
  | 'missing-line'
  | 'other-patient'
  | 'denied-elsewhere'
  | 'with-condition'
  | 'bare';

/** A decision that is told later, by the hours of the service's clock since the request. */
type LaterDecision = {
  verdict: PayerVerdict;
  /** When it is made; the answer bears this time. */
  afterHours: number;
  /** When it is told, where that is later. */
  toldAfterHours?: number;
  deliveries?: number;
};

export type Scenario = {
  /** `ending`: the plan is told to end ten days after it is asked about, each time. */
  eligibility:
    | 'active'
    | 'ending'
    | 'inactive'
    | 'not-found'
    | 'later'
    | 'advantage'
    | 'part-a'
    | 'other-payer'
    | 'lock-in'
    | 'two-plans'
    | 'old-and-new'
    | 'corrected';
  first: PayerVerdict;
  /** The verdict once asked-for information came, or on a second request. */
  afterwards?: PayerVerdict;
  /** The decisions that notifications bring, numbered in this order. */
  decides?: readonly LaterDecision[];
  twist?: Twist;
  /** Its decisions are told by no more than the name of the answer (PAS 2.0.1, id-only). */
  tellsNameOnly?: boolean;
  /**
   * How `$inquire` is answered: with what was decided (left out), twice with two decisions, with
   * nothing, with an error, or not at all. `bare`: as 2.0.1 does, without Parameters.
   */
  inquiry?: 'several' | 'nothing' | 'error' | 'unanswered' | 'bare';
  /** How a 278 is acknowledged in the place of an answer; not over any other channel. */
  acknowledged?: 'rejected' | 'interchange-rejected' | 'accepted';
  /** At which level of a 278 an error (AAA) stands in the place of a decision. */
  errorAt?: '20' | '21' | '22' | 'EV' | 'SS';
  /** How many times the payer first fails. */
  failures?: number;
  slow?: boolean;
};

const active = { eligibility: 'active' } as const;

const named = { ...active, first: 'pend', tellsNameOnly: true } as const;

const scenarios: Readonly<Record<string, Scenario>> = {
  APPROVE: { ...active, first: 'approve' },
  CHANGED: { ...active, first: 'change' },
  PARTIAL: { ...active, first: 'partial' },
  DENY: { ...active, first: 'deny' },
  DENYONCE: { ...active, first: 'deny', afterwards: 'approve' },
  SITEDENY: { ...active, first: 'deny-site' },
  // Denied, and looked at again: a later answer, as after an appeal.
  SITEUPHELD: {
    ...active,
    first: 'deny-site',
    decides: [{ verdict: 'deny-site', afterHours: 20 * 24 }],
  },
  SITEOVERTURNED: {
    ...active,
    first: 'deny-site',
    decides: [{ verdict: 'approve', afterHours: 20 * 24 }],
  },
  CONTACT: { ...active, first: 'contact' },
  NOAUTH: { ...active, first: 'not-required' },
  PENDAPPROVE: { ...active, first: 'pend', decides: [{ verdict: 'approve', afterHours: 20 }] },
  PENDDENY: { ...active, first: 'pend', decides: [{ verdict: 'deny', afterHours: 20 }] },
  PENDTWICE: {
    ...active,
    first: 'pend',
    decides: [{ verdict: 'approve', afterHours: 20, deliveries: 2 }],
  },
  // Told in another order than they were made: the approval came last.
  PENDTURNED: {
    ...active,
    first: 'pend',
    decides: [
      { verdict: 'deny', afterHours: 10, toldAfterHours: 30 },
      { verdict: 'approve', afterHours: 20 },
    ],
  },
  PENDMIND: {
    ...active,
    first: 'pend',
    decides: [
      { verdict: 'deny', afterHours: 10 },
      { verdict: 'approve', afterHours: 20 },
    ],
  },
  // News that come by name alone, and what is said when somebody asks.
  NAMED: { ...named, decides: [{ verdict: 'approve', afterHours: 20 }] },
  NAMEDDENY: { ...named, decides: [{ verdict: 'deny', afterHours: 20 }] },
  NAMEDPENDED: { ...named, decides: [{ verdict: 'pend', afterHours: 20 }] },
  NAMEDBARE: { ...named, decides: [{ verdict: 'approve', afterHours: 20 }], inquiry: 'bare' },
  NAMEDSEVERAL: { ...named, decides: [{ verdict: 'approve', afterHours: 20 }], inquiry: 'several' },
  NAMEDNOTHING: { ...named, decides: [{ verdict: 'approve', afterHours: 20 }], inquiry: 'nothing' },
  NAMEDERROR: { ...named, decides: [{ verdict: 'approve', afterHours: 20 }], inquiry: 'error' },
  NAMEDSILENT: {
    ...named,
    decides: [{ verdict: 'approve', afterHours: 20 }],
    inquiry: 'unanswered',
  },
  TAKEBACK: { ...active, first: 'approve', decides: [{ verdict: 'cancel-drug', afterHours: 48 }] },
  PENDSILENT: { ...active, first: 'pend' },
  PENDINFO: { ...active, first: 'pend-for-information', afterwards: 'approve' },
  PENDTHREE: { ...active, first: 'pend-for-three', afterwards: 'approve' },
  PENDTASK: { ...active, first: 'pend-by-task', afterwards: 'approve' },
  PENDCONTAINED: { ...active, first: 'pend-by-contained', afterwards: 'approve' },
  PENDNOTE: { ...active, first: 'pend-by-note', afterwards: 'approve' },
  PENDFORM: { ...active, first: 'pend-by-form', afterwards: 'approve' },
  PENDQUESTIONS: { ...active, first: 'pend-by-questionnaire', afterwards: 'approve' },
  DENYNOTE: { ...active, first: 'deny-in-words' },
  CANCEL: { ...active, first: 'cancel' },
  CANCELDRUG: { ...active, first: 'cancel-drug' },
  UNKNOWN: { ...active, first: 'unknown' },
  PRODUCT: { ...active, first: 'other-product' },
  SHORTER: { ...active, first: 'fewer-days' },
  MORE: { ...active, first: 'more-units' },
  ADDLINE: { ...active, first: 'add-line' },
  INERROR: { ...active, first: 'approve', twist: 'entered-in-error' },
  ESTIMATE: { ...active, first: 'approve', twist: 'predetermination' },
  BUTERROR: { ...active, first: 'approve', twist: 'with-error' },
  HEADER: { ...active, first: 'approve', twist: 'header-only' },
  NONUMBER: { ...active, first: 'approve', twist: 'no-number' },
  TWONUMBERS: { ...active, first: 'approve', twist: 'two-numbers' },
  MISSINGLINE: { ...active, first: 'approve', twist: 'missing-line' },
  OTHERPATIENT: { ...active, first: 'approve', twist: 'other-patient' },
  DENIEDELSEWHERE: { ...active, first: 'approve', twist: 'denied-elsewhere' },
  CONDITION: { ...active, first: 'approve', twist: 'with-condition' },
  BARE: { ...active, first: 'approve', twist: 'bare' },
  // Over X12 alone: acknowledgements that reject, and errors at each level.
  ACKREJECT: { ...active, first: 'approve', acknowledged: 'rejected' },
  TAREJECT: { ...active, first: 'approve', acknowledged: 'interchange-rejected' },
  ACKONLY: { ...active, first: 'approve', acknowledged: 'accepted' },
  ERRPAYER: { ...active, first: 'approve', errorAt: '20' },
  ERRASKER: { ...active, first: 'approve', errorAt: '21' },
  ERRMEMBER: { ...active, first: 'approve', errorAt: '22' },
  ERREVENT: { ...active, first: 'approve', errorAt: 'EV' },
  ERRLINE: { ...active, first: 'approve', errorAt: 'SS' },
  STOP: { ...active, first: 'reject-stop' },
  WAIT: { ...active, first: 'reject-wait' },
  REFUSEFINE: { ...active, first: 'refuse-fine' },
  EMPTY: { ...active, first: 'empty' },
  REJECT: { ...active, first: 'reject' },
  REFUSE: { ...active, first: 'refuse' },
  SLOW: { ...active, first: 'approve', slow: true },
  FLAKY: { ...active, first: 'approve', failures: 2 },
  GARBAGE: { ...active, first: 'garbage' },
  ENDING: { eligibility: 'ending', first: 'approve' },
  INACTIVE: { eligibility: 'inactive', first: 'deny' },
  NOTFOUND: { eligibility: 'not-found', first: 'deny' },
  ADVANTAGE: { eligibility: 'advantage', first: 'approve' },
  PARTA: { eligibility: 'part-a', first: 'approve' },
  OTHERPAYER: { eligibility: 'other-payer', first: 'approve' },
  LOCKIN: { eligibility: 'lock-in', first: 'approve' },
  TWOPLANS: { eligibility: 'two-plans', first: 'approve' },
  OLDNEW: { eligibility: 'old-and-new', first: 'approve' },
  CORRECTED: { eligibility: 'corrected', first: 'approve' },
  LATER: { eligibility: 'later', first: 'approve' },
};

/** Members who are answered otherwise from some moment on than their id says. */
const answeredAs = new Map<string, string>();

/** Whether the word was understood: from now on the member is answered so. */
export const answerAs = (memberId: string, word: string): boolean => {
  if (!Object.hasOwn(scenarios, word)) return false;
  answeredAs.set(memberId, word);
  return true;
};

export const scenarioName = (memberId: string): string => {
  const word = answeredAs.get(memberId) ?? /-([A-Z]+)$/.exec(memberId)?.[1] ?? '';
  return word in scenarios ? word : 'APPROVE';
};

export const readScenario = (memberId: string): Scenario =>
  scenarios[scenarioName(memberId)] as Scenario;
