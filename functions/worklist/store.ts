import { clearedFor } from '../hold/clearance.ts';
import type { Correspondence } from '../hold/correspondence.ts';
import {
  closesReferral,
  type Hold,
  type Resolution,
  type Settlement,
  settleHold,
} from '../hold/hold.ts';
import { countCorrespondence, putOpen } from '../hold/hold-item.ts';
import { readCorrespondence, readHold } from '../hold/reading.ts';
import { placeStanding } from '../hold/standing-hold.ts';
import { readSites } from '../network/store.ts';
import { isDoneBefore } from '../platform/done-before.ts';
import { keys } from '../platform/keys.ts';
import { noteOn } from '../platform/note-readings.ts';
import {
  type Change,
  type Committed,
  chain,
  commit,
  recordAlone,
  type Told,
} from '../platform/record.ts';
import type { Table } from '../platform/table.ts';
import type { TransactItem } from '../platform/transaction.ts';
import { readFindings } from '../referral/reading.ts';
import { readPeople } from '../staff/reading.ts';
import type { AroundHold } from './hold-detail.ts';

/** How a person ends a hold: what they decided, and what the waiting workflow is told of it. */
type Ending = {
  settlement: Settlement;
  resolution: Resolution;
  /** What the record tells besides. */
  tells?: Pick<Change, 'detail' | 'determination'> | undefined;
};

/** The open hold that a call, a letter or a look is laid to, or a new one that reminds of the next step. */
type Beside = { hold?: Hold | undefined; reminder?: Hold | undefined };

/** What is read beside a hold to tell of it. */
export const aroundHold = async (
  table: Table,
  { referralId, reason, assignee, resolution }: Hold,
): Promise<AroundHold> => {
  const [records, found, correspondence, sites, people] = await Promise.all([
    chain(table, referralId),
    readFindings(table, referralId),
    readCorrespondence(table, referralId),
    reason === 'site-review' ? readSites(table) : [],
    readPeople(table, [assignee, resolution?.by.id]),
  ]);
  const names = new Map(sites.map(({ siteId, name }) => [siteId, name]));
  return { records, ...found, correspondence, names, people };
};

/** The desk's lists, and what people write there. */
export const worklistStore = (table: Table) => {
  const { name } = table;

  return {
    noteReading: noteOn(table),

    get: (holdId: string): Promise<Hold | undefined> => readHold(table, holdId),

    isDoneBefore: (referralId: string, operation: string): Promise<boolean> =>
      isDoneBefore(table, referralId, operation),

    /** Whether somebody of this id was ever here to be given a hold. */
    isPerson: async (personId: string): Promise<boolean> =>
      (await readPeople(table, [personId])).has(personId),

    people: (personIds: readonly (string | undefined)[]) => readPeople(table, personIds),

    /** Open or overdue, with a new assignee or with none, provided that nobody took it meanwhile. */
    assign: (seen: Hold, assignee: string | null, told: Told) => {
      const { assignee: _, assignedAt: __, ...hold } = seen;
      return commit(table, {
        referralId: hold.referralId,
        ...told,
        event: 'hold.assigned',
        detail: { holdId: hold.holdId, assignee },
        items: [
          putOpen(
            name,
            seen,
            assignee === null ? hold : { ...hold, assignee, assignedAt: told.at },
          ),
        ],
      });
    },

    /** Open or overdue → resolved, with whatever the action writes besides. */
    resolve: (
      hold: Hold,
      { settlement, resolution, tells }: Ending,
      operation: string,
      beside: readonly TransactItem[],
    ) =>
      commit(table, {
        referralId: hold.referralId,
        operation,
        // The referral's own end is told as such; its visits are released because of it.
        event: closesReferral(hold, settlement) ? 'referral.closed' : 'hold.resolved',
        actor: resolution.by,
        at: resolution.at,
        detail: {
          holdId: hold.holdId,
          reason: hold.reason,
          action: resolution.action,
          resume: settlement.resume,
          ...(settlement.closeReason ? { closeReason: settlement.closeReason } : {}),
          ...(resolution.facts.clearance ? { covers: clearedFor(resolution.facts.clearance) } : {}),
          ...tells?.detail,
        },
        determination: tells?.determination,
        items: [settleHold(name, hold, settlement, resolution), ...beside],
      }),

    /** A call, a letter or a look, once, with the hold that shows it; refused when that hold has ended. */
    log: (entry: Correspondence, { hold, reminder }: Beside, told: Told): Promise<Committed> => {
      const { correspondenceId, referralId, authorizationId, way, party, next } = entry;
      const about = hold ?? reminder;
      return commit(table, {
        referralId,
        ...told,
        event: 'correspondence.logged',
        detail: {
          correspondenceId,
          way,
          party,
          ...(about ? { holdId: about.holdId } : {}),
          ...(authorizationId ? { authorizationId } : {}),
          ...(next ? { nextOn: next.on } : {}),
        },
        items: [
          ...(hold ? [countCorrespondence(name, hold, next?.on)] : []),
          {
            Put: {
              TableName: name,
              Item: { ...keys.correspondence(referralId, correspondenceId), ...entry },
              ConditionExpression: 'attribute_not_exists(pk)',
            },
          },
          ...(reminder ? [placeStanding(name, reminder)] : []),
        ],
      });
    },

    /** A resolution that came after the hold had ended: kept on record, nothing changed. */
    recordLate: (hold: Hold, action: string, told: Told) =>
      recordAlone(table, {
        referralId: hold.referralId,
        ...told,
        event: 'hold.answered-late',
        detail: { holdId: hold.holdId, action, status: hold.status },
      }),
  };
};

export type WorklistStore = ReturnType<typeof worklistStore>;
