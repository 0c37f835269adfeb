import type { Authorization } from '../authorization/authorization.ts';
import { foreseeEnding } from '../authorization/renewal-rules.ts';
import { asksAboutEnd, dosesWaived, isEndSettled } from '../hold/decisions.ts';
import { readEvidence } from '../hold/evidence.ts';
import { type Hold, isOpen } from '../hold/hold.ts';
import { addDays } from '../platform/days.ts';

import { expectedStart } from '../referral/order/course.ts';
import { visitTherapy } from '../referral/order/regimen.ts';
import type { Referral, Submission } from '../referral/referral.ts';
import { orderedVisits } from '../series/dose-plan.ts';
import type { Series } from '../series/series.ts';
import { isAhead, type Visit } from '../series/visit.ts';
import { Setting } from '../therapy/setting.ts';
import { takenDoses } from './wanted-visits.ts';

/** What is looked at to see how far the visits are those that the order asks for. */
export type SeriesFile = {
  referral: Pick<Referral, 'status' | 'therapyId' | 'setting' | 'renewing' | 'policy'>;
  submission: Submission;
  series: Series | undefined;
  visits: readonly Visit[];
  holds: readonly Hold[];
  /** Newest approved first to pay; none when none is needed. */
  authorization: Authorization | undefined;
};

/** What of an ordered series has no visit, and which visits the order does not ask for. */
export type Rest = {
  /** Doses among those booked that lost their visit, and that nobody has decided about. */
  lost: number[];
  /** The first dose after those that were booked; with the last, where the order has an end. */
  from?: number;
  through?: number;
  /** Visits to come of a dose that is not ordered, or of another therapy. */
  surplus: Visit[];
};

/** How early somebody is to look after the doses that follow. Hold taxonomy H26. */
const lead = { days: 45, visits: 2 } as const;

/** The doses that a hold asks another visit for. */
export const readDosesToRebook = (hold: Hold): number[] =>
  readEvidence(hold, 'visit-to-rebook')?.doses ?? [];

/** How many visits the order asks for in all; infinite for one without an end. */
export const countOrdered = ({
  referral,
  submission,
  series,
}: Pick<SeriesFile, 'referral' | 'submission'> & Partial<Pick<SeriesFile, 'series'>>): number => {
  const { order } = submission;
  const therapy = visitTherapy(referral.therapyId, order, referral.policy);
  const setting = Setting.safeParse(referral.setting);
  const firstOn = series?.firstOn ?? expectedStart(order);
  return therapy && setting.success
    ? orderedVisits(order, therapy, { setting: setting.data, firstOn })
    : (order.doses ?? Number.POSITIVE_INFINITY);
};

/** What of the series is still to be settled; what a person waived with a reason is not. */
export const findRest = (file: SeriesFile): Rest => {
  const { referral, series, visits, holds } = file;
  const ordered = countOrdered(file);
  const taken = takenDoses(file);
  const waived = dosesWaived(holds);
  const next = (series?.bookedThrough ?? 0) + 1;
  const asked = holds.filter((hold) => hold.reason === 'visit-to-rebook' && isOpen(hold));
  return {
    lost: [...new Set(asked.flatMap(readDosesToRebook))].filter(
      (dose) => dose <= ordered && !taken.has(dose) && !waived(dose),
    ),
    ...(next <= ordered && !waived(next)
      ? { from: next, ...(Number.isFinite(ordered) ? { through: ordered } : {}) }
      : {}),
    surplus: visits.filter(
      (visit) => isAhead(visit) && (visit.dose > ordered || visit.therapyId !== referral.therapyId),
    ),
  };
};

/** Whether every ordered dose has its visit or was given, and no visit is one too many. */
export const isSettled = ({ lost, from, surplus }: Rest): boolean =>
  lost.length === 0 && from === undefined && surplus.length === 0;

const lastBooked = (visits: readonly Visit[]): Visit | undefined =>
  visits.reduce<Visit | undefined>(
    (last, one) => (last && last.dose >= one.dose ? last : one),
    undefined,
  );

/**
 * Whether a person has settled that the authorization is not renewed: the doses after those that
 * it pays for are not given under this referral. Not so where further visits needed none.
 */
const isNotRenewed = ({ referral, holds, visits, authorization }: SeriesFile): boolean =>
  authorization !== undefined &&
  !referral.renewing &&
  lastBooked(visits)?.authorizationId === authorization.authorizationId &&
  isEndSettled(holds, authorization.authorizationId);

/** Whether the renewal watch will ask somebody about the doses that follow. */
export const isWatched = ({ submission, referral, series, authorization }: SeriesFile): boolean => {
  const therapy = visitTherapy(referral.therapyId, submission.order, referral.policy);
  return (
    therapy !== undefined &&
    authorization !== undefined &&
    authorization.renewalSeenAt === undefined &&
    foreseeEnding(authorization, submission.order, therapy, series) !== undefined
  );
};

/** Whether somebody is on the doses that follow, or will be asked in time. */
const isFollowed = (file: SeriesFile): boolean =>
  Boolean(file.referral.renewing) ||
  isWatched(file) ||
  file.holds.some(
    (hold) =>
      isOpen(hold) &&
      (hold.reason === 'no-capacity' ||
        hold.reason === 'series-unlike-order' ||
        (file.authorization !== undefined &&
          asksAboutEnd(hold, file.authorization.authorizationId))),
  );

/**
 * Whether the end of the visits that are booked is near and nobody is on the doses that follow:
 * 45 days or two visits before it, whichever comes first.
 *
 * @param on today
 */
export const isForgotten = (file: SeriesFile, on: string): boolean => {
  if (findRest(file).from === undefined || isNotRenewed(file) || isFollowed(file)) return false;
  const ahead = file.visits.filter(isAhead);
  const last = ahead
    .map((visit) => visit.on)
    .sort()
    .at(-1);
  return !last || ahead.length <= lead.visits || last <= addDays(on, lead.days);
};

/**
 * Whether nothing is left of the series: every ordered dose was given, or a person said with a
 * reason that it is not to be.
 */
export const isOver = (file: SeriesFile): boolean => {
  const rest = findRest(file);
  const { referral, visits } = file;
  if (visits.some((visit) => isAhead(visit) || visit.status === 'in-progress')) return false;
  if (referral.renewing || rest.lost.length > 0) return false;
  return rest.from === undefined || isNotRenewed(file);
};
