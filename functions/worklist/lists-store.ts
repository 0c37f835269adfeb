import { QueryCommand, type QueryCommandOutput } from '@aws-sdk/lib-dynamodb';
import { keys } from '../platform/keys.ts';
import { readOne } from '../platform/read-items.ts';
import type { Table } from '../platform/table.ts';
import { toldCounts } from './hold-counts.ts';
import {
  filterWords,
  type HoldPage,
  type HoldSource,
  type PartRead,
  type PlacedRow,
  pageOf,
} from './hold-lists.ts';
import type { HoldCounts } from './routes.ts';

/** Before every place of a list. */
const firstPlace = ' ';
/** How many holds a page that is narrowed looks at: in one call, and at most, a quarter of a megabyte or so. */
const scannedAtOnce = 250;
const mostScanned = 1000;

/** The lists of holds, and how many stand on them. */
export const listsStore = (table: Table) => {
  const { client, name } = table;

  /** What one partition has of a list after a place, until there are enough or too many were looked at. */
  const readPart = async (
    { index, key, filters }: HoldSource,
    limit: number,
    after: string = firstPlace,
  ): Promise<PartRead> => {
    const words = filterWords(filters);
    const before = filters.doseBefore;
    const rows: PlacedRow[] = [];
    let upTo: string | undefined = after;
    let scanned = 0;
    while (upTo !== undefined && rows.length < limit && scanned < mostScanned) {
      // A cursor of a list that was narrowed otherwise may stand behind its end.
      if (before && upTo >= before) return { rows, upTo: undefined, scanned };
      const asked: QueryCommandOutput = await client.send(
        new QueryCommand({
          TableName: name,
          IndexName: index,
          KeyConditionExpression: before
            ? '#key = :key AND #place BETWEEN :after AND :before'
            : '#key = :key AND #place > :after',
          ...(words ? { FilterExpression: words.expression } : {}),
          ExpressionAttributeNames: { '#key': index, '#place': `${index}Sort`, ...words?.names },
          ExpressionAttributeValues: {
            ':key': key,
            // Places end with an id: nothing stands between a place and the same with a space behind.
            ':after': before ? `${upTo} ` : upTo,
            ...(before ? { ':before': before } : {}),
            ...words?.values,
          },
          Limit: words ? scannedAtOnce : limit - rows.length,
        }),
      );
      const { Items = [], LastEvaluatedKey, ScannedCount = 0 } = asked;
      rows.push(
        ...Items.map((item) => ({
          place: String(item[`${index}Sort`]),
          view: item.view as Record<string, unknown>,
        })),
      );
      scanned += ScannedCount;
      upTo = LastEvaluatedKey && String(LastEvaluatedKey[`${index}Sort`]);
    }
    return { rows, upTo, scanned };
  };

  return {
    /** One page of a list of holds, most urgent first; `after` is a place. */
    list: async (
      sources: readonly HoldSource[],
      limit: number,
      after?: string,
    ): Promise<HoldPage> =>
      pageOf(await Promise.all(sources.map((source) => readPart(source, limit, after))), limit),

    counts: async (team: string): Promise<HoldCounts> =>
      toldCounts((await readOne(table, keys.holdCounts(team))) ?? {}),
  };
};

export type ListsStore = ReturnType<typeof listsStore>;
