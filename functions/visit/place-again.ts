import type { Effect } from '../hold/effects.ts';
import { isOpen } from '../hold/hold.ts';
import { instantToMinute } from '../network/days.ts';
import { Refusal } from '../platform/errors.ts';
import { notFound } from '../platform/principal.ts';
import { referralUpdate } from '../referral/referral-item.ts';
import { calendarWrites, visitReplace } from '../scheduling/booking.ts';
import { waitsEnded } from '../scheduling/scheduler-holds.ts';
import { readVisitFile } from '../scheduling/visit-file.ts';
import type { Series } from '../series/series.ts';
import { cancelled, unitReleases, visitsToCome } from './release-visits.ts';
import { visitStore } from './store.ts';

const isGone = (status: string): boolean => status === 'cancelled' || status === 'missed';

/**
 * The visits to come are given up with their time and units, and the doses without a visit are sought
 * anew where they belong now; what pays is asked about again, as payers look at drug and place together.
 *
 * @throws Refusal 409 where nothing is booked yet, a reaction is not cleared, or a renewal is under way
 * that books by itself.
 */
export const placeAgain: Effect = async ({ table, hold, resolution, items }) => {
  const file = readVisitFile(await items());
  if (!file) throw notFound('referral');
  const { referral, series, visits, holds, authorizations } = file;
  if (referral.status !== 'active' || !series)
    throw new Refusal(409, 'not-booked-yet', 'The referral is still on its way to its visits.');
  if (referral.renewing)
    throw new Refusal(
      409,
      'renewal-under-way',
      'A renewal is under way. It books where the referral stands; wait for its end.',
    );
  if (holds.some((one) => one.reason === 'visit-suspended' && isOpen(one)))
    throw new Refusal(
      409,
      'visit-suspended',
      'A clinician clears the reaction first; the doses to come are placed after that.',
    );
  const at = new Date(resolution.at);
  const released = visitsToCome(visits, at);
  const kept = visits.filter((visit) => !released.includes(visit) && !isGone(visit.status));
  const { primaryNurse: _, ...rest } = series;
  const after: Series = {
    ...rest,
    bookedThrough: Math.max(0, ...kept.map(({ dose }) => dose)),
    rev: series.rev + 1,
  };
  const paying = authorizations.findLast(({ status }) => status === 'approved');
  return [
    ...(released.length > 0
      ? calendarWrites(
          table.name,
          await visitStore(table).calendarsOf(released),
          { released },
          instantToMinute(resolution.at),
        )
      : []),
    ...released.flatMap((visit) => [
      visitReplace(table.name, visit, cancelled(visit)),
      ...waitsEnded(table.name, holds, visit, {
        action: 'cancelled',
        by: resolution.by,
        at: resolution.at,
      }),
    ]),
    ...unitReleases(table.name, file, released),
    referralUpdate(table.name, hold.referralId, ['active'], {
      ...(paying ? { set: { renewing: paying.authorizationId } } : {}),
      keep: { series: after },
      seen: { seriesRev: series.rev },
    }),
  ];
};
