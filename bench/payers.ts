import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { openDataFolder } from '../local/data/data-folder.ts';
import { payersAddress } from '../local/network/payers.ts';
import type { Benchmark } from './benchmark.ts';
import { approvedOrder, benchPracticeNpi } from './order.ts';
import { median, percentile } from './percentile.ts';
import { type BenchService, until, withService } from './running-service.ts';

/** Referrals of the payer that answers: those that are measured. */
const healthy = 60;
const perSecond = 2;
/** Referrals of the other payer, sent before at once. */
const beside = 50;

type View = { status: string; timeline: { at: string; event: string }[] };

const orderOf = (number: number, payerId: string, answer: string) => {
  const order = approvedOrder(number);
  const [coverage] = order.coverages;
  const memberId = `BENCH${number}-${answer}`;
  return { ...order, coverages: [{ ...coverage, payerId, memberId }] };
};

const send = async (service: BenchService, order: object): Promise<string> => {
  const answer = await fetch(`${service.address}/referrals`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${service.token('referrer', benchPracticeNpi)}`,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    },
    body: JSON.stringify(order),
  });
  const body = await answer.text();
  if (answer.status !== 202) throw new Error(`POST /referrals answered ${answer.status}: ${body}`);
  return (JSON.parse(body) as { referralId: string }).referralId;
};

/**
 * Milliseconds from the receipt of a referral to the payer's approval, both calls to it included, as
 * its timeline tells them. Booking comes after and asks no payer.
 */
const approvedAfter = async (service: BenchService, referralId: string): Promise<number> => {
  const token = service.token('coordinator');
  let view: View | undefined;
  await until(
    `${referralId} is approved`,
    async () => {
      view = (await service.get(`/referrals/${referralId}`, token)) as View;
      return view.timeline.some(({ event }) => event === 'authorization.decided');
    },
    500,
  );
  const atOf = (wanted: string) =>
    Date.parse(view?.timeline.find(({ event }) => event === wanted)?.at ?? '');
  return atOf('authorization.decided') - atOf('referral.received');
};

/**
 * The other payer's referrals at once, and then those that are measured at a constant rate. All of
 * the other payer wait in the end, whatever it does, so both runs do the same work beside.
 */
const run = async (service: BenchService, from: number): Promise<number[]> => {
  const others = Array.from({ length: beside }, (_, index) => from + index);
  await Promise.all(
    others.map((number) => send(service, orderOf(number, 'meridian-plan', 'INACTIVE'))),
  );
  const started = performance.now();
  const sent: string[] = [];
  for (let index = 0; index < healthy; index += 1) {
    await pause(Math.max(0, started + (index * 1000) / perSecond - performance.now()));
    sent.push(await send(service, orderOf(from + beside + index, 'acme-health', 'APPROVE')));
  }
  const times: number[] = [];
  for (const referralId of sent) times.push(await approvedAfter(service, referralId));
  return times;
};

/** One payer hangs beside another that answers: what the other's referrals feel of it. */
export const payers: Benchmark = {
  name: 'payers',
  title: `Payers: ${beside} referrals of a silent payer beside ${healthy} of one that answers`,
  run: (_settings, say) =>
    withService(async (service) => {
      const simulator = await payersAddress(openDataFolder(service.folder));
      const manner = (word: string) =>
        fetch(`${simulator}/payers/meridian-plan/x12/manner`, { method: 'PUT', body: word });
      say('warming up');
      await run(service, 1000);
      await service.quiet();
      say('both payers answer');
      const without = await run(service, 2000);
      await service.quiet();
      await manner('hang');
      say('one payer takes every call and says nothing');
      const hanging = await run(service, 3000);
      const held = await service.get(
        '/network/payers/meridian-plan/reachability',
        service.token('coordinator'),
      );
      const p99 = { without: percentile(without, 0.99), beside: percentile(hanging, 0.99) };
      const ms = 'ms' as const;
      return {
        measures: [
          { what: 'order to approval, both answer: median', value: median(without), unit: ms },
          { what: 'order to approval, both answer: p99', value: p99.without, unit: ms },
          { what: 'beside a silent payer: median', value: median(hanging), unit: ms },
          { what: 'beside a silent payer: p99', value: p99.beside, unit: ms, bar: 2 * p99.without },
          { what: 'p99 beside / without', value: p99.beside / p99.without, unit: 'count', bar: 2 },
        ],
        details: [`  the silent payer: ${JSON.stringify(held)}`],
      };
    }),
};
