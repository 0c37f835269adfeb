import { setTimeout as pause } from 'node:timers/promises';
import { asFault } from '../platform/errors.ts';
import { log } from '../platform/log.ts';
import type { Table } from '../platform/table.ts';
import { leftAlone, PayerUnavailable } from './payer-unavailable.ts';
import type { Reachability } from './reachability.ts';
import {
  answered,
  failed,
  mayAsk,
  mayAskOther,
  otherAnswered,
  otherAt,
  otherFailed,
  otherTried,
  silentSince,
  tried,
} from './reachability-rules.ts';
import { type ReachabilityStore, reachabilityStore } from './reachability-store.ts';
import { PayerFailed } from './wire-faults.ts';
import { type Post, postToPayer, type Wire, type WireReply } from './wire-gateway.ts';

/**
 * Asks a payer.
 *
 * @throws PayerUnavailable when it is not to be asked now; PayerFailed and PermanentFault as the wire.
 */
export type AskPayer = (post: Post) => Promise<WireReply>;

type Deps = {
  store: ReachabilityStore;
  wire: Wire;
  now: () => Date;
  /** An answer that comes within this needs no place among those that wait. */
  patienceMs: number;
};

/** Longer than its call, by what it takes to give the place back. */
const graceMs = 5000;

/** How often a change of the record is tried again when somebody was quicker. */
const attempts = 5;

const lastCode = ({ history, failures }: Reachability): string =>
  history.find(({ code }) => code)?.code ?? failures.at(-1)?.code ?? 'payer-unavailable';

/** Changes the record as it stands; what it became, where it changed. */
const change = async (
  { store, now }: Deps,
  { payerId, channel }: Post,
  to: (before: Reachability) => Reachability | undefined,
): Promise<Reachability | undefined> => {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const after = to(await store.read(payerId, channel, now()));
    if (!after || (await store.put(after))) return after;
  }
  return undefined;
};

/** What goes beside a call never decides about it. */
const beside = async (work: Promise<unknown>): Promise<void> => {
  await work.catch((error: unknown) =>
    log({ event: 'record.failed', name: 'reachability', code: asFault(error).message }),
  );
};

/** Waits in one of the payer's places; where none is free, the call is given up. */
const inPlace = async (
  { store, now }: Deps,
  post: Post,
  call: Promise<WireReply>,
  giveUp: AbortController,
): Promise<WireReply> => {
  const at = now();
  const until = new Date(at.getTime() + post.wire.answerSeconds * 1000 + graceMs);
  const place = await store.takePlace(post, post.wire.mostWaiting, until, at);
  if (place === undefined) {
    giveUp.abort();
    throw new PayerUnavailable(post.payerId, post.channel, 'payer-crowded');
  }
  try {
    return await call;
  } finally {
    await beside(store.leavePlace(post, place, until, now()));
  }
};

/** The call; once it takes longer than patience, as one of the few that may wait. */
const bounded = async (deps: Deps, post: Post): Promise<WireReply> => {
  const giveUp = new AbortController();
  const call = deps.wire(post, giveUp.signal);
  const over = new AbortController();
  // Also keeps a call that nobody waits for any more from being an unhandled failure.
  call.then(
    () => over.abort(),
    () => over.abort(),
  );
  const isSlow = await pause(deps.patienceMs, true, { signal: over.signal }).catch(() => false);
  return isSlow ? inPlace(deps, post, call, giveUp) : call;
};

/** The machine at an address, whatever it is asked there. */
const machineAt = (url: string): string => url.replace(/\/Claim\/\$[\w-]+$/, '').slice(0, 400);

/**
 * Another machine of a payer whose one is silent: nothing was heard of it, so it is asked, and its answer says
 * nothing of the silent one. If it fails as well, the payer has been silent for as long as it was; what fails
 * several times in a row is left alone here, too, so that nobody waits for both.
 */
const askOther = async (deps: Deps, post: Post, silent: Reachability): Promise<WireReply> => {
  const { store, now } = deps;
  const { payerId, channel, wire } = post;
  const machine = machineAt(post.url);
  const other = otherAt(silent, machine);
  const unavailable = (code: string) =>
    new PayerUnavailable(payerId, channel, code, silentSince(silent));
  const may = mayAskOther(other, now());
  const goes =
    may === 'yes' ||
    (may === 'as-try' && (await store.put(otherTried(silent, other, wire, now()))));
  if (!goes) throw unavailable(other.failures.at(-1)?.code ?? lastCode(silent));
  try {
    const reply = await bounded(deps, post);
    if (silent.other) await beside(change(deps, post, (one) => otherAnswered(one, machine)));
    return reply;
  } catch (error) {
    if (!(error instanceof PayerFailed)) throw error;
    const { message: code, waitSeconds } = error;
    const after = await change(deps, post, (one) =>
      // The silent one answered meanwhile: its record begins anew.
      one.state === 'answering'
        ? undefined
        : otherFailed(
            one,
            machine,
            { code, waitSeconds, isTry: may === 'as-try' },
            {
              wire,
              now: now(),
            },
          ),
    );
    throw leftAlone(
      unavailable(code),
      waitSeconds === undefined ? undefined : after?.other?.nextTryAt,
    );
  }
};

/**
 * Keeps one payer's silence from everybody else. Who failed several times in a row is left alone
 * until one try is answered, and of those that do not answer at once only so many are waited for:
 * functions share nothing but the table, so both stand there. An answer that comes at once, to a
 * payer that has not failed, writes nothing.
 */
export const guarded =
  (deps: Deps): AskPayer =>
  async (post) => {
    const { store, now } = deps;
    const { payerId, channel, wire } = post;
    const before = await store.recall(payerId, channel, now());
    const machine = machineAt(post.url);
    if (before.state !== 'answering' && before.address && before.address !== machine)
      return askOther(deps, post, before);
    const may = mayAsk(before, now());
    const goes =
      may === 'yes' || (may === 'as-try' && (await store.put(tried(before, wire, now()))));
    if (!goes) throw new PayerUnavailable(payerId, channel, lastCode(before), silentSince(before));
    try {
      const reply = await bounded(deps, post);
      const isKnownGood = may === 'yes' && before.failures.length === 0;
      if (!isKnownGood) await beside(change(deps, post, (one) => answered(one, now())));
      return reply;
    } catch (error) {
      if (!(error instanceof PayerFailed)) throw error;
      const { message: code, waitSeconds } = error;
      const after = await change(deps, post, (one) => {
        const next = failed(one, { code, waitSeconds }, wire, now());
        return next && { ...next, address: machine };
      });
      if (after?.state === 'unavailable')
        throw leftAlone(
          new PayerUnavailable(payerId, channel, code, silentSince(after)),
          waitSeconds === undefined ? undefined : after.nextTryAt,
        );
      throw error;
    }
  };

/** As deployed. An answer within a second costs no write. */
export const guardedGateway = (table: Table, now: () => Date): AskPayer =>
  guarded({ store: reachabilityStore(table), wire: postToPayer, now, patienceMs: 1000 });
