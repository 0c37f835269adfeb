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
  // Its coverage is asked over the clearinghouse; what is authorized, by fax and telephone.
  { payerId: 'cedar-fund', name: 'CEDAR FUND', ediId: 'CEDAR1', plan: 'CEDAR MEMBERS PLAN' },
];
