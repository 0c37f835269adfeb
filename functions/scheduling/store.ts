import * as z from 'zod';
import { Authorization } from '../authorization/authorization.ts';
import { reserveUnits } from '../authorization/ledger.ts';
import { Education, putEducation } from '../education/education.ts';
import { windowWidened } from '../hold/decisions.ts';
import { type Hold, settleHold } from '../hold/hold.ts';
import { askStanding, placeStanding } from '../hold/standing-hold.ts';
import { instantToMinute } from '../network/days.ts';
import { readNurses, readSite } from '../network/store.ts';
import type { Actor } from '../platform/audit.ts';
import type { Determination } from '../platform/determination.ts';
import type { Sight } from '../platform/kept-entries.ts';
import { keys } from '../platform/keys.ts';
import { lazily } from '../platform/lazily.ts';
import { priorsOf } from '../platform/lifecycle.ts';
import { chain, commit, recordAlone } from '../platform/record.ts';
import type { Table } from '../platform/table.ts';
import type { TransactItem } from '../platform/transaction.ts';
import { readFile } from '../referral/reading.ts';
import type { Referral, Submission } from '../referral/referral.ts';
import { referralLife } from '../referral/referral.ts';
import type { ReferralFile } from '../referral/referral-file.ts';
import { referralUpdate } from '../referral/referral-item.ts';
import { Series } from '../series/series.ts';
import { Visit } from '../series/visit.ts';
import type { Policy } from '../therapy/policy.ts';
import { readLocalPolicy } from '../therapy/policy-store.ts';
import type { Setting } from '../therapy/setting.ts';
import { type Calendars, calendarWrites, type PlacedVisit, visitPut } from './booking.ts';
import {
  readCalendarNow,
  readCalendarsOf,
  readCenterDays,
  readNurseDays,
} from './calendar-store.ts';
import { carriedParts, givenUpParts, type PayerChange } from './payer-changed.ts';
import { findUncoveredHold, uncoveredVisitsHold } from './uncovered-visits.ts';

/** Everything of one referral that booking looks at. */
export type BookingFile = {
  referral: Referral;
  submission: Submission;
  series: Series | undefined;
  visits: readonly Visit[];
  holds: readonly Hold[];
  /** The newest that is approved. */
  authorization: Authorization | undefined;
  authorizations: readonly Authorization[];
  education: Education | undefined;
  /** Days around each dose that the prescriber has allowed. */
  toleranceDays: number | undefined;
};

const fileOf = (file: ReferralFile): BookingFile =>
  lazily({
    referral: () => file.referral,
    submission: () => file.submission,
    series: () => file.kept('series', Series),
    visits: () => file.each('VISIT#', Visit),
    holds: () => file.holds,
    authorization: () =>
      file.each('AUTH#', Authorization).findLast(({ status }) => status === 'approved'),
    authorizations: () => file.each('AUTH#', Authorization),
    education: () => file.one(keys.education(file.referral.referralId).sk, Education),
    toleranceDays: () => windowWidened(file.holds),
  });

/** A booking as it goes into one transaction. */
export type Booking = {
  referral: Referral;
  placed: readonly PlacedVisit[];
  calendars: Calendars;
  series: Series;
  setting: Setting;
  seen: Series | undefined;
  authorization: Authorization | undefined;
  /** The hold about a first dose that comes late. */
  late?: Hold | undefined;
  /** What asks about policies that are stricter than those the order was judged under, and those. */
  stricter?:
    | { items: readonly TransactItem[]; policy: Policy | null; beside: Referral['beside'] }
    | undefined;
  /** The lessons for these visits, where the patient does not have them yet. */
  teaching?: Education | undefined;
  /** Parts that stand beside the booking, such as the end of a hold. */
  beside?: readonly TransactItem[];
  operation: string;
  actor: Actor;
  at: string;
  determination: Determination;
};

export const schedulingStore = (table: Table) => ({
  tableName: table.name,

  file: async (referralId: string): Promise<BookingFile> =>
    fileOf(await readFile(table, referralId)),

  /** The visits that the same operation booked before, if it did. */
  recorded: async (referralId: string, operation: string): Promise<string[] | undefined> => {
    const same = (await chain(table, referralId)).find((record) => record.operation === operation);
    return same && z.array(z.string()).parse(same.detail.visits);
  },

  site: (siteId: string, sight?: Sight) => readSite(table, siteId, sight),
  nurses: (sight?: Sight) => readNurses(table, sight),
  policy: (therapyId: string | undefined, on: string, sight?: Sight) =>
    readLocalPolicy(table, therapyId, on, sight),
  calendarNow: (patientId: string) => readCalendarNow(table, patientId),

  /** The calendars of these nurses, or of the site when it has chairs, that have visits. */
  days: async (
    of: { nurseIds: readonly string[]; siteId?: string | undefined },
    from: string,
    to: string,
    consistent = false,
  ) => {
    const [nurseDays, centerDays] = await Promise.all([
      Promise.all(of.nurseIds.map((id) => readNurseDays(table, id, { from, to }, consistent))),
      of.siteId ? readCenterDays(table, of.siteId, { from, to }, consistent) : [],
    ]);
    return { nurseDays: nurseDays.flat(), centerDays };
  },

  /**
   * Accepted or active → active, with every visit, calendar and unit in one transaction. Refused
   * when any calendar, the series or the authorization was written since it was read.
   */
  book: ({
    referral,
    placed,
    calendars,
    series,
    setting,
    seen,
    authorization,
    ...told
  }: Booking) => {
    const { name } = table;
    const visits = placed.map(({ visit }) => visit);
    return commit(table, {
      referralId: referral.referralId,
      operation: told.operation,
      event: 'series.booked',
      actor: told.actor,
      at: told.at,
      detail: {
        visits: visits.map(({ visitId }) => visitId),
        startsAt: visits.map(({ startsAt }) => startsAt),
        siteId: series.siteId,
        firstOn: series.firstOn,
        ...(told.late ? { holdId: told.late.holdId } : {}),
        ...(told.teaching ? { lessons: told.teaching.items.length } : {}),
      },
      determination: told.determination,
      items: [
        referralUpdate(name, referral.referralId, priorsOf(referralLife, 'active'), {
          set: {
            status: 'active',
            visits: referral.visits + visits.length,
            setting,
            ...(told.stricter
              ? { policy: told.stricter.policy, beside: told.stricter.beside }
              : {}),
          },
          keep: { series },
          seen: { seriesRev: seen?.rev ?? 'none' },
        }),
        ...calendarWrites(name, calendars, { placed }, instantToMinute(told.at)),
        ...visits.map((visit) => visitPut(name, visit)),
        ...(authorization ? [reserveUnits(name, authorization, visits)] : []),
        ...(told.late ? [placeStanding(name, told.late)] : []),
        ...(told.stricter?.items ?? []),
        ...(told.teaching ? [putEducation(name, told.teaching)] : []),
        ...(told.beside ?? []),
      ],
    });
  },

  /** Active → active: the visits to come follow the payer that covers the patient now. */
  followPayer: async (
    { series, ...file }: BookingFile & { series: Series },
    change: PayerChange,
    told: { operation: string; actor: Actor; at: string },
  ) => {
    const asked = { by: told.actor, at: told.at };
    const { referralId } = file.referral;
    if ('givenUp' in change)
      return commit(table, {
        referralId,
        ...told,
        event: 'series.payer-changed',
        detail: { givenUp: change.givenUp.length },
        items: givenUpParts(
          table.name,
          {
            file: { ...file, series },
            released: change.givenUp,
            calendars: await readCalendarsOf(table, change.givenUp),
          },
          asked,
        ),
      });
    const { carried, pays, short } = change;
    const hold = pays && uncoveredVisitsHold(pays, short, file, new Date(told.at));
    const open = pays && findUncoveredHold(file.holds, pays);
    return commit(table, {
      referralId,
      ...told,
      event: 'series.payer-changed',
      detail: {
        carried: carried.length,
        ...(short.length > 0 ? { short: new Set(short.map(({ visitId }) => visitId)).size } : {}),
        ...(hold ? { holdId: hold.holdId } : {}),
      },
      items: [
        ...carriedParts(table.name, file, change, asked),
        ...(hold ? [askStanding(table.name, hold, file.holds)] : []),
        ...(open && short.length === 0
          ? [
              settleHold(
                table.name,
                open,
                { resume: open.stage },
                { action: 'covered', facts: {}, ...asked },
              ),
            ]
          : []),
      ],
    });
  },

  /** Doses that nothing pays for are somebody's to see to; the referral stays as it is. */
  /** A hold for a person, or an open one told anew: whoever is asked hears of both. */
  placeHold: (
    hold: Hold,
    known: readonly Hold[],
    told: { operation: string; actor: Actor; at: string },
  ) =>
    commit(table, {
      referralId: hold.referralId,
      ...told,
      event: 'hold.placed',
      detail: { holdId: hold.holdId, reason: hold.reason, owner: hold.owner, dueAt: hold.dueAt },
      items: [askStanding(table.name, hold, known)],
    }),

  /** Other lessons than the patient has, where no visit is to be booked with them. */
  teach: (education: Education, told: { operation: string; actor: Actor; at: string }) =>
    commit(table, {
      referralId: education.referralId,
      ...told,
      event: 'education.assigned',
      detail: { lessons: education.items.length, language: education.language },
      determination: education.determination,
      items: [putEducation(table.name, education)],
    }),

  /** Nothing fits: the search is kept for the scheduler, the referral stays as it is. */
  recordSearch: (
    referralId: string,
    told: { operation: string; actor: Actor; at: string; determination: Determination },
  ) =>
    recordAlone(table, {
      referralId,
      operation: told.operation,
      event: 'series.searched',
      actor: told.actor,
      at: told.at,
      detail: { found: 0 },
      determination: told.determination,
    }),
});

export type SchedulingStore = ReturnType<typeof schedulingStore>;
