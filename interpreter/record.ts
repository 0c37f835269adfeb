import type { Execution, Frame } from './execution.ts';
import { StateFailure } from './failure.ts';
import type { Draft } from './history.ts';
import type { Write } from './journal.ts';
import { countExecution, saveEvent, saveFrame } from './journal-writes.ts';
import { limits } from './limits.ts';
import type { Run } from './runtime.ts';

/** Numbers events and links each to the one before it in its own branch. */
export const appendEvents = (
  execution: Execution,
  frame: Frame,
  drafts: readonly Draft[],
  at: number,
): Write[] =>
  drafts.map((draft) => {
    execution.events += 1;
    const event = { id: execution.events, previous: frame.lastEvent, at, ...draft };
    frame.lastEvent = event.id;
    return saveEvent(execution, event);
  });

/**
 * Makes a frame and its new events durable, in one transaction.
 * @throws StateFailure States.Runtime when the history is full; Cancelled when the run was stopped
 */
export const record = (
  run: Run,
  label: string,
  drafts: readonly Draft[],
  further: readonly Write[] = [],
): Promise<void> => {
  const { runtime, execution, frame, cancellation } = run;
  cancellation.check();
  if (execution.events + drafts.length >= limits.historyEvents) {
    throw new StateFailure(
      'States.Runtime',
      `The execution reached the maximum number of history events (${limits.historyEvents}).`,
    );
  }
  const events = appendEvents(execution, frame, drafts, runtime.clock.now());
  return runtime.journal.write(label, [
    ...events,
    saveFrame(execution, frame),
    countExecution(execution),
    ...further,
  ]);
};
