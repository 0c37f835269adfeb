import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { readMark } from '../local/data/folder-mark.ts';
import type { Benchmark } from './benchmark.ts';
import { addUp, makeBill } from './bill.ts';
import { type BenchService, withService } from './running-service.ts';
import { readSpent, spentPerReferral, sumOver } from './spent.ts';
import { sendOrder } from './telling.ts';

/** So long changes are put into the table one after the other, each once the one before is counted. */
const aloneMs = 20_000;
/** Referrals whose changes come at once, and how many changes are put into the table in one go. */
const together = 10;
const batch = 25;
const doses = 3;

type Item = Record<string, unknown>;

const openTable = (service: BenchService) => {
  const plain = new DynamoDBClient({
    endpoint: service.gateway(),
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const client = DynamoDBDocumentClient.from(plain, {
    marshallOptions: { removeUndefinedValues: true },
  });
  const table = readMark(service.folder)?.tables[0] ?? '';
  return {
    items: async (pk: string): Promise<Item[]> =>
      (
        await client.send(
          new QueryCommand({
            TableName: table,
            KeyConditionExpression: 'pk = :pk',
            ExpressionAttributeValues: { ':pk': pk },
          }),
        )
      ).Items ?? [],
    put: async (items: readonly Item[]) => {
      for (let from = 0; from < items.length; from += batch)
        await client.send(
          new BatchWriteCommand({
            RequestItems: {
              [table]: items.slice(from, from + batch).map((Item) => ({ PutRequest: { Item } })),
            },
          }),
        );
    },
    close: () => plain.destroy(),
  };
};

/** What measures count of an order that was booked, as it will stand: every visit took place. */
const countedOf = (items: readonly Item[]): Item[] =>
  items.flatMap((item) => {
    const [sk, pk] = [String(item.sk), String(item.pk)];
    if (sk.startsWith('AUTH#')) return [item];
    if (pk.startsWith('MSG#')) return [{ ...item, status: 'sent', settledAt: item.queuedAt }];
    if (!sk.startsWith('VISIT#')) return [];
    return [{ ...item, status: 'completed', startedAt: item.startsAt, endedAt: item.endsAt }];
  });

/** The same of another referral; it is due for no sweep. */
const copied = (items: readonly Item[], from: string, number: number): Item[] => {
  const to = String(number).padStart(20, '0');
  return items.map(({ due: _, dueSort: __, ...item }) => {
    const { lines, ...rest } = item;
    const text = JSON.stringify(rest).replaceAll(from, to).replaceAll('msg_', `msg_${number}`);
    return { ...JSON.parse(text), ...(lines === undefined ? {} : { lines }) };
  });
};

const isFollower = (name: string): boolean => /keep-?worklist/i.test(name);

export const measures: Benchmark = {
  name: 'measures',
  title: 'What counting a change for the measures costs',
  run: (_settings, say) =>
    withService(async (service) => {
      const id = await sendOrder(service, 1, doses);
      await service.quiet();
      const table = openTable(service);
      const counted = countedOf([
        ...(await table.items(`REF#${id}`)),
        ...(await table.items(`MSG#${id}`)),
      ]);
      let number = 1;
      const next = () => {
        number += 1;
        return copied(counted, id.slice('ref_'.length), number);
      };
      /** What a change uses, of as many as `put` says that it put. */
      const spentOn = async (put: () => Promise<number>) => {
        const before = await readSpent(service);
        const events = await put();
        await service.quiet();
        const all = spentPerReferral(await readSpent(service), before, events);
        return {
          ...all,
          allTransitions: 0,
          httpRequests: 0,
          events: 0,
          keyCalls: 0,
          logBytes: 0,
          executions: 0,
          functions: Object.fromEntries(
            Object.entries(all.functions).filter(([name]) => isFollower(name)),
          ),
        };
      };
      say('one change after the other');
      const single = await spentOn(async () => {
        const late = performance.now() + aloneMs;
        let changes = 0;
        // Whole referrals, so that each kind of change weighs as it does there.
        while (performance.now() < late)
          for (const item of next()) {
            await table.put([item]);
            await service.quiet();
            changes += 1;
          }
        return changes;
      });
      say('many at once');
      const flood = await spentOn(async () => {
        const changes = Array.from({ length: together }, next).flat();
        await table.put(changes);
        return changes.length;
      });
      table.close();
      const rows = (how: string, spent: typeof single) => [
        { what: `write units, ${how}`, value: sumOver(spent, 'write'), unit: 'count' as const },
        { what: `read units, ${how}`, value: sumOver(spent, 'read'), unit: 'count' as const },
        {
          what: `invocations, ${how}`,
          value: sumOver(spent, 'invocations'),
          unit: 'count' as const,
        },
        {
          what: `modelled cost, ${how}`,
          value: addUp(makeBill({ ...spent, storedBytes: 0 })),
          unit: 'usd' as const,
        },
      ];
      return {
        measures: [...rows('each alone', single), ...rows('many at once', flood)],
        details: [
          `  A change is a round with a payer, a visit given or a message ended, of which an order of ${doses} visits has ${counted.length};\n` +
            '  what follows it is all there is: markers, counters, the reading of what was known, and the function.',
        ],
      };
    }),
};
