import { region } from '../assembly/resource-names.ts';
import { databaseClient } from '../aws-gateway/dynamodb.ts';
import { asList, asObject, asText, type JsonObject } from '../json.ts';

export type StreamRecord = JsonObject;

/** The embedded database answers nobody else while it reads a page: a millisecond for ten records. */
const pageSize = 25;

/** Reads a table's stream from a position; the embedded database keeps it in one ordered shard. */
export type StreamReader = {
  /** Up to `limit` records after the sequence number, or from the start when it is empty. */
  after(sequence: string, limit: number): Promise<StreamRecord[]>;
  close(): void;
};

export const sequenceOf = (record: StreamRecord): string =>
  asText(asObject(record.dynamodb).SequenceNumber);

export const openStreamReader = async (
  endpoint: string,
  table: string,
  streamArn: string,
): Promise<StreamReader> => {
  const database = databaseClient(endpoint);
  const call = async (operation: string, input: JsonObject) => {
    const target = `DynamoDBStreams_20120810.${operation}`;
    const { status, body } = await database.send(target, JSON.stringify(input));
    if (status !== 200) throw new Error(`${operation} failed: ${body}`);
    return asObject(JSON.parse(body));
  };
  const [stream] = asList<JsonObject>((await call('ListStreams', { TableName: table })).Streams);
  if (!stream) throw new Error(`The table ${table} has no stream`);
  const arn = asText(stream.StreamArn);
  const { Shards } = asObject((await call('DescribeStream', { StreamArn: arn })).StreamDescription);
  const ShardId = asText(asList<JsonObject>(Shards)[0]?.ShardId);

  let iterator = '';
  let position: string | undefined;
  const iteratorAt = async (sequence: string) => {
    if (iterator && position === sequence) return iterator;
    const start: JsonObject = sequence
      ? { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: sequence }
      : { ShardIteratorType: 'TRIM_HORIZON' };
    return asText(
      (await call('GetShardIterator', { StreamArn: arn, ShardId, ...start })).ShardIterator,
    );
  };

  const pageAfter = async (sequence: string, limit: number) => {
    const input = { ShardIterator: await iteratorAt(sequence), Limit: limit };
    const { Records, NextShardIterator } = await call('GetRecords', input);
    const records = asList<JsonObject>(Records);
    iterator = asText(NextShardIterator);
    position = records.length ? sequenceOf(records.at(-1) as JsonObject) : sequence;
    return records;
  };

  return {
    after: async (sequence, limit) => {
      const records: JsonObject[] = [];
      for (let full = true; full && records.length < limit; ) {
        const size = Math.min(pageSize, limit - records.length);
        const page = await pageAfter(records.length ? (position ?? '') : sequence, size);
        records.push(...page);
        full = page.length === size;
      }
      return records.map((record) => ({
        ...record,
        awsRegion: region,
        eventSourceARN: streamArn,
      }));
    },
    close: database.close,
  };
};
