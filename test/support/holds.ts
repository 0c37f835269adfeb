import type { Hold } from '../../functions/hold/hold.ts';
import { holdStore } from '../../functions/hold/store.ts';
import { type HoldScope, holdId } from '../../functions/platform/ids.ts';
import type { Table } from '../../functions/platform/table.ts';
import { sourcesOf } from '../../functions/worklist/hold-lists.ts';
import { listsStore } from '../../functions/worklist/lists-store.ts';
import { worklistStore } from '../../functions/worklist/store.ts';

/** An open no-capacity hold; name what your case needs to differ. */
export const aHold = (
  referralId = 'ref_00000000000000000000',
  different: Partial<Hold> & { scope?: HoldScope; count?: number } = {},
): Hold => {
  const { scope = 'r', count = 1, ...rest } = different;
  return {
    holdId: holdId(referralId, scope, count, rest.standing !== undefined),
    referralId,
    scope,
    count,
    reason: 'no-capacity',
    stage: 'Book series',
    status: 'open',
    owner: 'scheduler',
    team: 'scheduler',
    practiceNpi: '1234567893',
    openedAt: '2026-11-20T15:00:00Z',
    dueAt: '2026-11-20T23:00:00Z',
    level: 0,
    taskToken: 'token-1',
    evidence: {},
    ...rest,
  };
};

/** Holds as workflows place them and as people work them. */
export const holdDesk = (table: Table) => {
  const desk = { ...holdStore(table), ...worklistStore(table), ...listsStore(table) };
  return {
    ...desk,
    /** A team's list, nothing left out. */
    ofTeam: (team: string, limit: number, after?: string) =>
      desk.list(sourcesOf({ team }, {}), limit, after),
    ofPractice: (practice: string, limit: number) => desk.list(sourcesOf({ practice }, {}), limit),
  };
};
export type HoldDesk = ReturnType<typeof holdDesk>;
