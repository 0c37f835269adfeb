import type { Benchmark } from './benchmark.ts';
import { type Load, openLoop, quantiles, type Shot, unexpected } from './open-loop.ts';
import { approvedOrder, benchPracticeNpi, incompleteOrder } from './order.ts';
import { formatTable, show } from './report.ts';
import { type BenchService, withService } from './running-service.ts';

const perSecond = 50;
/** Referrals that are there before anything is measured; GETs read them in turn. */
const already = 20;
/** Requests at the full rate that are not measured, as a service that has run for a while had. */
const warmUp = 50;
/** The share of what the machine works through at which an answer meets little of a queue. */
const easyShare = 0.25;
/** Requests at that rate, so that a hundredth of them is one. */
const easily = 100;
/** Multiples of it fall evenly over the time between two orders, so that reads meet all of their work. */
const goldenShare = (Math.sqrt(5) - 1) / 2;
/** Referrals sent at once to see how many a second the machine works through. */
const atOnce = 40;

type Order = (number: number) => object;

const percent = (share: number): string => `${Math.round(share * 100)} %`;

const sender = (service: BenchService, orderOf: Order, from: number) => {
  const token = service.token('referrer', benchPracticeNpi);
  return (index: number): Shot => ({
    method: 'POST',
    path: '/referrals',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'idempotency-key': `bench-latency-${from + index}`,
    },
    body: JSON.stringify(orderOf(from + index)),
  });
};

const idsOf = (load: Load): string[] =>
  load.bodies.flatMap((body) => {
    try {
      return [(JSON.parse(body) as { referralId: string }).referralId];
    } catch {
      return [];
    }
  });

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

/** Reads, how many referrals a second the machine works through, and both at a quarter of that. */
const quietMachine = (seconds: number, say: (line: string) => void) =>
  withService(async (service) => {
    const seed = await openLoop(service.address, 2, already, sender(service, approvedOrder, 0));
    await service.quiet();
    const ids = idsOf(seed);
    if (ids.length === 0) throw new Error('No referral was accepted.');
    const token = service.token('coordinator');
    const get = (index: number): Shot => ({
      method: 'GET',
      path: `/referrals/${ids[index % ids.length]}`,
      headers: { authorization: `Bearer ${token}` },
    });
    await openLoop(service.address, perSecond, warmUp, get);
    say(`GET /referrals/{id} for ${seconds} s`);
    const gets = await openLoop(service.address, perSecond, perSecond * seconds, get);

    say(`${atOnce} referrals at once, until all are booked or wait for capacity`);
    const started = performance.now();
    await openLoop(service.address, 1000, atOnce, sender(service, approvedOrder, already));
    await service.quiet();
    const carried = atOnce / ((performance.now() - started) / 1000);

    const easyRate = carried * easyShare;
    say(`POST and GET at ${easyRate.toFixed(1)} a second each, ${easily} of each`);
    const post = sender(service, approvedOrder, already + atOnce);
    const [easyPosts, easyGets] = await Promise.all([
      openLoop(service.address, easyRate, easily, post),
      openLoop(service.address, easyRate, easily, (index) => ({
        ...get(index),
        shift: (index * goldenShare) % 1,
      })),
    ]);
    return { gets, easyPosts, easyGets, easyRate, carried };
  });

/** Referrals sent at the rate, on a fresh service that is killed with the work still to be done. */
const posting = (what: string, orderOf: Order, seconds: number, say: (line: string) => void) =>
  withService(async (service) => {
    await openLoop(service.address, 2, already, sender(service, orderOf, 0));
    await openLoop(service.address, perSecond, warmUp, sender(service, orderOf, already));
    await service.quiet();
    say(`POST /referrals, ${what}, for ${seconds} s`);
    const post = sender(service, orderOf, already + warmUp);
    const posts = await openLoop(service.address, perSecond, perSecond * seconds, post);
    await service.kill();
    return posts;
  });

export const apiLatency: Benchmark = {
  name: 'api',
  title: `API latency at ${perSecond} requests a second, open loop`,
  run: async ({ seconds }, say) => {
    const { gets, easyPosts, easyGets, easyRate, carried } = await quietMachine(seconds, say);
    const held = await posting('orders that are incomplete', incompleteOrder, seconds, say);
    const posts = await posting('complete orders', approvedOrder, seconds, say);
    return {
      measures: [
        {
          what: 'POST /referrals, complete orders, p99',
          value: quantiles(posts).p99,
          unit: 'ms',
          bar: 40,
        },
        {
          what: 'POST /referrals, incomplete orders, p99',
          value: quantiles(held).p99,
          unit: 'ms',
          bar: 40,
        },
        { what: 'GET /referrals/{id}, p99', value: quantiles(gets).p99, unit: 'ms', bar: 15 },
        {
          what: 'answers other than 202 and 200',
          value: unexpected(posts, 202) + unexpected(held, 202) + unexpected(gets, 200),
          unit: 'count',
          bar: 0,
        },
        {
          what: `POST /referrals at ${percent(easyShare)} of what the machine carries, p99`,
          value: quantiles(easyPosts).p99,
          unit: 'ms',
          bar: 40,
        },
        {
          what: `GET /referrals/{id} beside them, p99`,
          value: quantiles(easyGets).p99,
          unit: 'ms',
          bar: 15,
        },
        { what: 'referrals a second worked through', value: carried, unit: 'count' },
      ],
      details: [
        formatTable(
          ['route', 'sent', 'p50', 'p90', 'p99', 'max', 'errors', 'answers'],
          [
            row('POST /referrals, complete', posts, 202),
            row('POST /referrals, incomplete', held, 202),
            row('GET /referrals/{id}', gets, 200),
            row(`POST /referrals, complete, ${easyRate.toFixed(1)}/s`, easyPosts, 202),
            row(`GET /referrals/{id}, ${easyRate.toFixed(1)}/s`, easyGets, 200),
          ],
        ),
        '  Every patient is another. Everything runs on this one machine: behind each complete order\n' +
          `  comes its whole workflow, ${perSecond} of them a second against the ${carried.toFixed(1)} that the machine works through;\n` +
          '  behind an incomplete one its check and its hold. Latency counts from when a request was due,\n' +
          `  after ${warmUp} requests at the same rate that do not count. At ${percent(easyShare)} the reads come at every\n` +
          '  moment between two orders, not each together with one.',
      ],
    };
  },
};
