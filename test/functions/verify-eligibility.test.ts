import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { EligibilityAnswer } from '../../functions/coverage/eligibility-answer.ts';
import {
  type EligibilityGateway,
  eligibilityGateway,
} from '../../functions/coverage/eligibility-gateway.ts';
import { coverageStore } from '../../functions/coverage/store.ts';
import { handler, verifyEligibility } from '../../functions/coverage/verify-eligibility.ts';
import type { HoldReason } from '../../functions/hold/hold-reasons.ts';
import { postToPayer } from '../../functions/payer/wire-gateway.ts';
import { TransientFault } from '../../functions/platform/errors.ts';
import { keys } from '../../functions/platform/keys.ts';
import { chain } from '../../functions/platform/record.ts';
import { readFile, readItems } from '../../functions/referral/reading.ts';
import type { CoverageClaimed, Order, Referral } from '../../functions/referral/referral.ts';
import { storeReferral } from '../support/authorizations.ts';
import { openDatabase } from '../support/database.ts';
import { keepOnMain } from '../support/network.ts';
import { openPayers } from '../support/payer-simulator.ts';
import { anOrder, aSubmission } from '../support/referrals.ts';
import { aName, clockFrom, endHold, faultOf, notAnId, overtaken, twice } from '../support/steps.ts';

let database: Awaited<ReturnType<typeof openDatabase>>;
let payers: Awaited<ReturnType<typeof openPayers>>;
beforeAll(async () => {
  database = await openDatabase();
  payers = await openPayers();
});
afterAll(async () => {
  await database.close();
  await payers.close();
});

const coverage = (rank: 'primary' | 'secondary', memberId: string, payerId = 'acme-health') =>
  ({ rank, payerId, memberId, relationship: 'self' }) satisfies CoverageClaimed;

const given = async (
  coverages: CoverageClaimed[],
  different: Partial<Referral> = {},
  order: Order = anOrder(),
) => {
  const { table } = database;
  const referral = { payerId: undefined, coverageRank: undefined, ...different };
  const submission = aSubmission({ coverages, order });
  const { referralId } = await storeReferral(
    table,
    { submission, payer: payers.payer() },
    referral,
  );
  const store = coverageStore(table);
  const now = clockFrom('2026-11-20T16:00:00Z');
  return {
    table,
    store,
    referralId,
    verify: (turn = 0, from = store) =>
      verifyEligibility({ store: from, gateway: eligibilityGateway(postToPayer), now })({
        referralId,
        operation: `${referralId}:verify:${turn}`,
      }),
    stored: async () =>
      (
        await table.client.send(
          new GetCommand({ TableName: table.name, Key: keys.referral(referralId) }),
        )
      ).Item?.eligibility,
    referral: async () => (await readFile(table, referralId)).referral,
    records: () => chain(table, referralId),
  };
};

/** A payer that answers one thing in every turn, and calls to it that are taken down in between. */
const calledAbout = async (
  answer: z.input<typeof EligibilityAnswer>,
  call: { reason: HoldReason; action: string },
) => {
  const { table, referralId, store, records } = await given([coverage('primary', 'EX1-APPROVE')]);
  const gateway: EligibilityGateway = { ask: async () => EligibilityAnswer.parse(answer) };
  return {
    ask: (turn: number, at = '2026-11-20T16:00:00Z') =>
      verifyEligibility({ store, gateway, now: () => new Date(at) })({
        referralId,
        operation: `${referralId}:verify:${turn}`,
      }),
    told: (payerId: string, count: number) =>
      endHold(table, referralId, { ...call, payerId, reference: 'call 4471' }, { count }),
    /** What the newest answer rests on. */
    reasons: async () => (await records()).at(-1)?.determination?.reasons ?? [],
  };
};

describe('eligibility', () => {
  it('of an active member is recorded with what the plan pays', async () => {
    const { table, referralId, verify, stored, referral, records } = await given([
      coverage('primary', 'EX1-APPROVE'),
    ]);
    expect(await twice(table, referralId, verify)).toEqual({ outcome: 'active' });
    expect(await stored()).toMatchObject({
      payerId: 'acme-health',
      rank: 'primary',
      plan: 'ACME CHOICE PPO',
      authorizationNeeded: true,
      share: { coinsurance: 2000, deductibleLeft: 41_250 },
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

  it.each([
    // A payer in Chicago: its day begins at six in the morning of UTC, in November.
    ['2026-11-21T05:59:59Z', '2026-11-20'],
    ['2026-11-21T06:00:00Z', '2026-11-21'],
  ])('is asked about the payer’s own day: at %s about %s', async (at, on) => {
    const { store, referralId } = await given([coverage('primary', 'EX1-APPROVE')]);
    const asked: string[] = [];
    const gateway: EligibilityGateway = {
      ask: async (payer, inquiry) => {
        expect(payer.zone).toBe('America/Chicago');
        asked.push(inquiry.on);
        return EligibilityAnswer.parse({ outcome: 'inactive' });
      },
    };
    const operation = `${referralId}:verify:0`;
    await verifyEligibility({ store, gateway, now: () => new Date(at) })({ referralId, operation });
    expect(asked).toEqual([on]);
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
    ['a member whose plan has ended', coverage('primary', 'EX1-INACTIVE'), 'coverage-not-active'],
    ['a member the payer does not find', coverage('primary', 'EX1-NOTFOUND'), 'coverage-identity'],
    ['a member id that cannot be asked about', coverage('primary', 'EX~1'), 'coverage-identity'],
    [
      'a payer that is not in the directory',
      coverage('primary', 'EX1-APPROVE', 'nobody-knows'),
      'coverage-identity',
    ],
    ['a patient without coverage', undefined, 'coverage-not-active'],
  ])('of %s waits for a person until the next business day', async (_says, claimed, reason) => {
    const { table, referralId, verify, stored, records } = await given(claimed ? [claimed] : []);
    expect(await twice(table, referralId, verify)).toEqual({
      outcome: 'hold',
      reason,
      dueAt: '2026-11-23T16:01:00Z',
    });
    expect(await stored()).toBeUndefined();
    expect((await records())[0]?.determination?.answer).toBe(reason);
  });

  it('is asked anew about the coverage that a coordinator put in its place', async () => {
    const { table, referralId, verify, referral, records } = await given([
      coverage('primary', 'EX1-INACTIVE'),
    ]);
    await verify(0);
    const resume = await endHold(table, referralId, {
      reason: 'coverage-not-active',
      action: 'replace-coverage',
      coverage: coverage('primary', 'EX2-APPROVE'),
    });
    expect(resume).toBe('Verify eligibility');
    expect(await verify(1)).toEqual({ outcome: 'active' });
    expect(await referral()).toMatchObject({ orderVersion: 2, payerId: 'acme-health' });
    const events = (await records()).map(({ event }) => event);
    expect(events).toEqual(['coverage.verified', 'hold.resolved', 'coverage.verified']);
  });

  it('goes on where the payer said by telephone that it pays first, for that payer and for a year', async () => {
    const { ask, told, reasons } = await calledAbout(
      {
        outcome: 'other-payer-first',
        otherPayers: [{ name: 'OTHER PLAN', order: 'before' }],
      },
      { reason: 'coverage-other-payer', action: 'pays-first' },
    );
    expect(await ask(0)).toMatchObject({ reason: 'coverage-other-payer' });
    expect(await told('meridian-plan', 1)).toBe('Verify eligibility');
    expect(await ask(1)).toMatchObject({ reason: 'coverage-other-payer' });
    await told('acme-health', 2);
    expect(await ask(2)).toEqual({ outcome: 'active' });
    // Whose word it was is on record, beside what the payer answered.
    expect(await reasons()).toMatchObject([
      { bearing: 'for', code: 'primary-told' },
      { bearing: 'note', code: 'primary-other-payer-first' },
      { bearing: 'note', code: 'primary-patient-share' },
    ]);
    expect(await ask(3, '2027-11-20T19:59:59Z')).toEqual({ outcome: 'active' });
    expect(await ask(4, '2027-11-20T20:00:00Z')).toMatchObject({ reason: 'coverage-other-payer' });
  });

  it('that is left open goes on after a call with its reference, for that payer and that day alone', async () => {
    const doubt = 'N (restricted to one provider); service type 30; SHORE PHARMACY';
    const { ask, told, reasons } = await calledAbout(
      { outcome: 'in-doubt', doubts: [doubt] },
      { reason: 'coverage-in-doubt', action: 'told-active' },
    );
    expect(await ask(0)).toMatchObject({ reason: 'coverage-in-doubt' });
    expect((await reasons()).map(({ text }) => text)).toContain(`The payer says: ${doubt}`);
    await told('meridian-plan', 1);
    expect(await ask(1)).toMatchObject({ reason: 'coverage-in-doubt' });
    await told('acme-health', 2);
    expect(await ask(2)).toEqual({ outcome: 'active' });
    expect(await ask(3, '2026-11-21T19:59:59Z')).toEqual({ outcome: 'active' });
    expect(await ask(4, '2026-11-21T20:00:00Z')).toMatchObject({ reason: 'coverage-in-doubt' });
  });

  it('that is left open by more than who pays first is called about beside that', async () => {
    const { ask, told } = await calledAbout(
      { outcome: 'other-payer-unclear', doubts: ['It says: CALL US'] },
      { reason: 'coverage-other-payer', action: 'pays-first' },
    );
    expect(await ask(0)).toMatchObject({ reason: 'coverage-other-payer' });
    await told('acme-health', 1);
    expect(await ask(1)).toMatchObject({ reason: 'coverage-in-doubt' });
  });

  const saline = { drug: 'sodium chloride', therapyId: 'hydration', eachVisit: true };
  it.each<[string, Partial<Order>, string[] | undefined]>([
    ['of its drug', { hcpcs: 'J1745' }, ['J1745']],
    ['as it writes it', { codes: [{ system: 'hcpcs', code: 'j1745' }] }, ['J1745']],
    [
      'of each of its drugs',
      { hcpcs: 'J1745', alsoInfused: [{ ...saline, hcpcs: 'J7030' }] },
      ['J1745', 'J7030'],
    ],
    // What is denied may be the one that has none.
    ['of one of two drugs', { hcpcs: 'J1745', alsoInfused: [saline] }, undefined],
    ['of none', { codes: [{ system: 'ndc', code: '57894-030-01' }] }, undefined],
  ])('is held against the codes of the order where it names one %s', async (_, named, codes) => {
    const { store, referralId } = await given(
      [coverage('primary', 'EX1-APPROVE')],
      {},
      anOrder(named),
    );
    const procedures: unknown[] = [];
    const gateway: EligibilityGateway = {
      ask: async (_payer, inquiry) => {
        procedures.push(inquiry.procedures);
        return EligibilityAnswer.parse({ outcome: 'active' });
      },
    };
    await verifyEligibility({ store, gateway, now: clockFrom('2026-11-20T16:00:00Z') })({
      referralId,
      operation: `${referralId}:verify:0`,
    });
    expect(procedures).toEqual([codes]);
  });

  it('of a coverage that was corrected while the payer was asked is not believed', async () => {
    const { table, referralId, store, verify, stored } = await given([
      coverage('primary', 'EX1-APPROVE'),
    ]);
    const late = overtaken(store, 'read', () =>
      endHold(table, referralId, {
        reason: 'coverage-identity',
        action: 'replace-coverage',
        coverage: coverage('primary', 'EX2-INACTIVE'),
      }),
    );
    await expect(verify(0, late)).rejects.toThrow(TransientFault);
    expect(await stored()).toBeUndefined();
    expect(await verify(0, late)).toMatchObject({ reason: 'coverage-not-active' });
  });

  it.each(['EX1-APPROVE', 'EX1-INACTIVE'])(
    'of %s shows that the workflow has started',
    async (id) => {
      const { table, referralId, verify } = await given([coverage('primary', id)]);
      await keepOnMain(table, referralId, { due: 'DUE#unstarted', dueSort: '2026-11-20' });
      await verify();
      const [main] = await readItems(table, referralId, 'REFERRAL');
      expect(main).not.toHaveProperty('due');
    },
  );

  it('is tried again when the payer cannot answer now, and nothing is recorded', async () => {
    const { verify, records } = await given([coverage('primary', 'EX1-LATER')]);
    await expect(verify()).rejects.toThrow(TransientFault);
    expect(await records()).toEqual([]);
  });

  it('is not asked for a closed referral', async () => {
    const before = (await payers.log()).inquiries;
    const { verify, records } = await given([coverage('primary', 'EX1-APPROVE')], {
      status: 'closed',
      closeReason: 'withdrawn',
    });
    expect(await verify()).toEqual({ outcome: 'closed' });
    expect((await payers.log()).inquiries).toBe(before);
    expect(await records()).toEqual([]);
  });
});

it('takes a referral by its id and repeats nothing else', async () => {
  const input = { referralId: aName, operation: 'verify:0' };
  expect(await faultOf(handler, input)).toEqual(notAnId('referralId'));
});
