import { type Answer, http, type Request, route } from '../platform/http.ts';
import { holdsAny } from '../platform/principal.ts';
import { table } from '../platform/table.ts';
import { neededBy, unitsOf } from './dose-unit.ts';
import { type PolicyStore, policyStore } from './policy-store.ts';
import { productsOf } from './product.ts';
import { readTherapy } from './read-therapy.ts';
import { type TherapyForm, therapyRoutes } from './routes.ts';
import { therapies } from './therapies.ts';
import type { Therapy } from './therapy.ts';

const anyOf = (needed: string, { regimens }: Therapy): boolean =>
  regimens.some(({ unit }) => neededBy(unit) === needed);

/** What an order of the therapy is asked for, most general first. */
const askedOf = (therapy: Therapy): string[] => {
  const { weightNeeded, regimens, screening, access } = therapy;
  const bySize = regimens.some(({ unit }) => neededBy(unit) !== undefined);
  return [
    ...(weightNeeded || bySize ? ['body weight, with its day'] : []),
    ...(anyOf('surface', therapy) ? ['body height, with its day'] : []),
    ...(anyOf('filtration', therapy) ? ['serum creatinine, with its day'] : []),
    ...(access.central === 'yes' ? ['a central line'] : []),
    ...(therapy.premedicationNeeded ? ['premedication orders'] : []),
    ...(therapy.reactionOrdersNeeded ? ['orders for an infusion reaction'] : []),
    ...screening.filter(({ ifSent }) => !ifSent).map(({ title }) => title),
  ];
};

const formOf = (therapy: Therapy): TherapyForm => ({
  therapyId: therapy.id,
  called: therapy.name,
  class: therapy.class,
  route: therapy.route,
  products: productsOf(therapy).map(({ name, hcpcs }) => ({
    called: name,
    hcpcs: [...new Set(hcpcs.map(({ code }) => code))],
  })),
  units: unitsOf(therapy.measure ?? 'mg'),
  regimens: therapy.regimens.map(
    ({ bands: _, kidney: __, loadingAgain: ___, later: ____, loadingDays, ...regimen }) => ({
      ...regimen,
      ...(loadingDays ? { loadingDays: [...loadingDays] } : {}),
    }),
  ),
  asked: [...new Set(askedOf(therapy))],
  results: therapy.screening
    .filter(({ ifSent }) => !ifSent)
    .map(({ item, title, codes, parts = [], withinDays }) => ({
      item,
      tests: codes.map((group, at) => ({ called: parts[at] ?? title, codes: [...group] })),
      ...(withinDays ? { withinDays } : {}),
    })),
  byWeight:
    therapy.weightNeeded || therapy.regimens.some(({ unit }) => neededBy(unit) !== undefined),
  byHeight: anyOf('surface', therapy),
});

/** Who keeps the policies sees which ones wait for a second person. */
const waitingFor = async ({ store }: Deps, { principal }: Listing): Promise<Set<string>> =>
  holdsAny(principal, ['clinician', 'admin'])
    ? new Set((await store().all()).flatMap(({ waiting, therapyId }) => (waiting ? therapyId : [])))
    : new Set();

type Deps = { store: () => Pick<PolicyStore, 'all'> };
type Listing = Pick<Request<(typeof therapyRoutes)['GET /therapies']>, 'principal'>;

/** Tells the therapies that may be ordered. */
export const listTherapies = async (deps: Deps, request: Listing): Promise<Answer> => {
  const waiting = await waitingFor(deps, request);
  return {
    body: {
      items: therapies.map((therapy) => ({
        ...formOf(therapy),
        ...(waiting.has(therapy.id) ? { policyWaits: true as const } : {}),
      })),
    },
  };
};

export const handler = http({
  'GET /therapies': route(therapyRoutes['GET /therapies'], (request) =>
    listTherapies({ store: () => policyStore(table()) }, request),
  ),
  'GET /therapies/{therapyId}': route(therapyRoutes['GET /therapies/{therapyId}'], ({ path }) =>
    readTherapy({ store: policyStore(table()), now: () => new Date() }, path.therapyId),
  ),
});
