import { afterAll, describe, expect, it } from 'vitest';
import { TransientFault } from '../../functions/platform/errors.ts';
import { draftedFor } from '../support/authorization-steps.ts';
import { openDatabase } from '../support/database.ts';
import { openPayers } from '../support/payer-simulator.ts';

const { table, close } = await openDatabase();
const payers = await openPayers();
afterAll(async () => {
  await close();
  await payers.close();
});
const drafted = (scenario: string) => draftedFor(table, payers, scenario);

const note = {
  title: 'Office note',
  type: '11506-3',
  contentType: 'text/plain',
  data: Buffer.from('An invented note.').toString('base64'),
};

describe('a request counts once', () => {
  it('when the step crashed between sending and recording', async () => {
    const { id, store, submit, received } = await drafted('PENDAPPROVE');
    const crashing = {
      ...store,
      put: async () => {
        throw new TransientFault('crash');
      },
    };
    await expect(submit(0, crashing)).rejects.toThrow('crash');
    await submit();
    expect(await received()).toMatchObject([{ identifier: `${id}-1`, received: 2 }]);
  });

  it('when a payer that fails twice takes it the third time, and nothing is recorded before', async () => {
    const { submit, received, events } = await drafted('FLAKY');
    for (const _ of ['first', 'second']) await expect(submit()).rejects.toThrow(TransientFault);
    expect(await events()).toEqual(['authorization.drafted']);
    expect(await submit()).toEqual({ outcome: 'approved' });
    expect(await received()).toMatchObject([{ received: 1 }]);
  });

  it('when the answer cannot be read, which is a fault and not a decision', async () => {
    const { submit, read } = await drafted('GARBAGE');
    await expect(submit()).rejects.toThrow(TransientFault);
    expect(await read()).toMatchObject({ status: 'drafted' });
  });

  it('when a person has it sent again under the same name while it is pended', async () => {
    const { submit, received } = await drafted('PENDAPPROVE');
    await submit(0);
    expect(await submit(1)).toMatchObject({ reason: 'payer-decision' });
    expect(await received()).toMatchObject([{ received: 2 }]);
  });
});

describe('a further request', () => {
  it('carries what the payer asked for as an update of the first', async () => {
    const { submit, documents, read, received } = await drafted('PENDINFO');
    await submit(0);
    expect((await read())?.informationDueAt).toBeDefined();
    documents.push(note);
    expect(await submit(1)).toEqual({ outcome: 'approved' });
    expect(await received()).toHaveLength(2);
    expect((await read())?.informationDueAt).toBeUndefined();
  });

  it('stays open when nothing was added', async () => {
    const { submit } = await drafted('PENDINFO');
    await submit(0);
    expect(await submit(1)).toMatchObject({ reason: 'information-requested' });
  });

  it('after a denial is a new draft and a new request', async () => {
    // The member id is shared by tests of this scenario only.
    const { draft, submit, read, received } = await drafted('DENYONCE');
    expect(await submit(0)).toMatchObject({ reason: 'denied' });
    await draft(1);
    expect(await submit(1)).toEqual({ outcome: 'approved' });
    expect(await read()).toMatchObject({ version: 2, sent: { number: 2, version: 2 } });
    expect(await received()).toHaveLength(2);
  });
});
