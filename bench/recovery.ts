import {
  CreateStateMachineCommand,
  ListExecutionsCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import type { Benchmark } from './benchmark.ts';
import { type BenchService, until, withService } from './running-service.ts';

const atOnce = 16;
const waitHours = 1;

/** Work, then a long wait: each execution has written history before it is killed. */
const definition = JSON.stringify({
  QueryLanguage: 'JSONata',
  StartAt: 'Prepare',
  States: {
    Prepare: {
      Type: 'Pass',
      Assign: { referralId: '{% $states.input.referralId %}' },
      Next: 'Await',
    },
    Await: { Type: 'Wait', Seconds: waitHours * 3600, Next: 'Done' },
    Done: { Type: 'Succeed', Output: { referralId: '{% $referralId %}' } },
  },
});

const clientOf = (service: BenchService): SFNClient =>
  new SFNClient({
    endpoint: service.gateway(),
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });

const startAll = async (client: SFNClient, stateMachineArn: string, count: number) => {
  let next = 0;
  const starter = async () => {
    while (next < count) {
      const number = next++;
      const name = `bench-${number}`;
      const input = JSON.stringify({ referralId: `ref_${number}` });
      await client.send(new StartExecutionCommand({ stateMachineArn, name, input }));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, starter));
};

const countBy = async (
  client: SFNClient,
  stateMachineArn: string,
  status: 'RUNNING' | 'SUCCEEDED',
) => {
  let count = 0;
  let nextToken: string | undefined;
  do {
    const page = await client.send(
      new ListExecutionsCommand({
        stateMachineArn,
        statusFilter: status,
        maxResults: 1000,
        ...(nextToken && { nextToken }),
      }),
    );
    count += page.executions?.length ?? 0;
    nextToken = page.nextToken;
  } while (nextToken);
  return count;
};

/** Moves the clock past the wait and counts who came to the end. */
const finished = async (service: BenchService, client: SFNClient, machine: string) => {
  await fetch(`${service.address}/local/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ advance: `PT${waitHours + 1}H` }),
  });
  await service.quiet();
  return countBy(client, machine, 'SUCCEEDED');
};

export const recovery: Benchmark = {
  name: 'recovery',
  title: 'Recovery: kill -9 while executions wait, then start again',
  run: ({ executions }, say) =>
    withService(async (service) => {
      const client = clientOf(service);
      const { stateMachineArn = '' } = await client.send(
        new CreateStateMachineCommand({
          name: 'bench-recovery',
          definition,
          roleArn: 'arn:aws:iam::000000000000:role/bench',
        }),
      );
      say(`starting ${executions} executions`);
      const starting = performance.now();
      await startAll(client, stateMachineArn, executions);
      const startSeconds = (performance.now() - starting) / 1000;
      await service.quiet();
      const waiting = (await service.metrics()).waiting;

      say('kill -9 and start again');
      await service.kill();
      const killed = performance.now();
      service.restart();
      await service.answers();
      const answered = (performance.now() - killed) / 1000;
      await until(
        'every execution waits again',
        async () => (await service.metrics()).waiting >= waiting,
      );
      const back = (performance.now() - killed) / 1000;
      const running = await countBy(client, stateMachineArn, 'RUNNING');

      say(`moving the clock by ${waitHours + 1} h`);
      const ended = await finished(service, client, stateMachineArn);
      return {
        measures: [
          { what: 'until the API answers', value: answered, unit: 's', bar: 2 },
          { what: `until ${executions} executions are back`, value: back, unit: 's', bar: 10 },
          {
            what: 'executions lost',
            value: executions - Math.min(running, ended),
            unit: 'count',
            bar: 0,
          },
        ],
        details: [
          `  ${executions} executions were started in ${startSeconds.toFixed(1)} s; after the restart ${running} were running` +
            ` and, the clock moved on, ${ended} succeeded.\n` +
            '  Both times count from the kill and include the start of Node and of the database.',
        ],
      };
    }),
};
