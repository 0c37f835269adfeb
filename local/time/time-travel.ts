import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from './clock.ts';
import type { Schedules } from './schedules.ts';

export type Travelled = { now: string; deadlines: number; ticks: number; quiet: boolean };
export type TimeTravel = { moveTo(targetMs: number): Promise<Travelled> };

type Options = {
  clock: Clock;
  schedules: Schedules;
  quiet(): Promise<boolean>;
  /** Tells other threads what time it is. */
  publish(): void;
  /** When the table says something is due, earliest first; absent when the table does not say. */
  dueTimes?(): Promise<readonly number[]>;
  /** Changes with every write to the table and every step of a workflow. */
  progress(): string;
};

/** On a long journey deadlines this close together are met together. */
const closeMs = (journeyMs: number) =>
  journeyMs > 24 * 3_600_000 ? Math.min(journeyMs / 2000, 15 * 60_000) : 0;

/** A schedule may leave what became due just now to its next ticks. */
const graceMs = 10 * 60_000;

/**
 * Moves the clock deadline by deadline and lets everything become quiet at each, so that what would
 * have happened over days happens in the same order in seconds.
 */
export const openTimeTravel = (options: Options): TimeTravel => {
  const { clock, schedules, quiet, publish, dueTimes, progress } = options;
  let last: Promise<unknown> = Promise.resolve();
  let known: { progress: string; times: readonly number[] } | undefined;

  const moveClock = (atMs: number) => {
    clock.moveTo(atMs);
    publish();
  };

  const allDue = async (): Promise<readonly number[]> => {
    const now = progress();
    if (known?.progress !== now) known = { progress: now, times: (await dueTimes?.()) ?? [] };
    return known.times;
  };

  /**
   * The next tick of a frequent schedule worth running, at most `horizon`; with a rate of five
   * minutes a month has 8,640 of them. Frequent schedules look for what is due: where the table says
   * what that is, they tick when something becomes due and until it is done, and once on arrival. A
   * tick that changed nothing would change nothing again until then: further ones are coalesced.
   */
  const nextTick = async (
    horizon: number,
    { wasQuiet, isLast }: { wasQuiet: boolean; isLast: boolean },
  ): Promise<number | undefined> => {
    const now = clock.now();
    const first = schedules.firstFrequentTick(now + 1);
    if (first === undefined || first > horizon) return undefined;
    const times = await allDue();
    const past = dueTimes ? times.findLast((at) => at <= now) : now;
    const next = times.find((at) => at > now);
    if (past !== undefined && (!wasQuiet || (dueTimes && past > now - graceMs))) return first;
    const forNext = next === undefined ? undefined : schedules.firstFrequentTick(next);
    if (past === undefined && !isLast) {
      return (forNext ?? Number.POSITIVE_INFINITY) <= horizon ? forNext : undefined;
    }
    const latest = schedules.lastFrequentTick(now, horizon) ?? first;
    return Math.max(first, Math.min(latest, forNext ?? latest));
  };

  const travel = async (targetMs: number): Promise<Travelled> => {
    const travelled = { deadlines: 0, ticks: 0, quiet: await quiet() };
    const together = closeMs(targetMs - clock.now());
    const resume = schedules.suspendFrequent();
    let wasQuiet = false;
    try {
      while (travelled.quiet && clock.now() < targetMs) {
        const deadline = clock.next() ?? Number.POSITIVE_INFINITY;
        if (deadline <= clock.now()) {
          // Due already: the clock's own timer is about to fire it.
          await pause(1);
          continue;
        }
        const horizon = Math.min(deadline + together, targetMs);
        const tick = await nextTick(horizon, { wasQuiet, isLast: horizon === targetMs });
        const before = progress();
        moveClock(tick ?? horizon);
        if (tick !== undefined) {
          schedules.fireFrequent(tick);
          travelled.ticks += 1;
        }
        if (deadline <= (tick ?? horizon)) travelled.deadlines += 1;
        travelled.quiet = await quiet();
        wasQuiet = progress() === before && (wasQuiet || tick !== undefined);
      }
    } finally {
      resume();
    }
    travelled.quiet = (await quiet()) && travelled.quiet;
    return { now: new Date(clock.now()).toISOString(), ...travelled };
  };

  return {
    // One journey at a time: two people moving one clock would skip each other's deadlines.
    moveTo: (targetMs) => {
      const next = last.then(() => travel(targetMs));
      last = next.catch(() => {});
      return next;
    },
  };
};
