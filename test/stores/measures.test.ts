import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { afterAll, describe, expect, it } from 'vitest';
import { keepMeasures } from '../../functions/measures/keep-measures.ts';
import { counterParts } from '../../functions/measures/measured.ts';
import { measuresStore } from '../../functions/measures/measures-store.ts';
import { keys } from '../../functions/platform/keys.ts';
import { keepStore } from '../../functions/worklist/keep-store.ts';
import { keepWorklist } from '../../functions/worklist/keep-worklist.ts';
import { openDatabase } from '../support/database.ts';
import { aMeasuredHistory, imagesOf, invented, recountOf } from '../support/measured-histories.ts';

const { table, close } = await openDatabase();
afterAll(close);

/** All that is kept of the counters which a recount names, in its form. */
const keptFor = async (truth: Record<string, unknown>) => {
  const store = measuresStore(table);
  const months = new Set(
    Object.keys(truth).map((name) => {
      const { family, month } = counterParts(name);
      return `${family}|${month}`;
    }),
  );
  const all: Record<string, Record<string, number>> = {};
  for (const one of months) {
    const { family, month } = counterParts(one);
    for (const { by, cells } of await store.read(family, month)) {
      const counted = Object.entries(cells).filter(([, amount]) => amount !== 0);
      if (counted.length > 0) all[[one, ...by].join('|')] = Object.fromEntries(counted);
    }
  }
  return all;
};

describe('what is counted in the table', () => {
  const histories = Array.from({ length: 60 }, (_, number) => aMeasuredHistory(number, 3));
  const truth = recountOf(histories);
  const keep = keepMeasures(table);
  const { shuffled, often } = invented(9);

  it('is what a recount finds, with changes that come twice, mixed, and side by side', async () => {
    const images = histories.flatMap(imagesOf);
    const all = shuffled([...images, ...images.filter(() => often(0.3))]);
    const batches = Array.from({ length: Math.ceil(all.length / 25) }, (_, at) =>
      all.slice(at * 25, (at + 1) * 25),
    );
    // Two shards' worth: what one has in hand the other may write.
    const half = Math.ceil(batches.length / 2);
    const one = async (part: typeof batches) => {
      for (const batch of part) await keep(batch);
    };
    await Promise.all([one(batches.slice(0, half)), one(batches.slice(half))]);
    expect(await keptFor(truth)).toEqual(truth);
  });

  it('stays as it is when all comes once more', async () => {
    for (const history of histories.slice(0, 10)) await keep(imagesOf(history));
    expect(await keptFor(truth)).toEqual(truth);
  });
});

describe('what is told of a unit', () => {
  const inHand = new TransactionCanceledException({
    ...{ $metadata: {}, message: 'Transaction cancelled' },
    CancellationReasons: [{ Code: 'TransactionConflict' }],
  });

  /** How a table was written to; so many transactions meet others over an item. */
  const watched = (contended = 0) => {
    const writes: string[] = [];
    const isTransaction = (name: string) => name.startsWith('Transact');
    const send = async (command: { constructor: { name: string } }) => {
      const { name } = command.constructor;
      if (/Put|Transact/.test(name)) writes.push(name);
      if (isTransaction(name) && writes.filter(isTransaction).length <= contended) throw inHand;
      return table.client.send(command as never);
    };
    return { writes, keep: keepMeasures({ ...table, client: { ...table.client, send } as never }) };
  };

  it('goes with its counters where it moves any, and by itself where it moves none', async () => {
    const history = {
      ...aMeasuredHistory(950, 3),
      rounds: [
        {
          ...{ payerId: 'acme-health', sentOn: '2026-08-03', through: '2027-01-31', usedOn: [] },
          ...{ decidedAfter: 5, outcome: 'approved' as const, granted: 100, perVisit: 10 },
        },
      ],
    };
    const [, pended = {}, approved = {}] = imagesOf(history);
    const { writes, keep } = watched();
    await keep([pended]);
    expect(writes).toEqual(['PutCommand']);
    // The round is decided and counts; what its referral hears of that counts once a dose is given.
    await keep([approved]);
    expect(writes.slice(1).sort()).toEqual(['PutCommand', 'TransactWriteCommand']);
    await keep([{ ...approved, rev: 9 }]);
    expect(writes.slice(3)).toEqual(['PutCommand']);
    await keep([{ ...approved, rev: 9 }]);
    expect(writes).toHaveLength(4);
  });

  it('is counted once the others are done that had a counter in hand at every try', async () => {
    const history = { ...aMeasuredHistory(951, 3), practiceNpi: '1999999984' };
    const [received = {}] = imagesOf(history);
    const { writes, keep } = watched(12);
    await keep([received]);
    expect(writes).toHaveLength(13);
    const month = history.receivedOn.slice(0, 7);
    const counters = await measuresStore(table).read('referrals', month);
    expect(counters.find(({ by }) => by[0] === history.practiceNpi)?.cells).toEqual({
      [history.complete ? 'complete' : 'incomplete']: 1,
    });
  });
});

describe('the stream', () => {
  const record = (item: Record<string, unknown>, SequenceNumber: string) =>
    ({
      dynamodb: { NewImage: marshall(item, { removeUndefinedValues: true }), SequenceNumber },
    }) as never;
  const told = (...Records: never[]) =>
    keepWorklist({ store: keepStore(table), measure: keepMeasures(table), now: () => new Date() })({
      Records,
    });

  it('has a visit that cannot be read told again alone, and counts what came beside it', async () => {
    const history = aMeasuredHistory(900, 4);
    const [received = {}] = imagesOf(history);
    const torn = {
      ...keys.visit('vis_00000000000000000901_1'),
      referralId: 'ref_x',
      status: 'completed',
    };
    const { batchItemFailures } = await told(record(torn, '1'), record(received, '2'));
    expect(batchItemFailures).toEqual([{ itemIdentifier: '1' }]);
    const truth = recountOf([{ ...history, rounds: [], visits: [], holds: [], messages: [] }]);
    const [counter = ''] = Object.keys(truth);
    const { family, month, by } = counterParts(counter);
    const found = (await measuresStore(table).read(family, month)).find(
      (one) => one.by.join() === by.join(),
    );
    expect(found?.cells[history.complete ? 'complete' : 'incomplete']).toBeGreaterThan(0);
  });
});
