import { instantToMinute } from '../network/days.ts';
import type { Point } from '../network/network.ts';
import { PermanentFault } from '../platform/errors.ts';
import { keys } from '../platform/keys.ts';
import { mayFollow } from '../platform/lifecycle.ts';
import type { TransactItem } from '../platform/transaction.ts';
import type { Acuity } from '../series/visit.ts';
import { type Visit, visitLife } from '../series/visit.ts';
import type { CenterDay } from './center-day.ts';
import {
  centerDayPut,
  nurseDayPut,
  type PatientCalendar,
  patientCalendarPut,
} from './day-items.ts';
import type { NurseDay } from './nurse-day.ts';

/** The calendars that a change touches, as they were read. */
export type Calendars = {
  nurseDays: readonly NurseDay[];
  centerDays: readonly CenterDay[];
  patient: PatientCalendar;
};

/** A visit to put on the calendars, with what they need beyond the visit itself. */
export type PlacedVisit = { visit: Visit; at?: Point | undefined; acuity: Acuity };

const without = <Block extends { visitId: string }>(
  blocks: readonly Block[],
  gone: ReadonlySet<string>,
): Block[] => blocks.filter(({ visitId }) => !gone.has(visitId));

/**
 * The calendar writes that release some visits and place others, each calendar written once and
 * only if unchanged since it was read. Visits of a patient that are over leave the patient's
 * calendar on the way.
 *
 * @param now minutes since 1970, before which the patient's visits are forgotten
 */
export const calendarWrites = (
  tableName: string,
  calendars: Calendars,
  { released = [], placed = [] }: { released?: readonly Visit[]; placed?: readonly PlacedVisit[] },
  now: number,
): TransactItem[] => {
  const gone = new Set(released.map(({ visitId }) => visitId));
  const spans = placed.map(({ visit, at, acuity }) => ({
    visit,
    at,
    block: {
      visitId: visit.visitId,
      from: instantToMinute(visit.startsAt),
      to: instantToMinute(visit.endsAt),
      acuity,
    },
  }));
  const touched = (on: string, who: { nurseId?: string; siteId?: string }) =>
    [...released, ...placed.map(({ visit }) => visit)].some(
      (visit) =>
        visit.on === on &&
        (who.nurseId
          ? visit.nurseId === who.nurseId
          : !visit.nurseId && visit.siteId === who.siteId),
    );
  const nurseDays = calendars.nurseDays
    .filter(({ nurseId, on }) => touched(on, { nurseId }))
    .map((day) =>
      nurseDayPut(tableName, {
        ...day,
        blocks: [
          ...without(day.blocks, gone),
          ...spans
            .filter(({ visit }) => visit.nurseId === day.nurseId && visit.on === day.on)
            .flatMap(({ block: { visitId, from, to }, at }) =>
              at ? [{ visitId, from, to, at }] : [],
            ),
        ],
      }),
    );
  const centerDays = calendars.centerDays
    .filter(({ siteId, on }) => touched(on, { siteId }))
    .map((day) =>
      centerDayPut(tableName, {
        ...day,
        blocks: [
          ...without(day.blocks, gone),
          ...spans
            .filter(
              ({ visit }) => !visit.nurseId && visit.siteId === day.siteId && visit.on === day.on,
            )
            .map(({ block }) => block),
        ],
      }),
    );
  const { patient } = calendars;
  return [
    ...nurseDays,
    ...centerDays,
    patientCalendarPut(tableName, {
      ...patient,
      blocks: [
        ...without(patient.blocks, gone).filter(({ to }) => to > now),
        ...spans.map(({ block: { visitId, from, to } }) => ({ visitId, from, to })),
      ],
    }),
  ];
};

/** A new visit; it can be written only once. */
export const visitPut = (tableName: string, visit: Visit): TransactItem => ({
  Put: {
    TableName: tableName,
    Item: { ...keys.visit(visit.visitId), ...visit },
    ConditionExpression: 'attribute_not_exists(pk)',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  },
});

/** What changes on a visit while its status and revision stay: each by someone else. */
const marks = ['moveRequestedAt', 'suspendedAt'] as const;

/** That nobody has written down anything at the visit since it was read. */
const entriesAsSeen = ({ entries }: Visit): readonly [string, Record<string, number>] =>
  entries
    ? ['size(entries) = :entries', { ':entries': entries.length }]
    : ['attribute_not_exists(entries)', {}];

/**
 * What is written down at a visit that goes on as it is: entries are added, and with them what was found
 * of the veins is said right. Over the visit as it was read.
 */
export const visitNote = (tableName: string, seen: Visit, visit: Visit): TransactItem => {
  const [asSeen, values] = entriesAsSeen(seen);
  const access = visit.access ? ', #access = :access' : '';
  return {
    Update: {
      TableName: tableName,
      Key: keys.visit(visit.visitId),
      UpdateExpression: `SET entries = :after${access}`,
      ConditionExpression: `#status = :status AND ${asSeen}`,
      ExpressionAttributeNames: {
        '#status': 'status',
        ...(visit.access ? { '#access': 'access' } : {}),
      },
      ExpressionAttributeValues: {
        ':after': visit.entries,
        ':status': seen.status,
        ...values,
        ...(visit.access ? { ':access': visit.access } : {}),
      },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  };
};

/**
 * A changed visit; only over the visit as it was read. Beside status and revision that is every
 * mark on it and what was written down at it, so that a patient's wish, a suspension or a note of the
 * same moment is never written over.
 *
 * @throws PermanentFault when a visit never goes from the one status to the other.
 */
export const visitReplace = (tableName: string, seen: Visit, visit: Visit): TransactItem => {
  if (!mayFollow(visitLife, seen.status, visit.status))
    throw new PermanentFault('visit-status-illegal');
  return replaced(tableName, seen, visit);
};

const replaced = (tableName: string, seen: Visit, visit: Visit): TransactItem => {
  const [asSeen, values] = entriesAsSeen(seen);
  return {
    Put: {
      TableName: tableName,
      Item: { ...keys.visit(visit.visitId), ...visit },
      ConditionExpression: [
        '#revision = :revision AND #status = :status',
        ...marks.map((mark) =>
          seen[mark] ? `${mark} = :${mark}` : `attribute_not_exists(${mark})`,
        ),
        asSeen,
      ].join(' AND '),
      ExpressionAttributeNames: { '#revision': 'revision', '#status': 'status' },
      ExpressionAttributeValues: {
        ':revision': seen.revision,
        ':status': seen.status,
        ...Object.fromEntries(
          marks.flatMap((mark) => (seen[mark] ? [[`:${mark}`, seen[mark]]] : [])),
        ),
        ...values,
      },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  };
};
