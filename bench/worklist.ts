import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { readMark } from '../local/data/folder-mark.ts';
import type { Benchmark } from './benchmark.ts';
import { benchPracticeNpi, incompleteOrder } from './order.ts';
import { percentile } from './percentile.ts';
import { formatTable, show } from './report.ts';
import { type BenchService, withService } from './running-service.ts';
import { tell } from './telling.ts';

/** How many holds wait on one team when its list is read. */
const sizes = [100, 1_000, 10_000, 100_000] as const;
/** Holds on a page, and pages read at each size: the first ones of the list, one after the other. */
const limit = 25;
const pages = 4;
const rounds = 50;
const warmUps = 10;
/** Items that one call writes, and calls under way. */
const batch = 25;
const writers = 8;

const instant = (minutes: number): string =>
  new Date(Date.UTC(2027, 0, 4) + minutes * 60_000).toISOString().replace('.000Z', 'Z');

type Item = Record<string, unknown>;

/** A hold like one that the service placed, of another referral and due at another time; every other is escalated. */
const holdLike = (placed: Item, number: number): Item => {
  const part = String(number).padStart(20, '0');
  const dueAt = instant((number * 7919) % 100_003);
  const referralId = `ref_${part}`;
  const holdId = `hold_${part}_r1`;
  const place = `${instant((number * 104_729) % 200_003).slice(0, 10)}#${dueAt}#${holdId}`;
  const named = { holdId, referralId, dueAt };
  return {
    ...placed,
    ...named,
    pk: `REF#${referralId}`,
    sk: 'HOLD#r1',
    view: { ...(placed.view as Item), ...named },
    taskToken: `token-${number}`,
    worklistSort: place,
    practiceSort: place,
    ...(number % 2 ? {} : { escalated: placed.worklist, escalatedSort: place }),
  };
};

const openWriter = (service: BenchService) => {
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
    /** A hold as the service stored it. */
    placed: async (): Promise<Item> => {
      const { Items = [] } = await client.send(new ScanCommand({ TableName: table }));
      const [hold] = Items.filter((one) => one.worklist && one.taskToken);
      if (!hold) throw new Error('The order that lacks something has no hold.');
      return hold;
    },
    /** Adds holds like this one, from one number up to another. */
    fill: async (like: Item, from: number, to: number) => {
      const put = (numbers: readonly number[]) =>
        client.send(
          new BatchWriteCommand({
            RequestItems: {
              [table]: numbers.map((number) => ({ PutRequest: { Item: holdLike(like, number) } })),
            },
          }),
        );
      let next = from;
      const work = async () => {
        while (next < to) {
          const first = next;
          next = Math.min(to, next + batch);
          await put(Array.from({ length: next - first }, (_, index) => first + index));
        }
      };
      await Promise.all(Array.from({ length: writers }, work));
    },
    close: () => plain.destroy(),
  };
};

type Page = { items: unknown[]; next?: string };

/** Reads the first pages of the list, as a coordinator does; milliseconds of each page. */
const readPages = async (service: BenchService, team: string, token: string): Promise<number[]> => {
  const times: number[] = [];
  let cursor = '';
  for (let page = 0; page < pages; page += 1) {
    const started = performance.now();
    const { items, next } = (await service.get(
      `/holds?team=${team}&limit=${limit}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
      token,
    )) as Page;
    times.push(performance.now() - started);
    if (items.length !== limit) throw new Error(`A page has ${items.length} holds.`);
    cursor = next ?? '';
  }
  return times;
};

/** Units and calls of the database of everything that read so far. */
const readSoFar = async (service: BenchService) => {
  const { dynamodb } = await service.metrics();
  const all = Object.values(dynamodb).flatMap((operations) => Object.values(operations));
  return {
    units: all.reduce((sum, { read }) => sum + read, 0),
    calls: all.reduce((sum, { read, calls }) => sum + (read > 0 ? calls : 0), 0),
  };
};

const measure = async (service: BenchService, team: string, token: string) => {
  for (let round = 0; round < warmUps; round += 1) await readPages(service, team, token);
  await service.quiet();
  const before = await readSoFar(service);
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1)
    times.push(...(await readPages(service, team, token)));
  const after = await readSoFar(service);
  return {
    units: (after.units - before.units) / times.length,
    calls: (after.calls - before.calls) / times.length,
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
  };
};

export const worklist: Benchmark = {
  name: 'worklist',
  title: `A page of a team\u2019s worklist, ${limit} holds, while ${sizes.join(', ')} wait on the team`,
  run: (_settings, say) =>
    withService(async (service) => {
      const writer = openWriter(service);
      const practice = { role: 'referrer', subject: benchPracticeNpi };
      await tell(service, practice, '/referrals', incompleteOrder(0));
      await service.quiet();
      const like = await writer.placed();
      const team = String(like.team);
      const token = service.token('coordinator');
      const found: (Awaited<ReturnType<typeof measure>> & { size: number })[] = [];
      // The one that the service placed is the first.
      let there = 1;
      for (const size of sizes) {
        say(`${size} holds`);
        await writer.fill(like, there, size);
        there = size;
        await service.quiet();
        found.push({ size, ...(await measure(service, team, token)) });
      }
      writer.close();
      const [least, most] = [found[0], found.at(-1)];
      if (!least || !most) throw new Error('nothing was measured');
      return {
        measures: [
          { what: 'read units of a page, 100 holds', value: least.units, unit: 'count' },
          { what: 'read units of a page, 100,000 holds', value: most.units, unit: 'count' },
          {
            what: '  the one by the other',
            value: most.units / least.units,
            unit: 'count',
            bar: 1.1,
          },
          { what: 'database calls of a page', value: most.calls, unit: 'count' },
          { what: 'a page, p50, 100 holds', value: least.p50, unit: 'ms' },
          { what: 'a page, p50, 100,000 holds', value: most.p50, unit: 'ms' },
          { what: '  the one by the other', value: most.p50 / least.p50, unit: 'count', bar: 2 },
        ],
        details: [
          formatTable(
            ['holds', 'read units', 'calls', 'p50', 'p99'],
            found.map(({ size, units, calls, p50, p99 }) => [
              String(size),
              units.toFixed(2),
              calls.toFixed(1),
              show(p50, 'ms'),
              show(p99, 'ms'),
            ]),
          ),
        ],
      };
    }),
};
