import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Table } from '../../functions/platform/table.ts';

/** The sparse indexes of the table, as infra/table.ts makes them. */
const indexes = ['worklist', 'escalated', 'practice', 'month', 'due'];
/** The one index without an order. */
const byNumber = 'number';

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

const clientOn = (port: number): DynamoDBClient =>
  new DynamoDBClient({
    region: 'us-east-1',
    endpoint: `http://127.0.0.1:${port}`,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 60,
    retryStrategy: undefined,
  });

/** A fresh in-memory table on the embedded DynamoDB engine; close it when the test file ends. */
export const openDatabase = async (): Promise<{
  table: Table;
  close: () => void;
  port: number;
}> => {
  const port = await freePort();
  const engine: ChildProcess = spawn(
    new URL('../../node_modules/@dynoxide/linux-x64/dynoxide', import.meta.url).pathname,
    ['serve', '--host', '127.0.0.1', '--port', String(port)],
    { stdio: 'ignore' },
  );
  await listening(port);
  const client = clientOn(port);
  const name = 'dripline';
  await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [
        'pk',
        'sk',
        ...indexes.flatMap((index) => [index, `${index}Sort`]),
        byNumber,
      ].map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const })),
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: [
        ...indexes.map((IndexName) => ({
          IndexName,
          KeySchema: [
            { AttributeName: IndexName, KeyType: 'HASH' as const },
            { AttributeName: `${IndexName}Sort`, KeyType: 'RANGE' as const },
          ],
          Projection: { ProjectionType: 'INCLUDE' as const, NonKeyAttributes: ['view', 'id'] },
        })),
        {
          IndexName: byNumber,
          KeySchema: [{ AttributeName: byNumber, KeyType: 'HASH' as const }],
          Projection: { ProjectionType: 'KEYS_ONLY' as const },
        },
      ],
    }),
  );
  return {
    table: {
      client: DynamoDBDocumentClient.from(client, {
        marshallOptions: { removeUndefinedValues: true },
      }),
      name,
    },
    port,
    close: () => {
      client.destroy();
      engine.kill();
    },
  };
};

/** Resolves when the port takes connections; bounded by the test's own timeout. */
const listening = async (port: number): Promise<void> => {
  for (;;) {
    try {
      await fetch(`http://127.0.0.1:${port}/`, { method: 'POST' });
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
};
