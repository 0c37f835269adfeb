import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LambdaHost, openLambdaHost } from '../../local/lambda/lambda-host.ts';
import { openTurns } from '../../local/lambda/turns.ts';
import { testClock } from '../../local/time/clock.ts';
import { shareTime } from '../../local/time/shared-time.ts';

const code = `
const { threadId } = require('node:worker_threads');
let release;
const released = new Promise((resolve) => { release = resolve; });
exports.handler = async ({ what, url }) => {
  if (url) await new Promise((answered) => require('node:http').get(url, (answer) => answer.resume().on('end', answered)));
  if (what === 'wait') await released;
  if (what === 'release') release();
  if (what === 'hang') await new Promise(() => {});
  if (what === 'die') process.exit(1);
  if (what === 'throw') throw Object.assign(new Error('refused'), { name: 'PermanentFault' });
  return threadId;
};`;

let folder: string;
let host: LambdaHost;

const settings = (name: string, timeoutMs: number, maxConcurrency: number) => ({
  name,
  id: name,
  label: name,
  arn: `arn:aws:lambda:us-east-1:000000000000:function:${name}`,
  roleArn: `arn:aws:iam::000000000000:role/${name}`,
  file: join(folder, 'index.js'),
  exportName: 'handler',
  timeoutMs,
  memoryMegabytes: 128,
  maxConcurrency,
  workingAtOnce: Math.min(4, maxConcurrency),
  answers: true,
  environment: {},
  accessKeyId: 'local',
});

const openHost = (timeoutMs: number, crowd = 4) =>
  openLambdaHost({
    functions: [settings('greet', timeoutMs, 4), settings('ask-outside', timeoutMs, crowd)],
    turns: openTurns(1),
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
    expect(host.counters().greet).toMatchObject({ invocations: 4, errors: 1, starts: 1 });
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

  it.each([
    ['as many as may run', 50],
    ['more than may run', 6],
  ])('go on while others wait for somebody silent, %s', async (_, crowd) => {
    const unanswered: ServerResponse[] = [];
    let heard = () => {};
    const silent = createServer((_request, response) => {
      unanswered.push(response);
      if (unanswered.length === crowd) heard();
    });
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    host = openHost(20_000, crowd);
    const crowded = new Promise<void>((resolve) => {
      heard = resolve;
    });
    const asked = Array.from({ length: 50 }, () => host.invoke('ask-outside', { url }, 'task'));
    await crowded;
    expect((await host.invoke('greet', {}, 'task')).payload).toBeDefined();
    expect(unanswered).toHaveLength(crowd);
    silent.on('request', (_request, response) => response.end());
    for (const response of unanswered) response.end();
    for (const { payload } of await Promise.all(asked)) expect(payload).toBeDefined();
    silent.close();
  });

  it('tell everyone whose thread ended, and begin in a new one', async () => {
    host = openHost(20_000);
    const waiting = ask('wait');
    expect(await ask('die')).toEqual({ error: 'Runtime.ExitError' });
    expect(await waiting).toEqual({ error: 'Runtime.ExitError' });
    expect(await ask('')).toHaveProperty('thread');
  });
});
