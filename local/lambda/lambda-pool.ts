import {
  type Environment,
  type EnvironmentOptions,
  startEnvironment,
} from './lambda-environment.ts';
import type { LambdaSettings } from './lambda-settings.ts';

/** One invocation's place in a function. */
export type PoolPlace = {
  environment: Environment;
  /** It only waits for somebody outside: another one may work meanwhile. */
  rest(): void;
  leave(): void;
};

/**
 * Where a function runs: one thread that several invocations share. They wait for the table most of
 * the time, and code that one of them has warmed is warm for all; four threads would load and warm
 * it four times. What a deployed function keeps between invocations is therefore never of one alone.
 * A thread that died or let an invocation time out takes no more, and the next one starts another.
 */
export const openPool = (settings: LambdaSettings, options: EnvironmentOptions) => {
  const alive = new Set<Environment>();
  const waiting: ((place: PoolPlace) => void)[] = [];
  let current: Environment | undefined;
  let working = 0;
  let all = 0;
  let starts = 0;
  let closed = false;

  const environment = (): Environment => {
    if (current?.usable) return current;
    starts += 1;
    const started = startEnvironment(settings, options);
    alive.add(started);
    void started.ended.then(() => alive.delete(started));
    current = started;
    return started;
  };

  const begin = () => {
    while (!closed && working < settings.workingAtOnce && all < settings.maxConcurrency) {
      const next = waiting.shift();
      if (!next) return;
      next(place());
    }
  };

  const place = (): PoolPlace => {
    working += 1;
    all += 1;
    let rests = false;
    const rest = () => {
      if (rests) return;
      rests = true;
      working -= 1;
      begin();
    };
    return {
      environment: environment(),
      rest,
      leave: () => {
        all -= 1;
        rest();
        begin();
      },
    };
  };

  return {
    /** Resolves when the function may be invoked once more. */
    take: (): Promise<PoolPlace> =>
      new Promise((take) => {
        waiting.push(take);
        begin();
      }),
    starts: () => starts,
    /** Ends all environments, busy ones too, and then the log they write to. */
    close: async (): Promise<void> => {
      closed = true;
      await Promise.all([...alive].map((one) => one.end()));
      options.log.close();
    },
  };
};

export type Pool = ReturnType<typeof openPool>;
