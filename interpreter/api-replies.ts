import type { ExecutionRecord } from './execution.ts';
import type { HistoryEvent } from './history.ts';
import type { Machine } from './machines.ts';

/** The protocol's timestamps: epoch seconds with a fraction. */
export const seconds = (atMs: number): number => atMs / 1000;

export const describeMachine = (machine: Machine) => ({
  stateMachineArn: machine.stateMachineArn,
  name: machine.name,
  status: 'ACTIVE',
  definition: machine.definition,
  roleArn: machine.roleArn,
  type: 'STANDARD',
  creationDate: seconds(machine.creationDate),
  loggingConfiguration: { level: 'OFF', includeExecutionData: false },
  tracingConfiguration: { enabled: false },
  revisionId: machine.revisionId,
});

const whole = { included: true };

export const describeExecution = (execution: ExecutionRecord, redriveObstacle?: string) => ({
  executionArn: execution.arn,
  stateMachineArn: execution.machineArn,
  name: execution.name,
  status: execution.status,
  startDate: seconds(execution.startedAt),
  ...(execution.stoppedAt !== undefined && { stopDate: seconds(execution.stoppedAt) }),
  input: JSON.stringify(execution.input),
  inputDetails: whole,
  ...(execution.output !== undefined && {
    output: JSON.stringify(execution.output),
    outputDetails: whole,
  }),
  ...(execution.error !== undefined && { error: execution.error }),
  ...(execution.cause !== undefined && { cause: execution.cause }),
  redriveCount: execution.redrives,
  ...(execution.redrivenAt !== undefined && { redriveDate: seconds(execution.redrivenAt) }),
  redriveStatus: redriveObstacle === undefined ? 'REDRIVABLE' : 'NOT_REDRIVABLE',
  ...(redriveObstacle !== undefined && { redriveStatusReason: redriveObstacle }),
});

/** Members that carry data of the execution; left out when the caller does not want it. */
const dataMembers = new Set([
  ...['input', 'inputDetails', 'output', 'outputDetails', 'parameters'],
  ...['assignedVariables', 'assignedVariablesDetails'],
]);

const withoutData = (details: object) =>
  Object.fromEntries(Object.entries(details).filter(([member]) => !dataMembers.has(member)));

export const describeEvent = (event: HistoryEvent, includeExecutionData: boolean) => ({
  id: event.id,
  previousEventId: event.previous,
  timestamp: seconds(event.at),
  type: event.type,
  ...(event.member !== undefined &&
    event.details !== undefined && {
      [event.member]: includeExecutionData ? event.details : withoutData(event.details),
    }),
});
