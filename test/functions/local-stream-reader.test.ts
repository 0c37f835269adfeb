import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { openStreamReader, sequenceOf } from '../../local/streams/stream-reader.ts';

/** A database whose stream holds so many records; an iterator says how many it has passed. */
const aStream = async (count: number) => {
  const limits: number[] = [];
  const answers: Record<string, (input: { ShardIterator: string; Limit: number }) => object> = {
    ListStreams: () => ({ Streams: [{ StreamArn: 'arn' }] }),
    DescribeStream: () => ({ StreamDescription: { Shards: [{ ShardId: 'shard' }] } }),
    GetShardIterator: () => ({ ShardIterator: '0' }),
    GetRecords: ({ ShardIterator, Limit }) => {
      limits.push(Limit);
      const passed = Number(ShardIterator);
      const until = Math.min(count, passed + Limit);
      return {
        Records: Array.from({ length: until - passed }, (_each, at) => ({
          dynamodb: { SequenceNumber: String(passed + at + 1) },
        })),
        NextShardIterator: String(until),
      };
    },
  };
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
    response.end(JSON.stringify(answers[operation]?.(JSON.parse(body))));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const reader = await openStreamReader(`http://127.0.0.1:${port}`, 'care', 'arn:stream');
  onTestFinished(() => {
    reader.close();
    server.close();
  });
  return { reader, limits };
};

it('a stream is read in order and in small pages, so that other callers get their answers between', async () => {
  const { reader, limits } = await aStream(70);
  const first = await reader.after('', 60);
  expect(first.map(sequenceOf)).toEqual(Array.from({ length: 60 }, (_each, at) => String(at + 1)));
  expect(Math.max(...limits)).toBeLessThan(60);

  const rest = await reader.after('60', 60);
  expect(rest.map(sequenceOf)).toEqual([
    '61',
    '62',
    '63',
    '64',
    '65',
    '66',
    '67',
    '68',
    '69',
    '70',
  ]);
  expect(await reader.after('70', 60)).toEqual([]);
});
