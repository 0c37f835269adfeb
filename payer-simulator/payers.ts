/** The payers that answer here, as the examples of the payer directory know them. */
export type SimulatedPayer = { payerId: string; name: string; ediId: string; plan: string };

export const simulatedPayers: readonly SimulatedPayer[] = [
  { payerId: 'acme-health', name: 'ACME HEALTH', ediId: 'ACME1', plan: 'ACME CHOICE PPO' },
  {
    payerId: 'meridian-plan',
    name: 'MERIDIAN PLAN',
    ediId: 'MERID1',
    plan: 'MERIDIAN ADVANTAGE HMO',
  },
  {
    payerId: 'valley-advantage',
    name: 'VALLEY ADVANTAGE',
    ediId: 'VALLEY1',
    plan: 'VALLEY COMMUNITY PLAN',
  },
  {
    payerId: 'summit-trust',
    name: 'SUMMIT TRUST',
    ediId: 'SUMMIT1',
    plan: 'SUMMIT EMPLOYEE PLAN',
  },
  {
    payerId: 'juniper-exchange',
    name: 'JUNIPER EXCHANGE',
    ediId: 'JUNIPER1',
    plan: 'JUNIPER SILVER EPO',
  },
  // A utilization manager takes its requests, over its own portal and fax.
  {
    payerId: 'tamarack-benefit',
    name: 'TAMARACK BENEFIT',
    ediId: 'TAMARACK1',
    plan: 'TAMARACK OPEN ACCESS',
  },
  // Traditional Medicare: drugs are not asked about before.
  { payerId: 'part-b-north', name: 'PART B NORTH', ediId: 'PARTBN1', plan: 'MEDICARE PART B' },
  // It takes requests as a 278 over the clearinghouse, and by fax.
  {
    payerId: 'harbor-mutual',
    name: 'HARBOR MUTUAL',
    ediId: 'HARBOR1',
    plan: 'HARBOR CHOICE PPO',
  },
  // Its coverage is asked over the clearinghouse; what is authorized, by fax and telephone.
  { payerId: 'cedar-fund', name: 'CEDAR FUND', ediId: 'CEDAR1', plan: 'CEDAR MEMBERS PLAN' },
];
