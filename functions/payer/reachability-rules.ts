import type { Reachability } from './reachability.ts';
import type { WireSettings } from './wire-settings.ts';

type State = Reachability['state'];

const later = (now: Date, seconds: number): string =>
  new Date(now.getTime() + seconds * 1000).toISOString();

/** A call beyond its own deadline, for what comes before and after it. */
const graceSeconds = 10;

/**
 * The longest pause between two tries, in seconds, by how many have failed: half an hour for the first
 * working day of silence, four hours from then on, for each try goes through a referral's workflow and
 * stays on its record. Own targets.
 */
const longestPauses = [
  { fromTry: 0, seconds: 1800 },
  { fromTry: 20, seconds: 14_400 },
] as const;

const longestPauseSeconds = (triesFailed: number): number =>
  longestPauses.findLast(({ fromTry }) => triesFailed >= fromTry)?.seconds ?? 1800;

/** Changes that are kept. */
const mostChanges = 50;
const mostFailures = 20;

/** Since when a payer has not answered; undefined while it does. */
export const silentSince = ({ state, since, history }: Reachability): string | undefined => {
  if (state === 'answering') return undefined;
  const answering = history.findIndex((one) => one.state === 'answering');
  const silent = answering < 0 ? history : history.slice(0, answering);
  return silent.at(-1)?.at ?? since;
};

/**
 * Whether a payer may be asked now: freely, as the one try that finds out whether it answers again,
 * or not at all.
 */
export const mayAsk = (
  { state, nextTryAt }: Pick<Reachability, 'state' | 'nextTryAt'>,
  now: Date,
): 'yes' | 'as-try' | 'no' => {
  if (state === 'answering') return 'yes';
  return nextTryAt === undefined || nextTryAt <= now.toISOString() ? 'as-try' : 'no';
};

const turned = (
  before: Reachability,
  state: State,
  now: Date,
  code?: string,
): Pick<Reachability, 'state' | 'since' | 'history' | 'rev'> => {
  const at = now.toISOString();
  return {
    state,
    since: at,
    history: [{ at, state, ...(code ? { code } : {}) }, ...before.history].slice(0, mostChanges),
    rev: before.rev + 1,
  };
};

/** One call goes out to find out; until its deadline nobody else does. */
export const tried = (before: Reachability, wire: WireSettings, now: Date): Reachability => ({
  ...before,
  ...turned(before, 'being-tried', now),
  nextTryAt: later(now, wire.answerSeconds + graceSeconds),
});

/** The pause before the next try: doubled by each that fails, never shorter than the payer asks for. */
const pauseSeconds = (
  { probeAfterSeconds }: WireSettings,
  triesFailed: number,
  asked: number,
): number =>
  Math.max(asked, Math.min(longestPauseSeconds(triesFailed), probeAfterSeconds * 2 ** triesFailed));

type Failure = { code: string; waitSeconds?: number | undefined };

/**
 * What a failed call makes of it; undefined when it changes nothing. A payer that asks to be left
 * alone is, at once.
 */
export const failed = (
  before: Reachability,
  { code, waitSeconds }: Failure,
  wire: WireSettings,
  now: Date,
): Reachability | undefined => {
  // A call that was under way when it became unavailable: that is known.
  if (before.state === 'unavailable') return undefined;
  const at = now.toISOString();
  const oldest = later(now, -wire.failuresWithinSeconds);
  const failures = [...before.failures.filter((one) => one.at > oldest), { at, code }].slice(
    -mostFailures,
  );
  const isTry = before.state === 'being-tried';
  if (!isTry && waitSeconds === undefined && failures.length < wire.opensAfterFailures)
    return { ...before, failures, rev: before.rev + 1 };
  const triesFailed = isTry ? before.triesFailed + 1 : 0;
  return {
    ...before,
    ...turned(before, 'unavailable', now, code),
    failures,
    triesFailed,
    nextTryAt: later(now, pauseSeconds(wire, triesFailed, waitSeconds ?? 0)),
  };
};

type OtherMachine = NonNullable<Reachability['other']>;

/** How another machine of a payer did while its one was silent. */
export const otherAt = ({ other }: Pick<Reachability, 'other'>, address: string): OtherMachine =>
  other?.address === address ? other : { address, failures: [], triesFailed: 0 };

/** Whether that one may be asked: freely, as the one try that finds out, or not at all. */
export const mayAskOther = ({ nextTryAt }: OtherMachine, now: Date): 'yes' | 'as-try' | 'no' =>
  nextTryAt === undefined ? 'yes' : nextTryAt <= now.toISOString() ? 'as-try' : 'no';

const withOther = (before: Reachability, other: OtherMachine | undefined): Reachability => {
  const { other: _, ...rest } = before;
  return { ...rest, ...(other ? { other } : {}), rev: before.rev + 1 };
};

/** One call goes out to the other machine to find out; until its deadline nobody else does. */
export const otherTried = (
  before: Reachability,
  other: OtherMachine,
  wire: WireSettings,
  now: Date,
): Reachability =>
  withOther(before, { ...other, nextTryAt: later(now, wire.answerSeconds + graceSeconds) });

/** What a failed call to the other machine makes of it: it is left alone by the same count and pauses. */
export const otherFailed = (
  before: Reachability,
  address: string,
  { code, waitSeconds, isTry }: Failure & { isTry: boolean },
  { wire, now }: { wire: WireSettings; now: Date },
): Reachability => {
  const other = otherAt(before, address);
  const oldest = later(now, -wire.failuresWithinSeconds);
  const failures = [
    ...other.failures.filter((one) => one.at > oldest),
    { at: now.toISOString(), code },
  ].slice(-mostFailures);
  const isOver = isTry || waitSeconds !== undefined || failures.length >= wire.opensAfterFailures;
  const triesFailed = isTry ? other.triesFailed + 1 : other.triesFailed;
  return withOther(before, {
    address,
    failures,
    triesFailed,
    ...(isOver ? { nextTryAt: later(now, pauseSeconds(wire, triesFailed, waitSeconds ?? 0)) } : {}),
  });
};

/** What an answer of the other machine makes of it; undefined when it changes nothing. */
export const otherAnswered = (before: Reachability, address: string): Reachability | undefined =>
  before.other?.address === address ? withOther(before, undefined) : undefined;

/** What an answer makes of it; undefined when it changes nothing, as nearly always. */
export const answered = (before: Reachability, now: Date): Reachability | undefined => {
  if (before.state === 'answering' && before.failures.length === 0) return undefined;
  const { nextTryAt: _, other: __, ...rest } = before;
  const cleared = { ...rest, failures: [], triesFailed: 0 };
  return before.state === 'answering'
    ? { ...cleared, rev: before.rev + 1 }
    : { ...cleared, ...turned(before, 'answering', now) };
};
