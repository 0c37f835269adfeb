import * as z from 'zod';
import type { Span } from '../network/days.ts';
import { shortVisitId, visitIdFrom } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import type { TransactItem } from '../platform/transaction.ts';
import type { Acuity } from '../series/visit.ts';
import type { CenterDay } from './center-day.ts';
import type { NurseDay } from './nurse-day.ts';

/**
 * How calendars are kept: one item per nurse-day, per site-day and per patient, each block one
 * short text, because a booking pays for every kilobyte of every calendar it touches. A calendar
 * is replaced whole, and only if nobody changed it since it was read.
 */
const Packed = z.object({ rev: z.number().int().positive(), blocks: z.array(z.string()) });

const split = (block: string): [string, ...number[]] => {
  const [visitPart = '', ...numbers] = block.split(' ');
  return [visitIdFrom(visitPart), ...numbers.map(Number)];
};
const join = (visitId: string, ...numbers: number[]): string =>
  [shortVisitId(visitId), ...numbers].join(' ');

/** The visits of a patient, across referrals: a patient is in one place at a time. */
export type PatientCalendar = {
  patientId: string;
  rev: number;
  blocks: readonly (Span & { visitId: string })[];
};

export const patientCalendarKey = (patientId: string) => ({
  pk: keys.patient(patientId).pk,
  sk: 'CALENDAR',
});

export const readNurseDay = (nurseId: string, on: string, item: unknown): NurseDay => {
  const { rev, blocks } = item ? Packed.parse(item) : { rev: 0, blocks: [] };
  return {
    nurseId,
    on,
    rev,
    blocks: blocks.map((block) => {
      const [visitId, from = 0, minutes = 0, lat = 0, lon = 0] = split(block);
      return { visitId, from, to: from + minutes, at: { lat, lon } };
    }),
  };
};

export const readCenterDay = (siteId: string, on: string, item: unknown): CenterDay => {
  const { rev, blocks } = item ? Packed.parse(item) : { rev: 0, blocks: [] };
  return {
    siteId,
    on,
    rev,
    blocks: blocks.map((block) => {
      const [visitId, from = 0, minutes = 0, acuity = 1] = split(block);
      return { visitId, from, to: from + minutes, acuity: acuity as Acuity };
    }),
  };
};

export const readPatientCalendar = (patientId: string, item: unknown): PatientCalendar => {
  const { rev, blocks } = item ? Packed.parse(item) : { rev: 0, blocks: [] };
  return {
    patientId,
    rev,
    blocks: blocks.map((block) => {
      const [visitId, from = 0, minutes = 0] = split(block);
      return { visitId, from, to: from + minutes };
    }),
  };
};

const replace = (
  tableName: string,
  key: { pk: string; sk: string },
  seen: number,
  blocks: string[],
): TransactItem => ({
  Put: {
    TableName: tableName,
    Item: { ...key, rev: seen + 1, blocks },
    ...(seen === 0
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : { ConditionExpression: 'rev = :seen', ExpressionAttributeValues: { ':seen': seen } }),
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  },
});

/** The write of a changed calendar; `rev` is the one that was read. */
export const nurseDayPut = (tableName: string, { nurseId, on, rev, blocks }: NurseDay) =>
  replace(
    tableName,
    keys.nurseDay(nurseId, on),
    rev,
    blocks.map(({ visitId, from, to, at }) => join(visitId, from, to - from, at.lat, at.lon)),
  );

export const centerDayPut = (tableName: string, { siteId, on, rev, blocks }: CenterDay) =>
  replace(
    tableName,
    keys.centerDay(siteId, on),
    rev,
    blocks.map(({ visitId, from, to, acuity }) => join(visitId, from, to - from, acuity)),
  );

/** The write that leads a calendar's readers to another patient's, whose it is part of now. */
export const patientCalendarMoved = (
  tableName: string,
  { patientId, rev }: PatientCalendar,
  movedTo: string,
): TransactItem => {
  const { Put } = replace(tableName, patientCalendarKey(patientId), rev, []);
  return { Put: { ...Put, TableName: tableName, Item: { ...Put?.Item, movedTo } } };
};

/** Whose calendar is read instead, for a patient who was found to be another one. */
export const movedTo = (item: Record<string, unknown> | undefined): string | undefined =>
  typeof item?.movedTo === 'string' ? item.movedTo : undefined;

export const patientCalendarPut = (
  tableName: string,
  { patientId, rev, blocks }: PatientCalendar,
) =>
  replace(
    tableName,
    patientCalendarKey(patientId),
    rev,
    blocks.map(({ visitId, from, to }) => join(visitId, from, to - from)),
  );
