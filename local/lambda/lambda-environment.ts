import { randomUUID } from 'node:crypto';
import type { EventLoopUtilization } from 'node:perf_hooks';
import { Worker } from 'node:worker_threads';
import type { LambdaSettings } from './lambda-settings.ts';
import type { Reply, Request, WorkerData } from './lambda-worker.ts';
import type { Log } from './log-file.ts';

export type Invocation = {
  /** JSON, when the handler returned. */
  payload?: string;
  /** JSON with `errorType` and `errorMessage`, when it threw, timed out or died. */
  error?: string;
  durationMs: number;
};

/** One execution environment: one bundle in one thread, one invocation at a time. */
export type Environment = {
  invoke(event: string): Promise<Invocation>;
  readonly usable: boolean;
  /** The bundle is loaded, or will never be. */
  ready: Promise<void>;
  /** How much of the time its thread worked; meaningful once it is ready. */
  utilization(since?: EventLoopUtilization): EventLoopUtilization;
  end(): Promise<unknown>;
};

type Options = { time: SharedArrayBuffer; compileCache: string; log: Log };

const failure = (errorType: string, errorMessage: string) =>
  JSON.stringify({ errorType, errorMessage });

export const startEnvironment = (
  settings: LambdaSettings,
  { time, compileCache, log }: Options,
): Environment => {
  const worker = new Worker(new URL('./lambda-worker.ts', import.meta.url), {
    name: settings.label,
    // Also keeps the worker's own file without its types, which take longer to strip than to run.
    env: { ...settings.environment, NODE_COMPILE_CACHE: compileCache },
    execArgv: ['--disable-warning=ExperimentalWarning', '--enable-source-maps'],
    stdout: true,
    stderr: true,
    workerData: {
      file: settings.file,
      exportName: settings.exportName,
      givesWay: !settings.answers,
      time,
    } satisfies WorkerData,
  });
  log.take(worker.stdout);
  log.take(worker.stderr);

  let usable = true;
  let settle: ((result: Omit<Invocation, 'durationMs'>) => void) | undefined;
  const ready = new Promise<void>((resolve) => {
    worker.once('message', () => resolve());
    worker.once('exit', () => resolve());
  });
  worker.on('message', (reply: Reply) => {
    if ('ready' in reply) return;
    if ('error' in reply && reply.startFailed) usable = false;
    settle?.('payload' in reply ? { payload: reply.payload } : { error: reply.error });
  });
  worker.on('error', (error) => {
    usable = false;
    settle?.({ error: failure(error.name ?? 'Error', error.message) });
  });
  worker.on('exit', () => {
    usable = false;
    settle?.({ error: failure('Runtime.ExitError', 'Runtime exited') });
  });

  const invoke = async (event: string): Promise<Invocation> => {
    await ready;
    const id = randomUUID();
    const started = performance.now();
    const { promise, resolve } = Promise.withResolvers<Omit<Invocation, 'durationMs'>>();
    settle = resolve;
    const timer = setTimeout(() => {
      usable = false;
      const seconds = (settings.timeoutMs / 1000).toFixed(2);
      const message = `RequestId: ${id} Error: Task timed out after ${seconds} seconds`;
      resolve({ error: failure('Sandbox.Timedout', message) });
    }, settings.timeoutMs);
    if (usable) {
      worker.postMessage({
        id,
        event,
        deadlineMs: settings.timeoutMs,
        functionName: settings.name,
        arn: settings.arn,
        memoryMegabytes: settings.memoryMegabytes,
      } satisfies Request);
    } else {
      resolve({ error: failure('Runtime.ExitError', 'Runtime exited') });
    }
    const result = await promise;
    clearTimeout(timer);
    settle = undefined;
    if (!usable) void worker.terminate();
    return { ...result, durationMs: performance.now() - started };
  };

  return {
    invoke,
    ready,
    utilization: (since) => worker.performance.eventLoopUtilization(since),
    get usable() {
      return usable;
    },
    end: () => worker.terminate(),
  };
};
