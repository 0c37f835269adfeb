import { type Answer, http, route } from '../platform/http.ts';
import { neededBy, unitsOf } from './dose-unit.ts';
import { productsOf } from './product.ts';
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
    ...screening.map(({ title }) => title),
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
    ({ bands: _, kidney: __, loadingAgain: ___, loadingDays, ...regimen }) => ({
      ...regimen,
      ...(loadingDays ? { loadingDays: [...loadingDays] } : {}),
    }),
  ),
  asked: [...new Set(askedOf(therapy))],
});

/** Tells the therapies that may be ordered; it changes only with the code. */
const listTherapies = async (): Promise<Answer> => ({ body: { items: therapies.map(formOf) } });

export const handler = http({
  'GET /therapies': route(therapyRoutes['GET /therapies'], listTherapies),
});
