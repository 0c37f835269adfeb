import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import { askApi, askFile } from '../api/call.ts';
import { useCalled } from '../api/called.ts';
import type { ApiBody, ApiRequest } from '../api/routes.ts';
import { FaultNotice, ReadState } from '../parts/fault.tsx';
import { Screen } from '../parts/page.tsx';
import { monthWords, today } from '../parts/when.ts';
import { plainWords } from '../parts/words.ts';
import { announce } from '../shell/announce.ts';
import { useCommands } from '../shell/commands.ts';
import { Bars } from './bars.tsx';

type Answer = ApiBody<'GET /measures'>;
type Told = Answer['measures'][number];
type Shown = NonNullable<Answer['figures']>;
type Row = Shown['all'];
type Asked = NonNullable<ApiRequest<'GET /measures'>['query']>;

const firstMeasure = 'days-to-first-infusion';

/** Months back from this one: what is shown where nobody chose. */
const monthBefore = (month: string, back: number): string => {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 - back;
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
};

const useMeasures = (query: Asked) =>
  useQuery({
    queryKey: ['measures', query],
    queryFn: async ({ signal }) => (await askApi('GET /measures', { query, signal })).body,
    placeholderData: keepPreviousData,
  });

type Called = ReturnType<typeof useCalled>;

/** Whose row it is, by what it is called. */
const keyWords = ({ by }: Shown, called: Called, key: string): string => {
  if (by === 'payer') return called.payer(key);
  if (by === 'site') return called.site(key);
  if (by === 'therapy') return called.therapy(key);
  if (by === 'month') return monthWords(key);
  return by === 'practice' || by === 'code' || by === 'nurse' ? key : plainWords(key);
};

/** A count as it is shown, with its part of all where both are. */
const countWords = (count: number | null | undefined, of: number | null): string => {
  if (count === null || count === undefined) return 'not shown';
  return of ? `${count} (${Math.round((count / of) * 100)} %)` : String(count);
};

/** What the columns of the table are, and what a row has in each. */
const columnsOf = ({ columns, sums = [], unit }: Shown) => [
  { title: 'Counted', words: ({ counted }: Row) => countWords(counted, null) },
  ...(unit
    ? [
        { title: 'Median', words: ({ median }: Row) => median ?? '-' },
        { title: 'Nine in ten', words: ({ p90 }: Row) => p90 ?? '-' },
      ]
    : columns.map(({ title }, at) => ({
        title: plainWords(title),
        words: ({ counts, counted }: Row) =>
          countWords(counts[at], columns.length > 1 ? counted : null),
      }))),
  ...sums.map(({ title }, at) => ({
    title: plainWords(title),
    words: (row: Row) => countWords(row.sums?.[at], null),
  })),
];

type Drawn = { figures: Shown; told: Told; called: Called };

const FigureTable = ({ figures, told, called }: Drawn) => {
  const columns = columnsOf(figures);
  return (
    <table>
      <caption>{`${told.title}, by ${plainWords(figures.by).toLowerCase()}`}</caption>
      <thead>
        <tr>
          <th scope="col">{plainWords(figures.by)}</th>
          {columns.map(({ title }) => (
            <th scope="col" key={title}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {[...figures.rows, figures.all].map((row) => (
          <tr key={row.key} className={row.key ? undefined : 'sum'}>
            <th scope="row">{row.key ? keyWords(figures, called, row.key) : 'All'}</th>
            {columns.map(({ title, words }) => (
              <td key={title} data-label={title}>
                {words(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
};

/** How many there are in each span of time, of all together. */
const SpanTable = ({ figures }: { figures: Shown }) => (
  <table>
    <caption>How many in each span</caption>
    <thead>
      <tr>
        <th scope="col">{plainWords(figures.unit ?? '')}</th>
        <th scope="col">Counted</th>
      </tr>
    </thead>
    <tbody>
      {figures.columns.map(({ id, title }, at) => (
        <tr key={id}>
          <th scope="row">{title}</th>
          <td data-label="Counted">{countWords(figures.all.counts[at], figures.all.counted)}</td>
        </tr>
      ))}
    </tbody>
  </table>
);

/** Of a length of time a bar for each bucket, of all else a bar for each row. */
const Chart = ({ figures, told, called }: Drawn) => {
  const { columns, rows, all, unit } = figures;
  if (unit)
    return (
      <Bars
        says={`${told.title}: how many in each span.`}
        legend={[]}
        bars={columns.map(({ title }, at) => ({
          key: title,
          parts: [all.counts[at] ?? null],
          counted: all.counts[at] ?? null,
        }))}
      />
    );
  return (
    <Bars
      says={`${told.title}, by ${plainWords(figures.by).toLowerCase()}.`}
      legend={columns.map(({ title }) => title)}
      bars={rows.map(({ key, counts, counted }) => ({
        key: keyWords(figures, called, key),
        parts: counts,
        counted,
      }))}
    />
  );
};

/** Hands a file over as the browser saves files. */
const save = (content: Blob, name: string): void => {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
};

const Download = ({ query }: { query: Asked }) => {
  const [failed, setFailed] = useState<unknown>();
  const download = async () => {
    setFailed(undefined);
    try {
      const search = new URLSearchParams({ ...query, format: 'csv' } as Record<string, string>);
      const content = await askFile(`/measures?${search}`, new AbortController().signal);
      save(content, `${query.measure}-${query.from}-${query.to}.csv`);
      announce('The file is saved.');
    } catch (error) {
      setFailed(error);
    }
  };
  return (
    <>
      <button type="button" onClick={() => void download()}>
        Save as CSV
      </button>
      {failed !== undefined && <FaultNotice error={failed} what="The file" />}
    </>
  );
};

const MeasuresPage = () => {
  const [search, setSearch] = useSearchParams();
  const [, go] = useLocation();
  const thisMonth = today().slice(0, 7);
  const query: Asked = {
    measure: (search.get('measure') ?? firstMeasure) as NonNullable<Asked['measure']>,
    by: (search.get('by') ?? 'month') as NonNullable<Asked['by']>,
    from: search.get('from') ?? monthBefore(thisMonth, 5),
    to: search.get('to') ?? thisMonth,
  };
  const read = useMeasures(query);
  const called = useCalled();
  const { measures, figures } = read.data ?? {};
  const told = measures?.find(({ measure }) => measure === query.measure);
  const choose = (chosen: Partial<Record<'measure' | 'by' | 'from' | 'to', string>>) =>
    setSearch({ ...query, ...chosen } as Record<string, string>);
  useCommands([
    { id: 'holds', keys: 'u', words: 'To the holds', group: 'Measures', run: () => go('/holds') },
  ]);
  return (
    <Screen title="Measures" heading="Measures" className="measures">
      <div className="list-head">
        <label className="choice">
          Measure
          <select
            value={query.measure}
            onChange={({ target }) => choose({ measure: target.value, by: 'month' })}
          >
            {(measures ?? [{ measure: query.measure, title: 'Reading …' }]).map(
              ({ measure, title }) => (
                <option key={measure} value={measure}>
                  {title}
                </option>
              ),
            )}
          </select>
        </label>
        <label className="choice">
          By
          <select value={query.by} onChange={({ target }) => choose({ by: target.value })}>
            {(told?.by ?? [query.by]).map((by) => (
              <option key={by} value={by}>
                {plainWords(String(by)).toLowerCase()}
              </option>
            ))}
          </select>
        </label>
        <label className="choice">
          From
          <input
            type="month"
            value={query.from}
            max={query.to}
            onChange={({ target }) => target.value && choose({ from: target.value })}
          />
        </label>
        <label className="choice">
          To
          <input
            type="month"
            value={query.to}
            min={query.from}
            max={thisMonth}
            onChange={({ target }) => target.value && choose({ to: target.value })}
          />
        </label>
        <Download query={query} />
      </div>
      <ReadState of={read} what="the measures" />
      {told && figures && !read.isError && (
        <section aria-labelledby="measure" className="measure">
          <h2 id="measure">{told.title}</h2>
          {figures.all.counted === 0 ? (
            <div className="empty">
              <p>Nothing was counted in these months.</p>
            </div>
          ) : (
            <div className="beside">
              <Chart figures={figures} told={told} called={called} />
              {figures.unit && <SpanTable figures={figures} />}
              <FigureTable figures={figures} told={told} called={called} />
            </div>
          )}
          <dl className="basis">
            <dt>What is counted</dt>
            <dd>{told.definition}</dd>
            <dt>Source</dt>
            <dd>{told.source}</dd>
            <dt>Small counts</dt>
            <dd>
              {figures.suppression.says} {figures.suppression.source}.
            </dd>
          </dl>
        </section>
      )}
    </Screen>
  );
};

export default MeasuresPage;
