import { type Environment, startEnvironment } from './lambda-environment.ts';
import type { LambdaSettings } from './lambda-settings.ts';
import type { Log } from './log-file.ts';

/**
 * Starting an environment takes a core of this machine for longer than most invocations last, so
 * another starts only when invocations wait this long for those that are busy, and one at a time.
 */
const patienceMs = 25;

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
  const waiting: ((environment: Environment) => void)[] = [];
  let loading = 0;
  let starts = 0;
  let closed = false;
  let patience: NodeJS.Timeout | undefined;

  const offer = (environment: Environment) => {
    const next = waiting.shift();
    if (next) next(environment);
    else if (environment.usable) free.push({ environment, since: performance.now() });
    else alive.delete(environment);
  };

  const start = () => {
    if (closed || loading > 0 || alive.size >= settings.maxConcurrency) return;
    starts += 1;
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
    if (closed || !waiting.length) return;
    start();
    patience = setTimeout(losePatience, patienceMs);
  };

  return {
    take: (): Promise<Environment> => {
      const last = free.pop();
      if (last) return Promise.resolve(last.environment);
      if (alive.size === 0) start();
      patience ??= setTimeout(losePatience, patienceMs);
      return new Promise((resolve) => {
        waiting.push(resolve);
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
