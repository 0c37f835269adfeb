import { databaseClient } from '../aws-gateway/dynamodb.ts';
import { asList, asObject, type JsonObject } from '../json.ts';
import type { Clock } from './clock.ts';

type Options = {
  endpoint: string;
  /** The time-to-live attribute by table, in epoch seconds. */
  attributes: ReadonlyMap<string, string>;
  keysOf(table: string): string[];
  clock: Clock;
  onWrite(): void;
  /** What else expires once a day: objects of buckets. */
  expireObjects?(): void;
};

const dayMs = 86_400_000;

/**
 * Deletes expired items and objects once a day of the runtime's clock: nobody else here does it.
 * DynamoDB is as late; readers filter for themselves.
 */
export const openExpiry = ({
  endpoint,
  attributes,
  keysOf,
  clock,
  onWrite,
  expireObjects,
}: Options) => {
  const database = databaseClient(endpoint);
  let disarm = () => {};
  let closed = false;

  const send = async (operation: string, input: JsonObject) => {
    const { status, body } = await database.send(
      `DynamoDB_20120810.${operation}`,
      JSON.stringify(input),
    );
    if (status !== 200) throw new Error(`${operation} failed with status ${status}`);
    return asObject(JSON.parse(body));
  };

  const sweepTable = async (table: string, attribute: string) => {
    const keys = keysOf(table);
    let from: JsonObject = {};
    do {
      const page = await send('Scan', {
        TableName: table,
        FilterExpression: '#at <= :now',
        ProjectionExpression: keys.map((_key, at) => `#k${at}`).join(', '),
        ExpressionAttributeNames: {
          '#at': attribute,
          ...Object.fromEntries(keys.map((key, at) => [`#k${at}`, key])),
        },
        ExpressionAttributeValues: { ':now': { N: String(Math.floor(clock.now() / 1000)) } },
        ...(Object.keys(from).length && { ExclusiveStartKey: from }),
      });
      for (const Key of asList<JsonObject>(page.Items)) {
        await send('DeleteItem', { TableName: table, Key });
        onWrite();
      }
      from = asObject(page.LastEvaluatedKey);
    } while (Object.keys(from).length);
  };

  let running: Promise<void> = Promise.resolve();
  const sweep = async () => {
    expireObjects?.();
    for (const [table, attribute] of attributes) await sweepTable(table, attribute);
  };
  const arm = () => {
    disarm = clock.schedule((Math.floor(clock.now() / dayMs) + 1) * dayMs, () => {
      if (closed) return;
      running = sweep().catch(() => {});
      arm();
    });
  };
  arm();

  return {
    /** Resolves when the sweep under way is done. */
    settled: () => running,
    close: async () => {
      closed = true;
      disarm();
      await running;
      database.close();
    },
  };
};
