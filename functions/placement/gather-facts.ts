import { readEvidence } from '../hold/evidence.ts';
import { deskZone } from '../hold/hold-clock.ts';
import { localDate } from '../platform/zoned-time.ts';
import { withAccess } from '../series/access-found.ts';
import { type CourseHistory, courseHistory } from '../series/course-history.ts';
import { startWindow } from '../series/dose-plan.ts';
import { isAhead } from '../series/visit.ts';
import type { Therapy } from '../therapy/therapy.ts';
import type { SiteFacts } from './site-facts.ts';
import type { PlacementFacts } from './store.ts';

type Known = Pick<
  PlacementFacts,
  'submission' | 'payer' | 'nurses' | 'left' | 'visits' | 'holds' | 'records' | 'series'
>;

/**
 * Doses that the payer leaves free and that stay where they are, while those after them are placed anew,
 * count as given: the place is sought for the others.
 */
const withFreeDoses = (
  history: CourseHistory,
  { visits, holds }: Pick<Known, 'visits' | 'holds'>,
): CourseHistory => {
  const placed = holds.findLast(({ resolution }) => resolution?.action === 'place-again');
  const free = (placed && readEvidence(placed, 'site-review')?.freeThrough) ?? 0;
  const isPlacing = visits.filter(isAhead).every(({ dose }) => dose <= free);
  return isPlacing ? { ...history, given: Math.max(history.given, free) } : history;
};

/** What the rules of the site of care look at, as it stands now: the order, and what was given of it. */
export const gatherSiteFacts = (
  { submission, payer, nurses, left, visits, holds, records, series }: Known,
  therapy: Therapy,
  now: Date,
): SiteFacts => {
  const today = localDate(now, deskZone);
  const next = visits
    .filter((visit) => isAhead(visit) && visit.on > today)
    .map(({ on }) => on)
    .sort()[0];
  const plan = { submission, therapy, setting: 'infusion-center', series } as const;
  return {
    therapy,
    submission: withAccess(submission, visits, holds),
    payerId: payer?.payerId,
    payerRules: payer?.siteRules ?? [],
    nurses,
    denied: left.denied,
    on: next ?? startWindow(plan, today).idealOn,
    series,
    ...(visits.length > 0
      ? { history: withFreeDoses(courseHistory(visits, records), { visits, holds }) }
      : {}),
  };
};
