import { randomUUID } from 'node:crypto';
import { openAnnouncements } from './announcements.ts';
import { openArchive } from './archive.ts';
import { openCallbackDesk } from './callbacks.ts';
import type { EngineOptions, StartRequest } from './engine-options.ts';
import type { ExecutionRecord } from './execution.ts';
import { openExecutions } from './executions.ts';
import { StateFailure } from './failure.ts';
import type { HistoryEvent } from './history.ts';
import { type JournalFault, openJournal } from './journal.ts';
import { checkName, type Machine, openMachines } from './machines.ts';
import { recover } from './recovery.ts';
import { checkRedrivable, redriveObstacle } from './redrive-check.ts';
import type { OpenTask, Runtime } from './runtime.ts';
import { sameJson } from './same-json.ts';
import { ServiceError } from './service-error.ts';
import { openWork } from './work.ts';

export type { EngineOptions, StartRequest } from './engine-options.ts';

const dieOf = (fault: JournalFault): void => {
  setImmediate(() => {
    throw fault;
  });
};

/**
 * A durable interpreter of JSONata state machines with the operations of Step Functions. Instants
 * are epoch ms. Opening it brings back every running execution. Errors are {@link ServiceError}.
 */
export const openEngine = async (options: EngineOptions) => {
  const { clock, integrations, region = 'us-east-1', accountId = '000000000000' } = options;
  const arn = (kind: string, name: string) =>
    `arn:aws:states:${region}:${accountId}:${kind}:${name}`;
  const journal = openJournal(
    options.journalPath,
    options.synchronous ?? 'NORMAL',
    options.hook,
    (fault) => {
      executions.abandon();
      (options.onFault ?? dieOf)(fault);
    },
  );
  const work = openWork();
  const machines = openMachines(journal, (name) => arn('stateMachine', name), clock.now);
  const announcements = openAnnouncements(journal, work);
  const tokens = new Map<string, OpenTask>();
  const runtime: Runtime = {
    clock,
    journal,
    work,
    integrations,
    random: options.random ?? Math.random,
    region,
    tokens,
    startNested: ({ machineArn, name, input, parent }) => {
      try {
        return launch({ stateMachineArn: machineArn, name: name ?? randomUUID(), input }, parent);
      } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        throw new StateFailure(`StepFunctions.${error.code}Exception`, error.message);
      }
    },
    stopNested: (arn) => {
      const child = executions.live.get(arn);
      if (child) void executions.end(child, { status: 'ABORTED' }).catch(() => undefined);
    },
    whenEnded: (arn, listener) => executions.whenEnded(arn, listener),
  };
  const executions = openExecutions(runtime, machines, announcements);
  const desk = openCallbackDesk(tokens, journal, work);
  const archive = openArchive(journal);

  const find = (executionArn: string): ExecutionRecord => {
    const found = executions.find(executionArn);
    if (found) return found;
    throw new ServiceError('ExecutionDoesNotExist', `Execution Does Not Exist: '${executionArn}'`);
  };
  const launch = (request: StartRequest & { name: string }, parent?: ExecutionRecord['parent']) => {
    const machine = machines.describe(request.stateMachineArn);
    checkName(request.name);
    const executionArn = arn('execution', `${machine.name}:${request.name}`);
    if (executions.find(executionArn)) {
      throw new ServiceError(
        'ExecutionAlreadyExists',
        `Execution Already Exists: '${executionArn}'`,
      );
    }
    const { name, input = {} } = request;
    return executions.launch(machine, {
      arn: executionArn,
      name,
      input,
      ...(parent && { parent }),
    });
  };
  recover(journal, executions);

  return {
    createStateMachine: machines.create,
    updateStateMachine: machines.update,
    describeStateMachine: machines.describe,
    listStateMachines: (): Machine[] => machines.list(),

    /** The same name and input while running answers with the execution already started. */
    startExecution: async (request: StartRequest): Promise<ExecutionRecord> => {
      const machine = machines.describe(request.stateMachineArn);
      const name = request.name ?? randomUUID();
      const known = executions.live.get(arn('execution', `${machine.name}:${name}`));
      const repeated =
        known?.status === 'RUNNING' && sameJson(known.input, request.input ?? {})
          ? known
          : undefined;
      const execution = repeated ?? launch({ ...request, name });
      await executions.committed(execution);
      return execution;
    },
    /** Starts and waits for the end. */
    startSync: async (request: StartRequest): Promise<ExecutionRecord> => {
      const execution = launch({ ...request, name: request.name ?? randomUUID() });
      return new Promise((resolve) => {
        executions.whenEnded(execution.arn, resolve);
      });
    },
    describeExecution: find,
    getExecutionHistory: (
      executionArn: string,
      page?: Parameters<typeof archive.history>[1],
    ): HistoryEvent[] => archive.history(find(executionArn).arn, page),
    /** Newest first. */
    listExecutions: (
      stateMachineArn: string,
      page?: Parameters<typeof archive.executionsOf>[1],
    ): ExecutionRecord[] =>
      archive.executionsOf(machines.describe(stateMachineArn).stateMachineArn, page),
    stopExecution: async (
      executionArn: string,
      failure: { error?: string; cause?: string } = {},
    ): Promise<ExecutionRecord> => {
      const found = find(executionArn);
      const running = executions.live.get(executionArn);
      if (running) await executions.end(running, { status: 'ABORTED', failure });
      return running ?? found;
    },
    /** Why an execution cannot be redriven; `undefined` when it can. */
    redriveObstacle: (executionArn: string): string | undefined =>
      redriveObstacle(find(executionArn), clock.now()),
    redriveExecution: async (executionArn: string, clientToken?: string) => {
      const record = find(executionArn);
      const { redriveToken } = record;
      if (clientToken !== undefined && redriveToken === clientToken) return record;
      checkRedrivable(record, clock.now());
      return work.run(() => executions.redrive(record, clientToken));
    },

    ...desk,
    /** Resolves when every execution has ended or only waits for time or a callback. */
    idle: work.idle,
    /** Waits that only time or a callback ends. */
    waiting: work.waiting,
    counters: archive.totals,
    transitionsOf: (executionArn: string): number => find(executionArn).transitions,
    /** Told of every change of status, at least once, also of those it missed by a crash. */
    onStatusChange: announcements.listen,
    /** Finishes what is being written and lets go of the journal; running executions stay in it. */
    close: async (): Promise<void> => {
      executions.abandon();
      await journal.close();
    },
  };
};

export type Engine = Awaited<ReturnType<typeof openEngine>>;
