import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openLog } from '../data/log-file.ts';
import type { SharedTime } from '../time/shared-time.ts';
import type { EnvironmentOptions, Invocation } from './lambda-environment.ts';
import { openPool, type Pool } from './lambda-pool.ts';
import type { LambdaSettings } from './lambda-settings.ts';
import { type Haste, openTurns, type Turns } from './turns.ts';

export type FunctionCounters = {
  invocations: number;
  errors: number;
  /** Milliseconds rounded up per invocation, as AWS bills them. */
  billedMs: number;
  starts: number;
};

export type LambdaHost = {
  /**
   * Settles when the function has answered or failed; never, when the host closes before.
   *
   * @throws when the template has no such function
   */
  invoke(nameOrArn: string, event: unknown, haste: Haste): Promise<Invocation>;
  settingsOf(nameOrArn: string): LambdaSettings | undefined;
  /** Resolves when an event would have its turn. */
  lull(): Promise<void>;
  /** Invocations running or queued. */
  busy(): number;
  /** Begins nothing more in the background; resolves when all that runs is over, or after five seconds. */
  settled(): Promise<void>;
  counters(): Record<string, FunctionCounters>;
  close(): Promise<void>;
};

type Options = {
  functions: readonly LambdaSettings[];
  time: SharedTime;
  logs: string;
  compileCache: string;
  turns?: Turns;
} & Pick<EnvironmentOptions, 'answerCall'>;

type Hosted = { settings: LambdaSettings; pool: Pool; counters: Omit<FunctionCounters, 'starts'> };

const settleMs = 5000;

const never = new Promise<never>(() => {});

/**
 * Runs the deployed bundles in worker threads, one for each function that is used: unlike in Lambda,
 * several invocations share it, up to the function's limit. Handlers keep nothing of an invocation.
 */
export const openLambdaHost = ({
  functions,
  time,
  logs,
  compileCache,
  turns = openTurns(),
  ...answering
}: Options): LambdaHost => {
  const hosted = functions.map((settings): Hosted => {
    const log = openLog(join(logs, `${settings.label}.log`));
    const pool = openPool(settings, { time: time.buffer, compileCache, log, ...answering });
    return { settings, pool, counters: { invocations: 0, errors: 0, billedMs: 0 } };
  });
  const byName = new Map(
    hosted.flatMap((one) => {
      const { name, arn, id } = one.settings;
      return [name, arn, id].map((key) => [key, one] as const);
    }),
  );
  let pending = 0;
  let running = 0;
  let closed = false;

  const run = async ({ pool, counters }: Hosted, event: string, haste: Haste) => {
    // First the place: whoever waits for one in a crowded function keeps no turn from the others.
    const { environment, rest, leave } = await pool.take();
    const turn = await turns.take(haste);
    running += 1;
    try {
      time.publish();
      const result = await environment.invoke(event, () => {
        rest();
        turn.end();
      });
      if (closed) return never;
      counters.invocations += 1;
      counters.billedMs += Math.ceil(result.durationMs);
      if (result.error !== undefined) counters.errors += 1;
      return result;
    } finally {
      leave();
      running -= 1;
      turn.end();
    }
  };

  return {
    invoke: async (nameOrArn, event, haste) => {
      // A qualifier (`:$LATEST`, an alias) names the only version there is.
      const one = byName.get(nameOrArn) ?? byName.get(nameOrArn.split(':').slice(0, 7).join(':'));
      if (!one) throw new Error(`the template has no function ${nameOrArn}`);
      pending += 1;
      try {
        return await run(one, JSON.stringify(event), haste);
      } finally {
        pending -= 1;
      }
    },
    settingsOf: (nameOrArn) => byName.get(nameOrArn)?.settings,
    lull: async () => (await turns.take('event')).end(),
    busy: () => pending,
    settled: async () => {
      turns.stop();
      const until = performance.now() + settleMs;
      while (running && performance.now() < until) await pause(5);
    },
    counters: () =>
      Object.fromEntries(
        hosted.map(({ settings, pool, counters }) => [
          settings.label,
          { ...counters, starts: pool.starts() },
        ]),
      ),
    close: async () => {
      closed = true;
      turns.stop();
      await Promise.all(hosted.map(({ pool }) => pool.close()));
    },
  };
};
