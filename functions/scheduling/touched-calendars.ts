import type { Calendars, PlacedVisit } from './booking.ts';
import type { CenterDay } from './center-day.ts';
import type { PatientCalendar } from './day-items.ts';
import type { NurseDay } from './nurse-day.ts';
import { findTeam, type SeriesFacts, type SeriesPlan } from './series-search.ts';
import type { SchedulingStore } from './store.ts';

/** The calendars that a search reads: those of the agency's nurses, or the site's own. */
export const readForSearch = async (
  store: Pick<SchedulingStore, 'days'>,
  facts: SeriesFacts & { patient: PatientCalendar },
  { fromOn, throughOn }: SeriesPlan,
  consistent = false,
) => {
  const atHome = facts.site.setting === 'home';
  const days = await store.days(
    {
      nurseIds: atHome ? findTeam(facts).map(({ nurseId }) => nurseId) : [],
      ...(atHome ? {} : { siteId: facts.site.siteId }),
    },
    fromOn,
    throughOn,
    consistent,
  );
  return { ...days, patient: facts.patient, busy: facts.patient.blocks };
};

/** Adds the days without any visit yet, which have no item, for the visits that fall on them. */
export const completeCalendars = (
  { nurseDays, centerDays, patient }: Calendars,
  placed: readonly PlacedVisit[],
): Calendars => {
  const nurses = new Map(nurseDays.map((day) => [`${day.nurseId} ${day.on}`, day]));
  const centers = new Map(centerDays.map((day) => [`${day.siteId} ${day.on}`, day]));
  for (const {
    visit: { nurseId, siteId, on },
  } of placed) {
    const empty = { on, rev: 0, blocks: [] };
    if (nurseId && !nurses.has(`${nurseId} ${on}`))
      nurses.set(`${nurseId} ${on}`, { nurseId, ...empty } satisfies NurseDay);
    if (!nurseId && !centers.has(`${siteId} ${on}`))
      centers.set(`${siteId} ${on}`, { siteId, ...empty } satisfies CenterDay);
  }
  return { nurseDays: [...nurses.values()], centerDays: [...centers.values()], patient };
};
