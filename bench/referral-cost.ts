import { setTimeout as pause } from 'node:timers/promises';
import type { Benchmark } from './benchmark.ts';
import { addUp, billTable, functionTable, makeBill } from './bill.ts';
import { insistOnBooked } from './booked.ts';
import { prices } from './price-table.ts';
import { formatTable } from './report.ts';
import { type BenchService, withService } from './running-service.ts';
import { advanceToMidMorning, midMorningNote } from './service-clock.ts';
import { readSpent, type Spent, spentPerReferral, sumOver } from './spent.ts';
import { sendOrder } from './telling.ts';

/** Referrals measured together; the figures are means. */
const referrals = 5;
const visits = 3;
const moreVisits = 5;
/** The permission counters are written a second after a change. */
const usageDelayMs = 1200;

/** Sends referrals one after the other and reads the counters when all is quiet again. */
const measure = async (service: BenchService, from: number, count: number, doses: number) => {
  await pause(usageDelayMs);
  const before = await readSpent(service);
  const sent: string[] = [];
  for (let number = from; number < from + count; number += 1) {
    sent.push(await sendOrder(service, number, doses));
    await service.quiet();
  }
  await pause(usageDelayMs);
  const after = await readSpent(service);
  for (const referralId of sent) await insistOnBooked(service, referralId, doses);
  return spentPerReferral(after, before, count);
};

const machineTable = ({ transitions }: Spent): string =>
  formatTable(
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

/**
 * What goes on behind the booking for people at the desk: nobody and nothing on the way to a booked
 * series waits for it, and the bars are for that way. Its cost is in the bill all the same.
 */
export const isForDesk = (name: string): boolean => /index-?patients|keep-?worklist/i.test(name);

/** What one kind of functions used. */
const usedBy = (
  { functions }: Spent,
  field: 'write' | 'calls' | 'read',
  isMeant: (name: string) => boolean,
): number =>
  Object.entries(functions).reduce(
    (sum, [name, spent]) => sum + (isMeant(name) ? spent[field] : 0),
    0,
  );

export const referralCost: Benchmark = {
  name: 'cost',
  title: `What one referral uses, approved at once, to a booked series of ${visits} visits`,
  run: (_settings, say) =>
    withService(async (service) => {
      await advanceToMidMorning(service);
      say('warming up with one referral');
      await measure(service, 0, 1, visits);
      say(`${referrals} referrals with ${visits} visits each`);
      const spent = await measure(service, 1, referrals, visits);
      say(`${referrals} referrals with ${moreVisits} visits each`);
      const longer = await measure(service, 1 + referrals, referrals, moreVisits);

      const onTheWay = (used: Spent, field: 'write' | 'calls' | 'read') =>
        usedBy(used, field, (name) => !isForDesk(name));
      const write = onTheWay(spent, 'write');
      const further = (onTheWay(longer, 'write') - write) / (moreVisits - visits);
      const bill = makeBill(spent);
      const messages = spent.mails * prices.mail.usd + spent.texts * prices.text.usd;
      return {
        measures: [
          {
            what: 'state transitions to the booked series',
            value: toBookedSeries(spent),
            unit: 'count',
            bar: 20,
          },
          {
            what: 'state transitions, visit workflows under way included',
            value: spent.allTransitions,
            unit: 'count',
          },
          { what: 'database calls', value: onTheWay(spent, 'calls'), unit: 'count', bar: 25 },
          { what: 'DynamoDB write units', value: write, unit: 'count', bar: 70 },
          {
            what: '  of them for messages to the patient',
            value: forMessages(spent),
            unit: 'count',
          },
          { what: 'DynamoDB read units', value: onTheWay(spent, 'read'), unit: 'count', bar: 90 },
          {
            what: 'write units behind it, for search, lists and measures',
            value: usedBy(spent, 'write', isForDesk),
            unit: 'count',
          },
          {
            what: 'database calls behind it',
            value: usedBy(spent, 'calls', isForDesk),
            unit: 'count',
          },
          { what: 'write units of each further visit', value: further, unit: 'count', bar: 7 },
          { what: 'modelled cost without messages', value: addUp(bill), unit: 'usd', bar: 0.001 },
          { what: 'Lambda invocations', value: sumOver(spent, 'invocations'), unit: 'count' },
          { what: 'Lambda time billed', value: sumOver(spent, 'billedMs'), unit: 'ms' },
          { what: 'mails sent', value: spent.mails, unit: 'count' },
          { what: 'texts sent', value: spent.texts, unit: 'count' },
          { what: 'messages, modelled', value: messages, unit: 'usd' },
        ],
        details: [
          functionTable(spent),
          machineTable(spent),
          billTable('modelled cost of one referral', bill),
          `  ${midMorningNote}\n` +
            '  Events include the status changes of workflows, for which AWS asks nothing.\n' +
            `  Means of ${referrals} referrals, warm. Everything counts until nothing is under way: the first\n` +
            `  states of the visit workflows and the messages too. ${spent.scheduleTicks.toFixed(1)} schedule ticks fell in between.`,
        ],
      };
    }),
};
