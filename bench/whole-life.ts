import { setTimeout as pause } from 'node:timers/promises';
import type { Benchmark } from './benchmark.ts';
import { addUp, billTable, functionTable, makeBill } from './bill.ts';
import { prices } from './price-table.ts';
import { isForDesk } from './referral-cost.ts';
import { type BenchService, withService } from './running-service.ts';
import {
  advance,
  advanceTo,
  advanceToMidMorning,
  midMorningNote,
  readServiceClock,
} from './service-clock.ts';
import { readSpent, spentPerReferral, sumOver } from './spent.ts';
import { sendOrder, tell } from './telling.ts';

/** They live side by side, so that they share what the schedules do. Figures are means. */
const referrals = 5;
const visits = 3;
const infusionMinutes = 120;
/** Until what comes after a visit has gone out. */
const afterHours = 30;
/** The permission counters are written a second after a change. */
const usageDelayMs = 1200;

type Visit = { visitId: string; startsAt: string; siteId: string };
type View = { status: string; visits: Visit[] };
type Nurses = { items: { nurseId: string; siteId: string }[] };

/** Something that a person does at its time. */
type Deed = { atMs: number; what: string; run: () => Promise<unknown> };

const read = async <T>(service: BenchService, role: string, path: string): Promise<T> =>
  (await service.get(path, service.token(role, '', await readServiceClock(service)))) as T;

/** What a nurse of the visit's center does with it: begins it at its time, and records it at its end. */
const deedsOf =
  (service: BenchService, nurses: Nurses['items']) =>
  (visit: Visit): Deed[] => {
    const { visitId, startsAt, siteId } = visit;
    const found = nurses.find((one) => one.siteId === siteId);
    if (!found) throw new Error(`No nurse works at ${siteId}.`);
    const nurse = { role: 'nurse', subject: found.nurseId };
    const begins = Date.parse(startsAt) + 60_000;
    const given = { infusionMinutes, doseComplete: true, teachBack: [] };
    return [
      {
        atMs: begins,
        what: `the visit of ${startsAt}`,
        run: () => tell(service, nurse, `/visits/${visitId}/start`, {}),
      },
      {
        atMs: begins + (infusionMinutes + 5) * 60_000,
        what: 'its end',
        run: () => tell(service, nurse, `/visits/${visitId}/completion`, given),
      },
    ];
  };

/** Referrals from their order to their close, side by side: every visit takes place and is recorded. */
const live = async (service: BenchService, say: (line: string) => void): Promise<void> => {
  const ids: string[] = [];
  for (let number = 1; number <= referrals; number += 1) {
    ids.push(await sendOrder(service, number, visits));
    await service.quiet();
  }
  const { items } = await read<Nurses>(service, 'admin', '/network/nurses?limit=100');
  const deeds: Deed[] = [];
  for (const id of ids) {
    const view = await read<View>(service, 'coordinator', `/referrals/${id}`);
    if (view.visits.length !== visits) throw new Error(`${id} has ${view.visits.length} visits.`);
    deeds.push(...view.visits.flatMap(deedsOf(service, items)));
  }
  for (const { atMs, what, run } of deeds.sort((a, b) => a.atMs - b.atMs)) {
    say(what);
    await advanceTo(service, atMs);
    await run();
    await service.quiet();
  }
  await advance(service, afterHours * 3600);
  for (const id of ids) {
    const { status } = await read<View>(service, 'coordinator', `/referrals/${id}`);
    if (status !== 'closed') throw new Error(`${id} is ${status} and not closed.`);
  }
};

export const wholeLife: Benchmark = {
  name: 'life',
  title: `What a referral with ${visits} visits uses from its order to its close`,
  run: (_settings, say) =>
    withService(async (service) => {
      await advanceToMidMorning(service);
      await pause(usageDelayMs);
      const before = await readSpent(service);
      await live(service, say);
      await pause(usageDelayMs);
      const spent = spentPerReferral(await readSpent(service), before, referrals);
      const bill = makeBill(spent);
      const ofVisits = Object.entries(spent.transitions).reduce(
        (sum, [name, count]) => sum + (/visit/i.test(name) ? count : 0),
        0,
      );
      const forDesk = Object.entries(spent.functions).reduce(
        (sum, [name, { write }]) => sum + (isForDesk(name) ? write : 0),
        0,
      );
      const messages = spent.mails * prices.mail.usd + spent.texts * prices.text.usd;
      return {
        measures: [
          { what: 'state transitions', value: spent.allTransitions, unit: 'count', bar: 48 },
          { what: '  of them a visit', value: ofVisits / visits, unit: 'count', bar: 10 },
          {
            what: 'DynamoDB write units',
            value: sumOver(spent, 'write') - forDesk,
            unit: 'count',
            bar: 150,
          },
          {
            what: 'write units behind it, for search, lists and measures',
            value: forDesk,
            unit: 'count',
          },
          { what: 'DynamoDB read units', value: sumOver(spent, 'read'), unit: 'count' },
          { what: 'database calls', value: sumOver(spent, 'calls'), unit: 'count' },
          {
            what: 'modelled cost without messages',
            value: addUp(bill),
            unit: 'usd',
            bar: 0.0016,
          },
          { what: 'mails sent', value: spent.mails, unit: 'count' },
          { what: 'texts sent', value: spent.texts, unit: 'count', bar: visits + 1 },
          { what: 'messages, modelled', value: messages, unit: 'usd', bar: 0.04 },
        ],
        details: [
          functionTable(spent),
          billTable('modelled cost of the whole life', bill),
          `  Means of ${referrals} referrals that live side by side. ${spent.scheduleTicks * referrals} schedule ticks fell into that time, and what they\n` +
            `  used counts too: ${spent.scheduleTicks.toFixed(1)} a referral here, where a service in use shares them among all that it has.\n` +
            `  ${midMorningNote}`,
        ],
      };
    }),
};
