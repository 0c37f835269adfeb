import { afterAll, describe, expect, it } from 'vitest';
import {
  determineAuthorizationNeed,
  handler,
} from '../../functions/authorization/determine-authorization-need.ts';
import { PolicyPack } from '../../functions/payer/pack.ts';
import type { Payer } from '../../functions/payer/payer.ts';
import { authorizationId } from '../../functions/platform/ids.ts';
import { chain } from '../../functions/platform/record.ts';
import { type Placed, placed } from '../support/authorization-steps.ts';
import { openDatabase } from '../support/database.ts';
import { keepOnMain } from '../support/network.ts';
import { examplePayer } from '../support/payer-simulator.ts';
import { aName, clockFrom, endHold, faultOf, notAnId, twice } from '../support/steps.ts';

const { table, close } = await openDatabase();
afterAll(close);

const needOf = ({ store, input }: Placed) => {
  const now = clockFrom('2026-11-20T16:00:00Z');
  return (turn = 0, round = 0) =>
    determineAuthorizationNeed({ store, now })({ ...input('need', turn), round });
};

/** A referral for a drug of which the payer's published rules say nothing. */
const unheardOf = () =>
  placed(table, {
    payer: examplePayer('valley-advantage'),
    referral: { therapyId: 'zoledronic_acid' },
  });

describe('whether an authorization is needed', () => {
  it.each([
    ['infliximab', 'needed', 'acme-specialty-drugs'],
    ['iron_sucrose', 'not-needed', 'acme-iron-bone-open'],
  ])('is read from the rules of the payer: %s is %s', async (therapyId, outcome, rule) => {
    const one = await placed(table, { referral: { therapyId } });
    expect(await twice(table, one.referralId, needOf(one))).toMatchObject({ outcome });
    expect(await chain(table, one.referralId)).toMatchObject([
      {
        event: 'authorization.need-determined',
        detail: { answer: outcome },
        determination: { question: 'authorization-needed', rule: { id: rule } },
      },
    ]);
  });

  it('says what the round with the payer begins with, the same for a retry', async () => {
    const one = await placed(table);
    const answer = await twice(table, one.referralId, () => needOf(one)(0, 1));
    expect(answer).toEqual({
      outcome: 'needed',
      round: 2,
      authorization: {
        referralId: one.referralId,
        authorizationId: authorizationId(one.referralId, 2),
        scope: 'a2.',
        turn: 0,
        level: 0,
      },
    });
  });

  it('is a coordinator’s to find out by the next business day where no rule says', async () => {
    const one = await unheardOf();
    expect(await twice(table, one.referralId, needOf(one))).toEqual({
      outcome: 'hold',
      reason: 'authorization-need-unknown',
      dueAt: '2026-11-23T16:01:00Z',
    });
  });

  it.each([['not-needed'], ['needed']])('is as the coordinator was told: %s', async (action) => {
    const one = await unheardOf();
    const need = needOf(one);
    await need(0);
    const resume = await endHold(table, one.referralId, {
      reason: 'authorization-need-unknown',
      action,
      reference: 'call 12',
    });
    expect(resume).toBe('Determine authorization need');
    expect(await need(1)).toMatchObject({ outcome: action });
  });

  it('is what the newest call said when it was asked twice', async () => {
    const one = await unheardOf();
    await needOf(one)();
    const ended = (action: string, count: number, at: string) =>
      endHold(
        table,
        one.referralId,
        { reason: 'authorization-need-unknown', action, reference: `call ${count}` },
        { count, at },
      );
    await ended('not-needed', 1, '2026-11-20T20:00:00Z');
    await ended('needed', 2, '2026-11-21T20:00:00Z');
    expect(await needOf(one)(1)).toMatchObject({ outcome: 'needed' });
  });

  it('is asked anew for each setting that is chosen, and once only for each', async () => {
    const one = await unheardOf();
    const need = needOf(one);
    const unknown = { outcome: 'hold', reason: 'authorization-need-unknown' };
    const called = (action: string, count: number, at: string) =>
      endHold(
        table,
        one.referralId,
        { reason: 'authorization-need-unknown', action, reference: `call ${count}` },
        { count, at },
      );
    await need(0);
    await called('not-needed', 1, '2026-11-20T16:01:30Z');
    await one.change({ setting: 'hospital-outpatient' });
    expect(await need(1)).toMatchObject(unknown);
    expect((await chain(table, one.referralId)).at(-1)?.determination).toMatchObject({
      facts: { setting: 'hospital-outpatient' },
      answer: 'unknown',
      reasons: [{ code: 'recorded-elsewhere' }],
    });
    await called('needed', 2, '2026-11-20T16:02:30Z');
    expect(await need(2)).toMatchObject({ outcome: 'needed' });
    await one.change({ setting: 'infusion-center' });
    expect(await need(3)).toEqual({ outcome: 'not-needed' });
  });

  it('is not taken from what another payer said', async () => {
    const one = await unheardOf();
    await needOf(one)();
    const called = { action: 'not-needed', reference: 'call 12' };
    await endHold(table, one.referralId, { reason: 'authorization-need-unknown', ...called });
    await placed(table);
    await one.change({ payerId: 'acme-health', therapyId: 'infliximab' });
    expect(await needOf(one)(1)).toMatchObject({ outcome: 'needed' });
  });

  it('is answered by a retry as recorded, also when the payer has said more since', async () => {
    const one = await placed(table, { referral: { therapyId: 'ceftriaxone' } });
    const need = needOf(one);
    expect(await need(0)).toEqual({ outcome: 'not-needed' });
    const eligibility = {
      payerId: 'acme-health',
      rank: 'primary',
      status: 'active',
      checkedAt: '2026-11-20T17:00:00Z',
      authorizationNeeded: true,
    };
    await keepOnMain(table, one.referralId, { eligibility });
    expect(await need(0)).toEqual({ outcome: 'not-needed' });
    expect(await need(1)).toMatchObject({ outcome: 'needed' });
  });

  it('is not asked of a closed referral', async () => {
    const one = await placed(table);
    await one.close();
    expect(await needOf(one)()).toEqual({ outcome: 'closed' });
    expect(await one.events()).toEqual([]);
  });

  it.each([
    ['coverage', { payerId: undefined }, 'authorization-need-without-placement'],
    ['site', { setting: undefined }, 'authorization-need-without-placement'],
    ['payer', { payerId: 'nobody-knows' }, 'payer-unknown'],
  ])('needs a person when the %s is not known', async (_what, referral, code) => {
    const one = await placed(table, { referral });
    await expect(needOf(one)()).rejects.toMatchObject({ name: 'PermanentFault', message: code });
  });
});

it('takes a referral by its id and repeats nothing else', async () => {
  const input = { referralId: aName, operation: 'need:0' };
  expect(await faultOf(handler, input)).toEqual(notAnId('referralId'));
});

describe('what a payer holds its claims against, where it is not asked before', () => {
  const notes = {
    id: 'notes',
    says: 'A note.',
    without: 'denies',
    kind: 'document',
    types: ['11506-3'],
  };
  const step = {
    ...{ id: 'step', says: 'Azathioprine failed.', without: 'denies' },
    ...{ kind: 'tried', drugs: [['azathioprine']], atLeast: 1 },
  };

  /** Infliximab for a payer that is not asked, with one condition. */
  const open = (criterion: object, different: Partial<Payer> = {}) =>
    placed(table, {
      payer: {
        ...examplePayer(),
        authorizationRules: [{ id: 'open', source: 's', from: '2025-01-01', needed: false }],
        packs: [
          PolicyPack.parse({
            id: 'national',
            source: 'a policy of the tests',
            mark: 'own-target',
            heldAgainst: 'claim',
            from: '2026-01-01',
            therapies: ['infliximab'],
            criteria: [criterion],
          }),
        ],
        ...different,
      },
    });

  it('is on record beside the need, and visits are booked where it is met', async () => {
    const one = await open(step);
    expect(await twice(table, one.referralId, needOf(one))).toEqual({ outcome: 'not-needed' });
    expect(await chain(table, one.referralId)).toMatchObject([
      {
        event: 'authorization.need-determined',
        detail: { answer: 'not-needed', conditions: 'met' },
        determination: { question: 'authorization-needed' },
      },
      {
        event: 'authorization.conditions-judged',
        detail: { answer: 'met' },
        determination: {
          question: 'criteria',
          facts: { therapyId: 'infliximab', setting: 'infusion-center', on: '2026-11-20' },
        },
      },
    ]);
  });

  it('waits for the practice where it is not, and nothing is booked', async () => {
    const one = await open(notes);
    expect(await twice(table, one.referralId, needOf(one))).toEqual({
      outcome: 'hold',
      reason: 'conditions-undocumented',
      dueAt: '2026-11-23T16:01:00Z',
    });
    const resume = await endHold(table, one.referralId, {
      reason: 'conditions-undocumented',
      action: 'book-without',
      note: 'The note follows.',
    });
    expect(resume).toBe('Book series');
  });

  it('is asked for since it was asked first: looking again without it sets no clock back', async () => {
    const one = await open(notes);
    const lookAt = (at: string, turn: number) =>
      determineAuthorizationNeed({ store: one.store, now: () => new Date(at) })({
        ...one.input('need', turn),
        round: 0,
      });
    expect(await lookAt('2026-11-20T16:00:00Z', 0)).toMatchObject({
      dueAt: '2026-11-23T16:00:00Z',
    });
    await endHold(table, one.referralId, {
      reason: 'conditions-undocumented',
      action: 'recheck',
    });
    for (const turn of [1, 2])
      expect(await lookAt(`2026-11-2${turn + 3}T16:00:00Z`, turn)).toMatchObject({
        reason: 'conditions-undocumented',
        dueAt: '2026-11-23T16:00:00Z',
      });
  });

  it('is not looked at here where the payer is asked: the draft does', async () => {
    const { authorizationRules } = examplePayer();
    const one = await open(notes, { authorizationRules });
    expect(await needOf(one)()).toMatchObject({ outcome: 'needed' });
    expect(await one.events()).toEqual(['authorization.need-determined']);
  });

  it('is not told of where nothing is on file', async () => {
    const one = await open(step, { packs: [] });
    expect(await needOf(one)()).toEqual({ outcome: 'not-needed' });
    expect(await one.events()).toEqual(['authorization.need-determined']);
  });
});
