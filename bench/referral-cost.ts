import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { lambdaSettings } from '../local/lambda/lambda-settings.ts';
import { synthesizedAssembly } from './assembly.ts';
import type { Benchmark } from './benchmark.ts';
import { approvedOrder, practiceNpi } from './order.ts';
import { prices, storedMonths } from './price-table.ts';
import { show, table } from './report.ts';
import { type RunningService, withService } from './running-service.ts';
import { readSpent, type Spent, spentPerReferral, sumOf } from './spent.ts';

/** Referrals measured together; the figures are means. */
const referrals = 5;
const visits = 3;
const moreVisits = 5;
/** The permission counters are written a second after a change. */
const usageDelayMs = 1200;

type View = { status: string; visits: unknown[]; holds: { reason: string; status: string }[] };

const send = async (service: RunningService, number: number, doses: number): Promise<string> => {
  const answer = await fetch(`${service.address}/referrals`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${service.token('referrer', practiceNpi)}`,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    },
    body: JSON.stringify(approvedOrder(number, doses)),
  });
  const body = await answer.text();
  if (answer.status !== 202) throw new Error(`POST /referrals answered ${answer.status}: ${body}`);
  return (JSON.parse(body) as { referralId: string }).referralId;
};

/** A figure of a referral that took another road would be no figure at all. */
const insistOnBooked = async (service: RunningService, referralId: string, doses: number) => {
  const token = service.token('coordinator');
  const view = (await service.get(`/referrals/${referralId}`, token)) as View;
  if (view.status === 'active' && view.visits.length === doses) return;
  const holds = view.holds.map(({ reason, status }) => `${reason} (${status})`).join(', ');
  throw new Error(
    `The referral is ${view.status} with ${view.visits.length} of ${doses} visits; holds: ${holds || 'none'}`,
  );
};

/** Sends referrals one after the other and reads the counters when all is quiet again. */
const measure = async (service: RunningService, from: number, count: number, doses: number) => {
  await pause(usageDelayMs);
  const before = await readSpent(service);
  const sent: string[] = [];
  for (let number = from; number < from + count; number += 1) {
    sent.push(await send(service, number, doses));
    await service.quiet();
  }
  await pause(usageDelayMs);
  const after = await readSpent(service);
  for (const referralId of sent) await insistOnBooked(service, referralId, doses);
  return spentPerReferral(after, before, count);
};

type Line = { what: string; quantity: number; unit: string; usd: number };

const billOf = (spent: Spent, gigabytes: number): Line[] => {
  const gigabyteSeconds = (sumOf(spent, 'billedMs') / 1000) * gigabytes;
  const stored = (spent.storedBytes / 1e9) * storedMonths;
  const line = (what: string, quantity: number, unit: string, price: { usd: number }): Line => ({
    what,
    quantity,
    unit,
    usd: quantity * price.usd,
  });
  return [
    line('state transitions', spent.allTransitions, '', prices.transition),
    line('Lambda requests', sumOf(spent, 'invocations'), '', prices.invocation),
    line('Lambda time', gigabyteSeconds, 'GB-s', prices.gigabyteSecond),
    line('HTTP requests', spent.httpRequests, '', prices.httpRequest),
    line('DynamoDB writes', sumOf(spent, 'write'), 'units', prices.writeUnit),
    line('DynamoDB reads', sumOf(spent, 'read'), 'units', prices.readUnit),
    line(
      `${(spent.storedBytes / 1000).toFixed(1)} KB stored ${storedMonths} months`,
      stored,
      'GB-months',
      prices.storedGigabyteMonth,
    ),
    line('events', spent.events, '', prices.event),
    line('key calls', spent.keyCalls, '', prices.keyCall),
    line('traces', spent.executions, '', prices.trace),
    line(
      `${(spent.logBytes / 1000).toFixed(1)} KB of logs`,
      spent.logBytes / 1e9,
      'GB',
      prices.logGigabyte,
    ),
  ];
};

const total = (lines: readonly Line[]): number => lines.reduce((sum, { usd }) => sum + usd, 0);

const billTable = (lines: readonly Line[]): string =>
  table(
    ['modelled cost of one referral', 'quantity', 'US dollars'],
    [
      ...lines.map(({ what, quantity, unit, usd }) => [
        what,
        `${quantity < 0.01 ? quantity.toExponential(2) : quantity.toFixed(2)} ${unit}`.trim(),
        show(usd, 'usd'),
      ]),
      ['total without messages', '', show(total(lines), 'usd')],
    ],
  );

const functionTable = ({ functions }: Spent): string =>
  table(
    ['function', 'invocations', 'billed ms', 'write units', 'read units'],
    Object.entries(functions)
      .filter(([, { invocations }]) => invocations > 0)
      .sort(([, a], [, b]) => b.write - a.write)
      .map(([name, { invocations, billedMs, write, read }]) => [
        name,
        ...[invocations, billedMs, write, read].map((value) => value.toFixed(1)),
      ]),
  );

const machineTable = ({ transitions }: Spent): string =>
  table(
    ['state machine', 'states entered'],
    Object.entries(transitions).map(([name, count]) => [name, count.toFixed(1)]),
  );

/** Transitions of everything but the workflows that begin with a booked visit. */
const toBookedSeries = ({ transitions }: Spent): number =>
  Object.entries(transitions).reduce(
    (sum, [name, count]) => sum + (/visit/i.test(name) ? 0 : count),
    0,
  );

/** Write units of the functions that write to patients; the rest leads to the booked series. */
const forMessages = ({ functions }: Spent): number =>
  Object.entries(functions).reduce(
    (sum, [name, { write }]) => sum + (/message/i.test(name) ? write : 0),
    0,
  );

const memoryGigabytes = (): number => {
  const settings = lambdaSettings(synthesizedAssembly(), {
    gateway: 'http://127.0.0.1:1',
    invocationsAtOnce: 1,
  });
  return Math.max(...settings.map(({ memoryMegabytes }) => memoryMegabytes)) / 1024;
};

export const referralCost: Benchmark = {
  name: 'cost',
  title: `What one referral uses, approved at once, to a booked series of ${visits} visits`,
  run: (_settings, say) =>
    withService(async (service) => {
      say('warming up with one referral');
      await measure(service, 0, 1, visits);
      say(`${referrals} referrals with ${visits} visits each`);
      const spent = await measure(service, 1, referrals, visits);
      say(`${referrals} referrals with ${moreVisits} visits each`);
      const longer = await measure(service, 1 + referrals, referrals, moreVisits);

      const write = sumOf(spent, 'write');
      const further = (sumOf(longer, 'write') - write) / (moreVisits - visits);
      const bill = billOf(spent, memoryGigabytes());
      const messages = spent.mails * prices.mail.usd + spent.texts * prices.text.usd;
      return {
        measures: [
          {
            what: 'state transitions to the booked series',
            value: toBookedSeries(spent),
            unit: 'count',
            bar: 22,
          },
          {
            what: 'state transitions, visit workflows under way included',
            value: spent.allTransitions,
            unit: 'count',
          },
          { what: 'DynamoDB write units', value: write, unit: 'count', bar: 70 },
          {
            what: '  of them for messages to the patient',
            value: forMessages(spent),
            unit: 'count',
          },
          { what: 'DynamoDB read units', value: sumOf(spent, 'read'), unit: 'count', bar: 90 },
          { what: 'write units of each further visit', value: further, unit: 'count', bar: 7 },
          { what: 'modelled cost without messages', value: total(bill), unit: 'usd', bar: 0.0012 },
          { what: 'Lambda invocations', value: sumOf(spent, 'invocations'), unit: 'count' },
          { what: 'Lambda time billed', value: sumOf(spent, 'billedMs'), unit: 'ms' },
          { what: 'mails sent', value: spent.mails, unit: 'count' },
          { what: 'texts sent', value: spent.texts, unit: 'count' },
          { what: 'messages, modelled', value: messages, unit: 'usd' },
        ],
        details: [
          functionTable(spent),
          machineTable(spent),
          billTable(bill),
          '  Events include the status changes of workflows, for which AWS asks nothing.\n' +
            `  Means of ${referrals} referrals, warm. Everything counts until nothing is under way: the first\n` +
            `  states of the visit workflows and the messages too. ${spent.scheduleTicks.toFixed(1)} schedule ticks fell in between.`,
        ],
      };
    }),
};
