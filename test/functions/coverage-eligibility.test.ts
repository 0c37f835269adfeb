import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eligibilityGateway } from '../../functions/coverage/eligibility-gateway.ts';
import type { Payer } from '../../functions/coverage/payer.ts';
import { coverageStore, eligibilityKey } from '../../functions/coverage/store.ts';
import { verifyEligibility } from '../../functions/coverage/verify-eligibility.ts';
import { PermanentFault, TransientFault } from '../../functions/platform/errors.ts';
import { chain } from '../../functions/platform/record.ts';
import { readOrder } from '../../functions/referral/reading.ts';
import type { CoverageClaimed, Referral } from '../../functions/referral/referral.ts';
import { aSite, storeReferral } from '../support/authorizations.ts';
import { openDatabase } from '../support/database.ts';
import { examplePayer, openPayers } from '../support/payer-simulator.ts';
import { aSubmission } from '../support/referrals.ts';

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

const coverage = (rank: 'primary' | 'secondary', memberId: string, payerId = 'acme-health') =>
  ({ rank, payerId, memberId, relationship: 'self' }) satisfies CoverageClaimed;

const given = async (
  coverages: CoverageClaimed[],
  { payer = payers.payer(), referral = {} }: { payer?: Payer; referral?: Partial<Referral> } = {},
) => {
  const { table } = database;
  const { referralId } = await storeReferral(table, aSubmission({ coverages }), payer, aSite(), {
    payerId: undefined,
    coverageRank: undefined,
    ...referral,
  });
  const run = verifyEligibility({
    store: coverageStore(table),
    gateway: eligibilityGateway({ timeoutMillis: 500, maxBytes: 50_000 }),
    now,
  });
  return {
    referralId,
    verify: (operation = 'op') => run({ referralId, operation: `${referralId}:${operation}` }),
    stored: async () =>
      (
        await table.client.send(
          new GetCommand({ TableName: table.name, Key: eligibilityKey(referralId) }),
        )
      ).Item,
    referral: async () => (await readOrder(table, referralId)).referral,
    records: () => chain(table, referralId),
  };
};

describe('eligibility', () => {
  it('of an active member is recorded with what the plan pays', async () => {
    const { verify, stored, referral, records } = await given([coverage('primary', 'EX1-APPROVE')]);
    expect(await verify()).toEqual({ outcome: 'active' });
    expect(await stored()).toMatchObject({
      payerId: 'acme-health',
      rank: 'primary',
      plan: 'ACME CHOICE PPO',
      authorizationNeeded: true,
      coinsuranceBasisPoints: 2000,
      deductibleLeftCents: 41250,
    });
    expect(await referral()).toMatchObject({ payerId: 'acme-health', coverageRank: 'primary' });
    const [record] = await records();
    expect(record).toMatchObject({
      event: 'coverage.verified',
      detail: { answer: 'active', payerId: 'acme-health', rank: 'primary' },
      determination: { question: 'covered', answer: 'active' },
    });
    expect(JSON.stringify(record)).not.toContain('EX1');
  });

  it('turns to the secondary coverage when the primary one has ended', async () => {
    const { verify, referral } = await given([
      coverage('primary', 'EX1-INACTIVE'),
      coverage('secondary', 'EX2-APPROVE'),
    ]);
    expect(await verify()).toEqual({ outcome: 'active' });
    expect((await referral()).coverageRank).toBe('secondary');
  });

  it.each([
    ['EX1-INACTIVE', 'coverage-not-active'],
    ['EX1-NOTFOUND', 'coverage-identity'],
    ['EX~1', 'coverage-identity'],
  ])('of member %s waits for %s', async (memberId, reason) => {
    const { verify, stored, records } = await given([coverage('primary', memberId)]);
    expect(await verify()).toMatchObject({ outcome: 'hold', reason });
    expect(await stored()).toBeUndefined();
    expect((await records())[0]?.determination?.answer).toBe(reason);
  });

  it('of a payer that is not in the directory asks who it is', async () => {
    const { verify } = await given([coverage('primary', 'EX1-APPROVE', 'nobody-knows')]);
    expect(await verify()).toMatchObject({ outcome: 'hold', reason: 'coverage-identity' });
  });

  it('without any coverage waits for one', async () => {
    const { verify } = await given([]);
    expect(await verify()).toMatchObject({ outcome: 'hold', reason: 'coverage-not-active' });
  });

  it('is tried again when the payer cannot answer now', async () => {
    const { verify } = await given([coverage('primary', 'EX1-LATER')]);
    await expect(verify()).rejects.toThrow(TransientFault);
  });

  it('is recorded once for one operation and anew in a later round', async () => {
    const { verify, records } = await given([coverage('primary', 'EX1-APPROVE')]);
    await verify('0');
    await verify('0');
    expect(await records()).toHaveLength(1);
    await verify('1');
    expect(await records()).toHaveLength(2);
  });

  it('is not asked for a closed referral', async () => {
    const before = (await payers.log()).inquiries;
    const { verify } = await given([coverage('primary', 'EX1-APPROVE')], {
      referral: { status: 'closed', closeReason: 'withdrawn' },
    });
    expect(await verify()).toEqual({ outcome: 'closed' });
    expect((await payers.log()).inquiries).toBe(before);
  });
});

describe('a clearinghouse that misbehaves', () => {
  let server: Server | undefined;
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });

  /** A clearinghouse that answers everything alike. */
  const thatAnswers = async (status: number, body: string, headers = {}): Promise<Payer> => {
    server = createServer((incoming, outgoing) => {
      incoming.resume();
      if (status === 0) return;
      outgoing.writeHead(status, headers);
      outgoing.end(body);
    });
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const payer = examplePayer();
    return {
      ...payer,
      clearinghouse: { ...payer.clearinghouse, url: `http://127.0.0.1:${port}/x12` },
    };
  };

  it.each([
    ['is busy', 503, '', TransientFault],
    ['limits us', 429, '', TransientFault],
    ['never answers', 0, '', TransientFault],
    ['answers with a page', 200, '<html></html>', PermanentFault],
    ['answers half', 200, 'ISA*00*', PermanentFault],
    ['sends us elsewhere', 302, '', PermanentFault],
    ['refuses', 401, '', PermanentFault],
    ['answers without end', 200, 'x'.repeat(60_000), PermanentFault],
  ])('and %s is a fault', async (_, status, body, fault) => {
    const payer = await thatAnswers(status, body, { location: 'http://127.0.0.1:9/' });
    const { verify, records } = await given([coverage('primary', 'EX1-APPROVE')], { payer });
    await expect(verify()).rejects.toThrow(fault);
    expect(await records()).toEqual([]);
  });
});
