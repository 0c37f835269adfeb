import { afterAll, describe, expect, it } from 'vitest';
import { withDenial } from '../../functions/authorization/denial-rules.ts';
import { denialView } from '../../functions/authorization/denial-view.ts';
import { determineAuthorizationNeed } from '../../functions/authorization/determine-authorization-need.ts';
import { draftAuthorization } from '../../functions/authorization/draft-authorization.ts';
import { authorizationStore } from '../../functions/authorization/store.ts';
import { takeRungs } from '../../functions/authorization/take-rung.ts';
import { byStep } from '../../functions/platform/audit.ts';
import { authorizationId } from '../../functions/platform/ids.ts';
import { referralStore } from '../../functions/referral/store.ts';
import { type Placed, placed } from '../support/authorization-steps.ts';
import { anAuthorization } from '../support/authorizations.ts';
import { openDatabase } from '../support/database.ts';
import { examplePayer } from '../support/payer-simulator.ts';
import { clockFrom, endHold, overtaken, twice } from '../support/steps.ts';

const { table, close } = await openDatabase();
afterAll(close);

const draftOf = ({ store, input }: Placed) => {
  const now = clockFrom('2026-11-20T16:00:00Z');
  return async (turn = 0, from = store) => {
    const { referral } = await draftAuthorization({ store: from, now })(input('draft', turn));
    return { outcome: referral.status === 'closed' ? 'closed' : 'drafted' };
  };
};

/** The payer's answer to the draft, as another change that comes in. */
const answered = async ({ store, read }: Placed, status: 'denied' | 'approved') => {
  const before = await read();
  if (!before) throw new Error('nothing was drafted');
  return store.put(
    { ...before, status, rev: before.rev + 1 },
    {
      operation: `answered:${status}:${before.authorizationId}`,
      at: '2026-11-20T18:00:00Z',
      event: 'authorization.decided',
      actor: byStep('submit-authorization'),
    },
  );
};

describe('drafting an authorization', () => {
  it('writes down once what the payer is asked for, line by line', async () => {
    const one = await placed(table);
    expect(await twice(table, one.referralId, draftOf(one))).toEqual({ outcome: 'drafted' });
    expect(await one.read()).toMatchObject({
      status: 'drafted',
      version: 1,
      rev: 1,
      placeOfService: '11',
      lines: [
        { code: 'J1745', units: 300, visits: 6, clock: { rule: 'preservice-standard' } },
        { code: '96413', units: 6 },
        { code: '96415', units: 6 },
      ],
    });
  });

  it('follows what was recorded of the referral without changing an item of it', async () => {
    const one = await placed(table);
    await draftOf(one)();
    await one.change({ urgency: 'urgent' });
    await determineAuthorizationNeed({ store: one.store, now: clockFrom('2026-11-20T17:00:00Z') })({
      ...one.input('need', 1),
      round: 0,
    });
    expect(await draftOf(one)(1)).toEqual({ outcome: 'drafted' });
    expect(await one.read()).toMatchObject({ version: 2 });
  });

  it('stays as it is while nothing else is to be asked for', async () => {
    const one = await placed(table);
    await draftOf(one)(0);
    expect(await draftOf(one)(1)).toEqual({ outcome: 'drafted' });
    expect(await one.read()).toMatchObject({ version: 1, rev: 1 });
    expect(await one.events()).toEqual(['authorization.drafted']);
  });

  it('asks for an urgent order on the urgent clock', async () => {
    const one = await placed(table, { referral: { urgency: 'urgent' } });
    await draftOf(one)();
    expect(await one.read()).toMatchObject({
      urgency: 'expedited',
      lines: [{ clock: { rule: 'preservice-urgent' } }, {}, {}],
    });
  });

  it('makes a new version when a coordinator asks for a corrected request after a denial', async () => {
    const one = await placed(table);
    const draft = draftOf(one);
    await draft(0);
    await answered(one, 'denied');
    const resume = await endHold(
      table,
      one.referralId,
      { reason: 'denied', action: 'resubmit' },
      { scope: 'a1.' },
    );
    expect(resume).toBe('Draft authorization');
    expect(await twice(table, one.referralId, () => draft(1))).toEqual({ outcome: 'drafted' });
    expect(await one.read()).toMatchObject({ status: 'drafted', version: 2, rev: 4 });
  });

  it('does not touch what the payer approved meanwhile', async () => {
    const one = await placed(table);
    const draft = draftOf(one);
    await draft(0);
    await answered(one, 'approved');
    expect(await draft(1)).toEqual({ outcome: 'drafted' });
    expect(await one.read()).toMatchObject({ status: 'approved', version: 1 });
  });

  it('is tried again when an answer was written at the same moment, and keeps that answer', async () => {
    const one = await placed(table);
    const draft = draftOf(one);
    await draft(0);
    await one.change({ urgency: 'urgent' });
    const late = overtaken(authorizationStore(table), 'file', () => answered(one, 'approved'));
    await expect(draft(1, late)).rejects.toMatchObject({ name: 'TransientFault' });
    expect(await draft(1, late)).toEqual({ outcome: 'drafted' });
    expect(await one.read()).toMatchObject({ status: 'approved' });
  });

  it('gives up what another payer denied: no right against that is open any more', async () => {
    const one = await placed(table);
    const other = { ...examplePayer(), payerId: 'other-payer' };
    const pended = anAuthorization({ status: 'pended', payerId: other.payerId });
    const lines = pended.lines.map((line) => ({ ...line, state: 'denied' as const }));
    const denied = withDenial(
      pended,
      { ...pended, status: 'denied', lines },
      { at: '2026-11-20T15:00:00Z' },
      other,
    );
    const appeal = { action: 'appeal', facts: { forfeits: ['peer-to-peer'] } };
    const { status, denial } = takeRungs(denied, { ...appeal, at: '2026-11-20T15:30:00Z' }, other);
    await one.authorize({ payerId: other.payerId, status, lines, ...(denial ? { denial } : {}) });
    await draftAuthorization({ store: one.store, now: clockFrom('2026-11-20T16:00:00Z') })({
      ...one.input('draft', 1),
      authorizationId: authorizationId(one.referralId, 2),
    });
    const left = await one.read();
    if (!left) throw new Error('it is gone');
    expect(left).toMatchObject({ status: 'withdrawn', denial: { alerts: [] } });
    const view = denialView(left, { payer: other }, new Date('2026-11-20T17:00:00Z'), () => true);
    expect(view?.ended?.outcome).toBe('given-up');
    expect(view?.rungs).toMatchObject([
      { rung: 'appeal', state: 'over', taken: { outcome: 'given-up' } },
    ]);
  });

  it('leaves a referral alone that is closed, or closes while it drafts', async () => {
    const one = await placed(table);
    const draft = draftOf(one);
    const withdraw = async () => {
      const { referral } = await one.store.file(one.referralId);
      await referralStore(table).close({ referral, holds: [] }, 'withdrawn', {
        operation: 'test:withdraw',
        by: byStep('test'),
        at: '2026-11-20T16:00:00Z',
      });
    };
    const late = overtaken(one.store, 'payer', withdraw);
    await expect(draft(0, late)).rejects.toMatchObject({ name: 'TransientFault' });
    expect(await draft(0, late)).toEqual({ outcome: 'closed' });
    expect(await one.read()).toBeUndefined();
    expect(await one.events()).toEqual(['referral.closed']);
  });

  it.each([
    ['therapy', { therapyId: 'unheard-of' }, 'therapy-unknown'],
    ['coverage', { coverageRank: undefined }, 'coverage-not-verified'],
    ['site', { siteId: undefined }, 'site-not-chosen'],
    ['payer', { payerId: 'nobody-knows' }, 'payer-unknown'],
    ['place', { siteId: 'site_none' }, 'site-unknown'],
  ])('needs a person when the %s is not known', async (_what, referral, code) => {
    const one = await placed(table, { referral });
    await expect(draftOf(one)()).rejects.toMatchObject({ name: 'PermanentFault', message: code });
  });
});
