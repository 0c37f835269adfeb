import type { Effect } from '../hold/effects.ts';
import { closesReferral } from '../hold/hold.ts';
import { notFound } from '../platform/principal.ts';
import { closingParts } from './closing.ts';
import { CloseReason } from './referral.ts';
import { referralFile } from './referral-file.ts';

/** Ends the referral with its hold, where no workflow waits that would; nothing if it has ended. */
export const endReferral: Effect = async ({ table, hold, settlement, resolution, items }) => {
  if (!closesReferral(hold, settlement)) return [];
  const file = referralFile(await items());
  if (!file) throw notFound('referral');
  const { referral, holds } = file;
  if (referral.status === 'closed') return [];
  const { action, by, at } = resolution;
  return closingParts(
    table.name,
    { referral, holds: holds.filter(({ holdId }) => holdId !== hold.holdId) },
    { from: [referral.status], closeReason: CloseReason.parse(settlement.closeReason) },
    { action, by, at },
  );
};
