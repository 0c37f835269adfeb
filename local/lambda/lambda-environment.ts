import { randomUUID } from 'node:crypto';
import { MessageChannel, Worker } from 'node:worker_threads';
import type { AwsAnswer } from '../aws-gateway/call.ts';
import type { GatewayRequest } from '../aws-gateway/gateway.ts';
import type { Log } from '../data/log-file.ts';
import type { SentAnswer, SentCall } from './gateway-client.ts';
import type { LambdaSettings } from './lambda-settings.ts';
import type { WorkerData, WorkerReply, WorkerRequest } from './lambda-worker.ts';

export type Invocation = {
  /** JSON, when the handler returned. */
  payload?: string;
  /** JSON with `errorType` and `errorMessage`, when it threw, timed out or died. */
  error?: string;
  durationMs: number;
};

/** One execution environment: one bundle in one thread, for several invocations at a time. */
export type Environment = {
  /** `onWait` hears, perhaps more than once, that it only waits for somebody outside. */
  invoke(event: string, onWait: () => void): Promise<Invocation>;
  readonly usable: boolean;
  /** Resolves when its thread is gone. */
  ended: Promise<unknown>;
  end(): Promise<unknown>;
};

export type EnvironmentOptions = {
  time: SharedArrayBuffer;
  compileCache: string;
  log: Log;
  /** Answers its calls of AWS; without it they go over HTTP to the gateway's address. */
  answerCall?: (request: GatewayRequest) => Promise<AwsAnswer>;
};

/** Both ends of the way on which a function's calls of AWS go. */
const openCalls = (answerCall: NonNullable<EnvironmentOptions['answerCall']>) => {
  const { port1: ours, port2: theirs } = new MessageChannel();
  const answerTo = async ({ body, ...asked }: Omit<SentCall, 'id'>): Promise<AwsAnswer> => {
    try {
      const whole = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
      return await answerCall({ ...asked, body: whole });
    } catch {
      // What a server does whose answer cannot be made: the connection breaks, and the client asks again.
      return { status: 0 };
    }
  };
  ours.on('message', async ({ id, ...asked }: SentCall) => {
    const { status, headers = {}, body: content = '' } = await answerTo(asked);
    const sent = typeof content === 'string' ? content : new Uint8Array(content);
    ours.postMessage({ id, status, headers, body: sent } satisfies SentAnswer);
  });
  return { theirs, close: () => ours.close() };
};

const failure = (errorType: string, errorMessage: string) =>
  JSON.stringify({ errorType, errorMessage });

export const startEnvironment = (
  settings: LambdaSettings,
  { time, compileCache, log, answerCall }: EnvironmentOptions,
): Environment => {
  const calls = answerCall && openCalls(answerCall);
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
      ...(calls && { calls: calls.theirs }),
    } satisfies WorkerData,
    ...(calls && { transferList: [calls.theirs] }),
  });
  log.take(worker.stdout);
  log.take(worker.stderr);

  type Result = Omit<Invocation, 'durationMs'>;
  const open = new Map<string, { settle: (result: Result) => void; onWait: () => void }>();
  let usable = true;

  const settle = (id: string, result: Result) => {
    open.get(id)?.settle(result);
    open.delete(id);
    // What timed out may still run in it: nothing new begins there, and what else runs may end.
    if (!usable && open.size === 0) void worker.terminate();
  };
  const fail = (errorType: string, message: string) => {
    usable = false;
    for (const id of [...open.keys()]) settle(id, { error: failure(errorType, message) });
  };
  let exited = false;
  const ended = new Promise<void>((resolve) => {
    worker.once('exit', () => {
      calls?.close();
      exited = true;
      resolve();
    });
  });
  const ready = new Promise<void>((resolve) => {
    worker.once('message', () => resolve());
    worker.once('exit', () => resolve());
  });
  worker.on('message', (reply: WorkerReply) => {
    if ('ready' in reply) return;
    if ('waitsOutside' in reply) return open.get(reply.id)?.onWait();
    if ('error' in reply && reply.startFailed) usable = false;
    settle(reply.id, 'payload' in reply ? { payload: reply.payload } : { error: reply.error });
  });
  worker.on('error', (error) => fail(error.name ?? 'Error', error.message));
  void ended.then(() => fail('Runtime.ExitError', 'Runtime exited'));

  const invoke = async (event: string, onWait: () => void): Promise<Invocation> => {
    await ready;
    const id = randomUUID();
    const started = performance.now();
    const { promise, resolve } = Promise.withResolvers<Result>();
    open.set(id, { settle: resolve, onWait });
    const timer = setTimeout(() => {
      usable = false;
      const seconds = (settings.timeoutMs / 1000).toFixed(2);
      const message = `RequestId: ${id} Error: Task timed out after ${seconds} seconds`;
      settle(id, { error: failure('Sandbox.Timedout', message) });
    }, settings.timeoutMs);
    if (exited) settle(id, { error: failure('Runtime.ExitError', 'Runtime exited') });
    else
      worker.postMessage({
        id,
        event,
        deadlineMs: settings.timeoutMs,
        functionName: settings.name,
        arn: settings.arn,
        memoryMegabytes: settings.memoryMegabytes,
      } satisfies WorkerRequest);
    const result = await promise;
    clearTimeout(timer);
    return { ...result, durationMs: performance.now() - started };
  };

  return {
    invoke,
    get usable() {
      return usable;
    },
    ended,
    end: () => worker.terminate(),
  };
};
