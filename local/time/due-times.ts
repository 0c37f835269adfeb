import { databaseClient } from '../aws-gateway/dynamodb.ts';
import { asList, asObject, asText, type JsonObject } from '../json.ts';

/** The table and sort key of the index that lists what is due, if the template has one. */
export type DueIndex = { table: string; index: string; sortKey: string };

/**
 * The instants at which the table says something is due, earliest first, epoch milliseconds. They
 * only tell where the clock must not be moved past; what is done then, the schedules decide.
 */
export const dueTimes = async (
  endpoint: string,
  { table, index, sortKey }: DueIndex,
): Promise<number[]> => {
  const database = databaseClient(endpoint);
  const found = new Set<number>();
  let from: JsonObject = {};
  try {
    do {
      const { body } = await database.send(
        'DynamoDB_20120810.Scan',
        JSON.stringify({
          TableName: table,
          IndexName: index,
          ProjectionExpression: '#sort',
          ExpressionAttributeNames: { '#sort': sortKey },
          ...(Object.keys(from).length && { ExclusiveStartKey: from }),
        }),
      );
      const page = asObject(JSON.parse(body));
      for (const item of asList<JsonObject>(page.Items)) {
        const [instant] =
          /^\d{4}-\d{2}-\d{2}(T[\d:.]+Z)?/.exec(asText(asObject(item[sortKey]).S)) ?? [];
        const at = instant ? Date.parse(instant) : Number.NaN;
        if (!Number.isNaN(at)) found.add(at);
      }
      from = asObject(page.LastEvaluatedKey);
    } while (Object.keys(from).length);
  } finally {
    database.close();
  }
  return [...found].sort((a, b) => a - b);
};
