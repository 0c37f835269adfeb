import { type BlindIndex, blindIndex } from '../platform/blind-index.ts';
import { readerOf, readersOf } from '../platform/disclosure.ts';
import { Refusal } from '../platform/errors.ts';
import { http, type Request, route } from '../platform/http.ts';
import { kms } from '../platform/kms.ts';
import { holdsAny, maySeeReferral, type Principal, type Role } from '../platform/principal.ts';
import { setting, table } from '../platform/table.ts';
import {
  findTokens,
  fitSearch,
  isEnough,
  partsNotUnderstood,
  type SearchQuery,
  tokensToAsk,
} from '../referral/person/search.ts';
import type { SoughtReferral } from '../referral/sought.ts';
import { type LabelsStore, labelsStore } from './labels-store.ts';
import { chartRoutes, type FoundPatient, type PatientLabel } from './routes.ts';

type Deps = { store: LabelsStore; index: BlindIndex; now: () => Date };

const desk: readonly Role[] = ['coordinator', 'clinician', 'scheduler'];

const labelFor = (
  { practiceNpi, sought: { name, birthDate } }: SoughtReferral,
  principal: Principal,
): PatientLabel => ({
  given: name.given,
  family: name.family,
  ...(readerOf(principal, { practice: practiceNpi })('identity')
    ? { birthYear: birthDate.slice(0, 4) }
    : {}),
});

/** Names for the rows of a list: in the body of an answer, never in an address or an index. */
export const labelReferrals =
  ({ store, now }: Pick<Deps, 'store' | 'now'>) =>
  async ({ principal, body }: Request<(typeof chartRoutes)['POST /referrals/labels']>) => {
    const found = await store.labelled(body.ids);
    const isShown = ({ practiceNpi }: { practiceNpi: string }) =>
      maySeeReferral(principal, practiceNpi, desk);
    const look = { principal, seen: 'label', now: now() } as const;
    const idsOf = (outcome: boolean) =>
      found.filter((one) => isShown(one) === outcome).map(({ referralId }) => referralId);
    await store.noteReading({ ...look, outcome: 'shown' }, idsOf(true));
    await store.noteReading({ ...look, outcome: 'refused' }, idsOf(false));
    const labels = found
      .filter(isShown)
      .map((one) => [one.referralId, labelFor(one, principal)] as const);
    return { body: { labels: Object.fromEntries(labels) } };
  };

/** How many referrals are compared with what is looked for, and how many patients are shown. */
const mostCompared = 300;
const mostShown = 20;
const mostReferrals = 10;

/** Whoever is not shown a birth date or a member id does not find out by asking either. */
const refuseOracle = (principal: Principal, query: SearchQuery): void => {
  const hidden = [
    ...(query.birthDate && !holdsAny(principal, readersOf('identity')) ? ['birthDate'] : []),
    ...(query.memberId && !holdsAny(principal, readersOf('numbers')) ? ['memberId'] : []),
  ];
  if (hidden.length > 0)
    throw new Refusal(403, 'not-allowed', `You do not look for: ${hidden.join(', ')}.`);
};

const refuseTooWide = (query: SearchQuery): void => {
  if (isEnough(query)) return;
  throw new Refusal(422, 'search-too-wide', 'Too little is said to find anybody by.', {
    errors: [
      {
        pointer: '/family',
        detail: 'is too short',
        fix: 'Give three letters of a name, or the birth date, member id or telephone.',
      },
    ],
  });
};

const noLetters = { detail: 'has no letter or digit', fix: 'Leave it out, or write it anew.' };
const noNumber = {
  detail: 'is no whole telephone number',
  fix: 'Give ten digits, or the number with + and the country.',
};

/** Taken as it is, it would find nobody, or everybody whom the rest of the query leads to. */
const refuseNotUnderstood = (query: SearchQuery): void => {
  const errors = partsNotUnderstood(query).map((part) => ({
    pointer: `/${part}`,
    ...(part === 'phone' ? noNumber : noLetters),
  }));
  if (errors.length === 0) return;
  const told = errors.map(({ pointer, detail }) => `${pointer.slice(1)} ${detail}`);
  throw new Refusal(422, 'search-not-understood', `Nobody is looked for: ${told.join(', ')}.`, {
    errors,
  });
};

/** The practices whose referrals may be found; undefined for all. */
const practicesOf = (principal: Principal): readonly (string | undefined)[] =>
  holdsAny(principal, desk) ? [undefined] : [...principal.practices];

/** The referrals that may be meant, those that most of the query leads to first; `whole` when no token led to more. */
const candidates = async ({ store, index }: Deps, principal: Principal, query: SearchQuery) => {
  const hits = new Map<string, number>();
  let whole = true;
  for (const words of tokensToAsk(query)) {
    const tokens = await findTokens(index, words);
    const found = await Promise.all(
      tokens.flatMap((token) => practicesOf(principal).map((npi) => store.found(token, npi))),
    );
    whole = whole && found.every((one) => one.whole);
    for (const id of new Set(found.flatMap(({ referralIds }) => referralIds)))
      hits.set(id, (hits.get(id) ?? 0) + 1);
  }
  const ranked = [...hits].sort(([, one], [, other]) => other - one).map(([id]) => id);
  return { ids: ranked.slice(0, mostCompared), whole: whole && ranked.length <= mostCompared };
};

type Fitting = { referral: SoughtReferral; fit: number };

/** One patient with the referrals that were found, the newest first. */
const patientOf = (found: readonly Fitting[], principal: Principal): FoundPatient => {
  const newest = found
    .map(({ referral }) => referral)
    .sort((one, other) => (one.referralId < other.referralId ? 1 : -1));
  const [first] = newest as [SoughtReferral, ...SoughtReferral[]];
  const see = readerOf(principal, { practice: first.practiceNpi });
  return {
    ...labelFor(first, principal),
    ...(see('identity') ? { birthDate: first.sought.birthDate } : {}),
    referrals: newest
      .slice(0, mostReferrals)
      .map(({ referralId, practiceNpi, status, therapyId }) => ({
        referralId,
        practiceNpi,
        status,
        ...(therapyId && see('therapy') ? { therapyId } : {}),
      })),
  };
};

/**
 * Finds patients by what is known of them. The words come in a body and are looked up by blind keys,
 * so that they stand in no address, log or index; who is shown is on record. A practice finds its own.
 */
export const searchPatients =
  (deps: Deps) =>
  async ({ principal, body: query }: Request<(typeof chartRoutes)['POST /patients/search']>) => {
    refuseOracle(principal, query);
    refuseNotUnderstood(query);
    refuseTooWide(query);
    const { store, now } = deps;
    const { ids, whole } = await candidates(deps, principal, query);
    const all = await store.labelledMany(ids);
    const byPatient = new Map<string, Fitting[]>();
    for (const referral of all) {
      const fit = maySeeReferral(principal, referral.practiceNpi, desk)
        ? fitSearch(query, referral.sought)
        : undefined;
      if (fit === undefined) continue;
      const { patientId } = referral;
      byPatient.set(patientId, [...(byPatient.get(patientId) ?? []), { referral, fit }]);
    }
    const best = (found: readonly Fitting[]) => Math.max(...found.map(({ fit }) => fit));
    const ranked = [...byPatient.values()].sort((one, other) => best(other) - best(one));
    const items = ranked.slice(0, mostShown).map((found) => patientOf(found, principal));
    const shown = items.flatMap(({ referrals }) => referrals.map(({ referralId }) => referralId));
    await store.noteReading({ principal, seen: 'search', outcome: 'shown', now: now() }, shown);
    return { body: { items, more: !whole || ranked.length > mostShown } };
  };

const deps = (): Deps => ({
  store: labelsStore(table()),
  index: (...words) => blindIndex(kms(), setting('INDEX_KEY_ID'))(...words),
  now: () => new Date(),
});

export const handler = http({
  'POST /referrals/labels': route(chartRoutes['POST /referrals/labels'], (request) =>
    labelReferrals(deps())(request),
  ),
  'POST /patients/search': route(chartRoutes['POST /patients/search'], (request) =>
    searchPatients(deps())(request),
  ),
});
