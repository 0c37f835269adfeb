import { isOpen } from '../hold/hold.ts';
import { background } from '../platform/background.ts';
import { asFault } from '../platform/errors.ts';
import { log } from '../platform/log.ts';
import { table } from '../platform/table.ts';
import { localDate } from '../platform/zoned-time.ts';
import { holdsThatLeave, holdsToEnd } from './ask-again-rules.ts';
import { leavesAfterHours } from './channel.ts';
import type { Payer } from './payer.ts';
import type { Reachability } from './reachability.ts';
import { type ReachabilityStore, reachabilityStore } from './reachability-store.ts';
import { readPayer } from './store.ts';
import {
  type WaitingHold,
  type WaitingHoldsStore,
  waitingHoldsStore,
} from './waiting-holds-store.ts';

type Deps = {
  holds: WaitingHoldsStore;
  reachability: Pick<ReachabilityStore, 'read' | 'unavailable'>;
  /** The entry of a payer, where it has one. */
  payerOf: (payerId: string) => Promise<Payer | undefined>;
  now: () => Date;
};

/** How many holds one round looks at; the rest is found by the next. */
const most = 1000;

const nameOf = ({ payerId, channel }: Pick<Reachability, 'payerId' | 'channel'>) =>
  `${payerId}#${channel}`;

/** Says of a payer that does not answer since when, and how many wait: the alarm counts it. */
const tell = ({ payerId, channel, since }: Reachability, waiting: number, now: Date) =>
  log({
    event: 'payer.unavailable',
    payerId,
    channel,
    minutes: Math.floor((now.getTime() - Date.parse(since)) / 60_000),
    waiting,
  });

const logFailure = (error: unknown): undefined => {
  log({ event: 'record.failed', name: 'ask-payers-again', code: asFault(error).message });
};

/**
 * Who need not wait for the machine of a payer any longer, because another way leads to it. An entry
 * that cannot be read shows none, and is in no other payer's way.
 */
const leavingOf = async (
  payerOf: Deps['payerOf'],
  group: readonly WaitingHold[],
  state: Reachability,
  now: Date,
): Promise<readonly string[]> => {
  const { channel } = state;
  // There is one way to ask about a coverage.
  if (channel === 'x12' || state.state === 'answering' || group.length === 0) return [];
  const payer = await payerOf(state.payerId).catch(logFailure);
  const hours = payer && leavesAfterHours(payer, localDate(now, payer.zone), channel);
  return holdsThatLeave(group, state, hours, now);
};

/**
 * Looks after whoever waits for a payer that did not answer: the most urgent referral goes ahead as
 * the try, and all go on once it is answered, or by another way of the payer where it is silent for too
 * long. Nobody has to remember them.
 */
export const askPayersAgain =
  ({ holds, reachability, payerOf, now }: Deps) =>
  async (): Promise<void> => {
    const at = now();
    const waiting = Map.groupBy(await holds.all(most), nameOf);
    for (const one of await reachability.unavailable())
      if (!waiting.has(nameOf(one))) waiting.set(nameOf(one), []);
    let found = 0;
    let mended = 0;
    for (const [name, group] of waiting) {
      const [payerId = '', channel] = name.split('#');
      const state = await reachability.read(payerId, channel as WaitingHold['channel'], at);
      found += group.length;
      // Where nobody waits and the pause is over, the next referral finds out.
      const isAwaited = group.length > 0 || (state.nextTryAt ?? '') > at.toISOString();
      if (state.state !== 'answering' && isAwaited) tell(state, group.length, at);
      const ids = group.map(({ holdId }) => holdId);
      const leaving = await leavingOf(payerOf, group, state, at);
      for (const holdId of new Set([...holdsToEnd(ids, state, at), ...leaving])) {
        try {
          const hold = await holds.get(holdId);
          if (!hold || !isOpen(hold)) continue;
          await holds.end(hold, at.toISOString());
          mended += 1;
        } catch (error) {
          logFailure(error);
        }
      }
    }
    log({ event: 'sweep.completed', sweep: 'waiting-for-payers', found, mended });
  };

export const handler = background('ask-payers-again', async () =>
  askPayersAgain({
    holds: waitingHoldsStore(table()),
    reachability: reachabilityStore(table()),
    payerOf: (payerId) => readPayer(table(), payerId),
    now: () => new Date(),
  })(),
);
