import { afterAll, describe, expect, it } from 'vitest';
import { explainReferral } from '../../functions/chart/explanation.ts';
import { describeReferral } from '../../functions/chart/referral-detail.ts';
import { tellWord } from '../../functions/coverage/coverage-word.ts';
import { isBeyondCoverage } from '../../functions/coverage/covered-day.ts';
import {
  type Eligibility,
  eligibilityKept,
  wordsKept,
} from '../../functions/coverage/eligibility.ts';
import { EligibilityAnswer } from '../../functions/coverage/eligibility-answer.ts';
import { recordCoverageWord } from '../../functions/coverage/record-coverage-word.ts';
import { coverageStore } from '../../functions/coverage/store.ts';
import { verifyEligibility } from '../../functions/coverage/verify-eligibility.ts';
import { holdItem } from '../../functions/hold/hold-item.ts';
import { readHold } from '../../functions/hold/reading.ts';
import { keys } from '../../functions/platform/keys.ts';
import { chain } from '../../functions/platform/record.ts';
import { readFile, readItems } from '../../functions/referral/reading.ts';
import { readVisitFile } from '../../functions/scheduling/visit-file.ts';
import type { Visit } from '../../functions/series/visit.ts';
import { storeReferral, submissionFor } from '../support/authorizations.ts';
import { aPerson } from '../support/callers.ts';
import { openDatabase } from '../support/database.ts';
import { aHold } from '../support/holds.ts';
import { given, keepOnMain } from '../support/network.ts';
import { examplePayer } from '../support/payer-simulator.ts';

const { table, close } = await openDatabase();
afterAll(close);

const now = () => new Date('2026-11-25T16:00:00Z');
const dana = aPerson('dana', 'coordinator');
const uploadId = 'upl_0000000000000000000z';
const told = {
  payerId: 'acme-health',
  way: 'telephone',
  person: 'Ms. Field',
  reference: 'C-100',
  plan: 'Silver PPO',
};
const eligibility: Eligibility = {
  payerId: 'acme-health',
  rank: 'primary',
  status: 'active',
  checkedAt: '2026-11-24T15:00:00Z',
  through: '2026-11-30',
};

const known = async (referralId: string) =>
  eligibilityKept((await readFile(table, referralId)).kept);

/** A referral whose coverage ends with the month, as the payer answered. */
const ending = async (upload?: 'offered' | 'bound') => {
  const { referralId } = await storeReferral(
    table,
    { submission: submissionFor('APPROVE'), payer: examplePayer() },
    { status: 'active', payerId: 'acme-health' },
  );
  await keepOnMain(table, referralId, { eligibility });
  if (upload)
    await given(table, {
      items: [
        {
          ...keys.upload(referralId, uploadId),
          uploadId,
          status: upload,
          by: 'dana',
          offeredAt: '2026-11-25T15:00:00Z',
          bindBy: '2026-11-26T15:00:00Z',
          title: 'Portal',
          contentType: 'application/pdf',
          bytes: 100,
          sha256: 'a'.repeat(64),
        },
      ],
    });
  const record = (body: object = told, idempotencyKey?: string) =>
    recordCoverageWord({ store: coverageStore(table), tableName: table.name, now })({
      principal: dana,
      path: { referralId },
      body,
      rawBody: JSON.stringify(body),
      idempotencyKey,
    } as never);
  const visit = (on: string) => ({ visitId: `vis_${referralId.slice(4)}_1`, on }) as Visit;
  const isBeyond = async (on: string) => {
    const file = readVisitFile(await readItems(table, referralId));
    return isBeyondCoverage(visit(on), file?.eligibility, file?.holds ?? []);
  };
  return { referralId, record, isBeyond };
};

describe('a coverage that a payer confirmed to one of us', () => {
  it('counts at the gate of a visit, is told in the story and explained as such', async () => {
    const { referralId, record, isBeyond } = await ending('bound');
    expect(await isBeyond('2026-12-01')).toBe(true);
    const { body } = await record({ ...told, through: '2026-12-31', uploadId });
    expect(body).toEqual({
      ...told,
      at: '2026-11-25T16:00:00.000Z',
      through: '2026-12-31',
      uploadId,
      countsThrough: '2026-12-31',
    });
    expect([await isBeyond('2026-12-31'), await isBeyond('2027-01-01')]).toEqual([false, true]);
    const detail = describeReferral(
      await readItems(table, referralId),
      await chain(table, referralId),
      dana,
    );
    expect(detail.timeline.at(-1)).toMatchObject({
      event: 'coverage.told',
      text: 'The payer confirmed the coverage by telephone.',
      why: [
        expect.stringContaining('(Ms. Field, reference C-100)'),
        expect.stringContaining('through 2026-12-31'),
        expect.stringContaining(uploadId),
      ],
    });
    const pays = explainReferral(detail).sections.find(({ title }) => title === 'Who pays');
    expect(JSON.stringify(pays)).toContain('It counts for visits through 2026-12-31');
    const record_ = (await chain(table, referralId)).at(-1);
    expect(JSON.stringify(record_?.detail)).not.toMatch(/Field|C-100|Silver/);
  });

  it('stands on the referral with what the patient pays, for those who speak with the payer', async () => {
    const { referralId } = await ending();
    await keepOnMain(table, referralId, {
      eligibility: {
        ...{ payerId: told.payerId, rank: 'primary', status: 'active', plan: 'Silver' },
        checkedAt: '2026-11-20T15:00:00.000Z',
        share: { coinsurance: 2000, outOfPocketLeft: 320_000 },
      },
    });
    const shownTo = async (role: 'coordinator' | 'scheduler') =>
      describeReferral(
        await readItems(table, referralId),
        await chain(table, referralId),
        aPerson('sam', role),
      ).coverage;
    expect(await shownTo('coordinator')).toMatchObject({
      plan: 'Silver',
      checkedAt: '2026-11-20T15:00:00.000Z',
      share: { coinsurance: 2000, outOfPocketLeft: 320_000 },
      says: [
        'Cost to the patient, as the payer tells it: coinsurance 20 % of what the plan allows; at most $3,200.00 more until the plan’s year ends.',
      ],
    });
    expect(await shownTo('scheduler')).toBeUndefined();
  });

  it('counts once under one key', async () => {
    const { referralId, record } = await ending();
    await record(told, 'one');
    await record(told, 'one');
    const events = (await chain(table, referralId)).filter(
      ({ event }) => event === 'coverage.told',
    );
    expect(events).toHaveLength(1);
  });

  it.each([undefined, 'offered'] as const)('needs its document to be bound: %s', async (upload) => {
    const { record } = await ending(upload);
    await expect(record({ ...told, uploadId })).rejects.toMatchObject({
      status: 409,
      code: 'upload-missing',
    });
  });

  it('is refused where it cannot be, and for a referral that is closed', async () => {
    const { record } = await ending();
    await expect(record({ ...told, through: '2026-11-01' })).rejects.toMatchObject({
      status: 422,
      code: 'coverage-word-unsound',
    });
    const { referralId } = await storeReferral(
      table,
      { submission: submissionFor('APPROVE'), payer: examplePayer() },
      { status: 'closed', closeReason: 'withdrawn' },
    );
    await expect(
      recordCoverageWord({ store: coverageStore(table), tableName: table.name, now })({
        principal: dana,
        path: { referralId },
        body: told,
        rawBody: '',
      } as never),
    ).rejects.toMatchObject({ status: 409, code: 'referral-closed' });
  });

  it('ends the wait for the payer’s word, in the same change', async () => {
    const { referralId, record } = await ending();
    const hold = aHold(referralId, { reason: 'coverage-in-doubt', team: 'coordinator' });
    await given(table, { items: [holdItem(hold)] });
    await record();
    expect(await readHold(table, hold.holdId)).toMatchObject({
      status: 'resolved',
      resolution: { action: 'told-active', by: { id: 'dana' } },
      settlement: { resume: 'Verify eligibility' },
    });
  });

  it.each([
    ['leaves it open', { outcome: 'in-doubt', through: '2026-11-30' }, 'active', false],
    ['says the same', { outcome: 'active', through: '2026-11-30' }, 'active', false],
    ['says another day', { outcome: 'active', through: '2026-12-15' }, 'active', true],
    ['denies it', { outcome: 'inactive' }, 'hold', false],
  ] as const)('when the payer %s since', async (_, answer, outcome, beyond) => {
    const { referralId, record, isBeyond } = await ending();
    await record({ ...told, through: '2026-12-31' });
    const verified = await verifyEligibility({
      store: coverageStore(table),
      gateway: { ask: async () => EligibilityAnswer.parse(answer) },
      now: () => new Date('2026-11-26T16:00:00Z'),
    })({ referralId, operation: 'verify' });
    expect(verified.outcome).toBe(outcome);
    expect(await isBeyond('2026-12-20')).toBe(beyond);
    if (outcome === 'active')
      expect(await known(referralId)).toMatchObject({
        checkedAt: '2026-11-26T16:00:00.000Z',
        told: { reference: 'C-100' },
      });
  });

  it('is not lost where the payer answers while it is written down', async () => {
    const { referralId, record, isBeyond } = await ending();
    await verifyEligibility({
      store: coverageStore(table),
      gateway: {
        ask: async () => {
          await record({ ...told, through: '2026-12-31' });
          return EligibilityAnswer.parse({ outcome: 'active', through: '2026-11-30' });
        },
      },
      now: () => new Date('2026-11-25T15:59:00Z'),
    })({ referralId, operation: 'verify' });
    expect(await isBeyond('2026-12-20')).toBe(false);
  });

  it('stands beside that of another payer, and goes before an earlier one of its own', async () => {
    const { referralId } = await ending();
    const word = (payerId: string, reference: string) => ({
      ...{ payerId, reference, way: 'telephone' as const, besides: 'none' },
      at: now().toISOString(),
    });
    for (const one of [
      word('acme-health', 'C-1'),
      word('summit-trust', 'S-1'),
      word('acme-health', 'C-2'),
      word('summit-trust', 'S-2'),
    ]) {
      const file = await readFile(table, referralId);
      const before = wordsKept(file.kept);
      await coverageStore(table).recordWord(file.referral, { word: one, before }, tellWord(one), {
        operation: one.reference,
        actor: { kind: 'person', id: 'dana' },
        at: one.at,
        waits: [],
      });
    }
    const kept = wordsKept((await readFile(table, referralId)).kept);
    expect(kept.map(({ reference }) => reference)).toEqual(['S-2', 'C-2']);
    const beside = wordsKept((_, schema) => schema.parse([{ payerId: 'acme-health' }, ...kept]));
    expect(beside).toEqual(kept);
    expect(await known(referralId)).toMatchObject({ told: { reference: 'C-2' } });
  });
});
