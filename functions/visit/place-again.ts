import type { Effect } from '../hold/effects.ts';
import { readEvidence } from '../hold/evidence.ts';
import { isOpen } from '../hold/hold.ts';
import { Refusal } from '../platform/errors.ts';
import { notFound } from '../platform/principal.ts';
import { readCalendarsOf } from '../scheduling/calendar-store.ts';
import { givenUpParts } from '../scheduling/payer-changed.ts';
import { visitsToCome } from '../scheduling/release-visits.ts';
import { readVisitFile } from '../scheduling/visit-file.ts';

/**
 * The visits to come are given up with their time and units, but for doses that the payer still leaves
 * free where they are, and the doses without a visit are sought
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
  const free = readEvidence(hold, 'site-review')?.freeThrough ?? 0;
  const released = visitsToCome(visits, new Date(resolution.at)).filter(({ dose }) => dose > free);
  const paying = authorizations.findLast(({ status }) => status === 'approved');
  return givenUpParts(
    table.name,
    {
      file: { referral, visits, holds, authorizations, series },
      released,
      calendars: await readCalendarsOf(table, released),
      renewing: paying?.authorizationId,
    },
    { by: resolution.by, at: resolution.at },
  );
};
