import { holidayOn } from '../platform/federal-holidays.ts';
import type { Setting } from '../therapy/setting.ts';
import { type Opening, opening, type wallClock } from './days.ts';
import { type Site, weekdays } from './network.ts';

/**
 * Which places keep the federal holidays, unless their entry gives hours for them. Homes and
 * hospitals do not: care that is due goes on there.
 */
export const holidayKeeping: Readonly<Record<Setting, { keeps: boolean; source: string }>> = {
  clinic: { keeps: true, source: 'own planning value; 5 U.S.C. 6103 as observed' },
  'infusion-center': { keeps: true, source: 'own planning value; 5 U.S.C. 6103 as observed' },
  'hospital-outpatient': { keeps: false, source: 'own planning value: hospitals stay open' },
  'long-term-care': { keeps: false, source: 'own planning value: residents are cared for daily' },
  home: { keeps: false, source: 'own planning value: nurses have their own days off' },
};

/** When a site is open: its week, without its own closed days and the holidays that it keeps. */
export const siteOpening = (
  site: Pick<Site, 'setting' | 'hours' | 'holidayHours' | 'closedOn' | 'zone'>,
  clock?: ReturnType<typeof wallClock>,
): Opening => {
  const { setting, hours, holidayHours, closedOn, zone } = site;
  const usual = opening(hours, closedOn, zone, clock);
  if (!holidayHours && !holidayKeeping[setting].keeps) return usual;
  const onHolidays =
    holidayHours &&
    opening(Object.fromEntries(weekdays.map((day) => [day, holidayHours])), closedOn, zone, clock);
  return (on) => (holidayOn(on) ? onHolidays?.(on) : usual(on));
};
