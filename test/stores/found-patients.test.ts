import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { afterAll, describe, expect, it } from 'vitest';
import type { BlindIndex } from '../../functions/platform/blind-index.ts';
import { readAll } from '../../functions/platform/read-items.ts';
import type { Table } from '../../functions/platform/table.ts';
import { findStore } from '../../functions/referral/find-store.ts';
import { indexPatients } from '../../functions/referral/index-patients.ts';
import { findTokens, tokensToKeep } from '../../functions/referral/person/search.ts';
import { openDatabase } from '../support/database.ts';
import { aVisitAtCenter } from '../support/visits.ts';

const { table, close } = await openDatabase();
afterAll(close);

/** Tokens that no other test writes. */
const index: BlindIndex = async (...words) => `found-patients ${words.join(' ')}`.padEnd(32);

const received = (referralId: string, SequenceNumber: string) =>
  ({
    dynamodb: {
      SequenceNumber,
      NewImage: marshall({
        referralId,
        sequence: 1,
        at: '2026-11-20T16:00:00.000Z',
        event: 'referral.received',
        detail: {},
      }),
    },
  }) as DynamoDBRecord;

/** The table, with what it was asked; `instead` answers in its place. */
const watched = (instead: (name: string) => object | undefined = () => undefined) => {
  const asked: string[] = [];
  const send = (command: { constructor: { name: string } }) => {
    const { name } = command.constructor;
    asked.push(name);
    return instead(name) ?? table.client.send(command as never);
  };
  return { asked, seen: { ...table, client: { send } } as unknown as Table };
};

/** The tokens by which a referral should be found, and those under which a row of it stands. */
const tokensOf = async (referralId: string) => {
  const [referral] = await findStore(table).sought([referralId]);
  if (!referral) throw new Error('no such referral');
  return findTokens(index, tokensToKeep(referral.sought));
};
const standsUnder = async (referralId: string): Promise<string[]> => {
  const under: string[] = [];
  for (const token of await tokensOf(referralId)) {
    const rows = await readAll(table, `FIND#${token}`);
    if (rows.some(({ sk }) => String(sk).endsWith(referralId))) under.push(token);
  }
  return under;
};

describe('by what a patient is found', () => {
  it('is kept for all that come together with two reads, however often one is told of', async () => {
    const [one, other] = [await aVisitAtCenter(table), await aVisitAtCenter(table)];
    const { asked, seen } = watched();
    const told = [one.referralId, other.referralId, one.referralId];
    const answer = await indexPatients({ store: findStore(seen), index })({
      Records: told.map((id, at) => received(id, String(at))),
    });
    expect(answer).toEqual({ batchItemFailures: [] });
    const each = [await tokensOf(one.referralId), await tokensOf(other.referralId)];
    for (const [at, { referralId }] of [one, other].entries())
      expect(await standsUnder(referralId)).toEqual(each[at]);
    const rows = each.flat().length;
    expect(rows).toBeGreaterThan(10);
    expect(asked).toEqual([
      'BatchGetCommand',
      'BatchGetCommand',
      ...Array<string>(Math.ceil(rows / 25)).fill('BatchWriteCommand'),
    ]);
  });

  it('is kept for the others where one can never be read', async () => {
    const [good, bad] = [await aVisitAtCenter(table), await aVisitAtCenter(table)];
    let asked = 0;
    const failing: BlindIndex = (...words) => {
      asked += 1;
      return asked === 1 || isAlone ? Promise.reject(new Error('no key')) : index(...words);
    };
    let isAlone = false;
    const store = findStore(table);
    const Records = [received(bad.referralId, 'bad'), received(good.referralId, 'good')];
    const answer = await indexPatients({
      index: failing,
      store: {
        ...store,
        sought: async (ids) => {
          isAlone = ids.length === 1 && ids[0] === bad.referralId;
          return store.sought(ids);
        },
      },
    })({ Records });
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'bad' }] });
    expect(await standsUnder(good.referralId)).toEqual(await tokensOf(good.referralId));
    expect(await standsUnder(bad.referralId)).toEqual([]);
  });

  it('is handed over again as a whole where the table did not take all of it', async () => {
    const { referralId } = await aVisitAtCenter(table);
    const { seen } = watched((name) =>
      name === 'BatchWriteCommand' ? { UnprocessedItems: { [table.name]: [{}] } } : undefined,
    );
    const Records = [received(referralId, 'first'), received('ref_0000000000000000000z', 'second')];
    expect(await indexPatients({ store: findStore(seen), index })({ Records })).toEqual({
      batchItemFailures: [{ itemIdentifier: 'first' }],
    });
  });

  it('is nothing of a referral that is not there', async () => {
    const { asked, seen } = watched();
    const Records = [received('ref_0000000000000000000z', 'only')];
    expect(await indexPatients({ store: findStore(seen), index })({ Records })).toEqual({
      batchItemFailures: [],
    });
    expect(asked).not.toContain('BatchWriteCommand');
  });
});
