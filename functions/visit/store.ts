import type { LedgerEntry } from '../authorization/authorization.ts';
import { reserveUnits, useUnits } from '../authorization/ledger.ts';
import type { Hold } from '../hold/hold.ts';
import { askStanding, placeStanding } from '../hold/standing-hold.ts';
import { instantToMinute } from '../network/days.ts';
import { readNurses, readSite } from '../network/store.ts';
import { placementStore } from '../placement/store.ts';
import type { Determination } from '../platform/determination.ts';
import { referralIdOf } from '../platform/ids.ts';
import { noteOn } from '../platform/note-readings.ts';
import { type Change, chain, commit, recordAlone, type Told } from '../platform/record.ts';
import type { Table } from '../platform/table.ts';
import type { TransactItem } from '../platform/transaction.ts';
import { closingParts, endedByCompletion } from '../referral/closing.ts';
import { readItems } from '../referral/reading.ts';
import { type Calendars, calendarWrites, visitNote, visitReplace } from '../scheduling/booking.ts';
import { readCalendarsOf } from '../scheduling/calendar-store.ts';
import { cancelled, releaseParts, unitReleases } from '../scheduling/release-visits.ts';
import {
  dosesToRebook,
  isAttendedByWorkflow,
  moveAnswered,
  waitsEnded,
} from '../scheduling/scheduler-holds.ts';
import { readSeriesFile, seriesInLine } from '../scheduling/series-holds.ts';
import { countOrdered } from '../scheduling/series-rest.ts';
import { completeCalendars } from '../scheduling/touched-calendars.ts';
import { findAuthorization, readVisitFile, type VisitFile } from '../scheduling/visit-file.ts';
import { planEnded } from '../series/care-plan.ts';
import type { PlanEnd } from '../series/care-plan-body.ts';
import { type Visit, wishAnswered } from '../series/visit.ts';
import { policyChain, policyStore, readLocalPolicy } from '../therapy/policy-store.ts';
import { type Look, lastReadyLook, lookEvents } from './looks.ts';
import type { ReadyMoment } from './moments.ts';
import type { PlacedMove } from './moved-visit.ts';

/** A visit as it was seen, in the file of its referral. */
export type SeenVisit = VisitFile & { visit: Visit };

/** The same with the last look that found it ready, and how many records there were before it was read. */
export type LookedAt = SeenVisit & { found: Look | undefined; since: number };

/** What a change of a visit writes and tells besides the visit's own id and revision. */
type Written = Pick<Change, 'event' | 'items' | 'detail' | 'determination' | 'since'>;

/** A visit that was given: what follows from its end, and what is told of it. */
type VisitEnd = {
  after: Visit;
  /** What it took of its authorization, where that is not what was planned. */
  taken?: LedgerEntry['taken'];
  detail: NonNullable<Change['detail']>;
  closes: boolean;
  /** What somebody is asked: about doses that follow, the line, the place of the next visits. */
  asks: readonly Hold[];
};

/** What follows from a reaction: nothing is suspended, and nobody asked, for a light one. */
type ReactionFollowed = {
  /** The visit with the entry that tells of it. */
  after: Visit;
  suspended: readonly Visit[];
  asks: readonly Hold[];
  determination: Determination;
};

/** What a look at a visit found, a week or two days before it. */
type ReadinessFound = {
  moment: ReadyMoment;
  ready: boolean;
  determination: Determination;
  /** What asks somebody about all visits of the referral. */
  asks?: Hold | undefined;
};

/** Active → closed as completed. */
const completionParts = (
  tableName: string,
  { referral, holds }: VisitFile,
  { actor, at }: Told,
): TransactItem[] =>
  closingParts(
    tableName,
    { referral, holds: endedByCompletion(holds) },
    { from: ['active'], closeReason: 'completed' },
    { action: 'completed', by: actor, at },
  );

/** The holds in which somebody is asked, as an event tells them. */
const asksTold = (asks: readonly Hold[]) => ({
  ...(asks[0] ? { holdId: asks[0].holdId } : {}),
  ...(asks.length > 1 ? { holdIds: asks.map(({ holdId }) => holdId) } : {}),
});

export const visitStore = (table: Table) => {
  const { name } = table;

  const change = (visit: Visit, told: Told, { detail, ...written }: Written) =>
    commit(table, {
      referralId: visit.referralId,
      ...told,
      ...written,
      detail: { visitId: visit.visitId, revision: visit.revision, ...detail },
    });

  /** What became of a visit answers the patient's wish for another time. */
  const answered = (
    holds: readonly Hold[],
    visit: Visit,
    action: string,
    { actor, at }: Told,
  ): TransactItem[] => moveAnswered(name, holds, visit, { action, by: actor, at });

  /** What the visit's own workflow waited with has no visit as it was to wait for. */
  const noLongerAwaited = (
    holds: readonly Hold[],
    visit: Visit,
    action: string,
    { actor, at }: Told,
  ): TransactItem[] => waitsEnded(name, holds, visit, { action, by: actor, at });

  /** A dose whose visit does not take place is the scheduler's, if it is ordered at all. */
  const withoutVisit = (file: SeenVisit, after: Visit, { actor, at }: Told): TransactItem[] => {
    const { visitId, dose } = file.visit;
    const visits = file.visits.map((one) => (one.visitId === visitId ? after : one));
    const series = { ...readSeriesFile(file), visits };
    return [
      ...dosesToRebook(name, file, dose <= countOrdered(series) ? [dose] : [], new Date(at)),
      ...seriesInLine(name, series, { by: actor, at }),
    ];
  };

  const calendarsOf = (visits: readonly Visit[]) => readCalendarsOf(table, visits);

  const readSeen = async (visitId: string): Promise<SeenVisit | undefined> => {
    const file = readVisitFile(await readItems(table, referralIdOf(visitId)));
    const visit = file?.visits.find((candidate) => candidate.visitId === visitId);
    return file && visit && { ...file, visit };
  };

  return {
    noteReading: noteOn(table),

    /** Everything of the visit's referral; undefined when there is no such visit. */
    file: readSeen,

    /** The same, after what its looks have found. */
    lookedAt: async (visitId: string): Promise<LookedAt | undefined> => {
      const records = await chain(table, referralIdOf(visitId));
      const file = await readSeen(visitId);
      return file && { ...file, found: lastReadyLook(records, file.visit), since: records.length };
    },
    referralFile: async (referralId: string): Promise<VisitFile | undefined> =>
      readVisitFile(await readItems(table, referralId)),
    site: (siteId: string) => readSite(table, siteId),
    /** What the rules of the site of care look at. `on` is a date in the desk's zone. */
    placing: (referralId: string, on: string) => placementStore(table).facts(referralId, on),
    policy: (therapyId: string, on: string) => readLocalPolicy(table, therapyId, on),
    /** A version of a policy that holds, or will; one whose place another took is none. */
    policyVersion: async (therapyId: string, version: number) =>
      (await policyStore(table).standing(therapyId)).approved.find(
        (one) => one.version === version,
      ),
    /** How far orders were looked at for a policy, on the chain of the policies. */
    policyAskedAbout: (told: Told, detail: NonNullable<Change['detail']>) =>
      recordAlone(table, {
        referralId: policyChain,
        ...told,
        event: 'policy.referrals-asked-about',
        detail,
      }),
    nurses: () => readNurses(table),
    calendarsOf,

    /** Whether this operation was applied before. */
    applied: async (referralId: string, operation: string): Promise<boolean> =>
      (await chain(table, referralId)).some((record) => record.operation === operation),

    /** Who changed the visit last, and when. */
    lastChange: async (visit: Visit) => {
      const last = (await chain(table, visit.referralId)).findLast(
        ({ detail }) => detail.visitId === visit.visitId,
      );
      return last && { changedBy: last.actor.id, changedAt: last.at };
    },

    /** Planned → confirmed. */
    confirm: (visit: Visit, told: Told, holds: readonly Hold[] = []) =>
      change(visit, told, {
        event: 'visit.confirmed',
        items: [
          visitReplace(name, visit, {
            ...wishAnswered(visit),
            status: 'confirmed',
            confirmedAt: told.at,
          }),
          ...answered(holds, visit, 'confirmed', told),
        ],
      }),

    /** Planned or confirmed → planned at another time: the old time is given up with it. */
    move: (
      file: SeenVisit,
      { placed, calendars, overridden }: PlacedMove,
      told: Told,
      said: { by?: string } = {},
    ) => {
      const { visit: seen } = file;
      const authorization = findAuthorization(file, seen);
      const items = [
        visitReplace(name, seen, placed.visit),
        ...calendarWrites(
          name,
          completeCalendars(calendars, [placed]),
          { released: [seen], placed: [placed] },
          instantToMinute(told.at),
        ),
        ...(authorization ? [reserveUnits(name, authorization, [placed.visit])] : []),
        ...answered(file.holds, seen, 'moved', told),
        ...noLongerAwaited(file.holds, seen, 'moved', told),
      ];
      const { startsAt } = placed.visit;
      return change(placed.visit, told, {
        event: 'visit.moved',
        items,
        detail: { startsAt, ...said },
        determination: overridden,
      });
    },

    /** Planned or confirmed → cancelled: time and units are given back, the dose is to be rebooked. */
    cancel: (file: SeenVisit, calendars: Calendars, told: Told, reason: string) => {
      const { visit: seen } = file;
      const after = cancelled(seen);
      return change(after, told, {
        event: 'visit.cancelled',
        detail: { reason },
        items: [
          visitReplace(name, seen, after),
          ...calendarWrites(name, calendars, { released: [seen] }, instantToMinute(told.at)),
          ...unitReleases(name, file, [seen]),
          ...answered(file.holds, seen, 'cancelled', told),
          ...noLongerAwaited(file.holds, seen, 'cancelled', told),
          ...withoutVisit(file, after, told),
        ],
      });
    },

    /** Planned or confirmed → in progress. */
    start: ({ visit, holds }: SeenVisit, after: Visit, told: Told) =>
      change(after, told, {
        event: 'visit.started',
        items: [visitReplace(name, visit, after), ...answered(holds, visit, 'started', told)],
      }),

    /**
     * In progress → completed: the reserved units are used; `closes` ends the referral with it,
     * `asks` are the holds that follow.
     */
    complete: (file: SeenVisit, { after, taken, detail, closes, asks }: VisitEnd, told: Told) => {
      const { visit: seen } = file;
      const authorization = findAuthorization(file, seen);
      const awaits = isAttendedByWorkflow(file.holds, seen);
      return change(after, told, {
        event: 'visit.completed',
        items: [
          visitReplace(name, seen, after),
          ...(authorization ? [useUnits(name, authorization, [{ ...seen, taken }])] : []),
          ...(closes
            ? completionParts(name, file, told)
            : noLongerAwaited(file.holds, seen, 'recorded', told)),
          ...asks.map((hold) => askStanding(name, hold, file.holds)),
        ],
        detail: {
          ...detail,
          ...(awaits ? { awaits } : {}),
          ...(closes ? { closeReason: 'completed' } : {}),
          ...asksTold(asks),
        },
      });
    },

    /** Planned or confirmed → missed: the units are given back, the dose is to be rebooked. */
    miss: (file: SeenVisit, told: Told) => {
      const { visit: seen } = file;
      const after: Visit = { ...seen, status: 'missed' };
      return change(seen, told, {
        event: 'visit.missed',
        items: [
          visitReplace(name, seen, after),
          ...unitReleases(name, file, [seen]),
          ...answered(file.holds, seen, 'missed', told),
          ...withoutVisit(file, after, told),
        ],
      });
    },

    /** A reaction: the later visits are suspended and a clinician is asked, in one change. */
    reportReaction: (
      visit: Visit,
      { after, suspended, asks, determination }: ReactionFollowed,
      told: Told,
    ) =>
      change(visit, told, {
        event: 'visit.reaction-reported',
        items: [
          visitNote(name, visit, after),
          ...suspended.map((seen) => visitReplace(name, seen, { ...seen, suspendedAt: told.at })),
          ...asks.map((hold) => placeStanding(name, hold)),
        ],
        detail: {
          suspends: suspended.length,
          severe: determination.answer === 'suspended',
          ...(asks[0] ? { holdId: asks[0].holdId } : {}),
        },
        determination,
      }),

    /** A plan after a reaction → ended; what was said of why stays on the hold, and is in no event. */
    endPlan: (
      { visit, holds }: SeenVisit,
      { made, end }: { made: string; end: PlanEnd },
      told: Told,
    ) =>
      change(visit, told, {
        event: 'plan.ended',
        items: planEnded(name, holds, made, end),
        detail: { from: end.from },
      }),

    /** One more entry at the visit, and what it asks somebody. */
    note: (
      { visit, holds }: SeenVisit,
      { after, asks }: { after: Visit; asks: readonly Hold[] },
      told: Told,
    ) =>
      change(visit, told, {
        event: 'visit.entry-added',
        items: [
          visitNote(name, visit, after),
          ...asks.map((hold) => askStanding(name, hold, holds)),
        ],
        detail: {
          entry: after.entries?.length ?? 0,
          ...asksTold(asks),
        },
      }),

    /**
     * A look at the visit and what it found, as long as nothing was written since it was read. Nothing
     * is written beside the record, unless somebody is asked about all visits.
     */
    recordReadiness: (
      { visit, since }: Pick<LookedAt, 'visit' | 'since'>,
      { moment, ready, determination, asks }: ReadinessFound,
      told: Told,
    ) => {
      const { visitId, revision } = visit;
      const found = {
        event: ready && moment === 'remind' ? lookEvents.remind : lookEvents.ready,
        since,
        detail: { moment, ready, ...(asks ? { holdId: asks.holdId } : {}) },
        determination,
      };
      if (asks) return change(visit, told, { ...found, items: [placeStanding(name, asks)] });
      return recordAlone(table, {
        referralId: visit.referralId,
        ...told,
        ...found,
        detail: { visitId, revision, ...found.detail },
      });
    },

    /** All visits to come → cancelled, with their time and units; the series stops. */
    releaseAll: async (file: VisitFile, visits: readonly Visit[], told: Told) =>
      commit(table, {
        referralId: file.referral.referralId,
        ...told,
        event: 'series.released',
        detail: { visits: visits.map(({ visitId }) => visitId) },
        items: releaseParts(
          name,
          file,
          { visits, calendars: await calendarsOf(visits) },
          new Date(told.at),
        ),
      }),
  };
};

export type VisitStore = ReturnType<typeof visitStore>;
