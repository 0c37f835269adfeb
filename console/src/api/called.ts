import { useQuery } from '@tanstack/react-query';
import { plainWords } from '../parts/words.ts';
import { askApi } from './call.ts';
import { useMe } from './queries.ts';

/** The therapies of the catalogue, as an order form needs them. */
export const useTherapies = (wanted = true) =>
  useQuery({
    queryKey: ['therapies'],
    enabled: wanted,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }) => (await askApi('GET /therapies', { signal })).body.items,
  });

/** Whom the API tells of therapies and payers, and of the network. */
const readsCatalogue = ['referrer', 'coordinator', 'clinician', 'scheduler', 'admin'];
const readsNetwork = ['coordinator', 'scheduler', 'admin'];

const changesByTheMonth = { staleTime: 300_000 };

type Page<Entry> = { items: readonly Entry[]; next?: string | undefined };
type Asked = { limit: number; cursor?: string };

export const everyPage = async <Entry>(
  page: (query: Asked) => Promise<Page<Entry>>,
): Promise<Entry[]> => {
  const all: Entry[] = [];
  let cursor: string | undefined;
  do {
    const { items, next } = await page({ limit: 100, ...(cursor && { cursor }) });
    all.push(...items);
    cursor = next;
  } while (cursor);
  return all;
};

/** The payers an order can name. */
export const usePayers = (wanted = true) =>
  useQuery({
    ...changesByTheMonth,
    queryKey: ['payers'],
    enabled: wanted,
    queryFn: ({ signal }) =>
      everyPage(async (query) => (await askApi('GET /payers', { query, signal })).body),
  });

const useSites = (wanted: boolean) =>
  useQuery({
    ...changesByTheMonth,
    queryKey: ['sites'],
    enabled: wanted,
    queryFn: ({ signal }) =>
      everyPage(async (query) => (await askApi('GET /network/sites', { query, signal })).body),
  });

/**
 * What therapies, payers and places of care are called. Until that is known, and for those whom the API
 * does not tell, the id as words.
 */
export const useCalled = () => {
  const roles = useMe().data?.roles ?? [];
  const may = (allowed: readonly string[]) => roles.some((role) => allowed.includes(role));
  const therapies = useTherapies(may(readsCatalogue)).data;
  const payers = usePayers(may(readsCatalogue)).data;
  const sites = useSites(may(readsNetwork)).data;
  return {
    therapy: (id: string): string =>
      therapies?.find(({ therapyId }) => therapyId === id)?.called ?? plainWords(id),
    payer: (id: string): string =>
      payers?.find(({ payerId }) => payerId === id)?.name ?? plainWords(id),
    site: (id: string): string =>
      sites?.find(({ siteId }) => siteId === id)?.name ?? plainWords(id.replace(/^site_/, '')),
  };
};
