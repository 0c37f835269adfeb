import { weekdayNameOf } from '../network/days.ts';
import type { Nurse, Site } from '../network/network.ts';
import { addDays } from '../platform/days.ts';
import { type Dose, planDoses, startWindow, windowDays } from '../series/dose-plan.ts';
import type { Setting } from '../therapy/setting.ts';
import type { SiteFacts } from './site-facts.ts';

/** Doses that are looked at: a week of daily ones and a year of monthly ones show in them. */
const dosesLookedAt = 14;

type Planned = { doses: readonly Dose[]; starts: readonly string[] };

const planned = new WeakMap<SiteFacts, Map<Setting, Planned>>();

/** The doses that are due in a setting, planned once for all its sites. */
export const dosesDue = (facts: SiteFacts, setting: Setting): Planned => {
  const known = planned.get(facts) ?? new Map<Setting, Planned>();
  planned.set(facts, known);
  const before = known.get(setting);
  if (before) return before;
  const plan = { ...facts, setting };
  const one = { doses: planDoses(plan, facts.on), starts: windowDays(startWindow(plan, facts.on)) };
  known.set(setting, one);
  return one;
};

/** Days of the week on which somebody is there; of an agency, on which one of its nurses is. */
const openDays = ({ siteId, setting, hours }: Site, nurses: readonly Nurse[]): Set<string> =>
  new Set(
    setting === 'home'
      ? nurses
          .filter((nurse) => nurse.siteId === siteId)
          .flatMap(({ shifts }) => Object.keys(shifts))
      : Object.keys(hours),
  );

/**
 * Whether every dose to come has a day in its window on which the place is open, from some day that
 * the course may begin on. A dose window is hard: a daily drug is not given at a place that is closed
 * on Sunday. Holidays are left to the schedule.
 */
export const isOpenWhenDue = (site: Site, facts: SiteFacts): boolean => {
  const open = openDays(site, facts.nurses);
  if (open.size === 0 && site.setting === 'home') return true;
  const { doses, starts } = dosesDue(facts, site.setting);
  const given = facts.history?.given ?? 0;
  const ahead = doses.slice(given, given + dosesLookedAt);
  const first = facts.history?.firstOn && (facts.series?.firstOn ?? facts.history.firstOn);
  const anchors = first ? [first] : starts.slice(0, 7);
  const isOpen = (on: string) => open.has(weekdayNameOf(on));
  const fits = (from: string, { offset, before, after }: Dose): boolean =>
    Array.from({ length: before + after + 1 }, (_, index) =>
      addDays(from, offset - before + index),
    ).some(isOpen);
  return (
    anchors.length === 0 ||
    anchors.some(
      (anchor) =>
        (first !== undefined || isOpen(anchor)) && ahead.every((dose) => fits(anchor, dose)),
    )
  );
};
