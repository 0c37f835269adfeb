import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LambdaHost, openLambdaHost } from '../../local/lambda/lambda-host.ts';
import { testClock } from '../../local/time/clock.ts';
import { shareTime } from '../../local/time/shared-time.ts';

const code = `
const { threadId } = require('node:worker_threads');
let release;
const released = new Promise((resolve) => { release = resolve; });
exports.handler = async ({ what }) => {
  if (what === 'wait') await released;
  if (what === 'release') release();
  if (what === 'hang') await new Promise(() => {});
  if (what === 'die') process.exit(1);
  if (what === 'throw') throw Object.assign(new Error('refused'), { name: 'PermanentFault' });
  return threadId;
};`;

let folder: string;
let host: LambdaHost;

const openHost = (timeoutMs: number) =>
  openLambdaHost({
    functions: [
      {
        name: 'greet',
        id: 'Greet',
        label: 'Greet',
        arn: 'arn:aws:lambda:us-east-1:000000000000:function:greet',
        roleArn: 'arn:aws:iam::000000000000:role/greet',
        file: join(folder, 'index.js'),
        exportName: 'handler',
        timeoutMs,
        memoryMegabytes: 128,
        maxConcurrency: 4,
        answers: true,
        environment: {},
        accessKeyId: 'local',
      },
    ],
    time: shareTime(testClock(Date.now())),
    logs: folder,
    compileCache: join(folder, 'cache'),
  });

const ask = async (what: string) => {
  const { payload, error } = await host.invoke('greet', { what }, 'route');
  if (payload !== undefined) return { thread: JSON.parse(payload) as number };
  return { error: (JSON.parse(error ?? '{}') as { errorType: string }).errorType };
};

describe('the functions of the local runtime', () => {
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'dripline-lambda-'));
    writeFileSync(join(folder, 'package.json'), '{"type":"commonjs"}');
    writeFileSync(join(folder, 'index.js'), code);
  });

  afterEach(async () => {
    await host.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('serve several invocations in one thread, each with its own answer', async () => {
    host = openHost(20_000);
    const waiting = ask('wait');
    const released = await ask('release');
    expect(await waiting).toEqual(released);
    expect(await ask('throw')).toEqual({ error: 'PermanentFault' });
    expect(await ask('')).toEqual(released);
    expect(host.counters().Greet).toMatchObject({ invocations: 4, errors: 1, starts: 1 });
  });

  it('begin in a new thread after one has timed out', async () => {
    host = openHost(2000);
    const first = await ask('');
    const hanging = ask('hang');
    expect(await hanging).toEqual({ error: 'Sandbox.Timedout' });
    const next = await ask('');
    expect(next).toHaveProperty('thread');
    expect(next).not.toEqual(first);
  });

  it('tell everyone whose thread ended, and begin in a new one', async () => {
    host = openHost(20_000);
    const waiting = ask('wait');
    expect(await ask('die')).toEqual({ error: 'Runtime.ExitError' });
    expect(await waiting).toEqual({ error: 'Runtime.ExitError' });
    expect(await ask('')).toHaveProperty('thread');
  });
});
