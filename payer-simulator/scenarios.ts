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
  | 'contact'
  | 'not-required'
  | 'pend'
  | 'pend-for-information'
  | 'reject'
  | 'refuse'
  | 'garbage';

export type Scenario = {
  /** `ending`: the plan is told to end ten days after it is asked about, each time. */
  eligibility: 'active' | 'ending' | 'inactive' | 'not-found' | 'later';
  first: PayerVerdict;
  /** The verdict once asked-for information came, or on a second request. */
  afterwards?: PayerVerdict;
  /** The decision that a notification brings, and after how many hours of the service's clock. */
  decides?: { verdict: PayerVerdict; afterHours: number; deliveries?: number };
  /** How many times the payer first fails. */
  failures?: number;
  slow?: boolean;
};

const active = { eligibility: 'active' } as const;

const scenarios: Readonly<Record<string, Scenario>> = {
  APPROVE: { ...active, first: 'approve' },
  CHANGED: { ...active, first: 'change' },
  PARTIAL: { ...active, first: 'partial' },
  DENY: { ...active, first: 'deny' },
  DENYONCE: { ...active, first: 'deny', afterwards: 'approve' },
  SITEDENY: { ...active, first: 'deny-site' },
  CONTACT: { ...active, first: 'contact' },
  NOAUTH: { ...active, first: 'not-required' },
  PENDAPPROVE: { ...active, first: 'pend', decides: { verdict: 'approve', afterHours: 20 } },
  PENDDENY: { ...active, first: 'pend', decides: { verdict: 'deny', afterHours: 20 } },
  PENDTWICE: {
    ...active,
    first: 'pend',
    decides: { verdict: 'approve', afterHours: 20, deliveries: 2 },
  },
  PENDSILENT: { ...active, first: 'pend' },
  PENDINFO: { ...active, first: 'pend-for-information', afterwards: 'approve' },
  REJECT: { ...active, first: 'reject' },
  REFUSE: { ...active, first: 'refuse' },
  SLOW: { ...active, first: 'approve', slow: true },
  FLAKY: { ...active, first: 'approve', failures: 2 },
  GARBAGE: { ...active, first: 'garbage' },
  ENDING: { eligibility: 'ending', first: 'approve' },
  INACTIVE: { eligibility: 'inactive', first: 'deny' },
  NOTFOUND: { eligibility: 'not-found', first: 'deny' },
  LATER: { eligibility: 'later', first: 'approve' },
};

export const scenarioName = (memberId: string): string => {
  const word = /-([A-Z]+)$/.exec(memberId)?.[1] ?? '';
  return word in scenarios ? word : 'APPROVE';
};

export const readScenario = (memberId: string): Scenario =>
  scenarios[scenarioName(memberId)] as Scenario;
