import { setTimeout as pause } from 'node:timers/promises';
import type { Benchmark } from './benchmark.ts';
import { addUp, billTable, functionTable, makeBill } from './bill.ts';
import { prices } from './price-table.ts';
import { type BenchService, withService } from './running-service.ts';
import { readSpent, spentPerReferral, sumOver } from './spent.ts';
import { readServiceClock, sendOrder, tell } from './telling.ts';

const visits = 3;
const infusionMinutes = 120;
/** Until what comes after a visit has gone out. */
const afterHours = 30;
/** The permission counters are written a second after a change. */
const usageDelayMs = 1200;

type Visit = { visitId: string; startsAt: string; siteId: string };
type View = { status: string; visits: Visit[] };
type Nurses = { items: { nurseId: string; siteId: string }[] };

const advance = async (service: BenchService, seconds: number): Promise<void> => {
  const answer = await fetch(`${service.address}/local/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ advance: `PT${seconds}S` }),
  });
  if (!answer.ok) throw new Error(`The clock was not moved: ${await answer.text()}`);
  await service.quiet();
};

const secondsUntil = async (service: BenchService, instant: string): Promise<number> =>
  Math.max(1, Math.ceil((Date.parse(instant) - (await readServiceClock(service))) / 1000));

/** A nurse of the center that the visit is at; nobody else records it. */
const nurseOf = async (service: BenchService, { siteId }: Visit): Promise<string> => {
  const token = service.token('admin', '', await readServiceClock(service));
  const { items } = (await service.get('/network/nurses', token)) as Nurses;
  const nurse = items.find((one) => one.siteId === siteId);
  if (!nurse) throw new Error(`No nurse works at ${siteId}.`);
  return nurse.nurseId;
};

/** A referral from its order to its close: every visit takes place and is recorded. */
const live = async (service: BenchService, say: (line: string) => void): Promise<void> => {
  const referralId = await sendOrder(service, 1, visits);
  await service.quiet();
  const view = async () =>
    (await service.get(
      `/referrals/${referralId}`,
      service.token('coordinator', '', await readServiceClock(service)),
    )) as View;
  for (const visit of (await view()).visits) {
    const { visitId, startsAt } = visit;
    const nurse = { role: 'nurse', subject: await nurseOf(service, visit) };
    say(`the visit of ${startsAt}`);
    await advance(service, 60 + (await secondsUntil(service, startsAt)));
    await tell(service, nurse, `/visits/${visitId}/start`, {});
    await service.quiet();
    await advance(service, (infusionMinutes + 5) * 60);
    await tell(service, nurse, `/visits/${visitId}/completion`, {
      infusionMinutes,
      doseComplete: true,
      teachBack: [],
    });
    await service.quiet();
  }
  await advance(service, afterHours * 3600);
  const { status } = await view();
  if (status !== 'closed') throw new Error(`The referral is ${status} and not closed.`);
};

export const wholeLife: Benchmark = {
  name: 'life',
  title: `What a referral with ${visits} visits uses from its order to its close`,
  run: (_settings, say) =>
    withService(async (service) => {
      await pause(usageDelayMs);
      const before = await readSpent(service);
      await live(service, say);
      await pause(usageDelayMs);
      const spent = spentPerReferral(await readSpent(service), before, 1);
      const bill = makeBill(spent);
      const ofVisits = Object.entries(spent.transitions).reduce(
        (sum, [name, count]) => sum + (/visit/i.test(name) ? count : 0),
        0,
      );
      const messages = spent.mails * prices.mail.usd + spent.texts * prices.text.usd;
      return {
        measures: [
          { what: 'state transitions', value: spent.allTransitions, unit: 'count', bar: 48 },
          { what: '  of them a visit', value: ofVisits / visits, unit: 'count', bar: 10 },
          { what: 'DynamoDB write units', value: sumOver(spent, 'write'), unit: 'count', bar: 150 },
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
          `  ${spent.scheduleTicks} schedule ticks fell into the time of the visits; what they used counts too.`,
        ],
      };
    }),
};
