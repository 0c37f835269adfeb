import type { Frame } from './execution.ts';

/**
 * A frame made ready to continue where a failed, stopped or timed out execution left it: the failed
 * step starts over with the same input and the same step key, and what succeeded stays.
 */
export const unfinished = (frame: Frame): Frame => {
  if (frame.done && 'output' in frame.done) return frame;
  const { done: _done, task: _task, retryAt: _retryAt, ...kept } = frame;
  return { ...kept, retries: [] };
};
