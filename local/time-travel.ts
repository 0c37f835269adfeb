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
  firstDueAfter(atMs: number): Promise<number | undefined>;
  /** Changes with every write to the table and every step of a workflow. */
  progress(): string;
};

/**
 * Moves the clock deadline by deadline and lets everything become quiet at each, so that what would
 * have happened over days happens in the same order in seconds.
 */
export const openTimeTravel = (options: Options): TimeTravel => {
  const { clock, schedules, quiet, publish, firstDueAfter, progress } = options;
  let last: Promise<unknown> = Promise.resolve();

  const moveClock = (atMs: number) => {
    clock.moveTo(atMs);
    publish();
  };

  /**
   * The next tick of a frequent schedule worth running, at most `horizon`. A schedule that ran and
   * changed nothing would change nothing at its next tick either, unless a deadline passed or
   * something in the table became due. So its ticks are coalesced up to the next such instant, and
   * only then: with a rate of five minutes a month has 8,640 ticks.
   */
  const nextTick = async (horizon: number, wasQuiet: boolean): Promise<number | undefined> => {
    const now = clock.now();
    const first = schedules.firstFrequentTick(now + 1);
    if (first === undefined || first > horizon) return undefined;
    if (!wasQuiet) return first;
    // What is due at this very instant may count as due only at the next tick.
    const due = await firstDueAfter(now - 1);
    const latest = schedules.lastFrequentTick(now, horizon) ?? first;
    const forDue = due === undefined ? undefined : schedules.firstFrequentTick(due);
    return Math.max(first, Math.min(latest, forDue ?? latest));
  };

  const travel = async (targetMs: number): Promise<Travelled> => {
    const travelled = { deadlines: 0, ticks: 0, quiet: await quiet() };
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
        const horizon = Math.min(deadline, targetMs);
        const tick = await nextTick(horizon, wasQuiet);
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
