import { authorizationStore } from '../../functions/authorization/store.ts';
import { authorizationId } from '../../functions/platform/ids.ts';
import { chain } from '../../functions/platform/record.ts';
import type { Table } from '../../functions/platform/table.ts';
import type { Referral } from '../../functions/referral/referral.ts';
import type { Site } from '../../functions/scheduling/network.ts';
import { aSite, storeReferral, submissionFor } from './authorizations.ts';
import { examplePayer } from './payer-simulator.ts';

/** A placed referral whose member is answered as the scenario says, and its first round. */
export const placed = async (
  table: Table,
  {
    scenario = 'APPROVE',
    payer = examplePayer(),
    site = aSite() as Site,
    referral = {} as Partial<Referral>,
  } = {},
) => {
  const submission = submissionFor(scenario, payer.payerId);
  const { referralId } = await storeReferral(table, submission, payer, site, referral);
  const id = authorizationId(referralId, 1);
  const store = authorizationStore(table);
  const change = (different: Partial<Referral>) =>
    storeReferral(table, submission, payer, site, { ...referral, referralId, ...different });
  return {
    referralId,
    id,
    store,
    /** What a step of the round is told in this turn. */
    input: (step: string, turn: number) => ({
      referralId,
      authorizationId: id,
      operation: `${referralId}:${step}:${turn}`,
    }),
    read: () => store.get(id),
    /** The referral as it stands after something else happened to it. */
    change,
    close: () => change({ status: 'closed', closeReason: 'withdrawn' }),
    events: async () => (await chain(table, referralId)).map(({ event }) => event),
  };
};

export type Placed = Awaited<ReturnType<typeof placed>>;
