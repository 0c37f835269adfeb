import { randomUUID } from 'node:crypto';
import { DeleteTableCommand } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CloudAssembly } from '../../local/assembly/cloud-assembly.ts';
import { createTables } from '../../local/data/table-definition.ts';
import { openDatabase } from '../support/database.ts';

let database: Awaited<ReturnType<typeof openDatabase>>;
beforeAll(async () => {
  database = await openDatabase();
});

/** A name that no other run on the same engine uses. */
const name = `Notes-${randomUUID()}`;
afterAll(async () => {
  await database.table.client.send(new DeleteTableCommand({ TableName: name }));
  await database.close();
});

/** A template with one table that has these indexes. */
const template = (...indexes: string[]) =>
  ({
    ofType: () => [
      {
        ref: name,
        properties: {
          KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
          AttributeDefinitions: ['pk', ...indexes].map((AttributeName) => ({
            AttributeName,
            AttributeType: 'S',
          })),
          GlobalSecondaryIndexes: indexes.map((IndexName) => ({
            IndexName,
            KeySchema: [{ AttributeName: IndexName, KeyType: 'HASH' }],
            Projection: { ProjectionType: 'ALL' },
          })),
        },
      },
    ],
  }) as unknown as CloudAssembly;

describe('the tables of a folder that an earlier version wrote', () => {
  it('keep what they hold and get the indexes that came since', async () => {
    const { client } = database.table;
    const { endpoint } = database;
    await createTables(template('color'), endpoint);
    const Item = { pk: 'one', color: 'blue', shade: 'small' };
    await client.send(new PutCommand({ TableName: name, Item }));
    await createTables(template('color', 'shade'), endpoint);
    await createTables(template('color', 'shade'), endpoint);
    const kept = await client.send(new GetCommand({ TableName: name, Key: { pk: 'one' } }));
    expect(kept.Item).toEqual(Item);
    const { Items } = await client.send(
      new QueryCommand({
        TableName: name,
        IndexName: 'shade',
        KeyConditionExpression: 'shade = :small',
        ExpressionAttributeValues: { ':small': 'small' },
      }),
    );
    expect(Items).toEqual([Item]);
  });
});
