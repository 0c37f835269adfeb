import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, describe, expect, it } from 'vitest';
import { payerGateway } from '../../functions/authorization/payer-gateway.ts';
import { submitAuthorization } from '../../functions/authorization/submit-authorization.ts';
import { postToPayer } from '../../functions/payer/wire-gateway.ts';
import { keys } from '../../functions/platform/keys.ts';
import { chain } from '../../functions/platform/record.ts';
import { now, placed } from '../support/authorization-steps.ts';
import { aPack } from '../support/criteria.ts';
import { openDatabase } from '../support/database.ts';
import { openPayers } from '../support/payer-simulator.ts';
import { endHold } from '../support/steps.ts';

const { table, close } = await openDatabase();
const payers = await openPayers();
afterAll(async () => {
  await close();
  await payers.close();
});

const common = { without: 'denies', suppliedBy: 'practice' };
const step = {
  ...common,
  id: 'step',
  says: 'Azathioprine failed.',
  kind: 'tried',
  drugs: [['azathioprine']],
  atLeast: 1,
};
const note = { ...common, id: 'note', says: 'A note.', kind: 'document', types: ['11506-3'] };
const other = { ...note, id: 'other', types: ['18776-5'] };
const home = { ...common, id: 'home', says: 'At home.', kind: 'site', settings: ['home'] };

/** One drug that failed, and one of which the practice says two things. */
const priorTherapies = [
  { drug: 'azathioprine', outcome: 'no response after 4 months' },
  { drug: 'methotrexate', outcome: 'no response' },
  { drug: 'methotrexate', outcome: 'good response' },
];

const asked = async (...criteria: object[]) => {
  const base = payers.payer();
  const withPack = (all: readonly object[]) => ({
    ...base,
    packs: [aPack(all, { id: 'policy' })],
  });
  const payer = withPack(criteria);
  const one = await placed(table, { payer, told: { priorTherapies } });
  const deps = {
    store: one.store,
    payer: payerGateway(postToPayer),
    documents: { read: async () => [] },
  };
  return {
    ...one,
    submit: (turn = 0, at = now()) =>
      submitAuthorization({ ...deps, now: () => at })({
        ...one.input('submit', turn),
        draft: true,
      }),
    received: async () =>
      (await payers.log()).submissions.filter(({ identifier }) => identifier.startsWith(one.id)),
    /** Another policy of the payer from now on. */
    change: async (...all: object[]) => {
      await table.client.send(
        new PutCommand({
          TableName: table.name,
          Item: { ...keys.payer(payer.payerId), ...withPack(all) },
        }),
      );
    },
    drafted: async () =>
      (await chain(table, one.referralId)).filter(({ event }) => event === 'authorization.drafted'),
  };
};

describe('what a payer wants to be shown before a request', () => {
  it('is looked at and on record, and the request goes where all of it is met', async () => {
    const { submit, read, received, drafted } = await asked(step);
    expect(await submit()).toEqual({ outcome: 'approved' });
    expect((await read())?.criteria).toMatchObject({
      answer: 'met',
      gaps: [],
      shown: ['Azathioprine failed. azathioprine: no response after 4 months'],
    });
    expect(await received()).toHaveLength(1);
    const records = await drafted();
    expect(records).toHaveLength(1);
    expect(records[0]?.determination).toMatchObject({
      question: 'criteria',
      answer: 'met',
      reasons: [{ bearing: 'for', code: 'criterion-met' }],
    });
  });

  it('waits for the practice where it is not known, for all of it at once, and nothing is sent', async () => {
    const { submit, read, received, drafted } = await asked(step, note, home);
    const wait = { outcome: 'hold', reason: 'evidence-missing', dueAt: '2026-11-23T16:00:00Z' };
    expect(await submit()).toEqual(wait);
    expect((await read())?.criteria?.gaps).toEqual([
      'policy/note: unknown',
      'policy/home: not-met',
    ]);
    expect(await submit(1)).toEqual(wait);
    expect(await received()).toEqual([]);
    expect(await drafted()).toHaveLength(1);
  });

  it('waits no longer for the rest when a part of it came, and anew for what was not asked for', async () => {
    const { submit, change } = await asked(step, note, other);
    const monday = '2026-11-23T16:00:00Z';
    expect(await submit()).toMatchObject({ reason: 'evidence-missing', dueAt: monday });
    await change(step, note);
    const later = new Date('2026-11-23T15:00:00Z');
    expect(await submit(1, later)).toMatchObject({ reason: 'evidence-missing', dueAt: monday });
    expect(await submit(2, later)).toMatchObject({ reason: 'evidence-missing', dueAt: monday });
    await change(step, other);
    expect(await submit(3, later)).toMatchObject({
      reason: 'evidence-missing',
      dueAt: '2026-11-24T15:00:00Z',
    });
  });

  it('waits for a coordinator where what is on record does not meet it', async () => {
    const { submit, received } = await asked(step, home);
    expect(await submit()).toMatchObject({ outcome: 'hold', reason: 'criteria-not-met' });
    expect(await received()).toEqual([]);
  });

  it('waits for a clinician where all that lacks is on record and contradicts itself', async () => {
    const doubt = { ...step, id: 'doubt', drugs: [['methotrexate']] };
    const { submit, change, received } = await asked(doubt, note, home);
    // The practice has something to send as well, and may settle both.
    expect(await submit()).toMatchObject({
      reason: 'evidence-missing',
      dueAt: '2026-11-23T16:00:00Z',
    });
    await change(doubt, home);
    const later = new Date('2026-11-23T15:00:00Z');
    const wait = { reason: 'evidence-contradictory', dueAt: '2026-11-23T23:00:00Z' };
    expect(await submit(1, later)).toMatchObject(wait);
    // Nothing new: its clock goes on.
    expect(await submit(2, new Date('2026-11-23T17:00:00Z'))).toMatchObject(wait);
    expect(await received()).toEqual([]);
  });

  it('goes as an exception with its reason once a person takes it on', async () => {
    const { referralId, submit, read, received } = await asked(step, home);
    await submit();
    const resume = await endHold(
      table,
      referralId,
      { reason: 'criteria-not-met', action: 'ask-exception', note: 'No nurse reaches the home.' },
      { scope: 'a1.' },
    );
    expect(resume).toBe('Draft authorization');
    expect(await submit(1)).toEqual({ outcome: 'approved' });
    expect(await received()).toHaveLength(1);
    expect((await read())?.criteria?.taken?.note).toBe('No nurse reaches the home.');
  });

  it('asks again for what was not open when somebody took the rest on', async () => {
    const { referralId, submit, change, received } = await asked(home);
    await submit();
    await endHold(
      table,
      referralId,
      { reason: 'criteria-not-met', action: 'ask-exception', note: 'No nurse reaches the home.' },
      { scope: 'a1.' },
    );
    await change(home, note);
    expect(await submit(1)).toMatchObject({ outcome: 'hold', reason: 'evidence-missing' });
    expect(await received()).toEqual([]);
  });

  it('is sent once a changed policy is met, as a new draft with an answer of its own', async () => {
    const { submit, change, received, drafted } = await asked(note);
    await submit();
    await change(step);
    expect(await submit(1)).toEqual({ outcome: 'approved' });
    expect(await received()).toHaveLength(1);
    expect((await drafted()).map(({ determination }) => determination?.answer)).toEqual([
      'unknown',
      'met',
    ]);
  });
});
