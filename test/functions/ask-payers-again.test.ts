import { expect, it } from 'vitest';
import { askPayersAgain } from '../../functions/payer/ask-payers-again.ts';
import { alwaysReached } from '../../functions/payer/reachability.ts';
import { aHold } from '../support/holds.ts';
import { examplePayer } from '../support/payer-simulator.ts';

const since = '2026-11-20T12:00:00Z';
const row = { source: 'own', from: '2026-01-01' };
const twoWays = {
  ...examplePayer(),
  authorization: {
    channels: [
      ...examplePayer().authorization.channels,
      { ...row, id: 'fax', channel: 'fax' as const, number: '+13125550142' },
    ],
  },
};

it('lets referrals go another way although the entry of another payer cannot be read', async () => {
  const ended: string[] = [];
  await askPayersAgain({
    holds: {
      all: async () =>
        ['unreadable', 'acme-health'].map((payerId) => ({
          payerId,
          channel: 'pas',
          holdId: payerId,
          openedAt: '2026-11-20T12:00:30Z',
        })),
      get: async (holdId) => aHold(undefined, { holdId }),
      end: async ({ holdId }) => {
        ended.push(holdId);
        return { outcome: 'refused', at: 0, found: undefined };
      },
    },
    reachability: {
      read: async (payerId) => ({
        ...alwaysReached(payerId, 'pas', since),
        state: 'unavailable',
        nextTryAt: '2026-11-20T23:00:00Z',
        history: [{ at: since, state: 'unavailable' }],
      }),
      unavailable: async () => [],
    },
    payerOf: async (payerId) => {
      if (payerId === 'unreadable') throw new Error('not an entry of a payer');
      return twoWays;
    },
    now: () => new Date('2026-11-20T22:00:00Z'),
  })();
  expect(ended).toEqual(['acme-health']);
});
