import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { percentile } from './percentile.ts';

export type Shot = {
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: string;
  /** How much later than its turn it is due, as a share of the time between two turns: 0 to 1. */
  shift?: number;
};

export type Load = {
  latencies: number[];
  /** Answers by status; 0 counts requests without an answer. */
  statuses: Record<number, number>;
  bodies: string[];
};

/** No answer after this long counts as none. */
const givenUpMs = 30_000;

/**
 * Sends requests at a constant rate, whether or not earlier ones were answered. A latency counts
 * from the instant a request was due, so a service that stalls cannot hide the ones that queue
 * behind it (coordinated omission).
 */
export const openLoop = async (
  address: string,
  perSecond: number,
  count: number,
  shotOf: (index: number) => Shot,
): Promise<Load> => {
  const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });
  const load: Load = { latencies: [], statuses: {}, bodies: [] };
  const started = performance.now();

  const shoot = ({ method, path, headers, body }: Shot, index: number, dueMs: number) =>
    new Promise<void>((resolve) => {
      const done = (status: number, text: string) => {
        load.latencies.push(performance.now() - dueMs);
        load.statuses[status] = (load.statuses[status] ?? 0) + 1;
        load.bodies[index] = text;
        resolve();
      };
      const sent = request(
        `${address}${path}`,
        { method, agent, headers, timeout: givenUpMs },
        (answer) => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.on('end', () => done(answer.statusCode ?? 0, Buffer.concat(chunks).toString()));
        },
      );
      sent.on('timeout', () => sent.destroy(new Error('timeout')));
      sent.on('error', () => done(0, ''));
      sent.end(body);
    });

  const open: Promise<void>[] = [];
  for (let index = 0; index < count; index += 1) {
    const shot = shotOf(index);
    const dueMs = started + ((index + (shot.shift ?? 0)) * 1000) / perSecond;
    const early = dueMs - performance.now();
    if (early > 0) await pause(early);
    open.push(shoot(shot, index, dueMs));
  }
  await Promise.all(open);
  agent.destroy();
  return load;
};

export const quantiles = ({ latencies }: Load) => ({
  p50: percentile(latencies, 0.5),
  p90: percentile(latencies, 0.9),
  p99: percentile(latencies, 0.99),
  max: Math.max(...latencies),
});

/** Requests that were not answered with the status hoped for. */
export const unexpected = ({ statuses }: Load, status: number): number =>
  Object.entries(statuses).reduce(
    (sum, [code, count]) => sum + (Number(code) === status ? 0 : count),
    0,
  );
