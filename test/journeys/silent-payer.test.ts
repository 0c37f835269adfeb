import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { approvedOrder, benchPracticeNpi } from '../../bench/order.ts';
import { type LocalService, startLocalService } from '../support/local-service.ts';
import { openPayers } from '../support/payer-simulator.ts';
import { storiesStart } from '../support/story-service.ts';

let payers: Awaited<ReturnType<typeof openPayers>>;
let service: LocalService;
beforeAll(async () => {
  payers = await openPayers();
  service = await startLocalService({
    network: 'example',
    payersAt: payers.url,
    startAt: storiesStart,
  });
}, 300_000);
afterAll(async () => {
  await payers.close();
  await service.close();
}, 60_000);

const manner = (payerId: string, word: string) =>
  fetch(`${payers.url}/payers/${payerId}/x12/manner`, { method: 'PUT', body: word });

const refer = async (number: number, payerId: string): Promise<string> => {
  const order = approvedOrder(number, 3, service.clock.now());
  const answer = await service.http('POST', '/referrals', {
    token: service.token('referrer', benchPracticeNpi),
    body: { ...order, coverages: [{ ...order.coverages[0], payerId }] },
    headers: { 'idempotency-key': `silent-payer-${number}` },
  });
  expect(answer.status, answer.text).toBe(202);
  return (answer.json as { referralId: string }).referralId;
};

type View = {
  status: string;
  holds: { holdId: string; reason: string; status: string }[];
  visits: unknown[];
};
const get = async <Answer>(path: string): Promise<Answer> =>
  (await service.http('GET', path, { token: service.token('coordinator') })).json as Answer;
const read = (referralId: string) => get<View>(`/referrals/${referralId}`);

const until = async (holds: () => Promise<boolean>) => {
  while (!(await holds())) await pause(50);
};

/** A whole service on a machine that may have other work. */
const patience = 180_000;

describe('a payer that cannot answer', { timeout: patience }, () => {
  it('has its referral wait by itself, tells why, and lets it go on when it answers', async () => {
    await manner('valley-advantage', 'busy');
    const id = await refer(1, 'valley-advantage');
    await service.idle();
    const [hold] = (await read(id)).holds;
    expect(hold).toMatchObject({ reason: 'payer-unavailable', status: 'open' });
    expect(await get(`/holds/${hold?.holdId}`)).toMatchObject({
      owner: 'payer',
      why: [
        {
          code: 'payer-busy:429',
          text: expect.stringMatching(
            /^valley-advantage \(eligibility.*too many came.*left alone until .+\.$/,
          ),
          fix: expect.stringContaining('asked again by itself'),
        },
      ],
    });
    expect(await get('/network/payers/valley-advantage/reachability')).toMatchObject({
      items: [
        { channel: 'x12', state: 'unavailable', history: [{ code: 'payer-busy:429' }] },
        { channel: 'pas', state: 'answering' },
      ],
    });

    await manner('valley-advantage', 'answer');
    await service.advance('PT10M');
    const after = await read(id);
    expect(after.holds).toMatchObject([{ reason: 'payer-unavailable', status: 'resolved' }]);
    expect(await get('/network/payers/valley-advantage/reachability')).toMatchObject({
      items: [{ channel: 'x12', state: 'answering' }, {}],
    });
  });
});

describe('eight calls to a payer that says nothing', { timeout: patience }, () => {
  it('stop nobody: the referrals of another payer are booked while all of them still wait', async () => {
    await manner('meridian-plan', 'hang');
    const silent = await Promise.all(
      [11, 12, 13, 14, 15, 16, 17, 18].map((number) => refer(number, 'meridian-plan')),
    );
    const hanging = async () =>
      ((await (await fetch(`${payers.url}/log`)).json()) as { misbehaviours: { hang?: number } })
        .misbehaviours.hang ?? 0;
    await until(async () => (await hanging()) >= 8);

    const healthy = await Promise.all([21, 22].map((number) => refer(number, 'acme-health')));
    for (const id of healthy) await until(async () => (await read(id)).status === 'active');
    for (const id of healthy) expect((await read(id)).visits).toHaveLength(3);
    // Nothing was heard of the silent payer meanwhile, so nothing has become of its referrals.
    for (const id of silent) expect((await read(id)).visits).toEqual([]);
  });
});
