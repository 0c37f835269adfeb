import { setTimeout as pause } from 'node:timers/promises';
import type { Benchmark } from './benchmark.ts';
import { addUp, billTable, makeBill } from './bill.ts';
import { insistOnBooked } from './booked.ts';
import { approvedOrder, benchPracticeNpi } from './order.ts';
import { formatTable, show } from './report.ts';
import { type BenchService, withService } from './running-service.ts';
import { advance, advanceToMidMorning, readServiceClock } from './service-clock.ts';
import { readSpent, type Spent, spentPerReferral, sumOver } from './spent.ts';
import { tell } from './telling.ts';

/** Referrals of each kind; figures are means. */
const referrals = 4;
const visits = 3;
/** Until the payer that decides later has decided. */
const decidedAfterHours = 21;
/** The permission counters are written a second after a change. */
const usageDelayMs = 1200;

const practice = { role: 'referrer', subject: benchPracticeNpi };
const note = {
  title: 'Visit note',
  type: '11506-3',
  contentType: 'application/pdf',
  data: Buffer.from('%PDF-1.4 example').toString('base64'),
};

type Round = {
  what: string;
  payerId: string;
  /** How the simulated payer answers this member. */
  says: string;
  /** What people do once it has answered. */
  answered?: (service: BenchService, referralId: string) => Promise<unknown>;
};

type View = { holds: { holdId: string; reason: string; status: string }[] };

/** A coordinator ends the hold that is open. */
const resolve = async (service: BenchService, referralId: string, body: object) => {
  const token = service.token('coordinator', '', await readServiceClock(service));
  const { holds } = (await service.get(`/referrals/${referralId}`, token)) as View;
  const open = holds.find(({ status }) => status !== 'resolved');
  if (!open) throw new Error('No hold is open.');
  await tell(service, { role: 'coordinator' }, `/holds/${open.holdId}/resolution`, body);
};

/** What is not asked is the measure of the others: they use what it uses, and their round. */
const notAsked: Round = { what: 'nothing is asked', payerId: 'part-b-north', says: 'NOAUTH' };
const rounds: readonly Round[] = [
  { what: 'approved at once', payerId: 'acme-health', says: 'APPROVE' },
  { what: 'pended, approved by a notice', payerId: 'acme-health', says: 'PENDAPPROVE' },
  {
    what: 'asked for a document, which comes, approved',
    payerId: 'acme-health',
    says: 'PENDINFO',
    answered: (service, referralId) =>
      tell(service, practice, `/referrals/${referralId}/documents`, note),
  },
  {
    what: 'half granted, which a coordinator accepts',
    payerId: 'acme-health',
    says: 'CHANGED',
    answered: (service, referralId) => resolve(service, referralId, { action: 'accept' }),
  },
];

const orderOf = (number: number, { payerId, says }: Round) => {
  const order = approvedOrder(number, visits);
  return {
    ...order,
    coverages: order.coverages.map((coverage) => ({
      ...coverage,
      payerId,
      memberId: `BENCH${number}-${says}`,
    })),
  };
};

/** Referrals of one kind, one after the other, until all of them are booked. */
const live = async (service: BenchService, round: Round, from: number): Promise<string[]> => {
  const ids: string[] = [];
  for (let number = from; number < from + referrals; number += 1) {
    const receipt = await tell(service, practice, '/referrals', orderOf(number, round));
    const { referralId } = receipt as { referralId: string };
    ids.push(referralId);
    await service.quiet();
    await round.answered?.(service, referralId);
    await service.quiet();
  }
  // All of them wait as long, so that what runs by the clock is the same in each.
  await advance(service, decidedAfterHours * 3600);
  return ids;
};

const measure = async (service: BenchService, round: Round, from: number): Promise<Spent> => {
  await advanceToMidMorning(service);
  await pause(usageDelayMs);
  const before = await readSpent(service);
  const ids = await live(service, round, from);
  await pause(usageDelayMs);
  const after = await readSpent(service);
  for (const referralId of ids)
    if (round.says !== 'CHANGED') await insistOnBooked(service, referralId, visits);
  return spentPerReferral(after, before, referrals);
};

const figuresOf = (spent: Spent) => ({
  transitions: spent.transitions.AuthorizationWorkflow ?? 0,
  all: spent.allTransitions,
  write: sumOver(spent, 'write'),
  read: sumOver(spent, 'read'),
  calls: sumOver(spent, 'calls'),
  usd: addUp(makeBill(spent)),
});

export const round: Benchmark = {
  name: 'round',
  title: 'What one round with a payer uses, beyond a referral of which nothing is asked',
  run: (_settings, say) =>
    withService(async (service) => {
      say(`warming up, then ${notAsked.what}`);
      await measure(service, notAsked, 1);
      const base = figuresOf(await measure(service, notAsked, 100));
      const found: { what: string; spent: Spent; figures: ReturnType<typeof figuresOf> }[] = [];
      for (const [index, one] of rounds.entries()) {
        say(one.what);
        const spent = await measure(service, one, 200 + 100 * index);
        found.push({ what: one.what, spent, figures: figuresOf(spent) });
      }
      const rows = found.map(({ what, figures }) => ({
        what,
        transitions: figures.transitions,
        write: figures.write - base.write,
        read: figures.read - base.read,
        calls: figures.calls - base.calls,
        usd: figures.usd - base.usd,
      }));
      const most = rows.reduce((a, b) => (a.usd > b.usd ? a : b));
      const [atOnce] = rows;
      if (!atOnce) throw new Error('nothing was measured');
      return {
        measures: [
          {
            what: 'state transitions of a round, approved at once',
            value: atOnce.transitions,
            unit: 'count',
            bar: 4,
          },
          {
            what: 'state transitions of a round, the most',
            value: Math.max(...rows.map(({ transitions }) => transitions)),
            unit: 'count',
            bar: 12,
          },
          {
            what: 'cost of a round, approved at once',
            value: atOnce.usd,
            unit: 'usd',
            bar: 0.0003,
          },
          { what: `cost of a round, ${most.what}`, value: most.usd, unit: 'usd', bar: 0.001 },
        ],
        details: [
          formatTable(
            ['a round', 'states entered', 'write units', 'read units', 'calls', 'US dollars'],
            rows.map(({ what, transitions, write, read, calls, usd }) => [
              what,
              ...[transitions, write, read, calls].map((value) => value.toFixed(1)),
              show(usd, 'usd'),
            ]),
          ),
          billTable(
            'modelled cost of the referral approved at once',
            makeBill((found[0] as (typeof found)[number]).spent),
          ),
        ],
      };
    }),
};
