import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StatusChange } from '../../interpreter/announcements.ts';
import { type Engine, openEngine } from '../../interpreter/engine.ts';
import type { Integrations } from '../../interpreter/integrations.ts';
import { type Clock, testClock } from '../../local/time/clock.ts';
import { ask, hold, machine, only } from '../conformance/case.ts';

const startAt = Date.parse('2026-01-05T09:00:00Z');
const dayMs = 86_400_000;
const roleArn = 'arn:aws:iam::000000000000:role/workflow';
const plain = (definition: object) => JSON.stringify(definition).replace(/\$\{(\w+)\}/g, '$1');

type Invoke = Integrations['invokeLambda'];

let folder: string;
let clock: Clock;
let engines: Engine[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'interpreter-'));
  clock = testClock(startAt);
  engines = [];
});
afterEach(async () => {
  for (const engine of engines) await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

const echo: Invoke = async ({ payload }) => ({ payload });
const journalPath = () => join(folder, 'journal.db');
const open = async (
  invokeLambda: Invoke = echo,
  more: Partial<Parameters<typeof openEngine>[0]> = {},
): Promise<Engine> => {
  const integrations = { invokeLambda, awsSdk: async () => ({}) };
  const options = { journalPath: journalPath(), clock, integrations, ...more };
  const engine = await openEngine(options);
  engines.push(engine);
  return engine;
};
const start = async (engine: Engine, definition: object, name = 'one') => {
  const { stateMachineArn } = await engine.createStateMachine({
    name: 'workflow',
    definition: plain(definition),
    roleArn,
  });
  return (await engine.startExecution({ stateMachineArn, name })).arn;
};

const longWait = only({ Type: 'Wait', Seconds: 60 * 86_400, Output: 'done' });
const holding = only(hold({ TimeoutSeconds: 14 * 86_400 }));

describe('an engine that is closed and opened again', () => {
  it('keeps a wait of sixty days', async () => {
    const first = await open();
    const arn = await start(first, longWait);
    await first.idle();
    await first.close();
    clock.moveTo(startAt + 30 * dayMs);
    const second = await open();
    expect(second.describeExecution(arn).status).toBe('RUNNING');
    clock.moveTo(startAt + 60 * dayMs);
    await second.idle();
    expect(second.describeExecution(arn)).toMatchObject({ status: 'SUCCEEDED', output: 'done' });
  });

  it('fires a deadline that passed while it was closed', async () => {
    const first = await open();
    const arn = await start(first, holding);
    await first.idle();
    await first.close();
    clock.moveTo(startAt + 15 * dayMs);
    const second = await open();
    await second.idle();
    expect(second.describeExecution(arn)).toMatchObject({
      status: 'FAILED',
      error: 'States.Timeout',
    });
  });

  it('only waits for a callback that was submitted, and takes its answer', async () => {
    let calls = 0;
    const counted: Invoke = async () => {
      calls += 1;
      return { payload: {} };
    };
    const first = await open(counted);
    const arn = await start(first, holding);
    await first.idle();
    const token = first.openCallbacks()[0]?.token ?? '';
    await first.close();
    const second = await open(counted);
    await second.idle();
    await second.sendTaskSuccess(token, 'approved');
    await second.idle();
    expect(second.describeExecution(arn).output).toBe('approved');
    expect(calls).toBe(1);
  });

  it('finishes a running execution on the definition it began with', async () => {
    const first = await open();
    const arn = await start(first, longWait);
    await first.updateStateMachine({
      stateMachineArn: arn.replace('execution', 'stateMachine').replace(':one', ''),
      definition: plain(only({ Type: 'Pass', Output: 'other' })),
    });
    await first.close();
    const second = await open();
    clock.moveTo(startAt + 61 * dayMs);
    await second.idle();
    expect(second.describeExecution(arn).output).toBe('done');
  });

  it('refuses to guess when a pinned definition was altered', async () => {
    const first = await open();
    await start(first, longWait);
    await first.close();
    const database = new DatabaseSync(journalPath());
    database.prepare('UPDATE definition SET text = ?').run(plain(only({ Type: 'Pass' })));
    database.close();
    await expect(open()).rejects.toThrow('pinned definition');
  });

  it('brings a thousand waiting executions back without calling anything', async () => {
    let calls = 0;
    const counted: Invoke = async () => {
      calls += 1;
      return { payload: {} };
    };
    const first = await open(counted);
    const definition = machine({
      Place: ask('PlaceHold', {}, { Assign: { placed: true }, Next: 'Await' }),
      Await: hold({ TimeoutSeconds: 14 * 86_400, End: true }),
    });
    await Promise.all(Array.from({ length: 1_000 }, (_, i) => start(first, definition, `r-${i}`)));
    await first.idle();
    expect(first.waiting()).toBe(1_000);
    await first.close();
    expect(calls).toBe(2_000);
    const second = await open(counted);
    await second.idle();
    expect(second.waiting()).toBe(1_000);
    expect(calls).toBe(2_000);
    const tokens = second.openCallbacks().map(({ token }) => token);
    await Promise.all(tokens.map((token) => second.sendTaskSuccess(token, 'approved')));
    await second.idle();
    expect(second.waiting()).toBe(0);
    expect(second.counters()).toEqual({ executions: 1_000, transitions: 2_000 });
  });

  it('announces a change of status that nobody had taken yet', async () => {
    const first = await open();
    await start(first, only({ Type: 'Pass' }));
    await first.idle();
    await first.close();
    const seen: StatusChange[] = [];
    const second = await open();
    second.onStatusChange((change) => {
      seen.push(change);
    });
    await second.idle();
    expect(seen.map(({ status }) => status)).toEqual(['RUNNING', 'SUCCEEDED']);
    await second.close();
    const third = await open();
    third.onStatusChange((change) => {
      seen.push(change);
    });
    await third.idle();
    expect(seen).toHaveLength(2);
  });
});

describe('a callback', () => {
  it('may be answered before the invocation that submits it returns', async () => {
    const { promise: mayReturn, resolve: letReturn } = Promise.withResolvers<void>();
    const engine = await open(async ({ payload }) => {
      const { taskToken } = payload as { taskToken: string };
      await engine.sendTaskSuccess(taskToken, 'early');
      await mayReturn;
      return { payload: { ignored: true } };
    });
    const arn = await start(engine, holding);
    while (engine.describeExecution(arn).status === 'RUNNING') {
      await new Promise((resolve) => setImmediate(resolve));
    }
    letReturn();
    await engine.idle();
    expect(engine.describeExecution(arn)).toMatchObject({ status: 'SUCCEEDED', output: 'early' });
    const types = engine.getExecutionHistory(arn).map(({ type }) => type);
    expect(types).not.toContain('TaskSubmitted');
  });

  it('stays answered when the invocation that submitted it fails afterwards', async () => {
    const engine = await open(async ({ payload }) => {
      await engine.sendTaskSuccess((payload as { taskToken: string }).taskToken, 'early');
      throw Object.assign(new Error('gone'), { name: 'Lambda.ServiceException' });
    });
    const arn = await start(engine, holding);
    await engine.idle();
    expect(engine.describeExecution(arn).output).toBe('early');
  });
});

describe('a journal that cannot be written', () => {
  it('stops the engine loudly and acknowledges nothing more', async () => {
    const faults: Error[] = [];
    let full = false;
    const engine = await open(echo, {
      hook: (point) => {
        if (full && point.startsWith('before')) throw new Error('database or disk is full');
      },
      onFault: (fault) => faults.push(fault),
    });
    await start(engine, holding);
    await engine.idle();
    const token = engine.openCallbacks()[0]?.token ?? '';
    full = true;
    await expect(engine.sendTaskSuccess(token, 1)).rejects.toThrow('cannot be written');
    expect(faults.map(({ message }) => message)).toEqual([
      'The journal cannot be written: database or disk is full',
    ]);
    await expect(start(engine, holding, 'two')).rejects.toThrow('journal cannot be written');
  });

  it('is not opened when it is corrupt', async () => {
    const first = await open();
    await start(first, longWait);
    await first.close();
    writeFileSync(journalPath(), 'not a database, certainly not one of ours'.repeat(100));
    await expect(open()).rejects.toThrow();
  });
});
