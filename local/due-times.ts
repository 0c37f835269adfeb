import { databaseClient } from './aws-gateway/dynamodb.ts';
import { asList, asObject, asText, type JsonObject } from './json.ts';

/** The table and sort key of the index that lists what is due, if the template has one. */
export type DueIndex = { table: string; index: string; sortKey: string };

/**
 * The first instant after `afterMs` at which the table says something is due. It only tells how far
 * the clock can be moved without skipping over work; what is done then, the schedules decide.
 */
export const firstDueAfter = async (
  endpoint: string,
  { table, index, sortKey }: DueIndex,
  afterMs: number,
): Promise<number | undefined> => {
  const database = databaseClient(endpoint);
  let first: number | undefined;
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
        if (at > afterMs && at < (first ?? Number.POSITIVE_INFINITY)) first = at;
      }
      from = asObject(page.LastEvaluatedKey);
    } while (Object.keys(from).length);
  } finally {
    database.close();
  }
  return first;
};
