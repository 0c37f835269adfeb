import { type Environment, startEnvironment } from './lambda-environment.ts';
import type { LambdaSettings } from './lambda-settings.ts';
import type { Log } from './log-file.ts';

/** An invocation waits this long for an environment that is busy before another is started. */
const patienceMs = 25;

/**
 * Starting an environment takes a core of this machine for longer than most invocations last, and
 * its first ones are slow: this long after a start the function gets no other.
 */
const growthMs = 1000;

/** An environment nobody used for this long is ended, except the last of its function. */
const idleMs = 60_000;

type Options = { time: SharedArrayBuffer; compileCache: string; log: Log };

/**
 * The environments of one function: each is reused, and busy ones make further ones start. Whoever
 * waits gets the first that is free, which may be another than the one that starts.
 */
export const openPool = (settings: LambdaSettings, options: Options) => {
  const alive = new Set<Environment>();
  const free: { environment: Environment; since: number }[] = [];
  const waiting: { since: number; begin: (environment: Environment) => void }[] = [];
  let loading = 0;
  let starts = 0;
  let lastStartAt = 0;
  let closed = false;
  let patience: NodeJS.Timeout | undefined;

  const offer = (environment: Environment) => {
    const next = waiting.shift();
    if (next) next.begin(environment);
    else if (environment.usable) free.push({ environment, since: performance.now() });
    else alive.delete(environment);
  };

  const start = () => {
    if (closed || loading > 0 || alive.size >= settings.maxConcurrency) return;
    starts += 1;
    lastStartAt = performance.now();
    loading += 1;
    const environment = startEnvironment(settings, options);
    alive.add(environment);
    void environment.ready.then(() => {
      loading -= 1;
      if (!closed) offer(environment);
    });
  };

  const losePatience = () => {
    patience = undefined;
    const [first] = waiting;
    if (closed || !first) return;
    const now = performance.now();
    if (now - first.since >= patienceMs && now - lastStartAt >= growthMs) start();
    patience = setTimeout(losePatience, patienceMs);
  };

  return {
    take: (): Promise<Environment> => {
      const last = free.pop();
      if (last) return Promise.resolve(last.environment);
      if (alive.size === 0) start();
      patience ??= setTimeout(losePatience, patienceMs);
      return new Promise((begin) => {
        waiting.push({ since: performance.now(), begin });
      });
    },
    giveBack: (environment: Environment): void => {
      if (closed) return;
      if (environment.usable) {
        offer(environment);
        return;
      }
      alive.delete(environment);
      if (waiting.length) start();
    },
    trim: (): void => {
      while (free.length > 1 && performance.now() - (free[0]?.since ?? 0) > idleMs) {
        const oldest = free.shift();
        if (!oldest) return;
        alive.delete(oldest.environment);
        void oldest.environment.end();
      }
    },
    starts: () => starts,
    /** Ends all environments, busy ones too, and then the log they write to. */
    close: async (): Promise<void> => {
      closed = true;
      clearTimeout(patience);
      await Promise.all([...alive].map((environment) => environment.end()));
      options.log.close();
    },
  };
};

export type Pool = ReturnType<typeof openPool>;
