import { DynamoDBClient, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { TransientFault } from '../../functions/platform/errors.ts';
import { writeItems } from '../../functions/platform/write-items.ts';

const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'us-east-1' }));
const mock = mockClient(client);
const table = { client, name: 'records' };
const put = (pk: string) => ({ Put: { TableName: 'records', Item: { pk, sk: '1' } } });
const conflict = Object.assign(new Error('in use'), { name: 'TransactionConflictException' });
const cancelled = (...codes: string[]) =>
  new TransactionCanceledException({
    message: 'cancelled',
    $metadata: {},
    CancellationReasons: codes.map((Code) => ({ Code })),
  });

beforeEach(() => mock.reset());

describe('an item that another transaction has in hand', () => {
  it('is written when it is free, alone or with others', async () => {
    mock.on(PutCommand).rejectsOnce(conflict).resolves({});
    mock
      .on(TransactWriteCommand)
      .rejectsOnce(cancelled('TransactionConflict', 'None'))
      .resolves({});
    expect(await writeItems(table, [put('READ#1')])).toBeUndefined();
    expect(await writeItems(table, [put('REF#1'), put('REF#2')])).toBeUndefined();
    expect(mock.commandCalls(PutCommand)).toHaveLength(2);
    expect(mock.commandCalls(TransactWriteCommand)).toHaveLength(2);
  });

  it('and never gets free is a fault that is tried again later', async () => {
    mock.on(PutCommand).rejects(conflict);
    await expect(writeItems(table, [put('READ#1')])).rejects.toThrow(TransientFault);
    expect(mock.commandCalls(PutCommand).length).toBeLessThan(20);
  });

  it('is refused, not tried again, where a condition failed beside it', async () => {
    mock
      .on(TransactWriteCommand)
      .rejects(cancelled('TransactionConflict', 'ConditionalCheckFailed'));
    expect(await writeItems(table, [put('REF#1'), put('REF#2')])).toEqual({ at: 1, found: {} });
    expect(mock.commandCalls(TransactWriteCommand)).toHaveLength(1);
  });
});
