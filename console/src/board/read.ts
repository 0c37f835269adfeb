import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { askApi } from '../api/call.ts';
import { everyPage } from '../api/called.ts';
import { pollEvery, queries, type WholeHold } from '../api/queries.ts';
import type { ApiBody } from '../api/routes.ts';

export type SiteShown = ApiBody<'GET /board'>['items'][number];
export type BoardVisit = SiteShown['visits'][number];
export type OffersShown = ApiBody<'GET /referrals/{referralId}/slots'>;
export type PreviewShown = NonNullable<ApiBody<'POST /visits/{visitId}/move'>['preview']>;

/** A board of a site is long: so many are asked for at a time. */
const sitesAtOnce = 10;

/** Every site by name, with its nurses and visits on some days. */
export const useSites = (from: string, days: number, wanted = true) =>
  useQuery({
    queryKey: ['board', from, days],
    enabled: wanted,
    queryFn: ({ signal }) =>
      everyPage(async (page) => {
        const query = { ...page, from, days, limit: sitesAtOnce };
        return (await askApi('GET /board', { query, signal })).body;
      }),
    placeholderData: keepPreviousData,
    refetchInterval: pollEvery,
  });

export const useOffers = (referralId: string, partOfDay: '' | 'morning' | 'afternoon') =>
  useQuery({
    queryKey: ['offers', referralId, partOfDay],
    queryFn: async ({ signal }) =>
      (
        await askApi('GET /referrals/{referralId}/slots', {
          path: { referralId },
          query: { offers: 5, ...(partOfDay && { partOfDay }) },
          signal,
        })
      ).body,
    gcTime: 0,
    staleTime: 0,
  });

/** So many holds are asked why they wait; a longer list is the worklist's. */
export const mostUnassigned = 8;

/** What waits for a time on the scheduler's list, each with why. */
export const useUnassigned = (wanted: boolean) => {
  const list = useQuery({
    queryKey: ['holds', 'unassigned'],
    enabled: wanted,
    queryFn: async ({ signal }) =>
      (await askApi('GET /holds', { query: { team: 'scheduler', limit: 50 }, signal })).body.items,
    refetchInterval: pollEvery,
  });
  const whole = useQueries({
    queries: (list.data ?? []).slice(0, mostUnassigned).map(({ holdId }) => ({
      queryKey: ['hold', holdId],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        askApi('GET /holds/{holdId}', { path: { holdId }, signal }),
      staleTime: 60_000,
    })),
  });
  const why = new Map<string, WholeHold>(
    whole.flatMap(({ data }) => (data ? [[data.body.holdId, data.body]] : [])),
  );
  return { list, why };
};

export const boardAnew = (): Promise<unknown> =>
  Promise.all([
    queries.invalidateQueries({ queryKey: ['board'] }),
    queries.invalidateQueries({ queryKey: ['holds'] }),
    queries.invalidateQueries({ queryKey: ['counts'] }),
    queries.invalidateQueries({ queryKey: ['referral'] }),
  ]);
