import { type Environment, startEnvironment } from './lambda-environment.ts';
import type { LambdaSettings } from './lambda-settings.ts';
import type { Log } from './log-file.ts';

/**
 * Starting an environment takes a core of this machine for longer than most invocations last, so an
 * invocation first waits this long for one that is busy, and one starts at a time.
 */
const patienceMs = 25;

/** An environment nobody used for this long is ended, except the last of its function. */
const idleMs = 60_000;

type Options = { time: SharedArrayBuffer; compileCache: string; log: Log };

/** The environments of one function: each is reused, and busy ones make further ones start. */
export const openPool = (settings: LambdaSettings, options: Options) => {
  const alive = new Set<Environment>();
  const free: { environment: Environment; since: number }[] = [];
  const waiting: ((environment: Environment) => void)[] = [];
  let loading = 0;
  let starts = 0;
  let closed = false;

  const start = () => {
    starts += 1;
    loading += 1;
    const environment = startEnvironment(settings, options);
    alive.add(environment);
    void environment.ready.then(() => {
      loading -= 1;
    });
    return environment;
  };

  const end = (environment: Environment) => {
    alive.delete(environment);
    return environment.end();
  };

  const inTurn = (): Promise<Environment> => {
    const { promise, resolve } = Promise.withResolvers<Environment>();
    waiting.push(resolve);
    const losePatience = () => {
      const at = waiting.indexOf(resolve);
      if (at < 0 || closed || alive.size >= settings.maxConcurrency) return;
      if (loading) {
        setTimeout(losePatience, patienceMs);
        return;
      }
      waiting.splice(at, 1);
      resolve(start());
    };
    setTimeout(losePatience, patienceMs);
    return promise;
  };

  return {
    take: async (): Promise<Environment> => {
      const last = free.pop();
      if (last) return last.environment;
      return alive.size === 0 ? start() : inTurn();
    },
    giveBack: (environment: Environment): void => {
      if (closed) return;
      if (!environment.usable) alive.delete(environment);
      const next = waiting.shift();
      if (next) next(environment.usable ? environment : start());
      else if (environment.usable) free.push({ environment, since: performance.now() });
    },
    trim: (): void => {
      while (free.length > 1 && performance.now() - (free[0]?.since ?? 0) > idleMs) {
        const oldest = free.shift();
        if (oldest) void end(oldest.environment);
      }
    },
    starts: () => starts,
    /** Ends all environments, busy ones too, and then the log they write to. */
    close: async (): Promise<void> => {
      closed = true;
      await Promise.all([...alive].map(end));
      options.log.close();
    },
  };
};

export type Pool = ReturnType<typeof openPool>;
