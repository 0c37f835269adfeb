import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { draftAuthorization } from '../../functions/authorization/draft-authorization.ts';
import { submissionBundle } from '../../functions/authorization/pas-bundle.ts';
import type { SentDocument } from '../../functions/authorization/pas-resources.ts';
import { payerGateway } from '../../functions/authorization/payer-gateway.ts';
import { authorizationStore } from '../../functions/authorization/store.ts';
import { submitAuthorization } from '../../functions/authorization/submit-authorization.ts';
import { TransientFault } from '../../functions/platform/errors.ts';
import { authorizationId } from '../../functions/platform/ids.ts';
import { chain } from '../../functions/platform/record.ts';
import type { CoverageClaimed } from '../../functions/referral/referral.ts';
import type { Site } from '../../functions/scheduling/network.ts';
import {
  anAuthorization,
  aSite,
  requestFacts,
  storeReferral,
  submissionFor,
} from '../support/authorizations.ts';
import { openDatabase } from '../support/database.ts';
import { openPayers } from '../support/payer-simulator.ts';

let database: Awaited<ReturnType<typeof openDatabase>>;
let payers: Awaited<ReturnType<typeof openPayers>>;
beforeAll(async () => {
  database = await openDatabase();
  payers = await openPayers();
});
afterAll(async () => {
  database.close();
  await payers.close();
});

const now = () => new Date('2026-11-20T16:00:00Z');

/** A referral with this member, and the two steps of its authorization round. */
const given = async (scenario: string, site: Site = aSite(), payerId?: string) => {
  const documents: SentDocument[] = [];
  const payer = payers.payer(payerId);
  const { referralId } = await storeReferral(
    database.table,
    submissionFor(scenario, payer.payerId),
    payer,
    site,
  );
  const id = authorizationId(referralId, 1);
  const store = authorizationStore(database.table);
  const draft = draftAuthorization({ store, now });
  const submit = submitAuthorization({
    store,
    payer: payerGateway({ timeoutMillis: 5_000, maxBytes: 1_000_000 }),
    documents: { read: async () => documents },
    now,
  });
  const step = (run: typeof draft | typeof submit, turn: string) =>
    run({ referralId, operation: `${referralId}:${turn}`, authorizationId: id });
  return {
    referralId,
    documents,
    draft: (turn = '0') => step(draft, `draft:${turn}`),
    submit: (turn = '0') => step(submit, `submit:${turn}`),
    read: async () => {
      const found = await store.get(id);
      if (!found) throw new Error('no authorization');
      return found;
    },
    received: async () =>
      (await payers.log()).submissions.filter(({ identifier }) => identifier.startsWith(id)),
  };
};

const hospital = aSite({
  siteId: 'site_hospital',
  setting: 'hospital-outpatient',
  placeOfService: '22',
});

describe('what the payer answers decides what happens next', () => {
  const table = [
    ['APPROVE', { outcome: 'approved' }, 'approved'],
    ['NOAUTH', { outcome: 'approved' }, 'approved'],
    ['SLOW', { outcome: 'approved' }, 'approved'],
    ['CHANGED', { outcome: 'hold', reason: 'approval-changed' }, 'changed'],
    ['PARTIAL', { outcome: 'hold', reason: 'approval-changed' }, 'changed'],
    ['DENY', { outcome: 'hold', reason: 'denied' }, 'denied'],
    ['PENDAPPROVE', { outcome: 'hold', reason: 'payer-decision' }, 'pended'],
    ['PENDINFO', { outcome: 'hold', reason: 'information-requested' }, 'information-required'],
    ['CONTACT', { outcome: 'hold', reason: 'payer-contact' }, 'contact-payer'],
    ['REJECT', { outcome: 'hold', reason: 'submission-rejected' }, 'rejected'],
    ['REFUSE', { outcome: 'hold', reason: 'submission-rejected' }, 'rejected'],
  ] as const;

  it.each(table)('%s leads on as it should', async (scenario, outcome, status) => {
    const { draft, submit, read } = await given(scenario);
    expect(await draft()).toEqual({ outcome: 'drafted' });
    expect(await submit()).toMatchObject(outcome);
    expect((await read()).status).toBe(status);
  });

  it('a hospital is denied for its place and a center is not', async () => {
    const inHospital = await given('SITEDENY', hospital);
    await inHospital.draft();
    expect(await inHospital.submit()).toMatchObject({ reason: 'denied-site-of-care' });
    const inCenter = await given('SITEDENY');
    await inCenter.draft();
    expect(await inCenter.submit()).toEqual({ outcome: 'approved' });
  });

  it('an approval keeps the payer number, the units and the dates of each line', async () => {
    const { draft, submit, read } = await given('APPROVE');
    await draft();
    await submit();
    const { lines } = await read();
    expect(lines.map(({ code, units, perVisit, state }) => [code, units, perVisit, state])).toEqual(
      [
        ['J1745', 300, 50, 'approved'],
        ['96413', 6, 1, 'approved'],
        ['96415', 6, 1, 'approved'],
      ],
    );
    for (const { decision } of lines)
      expect(decision).toMatchObject({
        number: expect.stringMatching(/^PA/),
        from: '2026-12-01',
        reasons: [],
      });
  });

  it('a pended request is due when the first of its clocks runs out', async () => {
    const { draft, submit } = await given('PENDAPPROVE', aSite(), 'meridian-plan');
    await draft();
    // Part B drugs of Medicare Advantage: 72 hours; the service line has 7 days.
    expect(await submit()).toEqual({
      outcome: 'hold',
      reason: 'payer-decision',
      dueAt: '2026-11-23T16:00:00Z',
    });
  });
});

describe('a request counts once', () => {
  it('when the step runs again after it was recorded', async () => {
    const { draft, submit, received, referralId } = await given('APPROVE');
    await draft();
    await submit();
    expect(await submit()).toEqual({ outcome: 'approved' });
    expect(await received()).toMatchObject([{ received: 1 }]);
    const events = (await chain(database.table, referralId)).map(({ event }) => event);
    expect(events).toEqual(['authorization.drafted', 'authorization.decided']);
  });

  it('when the step crashed between sending and recording', async () => {
    const one = await given('PENDAPPROVE');
    await one.draft();
    const before = await one.read();
    const lost = submitAuthorization({
      store: {
        ...authorizationStore(database.table),
        put: async () => {
          throw new TransientFault('crash');
        },
      },
      payer: payerGateway(),
      documents: { read: async () => [] },
      now,
    });
    await expect(
      lost({
        referralId: one.referralId,
        operation: `${one.referralId}:submit:0`,
        authorizationId: before.authorizationId,
      }),
    ).rejects.toThrow('crash');
    await one.submit();
    expect(await one.received()).toMatchObject([
      { identifier: `${before.authorizationId}-1`, received: 2 },
    ]);
  });

  it('when a payer that fails twice takes it the third time', async () => {
    const { draft, submit, received } = await given('FLAKY');
    await draft();
    await expect(submit()).rejects.toThrow(TransientFault);
    await expect(submit()).rejects.toThrow(TransientFault);
    expect(await submit()).toEqual({ outcome: 'approved' });
    expect(await received()).toMatchObject([{ received: 1 }]);
  });

  it('and an unreadable answer is a fault, not a decision', async () => {
    const { draft, submit, read } = await given('GARBAGE');
    await draft();
    await expect(submit()).rejects.toThrow(TransientFault);
    expect((await read()).status).toBe('drafted');
  });

  it('and it is sent again under the same name when a person asks for that while it is pended', async () => {
    const { draft, submit, received } = await given('PENDAPPROVE');
    await draft();
    await submit('0');
    expect(await submit('1')).toMatchObject({ reason: 'payer-decision' });
    expect(await received()).toMatchObject([{ received: 2 }]);
  });
});

describe('a further request', () => {
  it('carries what the payer asked for as an update of the first', async () => {
    const { draft, submit, documents, read, received } = await given('PENDINFO');
    await draft();
    await submit('0');
    expect((await read()).informationDueAt).toBeDefined();
    documents.push({
      title: 'Office note',
      type: '11506-3',
      contentType: 'text/plain',
      data: Buffer.from('An invented note.').toString('base64'),
    });
    expect(await submit('1')).toEqual({ outcome: 'approved' });
    expect(await received()).toHaveLength(2);
    expect((await read()).informationDueAt).toBeUndefined();
  });

  it('stays open when nothing was added', async () => {
    const { draft, submit } = await given('PENDINFO');
    await draft();
    await submit('0');
    expect(await submit('1')).toMatchObject({ reason: 'information-requested' });
  });

  it('after a denial is a new draft and a new request', async () => {
    const { draft, submit, read, received } = await given('DENYONCE');
    // The member id is shared by tests of this scenario only.
    await draft('0');
    expect(await submit('0')).toMatchObject({ reason: 'denied' });
    await draft('1');
    expect(await submit('1')).toEqual({ outcome: 'approved' });
    expect(await read()).toMatchObject({ version: 2, sent: { number: 2, version: 2 } });
    expect(await received()).toHaveLength(2);
  });
});

describe('the payers', () => {
  it('know a request again after a crash', async () => {
    const first = await openPayers();
    const payer = first.payer();
    const site = aSite();
    const bundle = submissionBundle({
      authorization: anAuthorization(),
      submission: submissionFor('APPROVE'),
      coverage: submissionFor('APPROVE').coverages[0] as CoverageClaimed,
      payer,
      therapy: requestFacts().therapy,
      site,
      documents: [],
      number: 1,
      at: '2026-11-20T16:00:00Z',
    });
    const said = await payerGateway().submit(payer, bundle);
    await first.stop();
    const second = await openPayers(first.data);
    expect(await payerGateway().submit(second.payer(), bundle)).toEqual(said);
    expect((await second.log()).submissions).toMatchObject([{ received: 2 }]);
    await second.close();
  });
});
