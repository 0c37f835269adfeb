import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { TransientFault } from '../../functions/platform/errors.ts';
import { newIdPart, referralIdFrom } from '../../functions/platform/ids.ts';
import { keys } from '../../functions/platform/keys.ts';
import { settleStore } from '../../functions/platform/settle-store.ts';
import { sweepUnsettled } from '../../functions/relay/sweep-unsettled.ts';
import { openDatabase } from '../support/database.ts';
import { aHold, holdDesk } from '../support/holds.ts';
import { given } from '../support/network.ts';

let database: Awaited<ReturnType<typeof openDatabase>>;
beforeAll(async () => {
  database = await openDatabase();
});
afterAll(() => database.close());

let calls: string[];
let broken: string | undefined;
beforeEach(() => {
  calls = [];
  broken = undefined;
});

const aReferralId = () => referralIdFrom(newIdPart(new Date()));

const sweep = (now: string) => {
  const { table } = database;
  return sweepUnsettled({
    workflows: {
      start: async (machine, name) => {
        if (name === broken) throw new TransientFault('throttled');
        calls.push(`start ${machine} ${name}`);
      },
      stop: async () => {},
      settle: async (token, output) => {
        calls.push(`settle ${token} ${JSON.stringify(output)}`);
        return 'settled';
      },
    },
    machines: { referral: 'referral', visit: 'visit', renewal: 'renewal' },
    store: settleStore(table),
    read: async (Key) =>
      (await table.client.send(new GetCommand({ TableName: table.name, Key }))).Item,
    now: () => new Date(now),
  })();
};

/** A referral whose workflow nobody has started. */
const unstarted = async (receivedAt: string): Promise<string> => {
  const referralId = aReferralId();
  const item = { ...keys.referral(referralId), due: 'DUE#unstarted', dueSort: receivedAt };
  await given(database.table, { items: [item] });
  return referralId;
};

describe('the sweep of what the stream left undone', () => {
  it('starts the workflow of a referral that waits for longer than two minutes, once', async () => {
    const referralId = await unstarted('2026-11-20T15:00:00.000Z');
    await sweep('2026-11-20T15:01:59.000Z');
    expect(calls).toEqual([]);
    await sweep('2026-11-20T15:02:01.000Z');
    await sweep('2026-11-20T15:07:00.000Z');
    expect(calls).toEqual([`start referral ${referralId}`]);
  });

  it('goes on behind one that cannot be started, and looks at that again', async () => {
    const first = await unstarted('2026-11-20T15:00:00.000Z');
    const second = await unstarted('2026-11-20T15:00:01.000Z');
    broken = first;
    await sweep('2026-11-20T15:10:00.000Z');
    expect(calls).toEqual([`start referral ${second}`]);
    broken = undefined;
    await sweep('2026-11-20T15:15:00.000Z');
    expect(calls).toEqual([`start referral ${second}`, `start referral ${first}`]);
  });

  it('tells a workflow how its wait ended, and forgets that it had to', async () => {
    const store = holdDesk(database.table);
    const hold = aHold(aReferralId());
    await store.place(hold, 'place');
    const by = { kind: 'person' as const, id: 'sam' };
    const at = '2026-11-20T16:00:00.000Z';
    const resolution = { action: 'search-again', note: 'Added hours.', facts: {}, by, at };
    const ending = { settlement: { resume: 'Book series' }, resolution };
    await store.resolve(hold, ending, 'resolve', []);
    await sweep('2026-11-20T16:05:00.000Z');
    await sweep('2026-11-20T16:10:00.000Z');
    expect(calls).toEqual(['settle token-1 {"resume":"Book series"}']);
  });
});
