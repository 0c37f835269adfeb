import { createWriteStream, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ownerOnly } from './files.ts';
import { type Environment, type Invocation, startEnvironment } from './lambda-environment.ts';
import type { LambdaSettings } from './lambda-settings.ts';
import type { SharedTime } from './shared-time.ts';

export type FunctionCounters = {
  invocations: number;
  errors: number;
  /** Milliseconds rounded up per invocation, as AWS bills them. */
  billedMs: number;
  starts: number;
};

export type LambdaHost = {
  /** @throws when the template has no such function */
  invoke(nameOrArn: string, event: unknown): Promise<Invocation>;
  settingsOf(nameOrArn: string): LambdaSettings | undefined;
  /** Invocations running or queued. */
  busy(): number;
  /** Resolves when nothing runs any more, or after five seconds. */
  settled(): Promise<void>;
  counters(): Record<string, FunctionCounters>;
  close(): Promise<void>;
};

type Options = {
  functions: readonly LambdaSettings[];
  time: SharedTime;
  logs: string;
  compileCache: string;
};

/**
 * Starting an environment takes a core of this machine for longer than most invocations last, so an
 * invocation first waits this long for one that is busy, and one starts at a time.
 */
const patienceMs = 25;

/** An environment nobody used for this long is ended, except the last of its function. */
const idleMs = 60_000;

const settleMs = 5000;

type Pool = {
  settings: LambdaSettings;
  free: { environment: Environment; since: number }[];
  /** Environments that exist, free or not, and how many of them are still loading. */
  alive: number;
  loading: number;
  waiting: ((environment: Environment) => void)[];
  log: WriteStream | undefined;
  counters: FunctionCounters;
};

/**
 * Runs the deployed bundles in worker threads. As in Lambda, an environment serves one invocation at
 * a time and is reused; further invocations start further environments, up to the function's limit.
 */
export const openLambdaHost = ({ functions, time, logs, compileCache }: Options): LambdaHost => {
  const pools = new Map<string, Pool>();
  for (const settings of functions) {
    const pool: Pool = {
      settings,
      free: [],
      alive: 0,
      loading: 0,
      waiting: [],
      log: undefined,
      counters: { invocations: 0, errors: 0, billedMs: 0, starts: 0 },
    };
    for (const name of [settings.name, settings.arn, settings.id]) pools.set(name, pool);
  }
  const distinct = new Set(pools.values());
  let pending = 0;
  let closed = false;

  const start = (pool: Pool) => {
    pool.alive += 1;
    pool.counters.starts += 1;
    pool.log ??= createWriteStream(join(logs, `${pool.settings.label}.log`), {
      flags: 'a',
      mode: ownerOnly,
    }).setMaxListeners(0);
    const { settings, log } = pool;
    const environment = startEnvironment(settings, { time: time.buffer, compileCache, log });
    pool.loading += 1;
    void environment.ready.then(() => {
      pool.loading -= 1;
    });
    return environment;
  };

  const take = (pool: Pool): Environment | Promise<Environment> => {
    const free = pool.free.pop();
    if (free) return free.environment;
    if (pool.alive === 0) return start(pool);
    const { promise, resolve } = Promise.withResolvers<Environment>();
    pool.waiting.push(resolve);
    const losePatience = () => {
      const at = pool.waiting.indexOf(resolve);
      if (at < 0 || closed || pool.alive >= pool.settings.maxConcurrency) return;
      if (pool.loading) {
        setTimeout(losePatience, patienceMs);
        return;
      }
      pool.waiting.splice(at, 1);
      resolve(start(pool));
    };
    setTimeout(losePatience, patienceMs);
    return promise;
  };

  const giveBack = (pool: Pool, environment: Environment) => {
    if (!environment.usable) pool.alive -= 1;
    const next = pool.waiting.shift();
    if (next) next(environment.usable ? environment : start(pool));
    else if (environment.usable) pool.free.push({ environment, since: Date.now() });
  };

  const invoke = async (nameOrArn: string, event: unknown): Promise<Invocation> => {
    // A qualifier (`:$LATEST`, an alias) names the only version there is.
    const pool = pools.get(nameOrArn) ?? pools.get(nameOrArn.split(':').slice(0, 7).join(':'));
    if (!pool) throw new Error(`the template has no function ${nameOrArn}`);
    pending += 1;
    try {
      const environment = await take(pool);
      try {
        time.publish();
        const result = await environment.invoke(JSON.stringify(event));
        pool.counters.invocations += 1;
        pool.counters.billedMs += Math.ceil(result.durationMs);
        if (result.error !== undefined) pool.counters.errors += 1;
        return result;
      } finally {
        giveBack(pool, environment);
      }
    } finally {
      pending -= 1;
    }
  };

  const trim = setInterval(() => {
    for (const pool of distinct) {
      while (pool.free.length > 1 && Date.now() - (pool.free[0]?.since ?? 0) > idleMs) {
        pool.alive -= 1;
        void pool.free.shift()?.environment.end();
      }
    }
  }, idleMs).unref();

  return {
    invoke,
    settingsOf: (nameOrArn) => pools.get(nameOrArn)?.settings,
    busy: () => pending,
    settled: async () => {
      const until = performance.now() + settleMs;
      while (pending && performance.now() < until) await pause(5);
    },
    counters: () =>
      Object.fromEntries([...distinct].map(({ settings, counters }) => [settings.label, counters])),
    close: async () => {
      closed = true;
      clearInterval(trim);
      const free = [...distinct].flatMap((pool) => pool.free.splice(0));
      await Promise.all(free.map(({ environment }) => environment.end()));
      for (const { log } of distinct) log?.end();
    },
  };
};
