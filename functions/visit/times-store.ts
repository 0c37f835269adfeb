import { readNurses, readSite } from '../network/store.ts';
import type { AskerStore } from '../outreach/page-asker.ts';
import { pageEntries } from '../outreach/page-entry-store.ts';
import { patientStore } from '../outreach/patient-store.ts';
import type { Sight } from '../platform/kept-entries.ts';
import type { Table } from '../platform/table.ts';
import { readCalendarNow, readCenterDays, readNurseDays } from '../scheduling/calendar-store.ts';
import { readLocalPolicy } from '../therapy/policy-store.ts';

/** What is read to find the times that a patient may take. */
export const timesStore = (table: Table) => ({
  site: (siteId: string, sight?: Sight) => readSite(table, siteId, sight),
  nurses: (sight?: Sight) => readNurses(table, sight),
  policy: (therapyId: string | undefined, on: string, sight?: Sight) =>
    readLocalPolicy(table, therapyId, on, sight),
  calendarNow: (patientId: string) => readCalendarNow(table, patientId),
  days: async (
    of: { nurseIds: readonly string[]; siteId?: string | undefined },
    from: string,
    to: string,
  ) => {
    const [nurseDays, centerDays] = await Promise.all([
      Promise.all(of.nurseIds.map((id) => readNurseDays(table, id, { from, to }, true))),
      of.siteId ? readCenterDays(table, of.siteId, { from, to }, true) : [],
    ]);
    return { nurseDays: nurseDays.flat(), centerDays };
  },
});

export type TimesStore = ReturnType<typeof timesStore>;

/** Who asks, and which of their visits they ask about. */
export const askerReads = (table: Table): AskerStore => ({
  ...patientStore(table),
  ...pageEntries(table),
});
