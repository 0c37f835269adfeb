import type { Benchmark } from './benchmark.ts';
import { insistOnBooked } from './booked.ts';
import { openLoop } from './open-loop.ts';
import { approvedOrder, benchPracticeNpi } from './order.ts';
import { processorMs } from './processor-time.ts';
import { withService } from './running-service.ts';

/** Rounds of referrals that are sent at once; the first only warms. */
const warming = 40;
const atOnce = 60;
const rounds = 2;
/** Their first doses fall on different days, so that the sites have room for all. */
const spreadDays = 50;

const doses = 3;
const dayMs = 86_400_000;

const orderOf = (number: number): object => {
  const whole = approvedOrder(number, doses);
  const start = Date.parse(whole.order.startOn) + (number % spreadDays) * dayMs;
  return {
    ...whole,
    order: { ...whole.order, startOn: new Date(start).toISOString().slice(0, 10) },
  };
};

/**
 * How many referrals the machine works through and what each costs it. The figures are of this
 * machine; set them beside those of another version, measured on the same one.
 */
export const throughput: Benchmark = {
  name: 'throughput',
  title: `Referrals worked through, ${atOnce} sent at once, from the order to the booked series`,
  run: (_settings, say) =>
    withService(async (service) => {
      const authorization = `Bearer ${service.token('referrer', benchPracticeNpi)}`;
      const work = async (from: number, count: number) => {
        const before = processorMs(service.pid());
        const started = performance.now();
        const { statuses, bodies } = await openLoop(service.address, 1000, count, (index) => ({
          method: 'POST',
          path: '/referrals',
          headers: {
            authorization,
            'content-type': 'application/json',
            'idempotency-key': `bench-throughput-${from + index}`,
          },
          body: JSON.stringify(orderOf(from + index)),
        }));
        await service.quiet();
        const seconds = (performance.now() - started) / 1000;
        const processor = (processorMs(service.pid()) - before) / count;
        if (statuses[202] !== count) throw new Error('Not every referral was accepted.');
        for (const body of bodies)
          await insistOnBooked(
            service,
            (JSON.parse(body) as { referralId: string }).referralId,
            doses,
          );
        return { perSecond: count / seconds, processor };
      };
      say(`${warming} referrals to warm up`);
      await work(0, warming);
      const done: { perSecond: number; processor: number }[] = [];
      for (let round = 0; round < rounds; round += 1) {
        say(`${atOnce} referrals, round ${round + 1} of ${rounds}`);
        done.push(await work(warming + round * atOnce, atOnce));
      }
      const mean = (of: (one: (typeof done)[number]) => number) =>
        done.reduce((sum, one) => sum + of(one), 0) / done.length;
      return {
        measures: [
          { what: 'referrals a second', value: mean(({ perSecond }) => perSecond), unit: 'count' },
          {
            what: 'processor time a referral, database included',
            value: mean(({ processor }) => processor),
            unit: 'ms',
          },
        ],
      };
    }),
};
