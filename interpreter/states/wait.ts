import { conclude, type Move } from '../conclude.ts';
import { makeScope } from '../context.ts';
import type { WaitState } from '../definition-types.ts';
import { EvaluationFailure, evaluate } from '../jsonata.ts';
import { limits } from '../limits.ts';
import { record } from '../record.ts';
import type { Run } from '../runtime.ts';
import { waitUntil } from '../wait-until.ts';

const timestamp = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

const untilOf = async (run: Run, state: WaitState): Promise<number> => {
  if (state.Seconds !== undefined) {
    const seconds = await evaluate(state.Seconds, makeScope(run), 'Seconds');
    if (Number.isInteger(seconds) && (seconds as number) >= 0) {
      return run.frame.enteredAt + Math.min(seconds as number, limits.taskSeconds) * 1000;
    }
    throw new EvaluationFailure('Seconds must be a whole number of at least 0', 'Seconds');
  }
  const instant = await evaluate(state.Timestamp ?? null, makeScope(run), 'Timestamp');
  const at = typeof instant === 'string' && timestamp.test(instant) ? Date.parse(instant) : NaN;
  if (Number.isNaN(at)) {
    throw new EvaluationFailure('Timestamp must be an RFC 3339 instant', 'Timestamp');
  }
  return at;
};

/** Waits for an instant computed once and kept, however long it takes. */
export const runWait = async (run: Run, state: WaitState): Promise<Move> => {
  if (run.frame.waitUntil === undefined) {
    run.frame.waitUntil = await untilOf(run, state);
    await record(run, 'wait', []);
  }
  await waitUntil(run, run.frame.waitUntil);
  return conclude(run, state, {}, run.frame.input);
};
