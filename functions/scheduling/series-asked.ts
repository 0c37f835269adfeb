import type { ActionTaken } from '../hold/effects.ts';
import { notFound } from '../platform/principal.ts';
import type { Referral } from '../referral/referral.ts';
import { seriesFileOf } from './series-holds.ts';
import type { SeriesFile } from './series-rest.ts';
import { visitFileOf } from './visit-file.ts';

/** The referral of a hold with its visits, as the rules about its series read it. */
export const seriesAsked = async ({
  items,
}: Pick<ActionTaken, 'items'>): Promise<SeriesFile & { referral: Referral }> => {
  const file = visitFileOf(await items());
  if (!file) throw notFound('referral');
  return { ...seriesFileOf(file), referral: file.referral };
};
