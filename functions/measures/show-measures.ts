import { Refusal } from '../platform/errors.ts';
import type { Answer, Request } from '../platform/http.ts';
import { monthAt } from './desk-days.ts';
import { figuresAsCsv, figuresOf, type MonthlyCounter } from './figures.ts';
import {
  type DimensionName,
  type MeasureName,
  type MeasureRow,
  measureList,
  measureNames,
  type WindowOf,
} from './measure-list.ts';
import type { MeasuresStore } from './measures-store.ts';
import { monthNumber, monthOf, monthsFrom, mostMonths } from './months.ts';
import type { measureRoutes } from './routes.ts';
import { suppression } from './suppression.ts';

type Deps = { store: Pick<MeasuresStore, 'read'>; windowOf: WindowOf; now: () => Date };
type Asked = Request<(typeof measureRoutes)['GET /measures']>;

/** How many months are told where nobody says since when. */
const usualMonths = 6;

const refused = (code: string, parameter: string, detail: string, fix: string): Refusal =>
  new Refusal(400, code, 'The query asks for what no measure tells.', {
    errors: [{ pointer: `query/${parameter}`, detail, fix }],
  });

const dimensionsOf = ({ dimensions }: MeasureRow): DimensionName[] => [
  'month',
  ...(Object.keys(dimensions) as DimensionName[]),
];

/** The period that is asked for; its end is this month, unless it is said. */
const periodOf = ({ from, to }: Asked['query'], now: Date): { from: string; to: string } => {
  const last = to ?? monthAt(now.toISOString());
  const first = from ?? monthOf(monthNumber(last) - usualMonths + 1);
  if (first > last)
    throw refused(
      'period-too-long',
      'from',
      'is after this month',
      'Say `to` as well, or an earlier month.',
    );
  if (monthNumber(last) - monthNumber(first) >= mostMonths)
    throw refused(
      'period-too-long',
      'from',
      `is ${mostMonths} months or more before the last`,
      'Say `to` as well, or a later month.',
    );
  return { from: first, to: last };
};

const isCsvWanted = ({ query, headers }: Asked): boolean =>
  query.format ? query.format === 'csv' : /^\s*text\/csv\b/i.test(headers.accept ?? '');

/** Reads what was counted in these months; of what changes until its month is over, none of this one. */
const readMonths = async (
  { store, now }: Deps,
  { family, whenOver }: MeasureRow,
  months: readonly string[],
): Promise<MonthlyCounter[]> => {
  const current = monthAt(now().toISOString());
  const told = months.filter((month) => !whenOver || month < current);
  const read = await Promise.all(
    told.map(async (month) =>
      (await store.read(family, month)).map((counter) => ({ month, ...counter })),
    ),
  );
  return read.flat();
};

/** Every measure, and of the one that is asked for its figures. */
export const showMeasures =
  (deps: Deps) =>
  async (request: Asked): Promise<Answer> => {
    const { query } = request;
    const list = measureList(deps.windowOf);
    const told = (name: MeasureName) => {
      const { title, definition, source } = list[name];
      return { measure: name, title, definition, source, by: dimensionsOf(list[name]) };
    };
    const { measure: name, by = 'month' } = query;
    if (!name) {
      const [stray] = Object.entries(query).flatMap(([part, value]) => (value ? [part] : []));
      if (stray)
        throw refused('measure-needed', stray, 'stands without a measure', 'Say which measure.');
      return { body: { measures: measureNames.map(told) } };
    }
    const measure = list[name];
    if (!dimensionsOf(measure).includes(by))
      throw refused(
        'not-by-that',
        'by',
        'is nothing that this measure is told by',
        `Ask for it by ${dimensionsOf(measure).join(', ')}.`,
      );
    const period = periodOf(query, deps.now());
    const months = monthsFrom(period.from, period.to);
    const counters = await readMonths(deps, measure, months);
    const figures = figuresOf(measure, counters, by, months);
    if (isCsvWanted(request))
      return {
        body: figuresAsCsv(measure, by, figures),
        headers: {
          'content-type': 'text/csv; charset=utf-8; header=present',
          'content-disposition': `attachment; filename="${name}-${by}-${period.from}-${period.to}.csv"`,
        },
      };
    return {
      body: {
        measures: measureNames.map(told),
        figures: {
          measure: name,
          by,
          ...period,
          ...(measure.edges ? { unit: measure.edges.unit } : {}),
          columns: measure.columns,
          ...(measure.sums ? { sums: measure.sums.map(({ id, title }) => ({ id, title })) } : {}),
          ...figures,
          suppression,
        },
      },
    };
  };
