import type { Effect, Effects } from '../hold/effects.ts';
import { notFound } from '../platform/principal.ts';
import { readVisitFile } from '../scheduling/visit-file.ts';
import { liftSuspension } from './lift-suspension.ts';

/** A clinician's clearance lets the suspended visits go on. */
const clearVisits: Effect = async ({ table, hold, resolution, items }) => {
  const file = readVisitFile(await items());
  if (!file) throw notFound('referral');
  return liftSuspension(table.name, hold, file, resolution);
};

/** What ends of holds about visits write. */
export const visitEffects = {
  'visit-suspended': { clear: clearVisits },
} satisfies Effects;
