import { readWithEdition, type Sight } from '../platform/kept-entries.ts';
import { keys } from '../platform/keys.ts';
import { readAll, readOne } from '../platform/read-items.ts';
import type { Table } from '../platform/table.ts';
import type { Visit } from '../series/visit.ts';
import type { Calendars } from './booking.ts';
import type { CenterDay } from './center-day.ts';
import {
  movedTo,
  type PatientCalendar,
  patientCalendarKey,
  readCenterDay,
  readNurseDay,
  readPatientCalendar,
} from './day-items.ts';
import type { NurseDay } from './nurse-day.ts';

/** Reads of the calendars that bookings lock. */
const dayRange = (from: string, to: string): readonly [string, string] => [
  `DAY#${from}`,
  `DAY#${to}`,
];
const onOf = (item: Record<string, unknown>): string => String(item.sk).slice(4);

/** From the first day to the last, both included. */
type Days = { from: string; to: string };

/** The days of a nurse that have visits. */
export const readNurseDays = async (
  table: Table,
  nurseId: string,
  { from, to }: Days,
  consistent = false,
): Promise<NurseDay[]> =>
  (await readAll(table, keys.nurseDay(nurseId, '').pk, dayRange(from, to), consistent)).map(
    (item) => readNurseDay(nurseId, onOf(item), item),
  );

/** The days of a site that have visits. */
export const readCenterDays = async (
  table: Table,
  siteId: string,
  { from, to }: Days,
  consistent = false,
): Promise<CenterDay[]> =>
  (await readAll(table, keys.centerDay(siteId, '').pk, dayRange(from, to), consistent)).map(
    (item) => readCenterDay(siteId, onOf(item), item),
  );

/** A patient's calendar as it is kept under their own id. */
export const readOwnCalendar = async (
  table: Table,
  patientId: string,
): Promise<PatientCalendar & { movedTo: string | undefined }> => {
  const item = await readOne(table, patientCalendarKey(patientId));
  return { ...readPatientCalendar(patientId, item), movedTo: movedTo(item) };
};

/** The calendar of the person that a patient is, also after they were found to be another one. */
export const readPersonCalendar = async (
  table: Table,
  patientId: string,
): Promise<PatientCalendar> => {
  const { movedTo: other, ...own } = await readOwnCalendar(table, patientId);
  return other ? readPersonCalendar(table, other) : own;
};

/** The same, with what sees the network as it is at that moment. */
export const readCalendarNow = async (
  table: Table,
  patientId: string,
): Promise<{ calendar: PatientCalendar; sight: Sight }> => {
  const { items, edition } = await readWithEdition(table, patientCalendarKey(patientId));
  const [own] = items;
  const other = movedTo(own);
  return {
    calendar: other ? await readPersonCalendar(table, other) : readPatientCalendar(patientId, own),
    sight: { exactly: edition },
  };
};

/** The calendars that these visits stand in, or shall stand in. */
export const readCalendarsOf = async (
  table: Table,
  visits: readonly Visit[],
): Promise<Calendars> => {
  const days = visits.map(({ on }) => on).sort();
  const [from, to] = [days[0] ?? '', days.at(-1) ?? ''];
  const nurseIds = [...new Set(visits.flatMap(({ nurseId }) => nurseId ?? []))];
  const siteIds = [...new Set(visits.flatMap((visit) => (visit.nurseId ? [] : visit.siteId)))];
  const [nurseDays, centerDays, patient] = await Promise.all([
    Promise.all(nurseIds.map((id) => readNurseDays(table, id, { from, to }, true))),
    Promise.all(siteIds.map((id) => readCenterDays(table, id, { from, to }, true))),
    readPersonCalendar(table, visits[0]?.patientId ?? ''),
  ]);
  return { nurseDays: nurseDays.flat(), centerDays: centerDays.flat(), patient };
};
