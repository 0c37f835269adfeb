import type { Authorization } from '../../functions/authorization/authorization.ts';
import { draftAuthorization } from '../../functions/authorization/draft-authorization.ts';
import { payerGateway } from '../../functions/authorization/payer-gateway.ts';
import { authorizationStore } from '../../functions/authorization/store.ts';
import { submitAuthorization } from '../../functions/authorization/submit-authorization.ts';
import type { Site } from '../../functions/network/network.ts';
import { postToPayer } from '../../functions/payer/wire-gateway.ts';
import type { SentDocument } from '../../functions/platform/document-gateway.ts';
import { authorizationId } from '../../functions/platform/ids.ts';
import { chain } from '../../functions/platform/record.ts';
import type { Table } from '../../functions/platform/table.ts';
import type { Referral, Submission } from '../../functions/referral/referral.ts';
import { anAuthorization, aSite, storeReferral, submissionFor } from './authorizations.ts';
import { examplePayer, type openPayers } from './payer-simulator.ts';

/** A placed referral whose member is answered as the scenario says, and its first round. */
export const placed = async (
  table: Table,
  {
    scenario = 'APPROVE',
    payer = examplePayer(),
    site = aSite() as Site,
    referral = {} as Partial<Referral>,
    told = {} as Partial<Submission>,
  } = {},
) => {
  const submission = { ...submissionFor(scenario, payer.payerId), ...told };
  const { referralId } = await storeReferral(table, { submission, payer, site }, referral);
  const id = authorizationId(referralId, 1);
  const store = authorizationStore(table);
  const change = (different: Partial<Referral>) =>
    storeReferral(table, { submission, payer, site }, { ...referral, referralId, ...different });
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
    /** Stores this authorization as the referral's first. */
    authorize: async (different: Partial<Authorization> = {}) => {
      const authorization = anAuthorization({ referralId, authorizationId: id, ...different });
      await store.put(authorization, {
        operation: `given:${authorization.authorizationId}`,
        at: '2026-11-20T16:00:00.000Z',
        event: 'authorization.drafted',
        actor: { kind: 'system', id: 'test' },
      });
      return authorization;
    },
    /** The referral as it stands after something else happened to it. */
    change,
    close: () => change({ status: 'closed', closeReason: 'withdrawn' }),
    events: async () => (await chain(table, referralId)).map(({ event }) => event),
  };
};

export type Placed = Awaited<ReturnType<typeof placed>>;

/** When the steps of the tests run. */
export const now = () => new Date('2026-11-20T16:00:00Z');

/** A drafted request to the simulated payers, which answer as the scenario says. */
export const draftedFor = async (
  table: Table,
  payers: Awaited<ReturnType<typeof openPayers>>,
  scenario: string,
  { site = aSite(), payerId }: { site?: Site; payerId?: string | undefined } = {},
) => {
  const one = await placed(table, { scenario, site, payer: payers.payer(payerId) });
  const documents: SentDocument[] = [];
  const draft = (turn = 0) =>
    draftAuthorization({ store: one.store, now })(one.input('draft', turn));
  await draft();
  return {
    ...one,
    /** What the practice has supplied. */
    documents,
    draft,
    submit: (turn = 0, from = one.store) =>
      submitAuthorization({
        store: from,
        payer: payerGateway(postToPayer),
        documents: { read: async () => documents },
        now,
      })(one.input('submit', turn)),
    /** The requests as the payers have them. */
    received: async () =>
      (await payers.log()).submissions.filter(({ identifier }) => identifier.startsWith(one.id)),
  };
};
