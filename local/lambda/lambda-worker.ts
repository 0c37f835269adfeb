import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import { readlinkSync } from 'node:fs';
import http, { type ClientRequest } from 'node:http';
import { createRequire, flushCompileCache } from 'node:module';
import { constants, setPriority } from 'node:os';
import { basename } from 'node:path';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { followSharedTime } from '../time/shared-time.ts';
import { requestOverPort } from './gateway-client.ts';

export type WorkerData = {
  file: string;
  exportName: string;
  /** Whoever waits for an answer comes first. */
  givesWay: boolean;
  time: SharedArrayBuffer;
  /** To the gateway, for its calls of AWS; without it they go over HTTP. */
  calls?: MessagePort;
};
export type WorkerRequest = {
  id: string;
  event: string;
  deadlineMs: number;
  functionName: string;
  arn: string;
  memoryMegabytes: number;
};
export type WorkerReply =
  | { ready: true }
  /** It has sent something to somebody other than AWS, and waits for the answer. */
  | { id: string; waitsOutside: true }
  | { id: string; payload: string }
  | { id: string; error: string; startFailed?: true };

const { file, exportName, givesWay, time, calls } = workerData as WorkerData;
followSharedTime(time);

const gateway = URL.parse(process.env.AWS_ENDPOINT_URL ?? '')?.host;
// Before the bundle is loaded, which may keep the function it finds.
if (calls && gateway) http.request = requestOverPort(calls, gateway, http.request);

/** Linux gives each thread its own priority; elsewhere all are alike. */
const giveWay = () => {
  try {
    const thread = Number(basename(readlinkSync('/proc/thread-self')));
    setPriority(thread, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Not Linux, or not allowed.
  }
};
if (givesWay) giveWay();

const describe = (error: unknown) => {
  const { name, message, stack, cause } = error instanceof Error ? error : new Error(String(error));
  return JSON.stringify({
    errorType: name,
    errorMessage: message,
    trace: (stack ?? '').split('\n'),
    ...(cause instanceof Error && {
      cause: { errorType: cause.name, errorMessage: cause.message },
    }),
  });
};

/** As Lambda's runtime does for a handler that throws. */
const logInvokeError = (requestId: string, described: string) =>
  console.error(
    JSON.stringify({
      timestamp: new Date().toISOString(),
      level: 'ERROR',
      requestId,
      message: JSON.parse(described),
    }),
  );

const contextOf = (request: WorkerRequest) => ({
  functionName: request.functionName,
  functionVersion: '$LATEST',
  invokedFunctionArn: request.arn,
  memoryLimitInMB: String(request.memoryMegabytes),
  awsRequestId: request.id,
  logGroupName: `/aws/lambda/${request.functionName}`,
  logStreamName: 'local',
  callbackWaitsForEmptyEventLoop: true,
  // A duration, so that real time is right even when the clock was moved meanwhile.
  getRemainingTimeInMillis: () => Math.max(0, Math.round(request.deadlineMs - performance.now())),
});

type Handler = (event: unknown, context: unknown) => unknown;

const load = (): Handler => {
  const loaded = createRequire(file)(file) as Record<string, Handler | undefined>;
  const handler = loaded[exportName];
  if (!handler) throw new Error(`${exportName} is not exported`);
  return handler;
};

let handler: Handler | undefined;
let startError = '';
try {
  handler = load();
} catch (error) {
  startError = describe(error);
  logInvokeError('', startError);
}

const port = parentPort;
if (!port) throw new Error('the Lambda worker runs in a worker thread');

const reply = (message: WorkerReply) => port.postMessage(message);

const invocations = new AsyncLocalStorage<string>();

subscribe('http.client.request.start', (message) => {
  const { request } = message as { request: ClientRequest };
  const id = invocations.getStore();
  if (id && request.getHeader('host') !== gateway) reply({ id, waitsOutside: true });
});

const serve = async (request: WorkerRequest) => {
  if (!handler) return reply({ id: request.id, error: startError, startFailed: true });
  request.deadlineMs += performance.now();
  try {
    const result = await handler(JSON.parse(request.event), contextOf(request));
    reply({ id: request.id, payload: JSON.stringify(result) ?? 'null' });
  } catch (error) {
    const described = describe(error);
    logInvokeError(request.id, described);
    reply({ id: request.id, error: described });
  }
};

port.on('message', (request: WorkerRequest) => void invocations.run(request.id, serve, request));
reply({ ready: true });
// Kept now: the process may be killed, and the next start shall not compile it all again.
setTimeout(flushCompileCache, 1000).unref();
