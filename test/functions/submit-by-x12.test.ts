import { afterAll, describe, expect, it } from 'vitest';
import { makePacket } from '../../functions/authorization/make-packet.ts';
import { draftedFor, now } from '../support/authorization-steps.ts';
import { openDatabase } from '../support/database.ts';
import { openPayers } from '../support/payer-simulator.ts';

const { table, close } = await openDatabase();
const payers = await openPayers();
afterAll(async () => {
  await close();
  await payers.close();
});

const drafted = (scenario: string) =>
  draftedFor(table, payers, scenario, { payerId: 'harbor-mutual' });

describe('a request to a payer over its clearinghouse', () => {
  it.each([
    ['APPROVE', 'approved', { outcome: 'approved' }],
    ['CHANGED', 'changed', { outcome: 'hold', reason: 'approval-changed' }],
    ['DENY', 'denied', { outcome: 'hold' }],
    ['PENDSILENT', 'pended', { outcome: 'hold', reason: 'payer-decision' }],
    ['PENDINFO', 'information-required', { outcome: 'hold', reason: 'information-requested' }],
    ['CONTACT', 'contact-payer', { outcome: 'hold' }],
    ['DENIEDELSEWHERE', 'contact-payer', { outcome: 'hold' }],
    ['ERRMEMBER', 'rejected', { outcome: 'hold' }],
    ['ACKONLY', 'contact-payer', { outcome: 'hold' }],
    ['REFUSE', 'rejected', { outcome: 'hold' }],
  ])('whose answer is %s is %s', async (scenario, status, outcome) => {
    const one = await drafted(scenario);
    expect(await one.submit()).toMatchObject(outcome);
    expect(await one.read()).toMatchObject({
      status,
      sent: { number: 1, channel: 'x12-278' },
    });
  });

  it('bears the number, units and days of the payer, and counts once when it is sent again', async () => {
    const one = await drafted('APPROVE');
    await one.submit(0);
    const authorization = await one.read();
    const [drug] = authorization?.lines ?? [];
    expect(drug).toMatchObject({
      state: 'approved',
      decision: {
        number: expect.stringMatching(/^PA\d+$/),
        units: drug?.units,
        from: drug?.from,
        through: drug?.through,
      },
    });
    const { submissions } = await payers.log();
    expect(submissions.filter(({ identifier }) => identifier.startsWith(one.id))).toMatchObject([
      { identifier: `${one.id}-1`, received: 1, payerId: 'harbor-mutual' },
    ]);
  });

  it.each([
    ['ACKREJECT', /^PermanentFault:payer-interchange-rejected:999 R R HI-20-8/],
    ['TAREJECT', /^PermanentFault:payer-interchange-rejected:ta1-R-024$/],
  ])('that is rejected by %s goes by fax, and says why', async (scenario, code) => {
    const one = await drafted(scenario);
    expect(await one.submit()).toEqual({ outcome: 'by-hand' });
    expect((await one.read())?.channelsFailed).toMatchObject([
      { id: 'harbor-278', code: expect.stringMatching(code) },
    ]);
    expect(await one.events()).toContain('authorization.channel-failed');
  });

  it.each(['FLAKY', 'GARBAGE', 'ERRPAYER'])(
    'is tried again where it fails with %s',
    async (word) => {
      await expect((await drafted(word)).submit()).rejects.toMatchObject({
        name: 'TransientFault',
      });
    },
  );

  it('has what was asked for sent by a person, since a 278 carries no documents', async () => {
    const one = await drafted('PENDINFO');
    await one.submit(0);
    expect(await one.read()).toMatchObject({
      information: expect.arrayContaining([
        { kind: 'attachment', code: '18776-5', line: 1 },
        expect.objectContaining({ kind: 'words', code: expect.stringContaining('3125550172') }),
      ]),
    });
    expect(await one.submit(1)).toEqual({ outcome: 'by-hand' });
    const made = await makePacket({
      store: one.store,
      documents: {
        keep: async (all) =>
          all.map(() => ({ storedAs: 'documents/1', bytes: 1, sha256: 'x' })) as never,
        discard: async () => {},
        find: async () => [],
      },
      now,
    })(one.input('packet', 1));
    expect(made).toMatchObject({ outcome: 'hold', reason: 'packet-to-send' });
    expect((await one.read())?.packet).toMatchObject({ number: 2, way: { channel: 'fax' } });
  });
});
