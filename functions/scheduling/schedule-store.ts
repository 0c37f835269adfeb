import { BatchGetCommand } from '@aws-sdk/lib-dynamodb';
import type { Nurse, Site } from '../network/network.ts';
import { readNurses, readSites } from '../network/store.ts';
import { TransientFault } from '../platform/errors.ts';
import { keys } from '../platform/keys.ts';
import { noteOn } from '../platform/note-readings.ts';
import { invalidCursor, makeCursor, readCursor } from '../platform/paging.ts';
import type { Table } from '../platform/table.ts';
import type { WithAccess } from '../referral/checks/vascular-access.ts';
import { readFile } from '../referral/reading.ts';
import type { Submission } from '../referral/referral.ts';
import { withAccess } from '../series/access-found.ts';
import { Visit } from '../series/visit.ts';
import { readCenterDays, readNurseDays } from './calendar-store.ts';
import type { Calendar } from './read-schedule.ts';

/** So many items one call reads: a limit of the table. */
const mostTogether = 100;

type Entry = { calendar: string; from: number; visitId: string };
const cursorFields = ['list', 'calendar', 'from', 'visitId'];
type Span = { from: string; to: string; limit: number; cursor?: string | undefined };

const nameOf = ({ kind, id }: Calendar): string => `${kind} ${id}`;

export const scheduleStore = (table: Table) => {
  const entriesOf = async (calendar: Calendar, { from, to }: Span): Promise<Entry[]> => {
    const read = calendar.kind === 'nurse' ? readNurseDays : readCenterDays;
    const days: readonly { blocks: readonly { visitId: string; from: number }[] }[] = await read(
      table,
      calendar.id,
      { from, to },
    );
    return days
      .flatMap(({ blocks }) => blocks)
      .map((block) => ({
        calendar: nameOf(calendar),
        from: block.from,
        visitId: block.visitId,
      }))
      .sort((a, b) => a.from - b.from || (a.visitId < b.visitId ? -1 : 1));
  };

  const visitsOf = async (ids: readonly string[]): Promise<Visit[]> => {
    if (ids.length === 0) return [];
    const { Responses = {}, UnprocessedKeys = {} } = await table.client.send(
      new BatchGetCommand({
        RequestItems: { [table.name]: { Keys: ids.map((id) => keys.visit(id)) } },
      }),
    );
    if (Object.keys(UnprocessedKeys).length > 0) throw new TransientFault('visits-unprocessed');
    const found = new Map(
      (Responses[table.name] ?? []).map((item) => {
        const visit = Visit.parse(item);
        return [visit.visitId, visit];
      }),
    );
    return ids.flatMap((id) => found.get(id) ?? []);
  };

  return {
    noteReading: noteOn(table),

    nurses: () => readNurses(table),
    sites: () => readSites(table),

    /** One page of visits: calendars in order, each by time; later calendars are not read. */
    page: async (calendars: readonly Calendar[], span: Span) => {
      const after = readCursor(span.cursor, { attribute: 'list', value: 'visits' }, cursorFields);
      const start = after
        ? calendars.findIndex((calendar) => nameOf(calendar) === after.calendar)
        : 0;
      if (start < 0 || (after && !/^\d{1,15}$/.test(after.from ?? ''))) throw invalidCursor();
      const entries: Entry[] = [];
      for (const calendar of calendars.slice(start)) {
        if (entries.length > span.limit) break;
        entries.push(
          ...(await entriesOf(calendar, span)).filter(
            (entry) =>
              !after ||
              entry.calendar !== after.calendar ||
              entry.from > Number(after.from) ||
              (entry.from === Number(after.from) && entry.visitId > String(after.visitId)),
          ),
        );
      }
      const shown = entries.slice(0, span.limit);
      const last = shown.at(-1);
      return {
        visits: await visitsOf(shown.map(({ visitId }) => visitId)),
        next:
          last && entries.length > shown.length
            ? makeCursor({ list: 'visits', ...last, from: String(last.from) })
            : undefined,
      };
    },

    /** What stands at a site on some days: its calendars, and the visits in them. */
    standing: async (site: Site, nurses: readonly Nurse[], span: { from: string; to: string }) => {
      const atHome = site.setting === 'home';
      const team = nurses.filter(({ siteId }) => siteId === site.siteId);
      const [nurseDays, centerDays] = await Promise.all([
        atHome ? Promise.all(team.map(({ nurseId }) => readNurseDays(table, nurseId, span))) : [],
        atHome ? [] : readCenterDays(table, site.siteId, span),
      ]);
      const ids = [...nurseDays.flat(), ...centerDays].flatMap(({ blocks }) =>
        blocks.map(({ visitId }) => visitId),
      );
      const visits: Visit[] = [];
      for (let at = 0; at < ids.length; at += mostTogether)
        visits.push(...(await visitsOf(ids.slice(at, at + mostTogether))));
      return { nurseDays: nurseDays.flat(), centerDays, visits };
    },

    /** The current submission of each visit's referral, with what its visits found of the veins. */
    orders: async (visits: readonly Visit[]): Promise<Map<string, Submission & WithAccess>> => {
      const ids = [...new Set(visits.map(({ referralId }) => referralId))];
      const orders = await Promise.all(ids.map((id) => readFile(table, id)));
      return new Map(
        orders.map((file) => [
          file.referral.referralId,
          withAccess(file.submission, file.each('VISIT#', Visit), file.holds),
        ]),
      );
    },
  };
};

export type ScheduleStore = ReturnType<typeof scheduleStore>;
