import { afterAll, describe, expect, it } from 'vitest';
import type { Authorization } from '../../functions/authorization/authorization.ts';
import { authorizationId } from '../../functions/platform/ids.ts';
import { renewalStore } from '../../functions/renewal/store.ts';
import { watchRenewals } from '../../functions/renewal/watch-renewals.ts';
import { placed } from '../support/authorization-steps.ts';
import { anAuthorization } from '../support/authorizations.ts';
import { openDatabase } from '../support/database.ts';

const { table, close } = await openDatabase();
afterAll(close);

describe('the renewal watch', () => {
  const later = () => new Date('2027-07-01T12:00:00Z');
  const watch = (at = later) => watchRenewals({ store: renewalStore(table), now: at })();
  const approved = (through: string): Partial<Authorization> => {
    const { lines } = anAuthorization();
    return {
      status: 'approved',
      lines: lines.map((line) => ({ ...line, state: 'approved', through })),
    };
  };

  it('opens one hold for an authorization that ends before its series', async () => {
    const one = await placed(table);
    const before = await one.authorize(approved('2027-05-01'));
    await watch();
    await watch();
    const { holds } = await one.store.file(one.referralId);
    expect(holds).toMatchObject([
      {
        holdId: `hold_${one.referralId.slice(4)}_a1.s1`,
        reason: 'authorization-ending',
        status: 'open',
        team: 'coordinator',
      },
    ]);
    expect(holds[0]?.taskToken).toBeUndefined();
    expect(await one.events()).toEqual(['authorization.drafted', 'hold.placed']);
    expect(await one.store.get(before.authorizationId)).toMatchObject({
      status: 'approved',
      renewalSeenAt: '2027-07-01T12:00:00.000Z',
    });
  });

  it('leaves alone an authorization that another has taken the place of', async () => {
    const one = await placed(table);
    await one.authorize(approved('2027-05-01'));
    await one.authorize({
      ...approved('2027-07-29'),
      authorizationId: authorizationId(one.referralId, 2),
    });
    await watch();
    expect((await one.store.file(one.referralId)).holds).toEqual([]);
  });

  it('leaves alone what covers its series, what is not due and what was closed', async () => {
    const covered = await placed(table);
    await covered.authorize(approved('2027-07-29'));
    const early = await placed(table);
    await early.authorize(approved('2027-05-01'));
    await watch(() => new Date('2026-12-01T12:00:00Z'));
    const closed = await placed(table, {
      referral: { status: 'closed', closeReason: 'completed' },
    });
    await closed.authorize(approved('2027-05-01'));
    expect((await early.store.file(early.referralId)).holds).toEqual([]);
    await watch();
    for (const one of [covered, closed])
      expect((await one.store.file(one.referralId)).holds).toEqual([]);
  });
});
