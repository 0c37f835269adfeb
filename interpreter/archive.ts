import type { ExecutionRecord, Status } from './execution.ts';
import type { HistoryEvent } from './history.ts';
import type { Journal } from './journal.ts';
import { readExecution } from './journal-writes.ts';

type HistoryPage = { from?: number; reverse?: boolean; limit?: number };
type ListPage = { status?: Status; redriven?: boolean; limit?: number; offset?: number };

/** What the journal tells about executions, running or ended. */
export const openArchive = (journal: Journal) => ({
  history: (executionArn: string, page: HistoryPage = {}): HistoryEvent[] => {
    const { reverse = false, limit = 1_000 } = page;
    const from = page.from ?? (reverse ? Number.MAX_SAFE_INTEGER : 0);
    return journal
      .all(reverse ? 'eventsReversed' : 'events', executionArn, from, limit)
      .map((row) => JSON.parse(row.body as string) as HistoryEvent);
  },
  /** Newest first. */
  executionsOf: (stateMachineArn: string, page: ListPage = {}): ExecutionRecord[] => {
    const { status = null, redriven, limit = 100, offset = 0 } = page;
    const redrives = redriven === undefined ? null : Number(redriven);
    return journal
      .all('executionsOf', stateMachineArn, status, redrives, limit, offset)
      .map(readExecution);
  },
  totals: (): { transitions: number; executions: number } => {
    const { transitions, executions } = journal.get('totals') as Record<string, number>;
    return { transitions: transitions ?? 0, executions: executions ?? 0 };
  },
});
