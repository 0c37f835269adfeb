import type { Announcements } from './announcements.ts';
import { Cancelled, openCancellation } from './cancellation.ts';
import type { Execution, ExecutionRecord, Frame, Status } from './execution.ts';
import { rootPath } from './execution.ts';
import { type Failure, StateFailure } from './failure.ts';
import { type Draft, executionEnded, executionRedriven, executionSucceeded } from './history.ts';
import { runBranch } from './interpreter.ts';
import { JournalFault } from './journal.ts';
import { readExecution, readFrame, saveExecution, saveFrame } from './journal-writes.ts';
import type { Json } from './json.ts';
import type { Machine, Machines } from './machines.ts';
import { type Beginning, firstEvents, newExecution } from './new-execution.ts';
import { appendEvents } from './record.ts';
import { unfinished } from './redrive.ts';
import type { Runtime } from './runtime.ts';
import { ServiceError } from './service-error.ts';

export type ExecutionEnding = {
  status: Exclude<Status, 'RUNNING'>;
  output?: Json;
  failure?: Partial<Failure>;
};

const endEvent = ({ status, output = null, failure = {} }: ExecutionEnding): Draft => {
  if (status === 'SUCCEEDED') return executionSucceeded(output);
  if (status === 'FAILED') return executionEnded('ExecutionFailed', failure);
  if (status === 'ABORTED') return executionEnded('ExecutionAborted', failure);
  return executionEnded('ExecutionTimedOut', failure);
};

/** The executions in memory, and the four things that happen to one: launch, resume, end, redrive. */
export const openExecutions = (
  runtime: Runtime,
  machines: Machines,
  announcements: Announcements,
) => {
  const { clock, journal, work } = runtime;
  const live = new Map<string, Execution>();
  const lastCommit = new WeakMap<Execution, Promise<void>>();
  const endListeners = new Map<string, ((ended: ExecutionRecord) => void)[]>();

  const stored = (arn: string): ExecutionRecord | undefined => {
    const row = journal.get('execution', arn);
    return row && readExecution(row);
  };
  const find = (arn: string): ExecutionRecord | undefined => live.get(arn) ?? stored(arn);

  /** Resolves when the start, or the end, of an execution is durable. */
  const committed = (execution: Execution) => lastCommit.get(execution) ?? Promise.resolve();

  /** Everything the end of an execution changes, nested executions included, in this tick. */
  const end = (execution: Execution, ending: ExecutionEnding): Promise<void> => {
    if (execution.status !== 'RUNNING') return committed(execution);
    const now = clock.now();
    Object.assign(execution, {
      status: ending.status,
      stoppedAt: now,
      ...(ending.output !== undefined && { output: ending.output }),
      ...ending.failure,
    });
    execution.cancellation.cancel();
    const root = execution.frames.get(rootPath) as Frame;
    const events = appendEvents(execution, root, [endEvent(ending)], now);
    const dropped =
      ending.status === 'SUCCEEDED'
        ? [{ statement: 'dropFrames' as const, values: [execution.arn] }]
        : [saveFrame(execution, root)];
    const { announcement, write } = announcements.prepare(execution);
    const durable = journal.write('execution ended', [
      ...events,
      saveExecution(execution),
      ...dropped,
      write,
    ]);
    lastCommit.set(execution, durable);
    for (const listener of endListeners.get(execution.arn) ?? []) listener(execution);
    endListeners.delete(execution.arn);
    return durable.then(() => {
      live.delete(execution.arn);
      announcements.announce(announcement);
    });
  };

  const resume = (execution: Execution): void => {
    const { cancellation } = execution;
    const disarm = clock.schedule(execution.deadlineAt, () => {
      const failure = { error: 'States.Timeout', cause: 'The execution took too long' };
      void work.run(() => end(execution, { status: 'TIMED_OUT', failure })).catch(ignoreFault);
    });
    cancellation.onCancel(disarm);
    const frame = execution.frames.get(rootPath) as Frame;
    const run = { runtime, execution, frame, cancellation };
    const drive = async () => {
      try {
        const output = await runBranch(run, execution.definition);
        await end(execution, { status: 'SUCCEEDED', output });
      } catch (thrown) {
        if (thrown instanceof Cancelled) return;
        if (thrown instanceof JournalFault) throw thrown;
        const failure =
          thrown instanceof StateFailure
            ? thrown.failure
            : { error: 'States.Runtime', cause: String(thrown) };
        await end(execution, { status: 'FAILED', failure });
      }
    };
    work.run(drive).catch(ignoreFault);
  };

  const launch = (machine: Machine, beginning: Beginning): Execution => {
    const now = clock.now();
    const definition = machines.pinned(machine.definitionHash);
    const execution = newExecution(machine, definition, beginning, now);
    live.set(execution.arn, execution);
    const root = execution.frames.get(rootPath) as Frame;
    const events = appendEvents(execution, root, firstEvents(execution), now);
    const { announcement, write } = announcements.prepare(execution);
    const durable = journal.write('execution started', [
      saveExecution(execution),
      saveFrame(execution, root),
      ...events,
      write,
    ]);
    lastCommit.set(execution, durable);
    void work
      .run(async () => {
        await durable;
        announcements.announce(announcement);
        if (!execution.cancellation.cancelled) resume(execution);
      })
      .catch(ignoreFault);
    return execution;
  };

  const restore = (record: ExecutionRecord, frames: Frame[]): Execution => {
    const execution: Execution = {
      ...record,
      definition: machines.pinned(record.definitionHash),
      frames: new Map(frames.map((frame) => [frame.path, frame])),
      cancellation: openCancellation(),
    };
    live.set(execution.arn, execution);
    return execution;
  };

  const redrive = async (
    record: ExecutionRecord,
    token: string | undefined,
  ): Promise<Execution> => {
    const frames = journal.all('framesOf', record.arn).map((row) => unfinished(readFrame(row)));
    const execution = restore(record, frames);
    const now = clock.now();
    const seconds = execution.deadlineAt - (execution.redrivenAt ?? execution.startedAt);
    Object.assign(execution, {
      status: 'RUNNING',
      redrives: execution.redrives + 1,
      redrivenAt: now,
      deadlineAt: now + seconds,
      ...(token !== undefined && { redriveToken: token }),
    });
    for (const gone of ['stoppedAt', 'error', 'cause'] as const) delete execution[gone];
    const root = execution.frames.get(rootPath) as Frame;
    const events = appendEvents(execution, root, [executionRedriven(execution.redrives)], now);
    const { announcement, write } = announcements.prepare(execution);
    await journal.write('execution redriven', [
      ...events,
      saveExecution(execution),
      ...frames.map((frame) => saveFrame(execution, frame)),
      write,
    ]);
    announcements.announce(announcement);
    resume(execution);
    return execution;
  };

  /** Lets go of everything that runs, without ending it: the journal knows where to go on. */
  const abandon = () => {
    const running = [...live.values()];
    live.clear();
    for (const execution of running) execution.cancellation.cancel();
  };

  return {
    live,
    find,
    abandon,
    launch,
    restore,
    resume,
    redrive,
    end,
    committed,
    whenEnded: (arn: string, listener: (ended: ExecutionRecord) => void) => {
      const known = find(arn);
      if (!known) throw new ServiceError('ExecutionDoesNotExist', `No execution ${arn}`);
      if (known.status !== 'RUNNING') return listener(known);
      endListeners.set(arn, [...(endListeners.get(arn) ?? []), listener]);
    },
  };
};

/** A journal fault was reported when it happened; whoever hits it later only stops. */
const ignoreFault = (error: unknown): void => {
  if (!(error instanceof JournalFault || error instanceof Cancelled)) throw error;
};

export type Executions = ReturnType<typeof openExecutions>;
