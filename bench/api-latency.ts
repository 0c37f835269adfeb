import type { Benchmark } from './benchmark.ts';
import { type Load, openLoop, quantiles, type Shot, unexpected } from './open-loop.ts';
import { approvedOrder, practiceNpi } from './order.ts';
import { show, table } from './report.ts';
import { type RunningService, withService } from './running-service.ts';

const perSecond = 50;
const warmUpSeconds = 3;

const sender = (service: RunningService) => {
  const token = service.token('referrer', practiceNpi);
  return (number: number): Shot => ({
    method: 'POST',
    path: '/referrals',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'idempotency-key': `bench-latency-${number}`,
    },
    body: JSON.stringify(approvedOrder(number)),
  });
};

const idOf = (body: string): string | undefined => {
  try {
    return (JSON.parse(body) as { referralId?: string }).referralId;
  } catch {
    return undefined;
  }
};

const row = (what: string, load: Load, status: number): string[] => {
  const { p50, p90, p99, max } = quantiles(load);
  const statuses = Object.entries(load.statuses).map(([code, count]) => `${code}: ${count}`);
  return [
    what,
    String(load.latencies.length),
    ...[p50, p90, p99, max].map((value) => show(value, 'ms')),
    String(unexpected(load, status)),
    statuses.join(', '),
  ];
};

export const apiLatency: Benchmark = {
  name: 'api',
  title: `API latency at ${perSecond} requests a second, open loop`,
  run: ({ seconds }, say) =>
    withService(async (service) => {
      const count = perSecond * seconds;
      const warmUps = perSecond * warmUpSeconds;
      const post = sender(service);
      say('warming up');
      await openLoop(service.address, perSecond, warmUps, (index) => post(index));
      await service.quiet();

      say(`POST /referrals for ${seconds} s, every one another patient's`);
      const posts = await openLoop(service.address, perSecond, count, (index) =>
        post(warmUps + index),
      );
      const posted = performance.now();
      say('waiting until every workflow has done what it can');
      await service.quiet();
      const drained = (performance.now() - posted) / 1000;

      const ids = posts.bodies.map(idOf).filter((id) => id !== undefined);
      if (ids.length === 0) throw new Error('No referral was accepted.');
      const token = service.token('coordinator');
      const get = (index: number): Shot => ({
        method: 'GET',
        path: `/referrals/${ids[index % ids.length]}`,
        headers: { authorization: `Bearer ${token}` },
      });
      await openLoop(service.address, perSecond, warmUps, get);
      say(`GET /referrals/{id} for ${seconds} s`);
      const gets = await openLoop(service.address, perSecond, count, get);

      return {
        measures: [
          { what: 'POST /referrals, p99', value: quantiles(posts).p99, unit: 'ms', bar: 40 },
          { what: 'GET /referrals/{id}, p99', value: quantiles(gets).p99, unit: 'ms', bar: 15 },
          {
            what: 'answers other than 202 and 200',
            value: unexpected(posts, 202) + unexpected(gets, 200),
            unit: 'count',
            bar: 0,
          },
        ],
        details: [
          table(
            ['route', 'sent', 'p50', 'p90', 'p99', 'max', 'errors', 'answers'],
            [row('POST /referrals', posts, 202), row('GET /referrals/{id}', gets, 200)],
          ),
          `  Each POST starts a workflow on the same machine; ${drained.toFixed(1)} s after the last one all were done.`,
        ],
      };
    }),
};
