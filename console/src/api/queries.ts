import { keepPreviousData, QueryClient, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { askApi } from './call.ts';
import { Problem } from './problem.ts';
import type { ApiBody, ApiRequest } from './routes.ts';

/** What was refused is refused again; only what nobody answered is tried a second time. */
const maySendAgain = (failures: number, error: Error): boolean =>
  failures < 2 && error instanceof Problem && (error.status === 0 || error.status >= 500);

export const queries = new QueryClient({
  defaultOptions: {
    queries: { retry: maySendAgain, staleTime: 5_000, networkMode: 'always' },
  },
});

const usualMs = 15_000;
const slowMs = 60_000;

/** A little off each time, so that a whole office does not ask in one instant. */
const jitter = (ms: number): number => ms * (0.9 + Math.random() * 0.2);

/** How soon a list is asked for again; later while it is not answered. */
export const pollEvery = ({ state: { error } }: { state: { error: Error | null } }): number =>
  jitter(error ? slowMs : usualMs);

const pageSize = 50;

export type ListFilters = Omit<NonNullable<ApiRequest<'GET /holds'>['query']>, 'limit' | 'cursor'>;
export type HoldRow = ApiBody<'GET /holds'>['items'][number];
export type WholeHold = ApiBody<'GET /holds/{holdId}'>;
export type WholeReferral = ApiBody<'GET /referrals/{referralId}'>;
export type ReferralRow = ApiBody<'GET /referrals'>['items'][number];

/** A list of holds in the API's own order, by pages. */
export const useHolds = (filters: ListFilters) =>
  useInfiniteQuery({
    queryKey: ['holds', filters],
    queryFn: async ({ pageParam, signal }) =>
      (
        await askApi('GET /holds', {
          query: { ...filters, limit: pageSize, ...(pageParam && { cursor: pageParam }) },
          signal,
        })
      ).body,
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    refetchInterval: pollEvery,
  });

export const useHold = (holdId: string) =>
  useQuery({
    queryKey: ['hold', holdId],
    queryFn: ({ signal }) => askApi('GET /holds/{holdId}', { path: { holdId }, signal }),
    refetchInterval: pollEvery,
  });

export const useReferral = (referralId: string | undefined) =>
  useQuery({
    queryKey: ['referral', referralId],
    enabled: referralId !== undefined,
    queryFn: async ({ signal }) =>
      (
        await askApi('GET /referrals/{referralId}', {
          path: { referralId: referralId ?? '' },
          signal,
        })
      ).body,
  });

/** The same with its entity tag, for who changes or signs its order; not read anew beneath what is typed. */
export const useKeyedOrder = (referralId: string) =>
  useQuery({
    queryKey: ['keyed-order', referralId],
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    queryFn: ({ signal }) =>
      askApi('GET /referrals/{referralId}', { path: { referralId }, signal }),
  });

export type PatientName = ApiBody<'POST /referrals/labels'>['labels'][string];

/** So many the API names at once. */
const mostLabels = 100;

const labelsOf = async (ids: readonly string[], signal: AbortSignal) => {
  const asked: Promise<Record<string, PatientName>>[] = [];
  for (let at = 0; at < ids.length; at += mostLabels)
    asked.push(
      askApi('POST /referrals/labels', {
        body: { ids: ids.slice(at, at + mostLabels) },
        signal,
      }).then(({ body }) => body.labels),
    );
  return Object.assign({}, ...(await Promise.all(asked))) as Record<string, PatientName>;
};

/** What the patients of these referrals are called; asked once for each list, in no address. */
export const useLabels = (referralIds: readonly string[], wanted: boolean) => {
  const ids = [...new Set(referralIds)].sort();
  return useQuery({
    queryKey: ['labels', ids],
    enabled: wanted && ids.length > 0,
    staleTime: 300_000,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => labelsOf(ids, signal),
  });
};

/** Patients by what is known of them; nothing of the question is kept once nobody looks at it. */
export const useFoundPatients = (sought: ApiRequest<'POST /patients/search'>['body'] | undefined) =>
  useQuery({
    queryKey: ['patients', sought],
    enabled: sought !== undefined,
    gcTime: 0,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) =>
      (await askApi('POST /patients/search', { body: sought ?? {}, signal })).body,
  });

/** Who is signed in, as the service knows them; asking has it note their name, so that others read it. */
const me = {
  queryKey: ['me'],
  queryFn: ({ signal }: { signal: AbortSignal }) => askApi('GET /me', { signal }),
};

export const useMe = () =>
  useQuery({ ...me, staleTime: Number.POSITIVE_INFINITY, select: ({ body }) => body });

export type PreferencesShown = ApiBody<'GET /me'>['preferences'];

/** How somebody wants the console to be, with the tag of what was seen of it. */
export const usePreferences = () =>
  useQuery({
    ...me,
    staleTime: 60_000,
    select: ({ body, etag }) => ({ preferences: body.preferences, etag }),
  });

export type ReminderShown = ApiBody<'GET /me/reminders'>['items'][number];

/** What somebody wants to be reminded of; asked for as often as a list, so that it shows when it is due. */
export const useReminders = (wanted: boolean) =>
  useQuery({
    queryKey: ['reminders'],
    enabled: wanted,
    queryFn: async ({ signal }) => (await askApi('GET /me/reminders', { signal })).body.items,
    refetchInterval: pollEvery,
  });

/** So often somebody says that they look at a hold still, in milliseconds: it is forgotten in a minute. */
const lookEvery = 30_000;

/** Says that a hold is looked at, while it is, and who else looks at it. */
export const usePresence = (holdId: string, wanted: boolean) =>
  useQuery({
    queryKey: ['presence', holdId],
    enabled: wanted,
    gcTime: 0,
    retry: false,
    queryFn: async ({ signal }) =>
      (await askApi('PUT /holds/{holdId}/presence', { path: { holdId }, signal })).body.here,
    refetchInterval: lookEvery,
  });

/** Those who work at the desk, to give holds to. */
/** @param anew whether it is read again: somebody may have signed in for the first time since */
export const usePeople = (wanted = true, anew = false) =>
  useQuery({
    queryKey: ['people'],
    enabled: wanted,
    staleTime: anew ? 0 : 300_000,
    queryFn: async ({ signal }) =>
      (await askApi('GET /people', { query: { limit: 100 }, signal })).body.items,
  });

export type ListCounts = ApiBody<'GET /holds/counts'>;

/** How many holds a team has, by what its list can be narrowed by. */
export const useCounts = (team: ListFilters['team'], wanted: boolean) =>
  useQuery({
    queryKey: ['counts', team],
    enabled: wanted,
    queryFn: async ({ signal }) =>
      (await askApi('GET /holds/counts', { query: { team }, signal })).body,
    refetchInterval: pollEvery,
  });

export const useReferrals = (query: { month?: string; practice?: string }) =>
  useInfiniteQuery({
    queryKey: ['referrals', query],
    queryFn: async ({ pageParam, signal }) =>
      (
        await askApi('GET /referrals', {
          query: { ...query, limit: pageSize, ...(pageParam && { cursor: pageParam }) },
          signal,
        })
      ).body,
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });

/** After something of a hold was changed: what shows it is read anew. */
export const readAnew = (holdId: string): Promise<unknown> =>
  Promise.all([
    queries.invalidateQueries({ queryKey: ['hold', holdId] }),
    queries.invalidateQueries({ queryKey: ['holds'] }),
    queries.invalidateQueries({ queryKey: ['counts'] }),
    queries.invalidateQueries({ queryKey: ['referral'] }),
  ]);

export type DocumentRow = ApiBody<'GET /referrals/{referralId}/documents'>['items'][number];

/** The documents of a referral: what each is, for those who are shown such. */
export const useDocuments = (referralId: string | undefined, wanted: boolean) =>
  useQuery({
    queryKey: ['documents', referralId],
    enabled: wanted && referralId !== undefined,
    queryFn: async ({ signal }) =>
      (
        await askApi('GET /referrals/{referralId}/documents', {
          path: { referralId: referralId ?? '' },
          signal,
        })
      ).body.items,
  });

export type WholeAuthorization = ApiBody<'GET /authorizations/{authorizationId}'>;

export const useAuthorization = (authorizationId: string | undefined) =>
  useQuery({
    queryKey: ['authorization', authorizationId],
    enabled: authorizationId !== undefined,
    queryFn: async ({ signal }) =>
      (
        await askApi('GET /authorizations/{authorizationId}', {
          path: { authorizationId: authorizationId ?? '' },
          signal,
        })
      ).body,
  });

export type DayVisit = ApiBody<'GET /nurses/{nurseId}/schedule'>['items'][number];
export type SheetShown = ApiBody<'GET /visits/{visitId}/bedside'>;

/** A nurse's visits of a day. */
export const useDay = (nurseId: string, on: string) =>
  useQuery({
    queryKey: ['day', nurseId, on],
    refetchInterval: pollEvery,
    // What was read stands while the line is down.
    gcTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }) =>
      (
        await askApi('GET /nurses/{nurseId}/schedule', {
          path: { nurseId },
          query: { on, days: 1 },
          signal,
        })
      ).body.items,
  });

/** What a nurse has before them beside the patient. */
export const useBedside = (visitId: string) =>
  useQuery({
    queryKey: ['bedside', visitId],
    gcTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) => askApi('GET /visits/{visitId}/bedside', { path: { visitId }, signal }),
  });
