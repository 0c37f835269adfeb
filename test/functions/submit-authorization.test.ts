import { afterAll, describe, expect, it } from 'vitest';
import { payerGateway } from '../../functions/authorization/payer-gateway.ts';
import {
  handler,
  submitAuthorization,
} from '../../functions/authorization/submit-authorization.ts';
import { postToPayer } from '../../functions/payer/wire-gateway.ts';
import { byStep } from '../../functions/platform/audit.ts';
import { draftedFor, now, placed } from '../support/authorization-steps.ts';
import { aSite } from '../support/authorizations.ts';
import { openDatabase } from '../support/database.ts';
import { openPayers } from '../support/payer-simulator.ts';
import { aName, endHold, faultOf, notAnId, overtaken, twice } from '../support/steps.ts';

const { table, close } = await openDatabase();
const payers = await openPayers();
afterAll(async () => {
  await close();
  await payers.close();
});
const hospital = aSite({
  siteId: 'site_hospital',
  setting: 'hospital-outpatient',
  placeOfService: '22',
});
/** How the request stands at each of these waits. */
const statuses: Readonly<Record<string, string>> = {
  'payer-decision': 'pended',
  denied: 'denied',
  'approval-changed': 'changed',
  'submission-rejected': 'rejected',
  'payer-contact': 'contact-payer',
};
const drafted = (scenario: string, site = aSite(), payerId?: string) =>
  draftedFor(table, payers, scenario, { site, payerId });

describe('submitting an authorization', () => {
  it('is approved when the payer grants every line', async () => {
    const { referralId, submit, read, received } = await drafted('APPROVE');
    expect(await twice(table, referralId, submit)).toEqual({ outcome: 'approved' });
    expect(await read()).toMatchObject({ status: 'approved', sent: { number: 1 } });
    expect(await received()).toMatchObject([{ received: 1 }]);
  });

  it.each([
    ['needs no authorization', 'NOAUTH'],
    ['is slow', 'SLOW'],
    ['denies the place elsewhere, and not this one', 'SITEDENY'],
  ])('is approved as well when the payer %s', async (_says, scenario) => {
    const { submit, read } = await drafted(scenario);
    expect(await submit()).toEqual({ outcome: 'approved' });
    expect(await read()).toMatchObject({ status: 'approved' });
  });

  it('keeps the payer number, the units and the days of each line that is approved', async () => {
    const { submit, read } = await drafted('APPROVE');
    await submit();
    const lines = [
      { code: 'J1745', units: 300, perVisit: 50 },
      { code: '96413', units: 6, perVisit: 1 },
      { code: '96415', units: 6, perVisit: 1 },
    ];
    const decision = { number: expect.stringMatching(/^PA/), from: '2026-12-01', reasons: [] };
    expect(await read()).toMatchObject({
      lines: lines.map((line) => ({ ...line, state: 'approved', decision })),
    });
  });

  it.each([
    // 15 days: 29 CFR 2560.503-1, a claim before the service.
    ['the payer decides later', 'PENDAPPROVE', 'payer-decision', '2026-12-05T16:00:00Z'],
    // Business days: Saturday and Sunday do not count.
    ['it denies', 'DENY', 'denied', '2026-11-24T16:00:00Z'],
    ['it grants something else', 'CHANGED', 'approval-changed', '2026-11-23T16:00:00Z'],
    ['it grants a part', 'PARTIAL', 'approval-changed', '2026-11-23T16:00:00Z'],
    ['it cannot read the request', 'REJECT', 'submission-rejected', '2026-11-20T18:00:00Z'],
    ['it will not process it', 'REFUSE', 'submission-rejected', '2026-11-20T18:00:00Z'],
    ['it answers about somebody else', 'OTHERPATIENT', 'payer-contact', '2026-11-23T16:00:00Z'],
    ['it wants to be called', 'CONTACT', 'payer-contact', '2026-11-23T16:00:00Z'],
  ])('waits when %s', async (_says, scenario, reason, dueAt) => {
    const { referralId, submit, read } = await drafted(scenario);
    expect(await twice(table, referralId, submit)).toEqual({ outcome: 'hold', reason, dueAt });
    expect((await read())?.status).toBe(statuses[reason]);
  });

  it('waits for what the payer asks, until the time that the payer gives', async () => {
    const { referralId, submit, read } = await drafted('PENDINFO');
    const answer = await twice(table, referralId, submit);
    const { informationDueAt: dueAt } = (await read()) ?? {};
    expect(dueAt).toBeDefined();
    expect(answer).toEqual({ outcome: 'hold', reason: 'information-requested', dueAt });
  });

  it('waits for another site when the payer denies the place and not the drug', async () => {
    const { referralId, submit } = await drafted('SITEDENY', hospital);
    expect(await twice(table, referralId, submit)).toEqual({
      outcome: 'hold',
      reason: 'denied-site-of-care',
      dueAt: '2026-11-23T16:00:00Z',
    });
  });

  it('waits for the first of several clocks', async () => {
    const { submit } = await drafted('PENDAPPROVE', aSite(), 'meridian-plan');
    // Part B drugs of Medicare Advantage: 72 hours; the service lines have 7 days.
    expect(await submit()).toMatchObject({ dueAt: '2026-11-23T16:00:00Z' });
  });

  it('is approved without asking again once a person recorded the approval', async () => {
    const { referralId, submit, read, received } = await drafted('PENDAPPROVE');
    await submit(0);
    const resume = await endHold(
      table,
      referralId,
      {
        reason: 'payer-decision',
        action: 'record-approval',
        authorizationNumber: 'TEL-7',
        expiresOn: '2027-06-30',
      },
      { scope: 'a1.' },
    );
    expect(resume).toBe('Authorized');
    expect(await submit(1)).toEqual({ outcome: 'approved' });
    const decision = { number: 'TEL-7', through: '2027-06-30' };
    expect(await read()).toMatchObject({ lines: [{ decision }, { decision }, { decision }] });
    expect(await received()).toMatchObject([{ received: 1 }]);
  });

  it('leaves a closed referral alone', async () => {
    const { submit, close: closeReferral, received } = await drafted('APPROVE');
    await closeReferral();
    expect(await submit()).toEqual({ outcome: 'closed' });
    expect(await received()).toEqual([]);
  });

  it('believes a decision that was written while the request was under way', async () => {
    const one = await drafted('DENY');
    const late = overtaken(one.store, 'file', async () => {
      const before = await one.read();
      if (!before) throw new Error('nothing was drafted');
      const told = { at: now().toISOString(), event: 'authorization.notified' };
      await one.store.put(
        { ...before, status: 'approved', rev: before.rev + 1 },
        { ...told, operation: 'notified', actor: byStep('receive-payer-notification') },
      );
    });
    await expect(one.submit(0, late)).rejects.toMatchObject({ name: 'TransientFault' });
    expect(await one.submit(0, late)).toEqual({ outcome: 'approved' });
    expect(await one.events()).toEqual(['authorization.drafted', 'authorization.notified']);
  });

  describe('that is to be drafted first', () => {
    const from = async (scenario: string) => {
      const one = await placed(table, { scenario, payer: payers.payer(undefined) });
      const submit = (turn = 0) =>
        submitAuthorization({
          store: one.store,
          payer: payerGateway(postToPayer),
          documents: { read: async () => [] },
          now,
        })({ ...one.input('submit', turn), draft: true });
      return { ...one, submit };
    };

    it('is written down before it goes out, once', async () => {
      const { referralId, submit, events, read } = await from('APPROVE');
      expect(await twice(table, referralId, submit)).toEqual({ outcome: 'approved' });
      expect(await events()).toEqual(['authorization.drafted', 'authorization.decided']);
      expect(await read()).toMatchObject({ version: 1, sent: { number: 1, version: 1 } });
    });

    it('answers a retry with the denial on record, and drafts nothing more', async () => {
      const { submit, read } = await from('DENY');
      const denied = await submit(0);
      expect(denied).toMatchObject({ outcome: 'hold', reason: 'denied' });
      expect(await submit(0)).toEqual(denied);
      expect(await read()).toMatchObject({ status: 'denied', version: 1 });
    });

    it('goes out anew in a later turn, as the next version', async () => {
      const { submit, read } = await from('DENY');
      await submit(0);
      await submit(1);
      expect(await read()).toMatchObject({ version: 2, sent: { number: 2, version: 2 } });
    });

    it('is neither drafted nor sent for a closed referral', async () => {
      const { submit, close: end, read } = await from('APPROVE');
      await end();
      expect(await submit()).toEqual({ outcome: 'closed' });
      expect(await read()).toBeUndefined();
    });
  });

  it('needs a person when nothing was drafted', async () => {
    const { store, input } = await placed(table);
    const submit = submitAuthorization({
      store,
      payer: payerGateway(postToPayer),
      documents: { read: async () => [] },
      now,
    });
    await expect(submit(input('submit', 0))).rejects.toMatchObject({
      name: 'PermanentFault',
      message: 'authorization-missing',
    });
  });
});

it('takes referral and authorization by their ids and repeats nothing else', async () => {
  const { input } = await placed(table);
  const whole = input('submit', 0);
  expect(await faultOf(handler, { ...whole, referralId: aName })).toEqual(notAnId('referralId'));
  expect(await faultOf(handler, { ...whole, authorizationId: aName })).toEqual(
    notAnId('authorizationId'),
  );
});
