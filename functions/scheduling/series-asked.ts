import type { ActionTaken } from '../hold/effects.ts';
import { notFound } from '../platform/principal.ts';
import type { Referral } from '../referral/referral.ts';
import { readSeriesFile } from './series-holds.ts';
import type { SeriesFile } from './series-rest.ts';
import { readVisitFile } from './visit-file.ts';

/** The referral of a hold with its visits, as the rules about its series read it. */
export const seriesAsked = async ({
  items,
}: Pick<ActionTaken, 'items'>): Promise<SeriesFile & { referral: Referral }> => {
  const file = readVisitFile(await items());
  if (!file) throw notFound('referral');
  return { ...readSeriesFile(file), referral: file.referral };
};
