import type { Execution, ExecutionRecord, Frame } from './execution.ts';
import type { HistoryEvent } from './history.ts';
import type { Write } from './journal.ts';

const recordOf = (execution: ExecutionRecord): ExecutionRecord => {
  const {
    definition: _definition,
    frames: _frames,
    cancellation: _cancellation,
    ...record
  } = execution as Execution;
  return record;
};

export const saveExecution = (execution: ExecutionRecord): Write => ({
  statement: 'saveExecution',
  values: [
    execution.arn,
    execution.machineArn,
    execution.status,
    execution.startedAt,
    execution.events,
    execution.transitions,
    JSON.stringify(recordOf(execution)),
  ],
});

export const countExecution = ({ arn, events, transitions }: ExecutionRecord): Write => ({
  statement: 'countExecution',
  values: [events, transitions, arn],
});

export const saveFrame = ({ arn }: ExecutionRecord, frame: Frame): Write => ({
  statement: 'saveFrame',
  values: [arn, frame.path, JSON.stringify(frame)],
});

export const dropFrame = ({ arn }: ExecutionRecord, frame: Frame): Write => ({
  statement: 'dropFrame',
  values: [arn, frame.path],
});

export const saveEvent = ({ arn }: ExecutionRecord, event: HistoryEvent): Write => ({
  statement: 'saveEvent',
  values: [arn, event.id, JSON.stringify(event)],
});

export const saveToken = ({ arn }: ExecutionRecord, token: string): Write => ({
  statement: 'saveToken',
  values: [token, arn],
});

type Row = Record<string, unknown>;

/** Counters live in columns of their own, because they change with every transition. */
export const readExecution = (row: Row): ExecutionRecord => ({
  ...(JSON.parse(row.body as string) as ExecutionRecord),
  events: row.events as number,
  transitions: row.transitions as number,
});

export const readFrame = (row: Row): Frame => JSON.parse(row.body as string) as Frame;
