import { randomUUID } from 'node:crypto';
import { CreateTableCommand, DeleteTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { inject } from 'vitest';
import type { Table } from '../../functions/platform/table.ts';

/**
 * An empty table of the caller's own, with the indexes and projections that are deployed; close it
 * when the test file ends, which removes it.
 */
export const openDatabase = async (): Promise<{
  table: Table;
  endpoint: string;
  close: () => Promise<void>;
}> => {
  const endpoint = inject('databaseEndpoint');
  const client = new DynamoDBClient({
    region: 'us-east-1',
    endpoint,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const name = `dripline-test-${randomUUID()}`;
  await client.send(new CreateTableCommand({ ...inject('tableDefinition'), TableName: name }));
  return {
    table: {
      client: DynamoDBDocumentClient.from(client, {
        marshallOptions: { removeUndefinedValues: true },
      }),
      name,
    },
    endpoint,
    close: async () => {
      await client.send(new DeleteTableCommand({ TableName: name }));
      client.destroy();
    },
  };
};
