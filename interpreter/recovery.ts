import type { Execution, Frame } from './execution.ts';
import type { Executions } from './executions.ts';
import type { Journal } from './journal.ts';
import { readExecution, readFrame } from './journal-writes.ts';

const isOrphan = (execution: Execution, live: ReadonlyMap<string, Execution>): boolean => {
  if (!execution.parent) return false;
  const waiting = live.get(execution.parent.arn)?.frames.get(execution.parent.path)?.task;
  return waiting?.child !== execution.arn || waiting.phase === 'settled';
};

/** Loads every RUNNING execution from its checkpoint, then sets them all going again. */
export const recover = (journal: Journal, executions: Executions): void => {
  const frames = new Map<string, Frame[]>();
  for (const row of journal.all('runningFrames')) {
    const arn = row.execution as string;
    const known = frames.get(arn);
    if (known) known.push(readFrame(row));
    else frames.set(arn, [readFrame(row)]);
  }
  for (const row of journal.all('running')) {
    const record = readExecution(row);
    executions.restore(record, frames.get(record.arn) ?? []);
  }
  const { live } = executions;
  for (const execution of [...live.values()]) {
    if (isOrphan(execution, live)) void executions.end(execution, { status: 'ABORTED' });
    else executions.resume(execution);
  }
};
