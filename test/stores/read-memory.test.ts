import {
  type BatchGetCommand,
  GetCommand,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readMany } from '../../functions/platform/read-items.ts';
import { withMemory } from '../../functions/platform/read-memory.ts';
import { openDatabase } from '../support/database.ts';

let database: Awaited<ReturnType<typeof openDatabase>>;
beforeAll(async () => {
  database = await openDatabase();
});
afterAll(() => database.close());

const key = (pk: string) => ({ pk, sk: 'ITEM' });
const put = (pk: string, note: string, condition?: string) =>
  new TransactWriteCommand({
    TransactItems: [
      {
        Put: {
          TableName: database.table.name,
          Item: { ...key(pk), note },
          ...(condition ? { ConditionExpression: condition } : {}),
        },
      },
    ],
  });
const noteOf = async (table: typeof database.table, pk: string): Promise<unknown> =>
  (await table.client.send(new GetCommand({ TableName: table.name, Key: key(pk) }))).Item?.note;
const notesOf = async (table: typeof database.table, pk: string): Promise<unknown[]> =>
  (
    await table.client.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk },
      }),
    )
  ).Items?.map(({ note }) => note) ?? [];

describe('the table of one event', () => {
  it('is asked the same only once, until it is written to in that place', async () => {
    await database.table.client.send(put('ONE', 'first'));
    await database.table.client.send(put('TWO', 'first'));
    const table = withMemory(database.table);
    expect(await noteOf(table, 'ONE')).toBe('first');
    expect(await notesOf(table, 'ONE')).toEqual(['first']);
    expect(await noteOf(table, 'TWO')).toBe('first');
    await database.table.client.send(put('TWO', 'of somebody else'));
    await table.client.send(put('ONE', 'second'));
    expect(await noteOf(table, 'ONE')).toBe('second');
    expect(await notesOf(table, 'ONE')).toEqual(['second']);
    expect(await noteOf(table, 'TWO')).toBe('first');
    expect(await noteOf(withMemory(database.table), 'TWO')).toBe('of somebody else');
  });

  it('is asked everything anew once a write was refused: others have written', async () => {
    await database.table.client.send(put('THREE', 'first'));
    const table = withMemory(database.table);
    expect(await noteOf(table, 'THREE')).toBe('first');
    await database.table.client.send(put('THREE', 'of somebody else'));
    const refused = table.client.send(put('FOUR', 'mine', 'attribute_exists(pk)'));
    await expect(refused).rejects.toThrow();
    expect(await noteOf(table, 'THREE')).toBe('of somebody else');
  });

  it('remembers items read together one by one, also that one is not there', async () => {
    await database.table.client.send(put('FIVE', 'first'));
    const asked: unknown[] = [];
    const { table } = database;
    const watched = {
      ...table,
      client: new Proxy(table.client, {
        get: (target, property) =>
          property === 'send'
            ? (command: BatchGetCommand) => {
                asked.push(command.input.RequestItems?.[table.name]?.Keys);
                return target.send(command);
              }
            : Reflect.get(target, property),
      }),
    };
    const own = withMemory(watched);
    expect(await readMany(own, [key('FIVE'), key('SIX')])).toMatchObject([
      { note: 'first' },
      undefined,
    ]);
    expect(await readMany(own, [key('SIX'), key('SEVEN'), key('FIVE')])).toMatchObject([
      undefined,
      undefined,
      { note: 'first' },
    ]);
    expect(asked).toEqual([[key('FIVE'), key('SIX')], [key('SEVEN')]]);
  });

  it('reads an item again that it wrote, and one that was not there before', async () => {
    const own = withMemory(database.table);
    expect(await readMany(own, [key('EIGHT'), key('NINE')])).toEqual([undefined, undefined]);
    await database.table.client.send(put('NINE', 'of somebody else'));
    await own.client.send(put('EIGHT', 'mine'));
    expect(await readMany(own, [key('EIGHT'), key('NINE')])).toMatchObject([
      { note: 'mine' },
      undefined,
    ]);
  });
});
