import type { Effect, Effects } from '../hold/effects.ts';
import { isOpen, settleHold } from '../hold/hold.ts';
import { notFound } from '../platform/principal.ts';
import { wakeVisits } from '../scheduling/accept-order.ts';
import { readVisitFile } from '../scheduling/visit-file.ts';
import { isClearanceEnded } from '../series/clearance.ts';
import { holdsOfVisit } from '../series/suspension.ts';
import type { visitActions } from './hold-actions.ts';
import { liftSuspension } from './lift-suspension.ts';
import { placeAgain } from './place-again.ts';

/** A clinician's clearance lets the suspended visits go on. */
const clearVisits: Effect = async ({ table, hold, resolution, items }) => {
  const file = readVisitFile(await items());
  if (!file) throw notFound('referral');
  return liftSuspension(table.name, hold, file, resolution);
};

/** Other visits that waited for a clearance, and are covered by this one, are looked at again. */
const clearOthers: Effect = async ({ table, hold, resolution, items }) => {
  const file = readVisitFile(await items());
  if (!file) throw notFound('referral');
  const holds = file.holds.map((one) =>
    one.holdId === hold.holdId ? { ...one, status: 'resolved' as const, resolution } : one,
  );
  return file.visits
    .filter((visit) => !isClearanceEnded(visit, { ...file, holds }))
    .flatMap((visit) => holdsOfVisit(holds, visit))
    .filter((one) => one.reason === 'clearance-ended' && one.taskToken && isOpen(one))
    .map((one) => settleHold(table.name, one, { resume: 'Check visit' }, resolution));
};

/** The visits that waited for a line are looked at again. */
const lookAgain: Effect = async ({ table, resolution, items }) => {
  const file = readVisitFile(await items());
  if (!file) throw notFound('referral');
  return wakeVisits(table.name, file.holds, resolution);
};

/** What ends of holds about visits write. */
export const visitEffects = {
  'visit-suspended': { clear: clearVisits },
  'clearance-ended': { clear: clearOthers },
  'site-review': { 'place-again': placeAgain, kept: lookAgain },
  'place-changed': { 'place-again': placeAgain, replanned: lookAgain, kept: lookAgain },
  'access-review': { 'line-arranged': lookAgain, 'go-on': lookAgain },
} satisfies Effects<keyof typeof visitActions>;
