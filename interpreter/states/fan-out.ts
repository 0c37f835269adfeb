import { Cancelled } from '../cancellation.ts';
import { conclude, type Move } from '../conclude.ts';
import type { Branch, FanOutState } from '../definition-types.ts';
import { childPath, type FanOut, type Frame, framesUnder } from '../execution.ts';
import { BranchFailure, StateFailure } from '../failure.ts';
import { type Draft, fanOutEnded, fanOutStarted, iteration, stateEntered } from '../history.ts';
import type { Json } from '../json.ts';
import { withinPayload } from '../limits.ts';
import { record } from '../record.ts';
import type { Run } from '../runtime.ts';
import {
  countChildren,
  isTolerant,
  makeChildInput,
  planFanOut,
  tolerates,
} from './fan-out-plan.ts';
import { inPool } from './pool.ts';

export type RunBranch = (run: Run, branch: Branch, closing: Draft[]) => Promise<Json>;

const branchOf = (state: FanOutState, index: number): Branch =>
  state.Type === 'Map' ? state.ItemProcessor : (state.Branches[index] as Branch);

const startChild = async (run: Run, state: FanOutState, fanOut: FanOut, index: number) => {
  const { execution, frame, runtime } = run;
  const branch = branchOf(state, index);
  const input = withinPayload(await makeChildInput(run, state, fanOut, index), 'iteration input');
  const child: Frame = {
    path: childPath(frame, index),
    parent: frame.path,
    state: branch.StartAt,
    input,
    enteredAt: runtime.clock.now(),
    variables: {},
    visits: { [branch.StartAt]: 1 },
    retries: [],
    lastEvent: frame.lastEvent,
  };
  run.cancellation.check();
  execution.frames.set(child.path, child);
  execution.transitions += 1;
  const entered = stateEntered(branch.States[child.state]?.Type ?? '', child.state, input);
  const begun = fanOut.kind === 'Map' ? [iteration('Started', frame.state, index)] : [];
  await record({ ...run, frame: child }, 'branch started', [...begun, entered]);
  return child;
};

const failuresIn = (run: Run, fanOut: FanOut) =>
  Array.from({ length: countChildren(fanOut) }, (_, index) => {
    const done = run.execution.frames.get(childPath(run.frame, index))?.done;
    return done && 'failure' in done ? [done.failure] : [];
  }).flat();

/** @throws StateFailure when more children failed than the state tolerates */
const checkFailures = (run: Run, fanOut: FanOut) => {
  const failures = failuresIn(run, fanOut);
  const [first] = failures;
  if (!first || tolerates(fanOut, failures.length)) return;
  if (isTolerant(fanOut)) {
    const cause = 'More iterations failed than the state tolerates';
    throw new StateFailure('States.ExceedToleratedFailureThreshold', cause);
  }
  const Thrown = fanOut.kind === 'Parallel' ? BranchFailure : StateFailure;
  throw new Thrown(first.error, first.cause);
};

/** Runs a Parallel's branches or a Map's iterations, each resumed from its own frame. */
export const runFanOut = async (
  run: Run,
  state: FanOutState,
  runBranch: RunBranch,
): Promise<Move> => {
  const { frame, execution, runtime } = run;
  if (!frame.fanOut) {
    const plan = await planFanOut(run, state);
    frame.fanOut = plan;
    delete frame.retryAt;
    await record(run, 'fan out', [fanOutStarted(plan.kind, countChildren(plan))]);
  }
  const { fanOut } = frame;
  checkFailures(run, fanOut);
  const part = run.cancellation.part();
  const inside = { ...run, cancellation: part };

  const runChild = async (index: number): Promise<void> => {
    const known = execution.frames.get(childPath(frame, index));
    const child = known ?? (await startChild(inside, state, fanOut, index));
    if (child.done) return;
    const own = { ...inside, frame: child };
    const ended = (how: 'Succeeded' | 'Failed') =>
      state.Type === 'Map' ? [iteration(how, frame.state, index)] : [];
    try {
      await runBranch(own, branchOf(state, index), ended('Succeeded'));
    } catch (thrown) {
      if (!(thrown instanceof StateFailure)) throw thrown;
      child.done = { failure: thrown.failure };
      const recorded = record(own, 'branch failed', ended('Failed'));
      if (!tolerates(fanOut, failuresIn(run, fanOut).length)) part.cancel();
      await recorded;
    }
  };
  const runGuarded = (index: number) =>
    runtime.work.run(async () => {
      try {
        await runChild(index);
      } catch (error) {
        part.cancel();
        throw error;
      }
    });

  const concurrency = fanOut.kind === 'Map' ? fanOut.concurrency : countChildren(fanOut);
  try {
    await runtime.work.join(inPool(countChildren(fanOut), concurrency, runGuarded));
  } catch (thrown) {
    if (!(thrown instanceof Cancelled)) throw thrown;
    run.cancellation.check();
  }
  checkFailures(run, fanOut);
  const results = Array.from({ length: countChildren(fanOut) }, (_, index): Json => {
    const done = execution.frames.get(childPath(frame, index))?.done;
    if (!done) throw new StateFailure('States.Runtime', 'A branch has no result');
    return 'output' in done
      ? done.output
      : { Error: done.failure.error, Cause: done.failure.cause };
  });
  const move = await conclude(run, state, { result: results }, results);
  return { ...move, events: [fanOutEnded(fanOut.kind, 'Succeeded')] };
};

/** Forgets a state's children; returns what to delete with the move that leaves the state. */
export const dropChildren = ({ execution, frame }: Run): Frame[] => {
  const children = framesUnder(execution, frame);
  for (const child of children) execution.frames.delete(child.path);
  delete frame.fanOut;
  return children;
};
