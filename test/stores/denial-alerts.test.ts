import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authorizationItem } from '../../functions/authorization/authorization-item.ts';
import { withDenial } from '../../functions/authorization/denial-rules.ts';
import { holdStore } from '../../functions/hold/store.ts';
import { keys } from '../../functions/platform/keys.ts';
import { anAuthorization, aReferralId } from '../support/authorizations.ts';
import { openDatabase } from '../support/database.ts';
import { examplePayer } from '../support/payer-simulator.ts';

let database: Awaited<ReturnType<typeof openDatabase>>;
beforeAll(async () => {
  database = await openDatabase();
});
afterAll(() => database.close());

/** Stores the first round of a referral, as it is given. */
const stored = async (item: (referralId: string) => Record<string, unknown>) => {
  const { client, name } = database.table;
  const referralId = aReferralId();
  await client.send(new PutCommand({ TableName: name, Item: item(referralId) }));
  return (scope: 'a1.' | 'a2.' | 'r') => holdStore(database.table).alertsOf({ referralId, scope });
};
const round = (referralId: string) =>
  anAuthorization({ referralId, authorizationId: `auth_${referralId.slice(4)}_1` });
const keyOf = (referralId: string) => keys.authorization(`auth_${referralId.slice(4)}_1`);

describe('when a person is to look at a request that was denied', () => {
  it('stands with the request, for the hold that waits for it and for no other', async () => {
    const alertsOf = await stored((referralId) => {
      const pended = { ...round(referralId), status: 'pended' as const };
      const lines = pended.lines.map((line) => ({ ...line, state: 'denied' as const }));
      const told = { at: '2026-11-23T16:00:00.000Z' };
      return authorizationItem(
        withDenial(pended, { ...pended, status: 'denied', lines }, told, examplePayer()),
      );
    });
    const alerts = await alertsOf('a1.');
    // The call of this payer may be asked for through 8 December, in Chicago.
    expect(alerts).toContain('2026-12-09T06:00:00Z');
    expect(alerts).toEqual([...alerts].sort());
    expect(await alertsOf('a2.')).toEqual([]);
    expect(await alertsOf('r')).toEqual([]);
  });

  it.each<[string, (referralId: string) => Record<string, unknown>]>([
    ['of one that was not denied', (id) => authorizationItem(round(id))],
    ['of one whose denial cannot be read', (id) => ({ ...keyOf(id), denial: { alerts: 'soon' } })],
  ])('is never, %s', async (_, item) => {
    expect(await (await stored(item))('a1.')).toEqual([]);
  });
});
