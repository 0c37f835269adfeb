import { type EventLoopUtilization, performance } from 'node:perf_hooks';
import type { Environment } from './lambda-environment.ts';

const everyMs = 250;
/** A thread that worked less than this share of the time was waiting. */
const restingShare = 0.25;
/** Above this share the thread of the gateway is what an invocation waits for. */
const busyShare = 0.75;

/**
 * Calls back once when an invocation has come to rest: it waits for somebody outside, a slow payer
 * for instance, and needs no core meanwhile. Returns a function that ends the watch.
 */
export const watchRest = (
  { utilization }: Pick<Environment, 'utilization'>,
  onRest: () => void,
): (() => void) => {
  const ours = (since?: EventLoopUtilization) => performance.eventLoopUtilization(since);
  let theirsBefore = utilization();
  let oursBefore = ours();
  const timer = setInterval(() => {
    const theirs = utilization(theirsBefore).utilization;
    const own = ours(oursBefore).utilization;
    theirsBefore = utilization();
    oursBefore = ours();
    if (theirs > restingShare || own > busyShare) return;
    clearInterval(timer);
    onRest();
  }, everyMs);
  return () => clearInterval(timer);
};
