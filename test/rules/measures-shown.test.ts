import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bucketAt, bucketOf, bucketWords } from '../../functions/measures/edges.ts';
import type { MonthlyCounter } from '../../functions/measures/figures.ts';
import {
  dimensionNames,
  measureList,
  measureNames,
} from '../../functions/measures/measure-list.ts';
import { showMeasures } from '../../functions/measures/show-measures.ts';
import {
  suppression,
  withoutSmall,
  withoutSmallApart,
} from '../../functions/measures/suppression.ts';
import { Refusal } from '../../functions/platform/errors.ts';
import { aPerson } from '../support/callers.ts';

const edges = { unit: 'days', upTo: [7, 14, 30] } as const;

describe('a length of time', () => {
  it.each([
    [0, 0],
    [7, 0],
    [7.01, 1],
    [14, 1],
    [30, 2],
    [31, 3],
    [9999, 3],
  ])('of %d days stands in bucket %d', (length, bucket) => {
    expect(bucketOf(edges, length)).toBe(bucket);
  });

  it('is told with the edges of its bucket', () => {
    expect([0, 1, 2, 3].map((bucket) => bucketWords(edges, bucket))).toEqual([
      'up to 7 days',
      'more than 7, up to 14 days',
      'more than 14, up to 30 days',
      'more than 30 days',
    ]);
  });

  it('has its middle and its nine in ten in the bucket that holds them', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 60 }),
        fc.constantFrom(0.5, 0.9),
        (lengths, part) => {
          const counts = [0, 0, 0, 0];
          for (const length of lengths) {
            const bucket = bucketOf(edges, length);
            counts[bucket] = (counts[bucket] ?? 0) + 1;
          }
          const sorted = [...lengths].sort((a, b) => a - b);
          const nearestRank = sorted[Math.ceil(part * sorted.length) - 1] as number;
          expect(bucketAt(counts, part)).toBe(bucketOf(edges, nearestRank));
        },
      ),
    );
    expect(bucketAt([0, 0], 0.5)).toBeUndefined();
  });
});

describe('a count of few', () => {
  it('is not shown, and nothing from which it could be told', () => {
    expect(withoutSmall([[3, 40, 43]])).toEqual([[null, null, 43]]);
    expect(withoutSmall([[0, 40, 40]])).toEqual([[0, 40, 40]]);
    expect(withoutSmall([[11, 12, 23]])).toEqual([[11, 12, 23]]);
    expect(withoutSmall([[2, 3, 5]])).toEqual([[null, null, null]]);
    // Two that are hidden and are ten together tell as much as one.
    expect(withoutSmall([[4, 5, 30, 39]])).toEqual([[null, null, null, 39]]);
  });

  it('cannot be worked out from the sums of rows and columns', () => {
    const cell = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 40 }));
    const table = fc
      .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 4 }))
      .chain(([rows, columns]) =>
        fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), {
          minLength: rows,
          maxLength: rows,
        }),
      );
    fc.assert(
      fc.property(table, (counts) => {
        const sum = (values: readonly number[]) => values.reduce((all, one) => all + one, 0);
        const rows = counts.map((row) => [...row, sum(row)]);
        const all = (rows[0] ?? []).map((_, column) => sum(rows.map((row) => row[column] ?? 0)));
        const truth = [...rows, all];
        const shown = withoutSmall(truth);
        shown.forEach((row, at) => {
          row.forEach((count, column) => {
            if (count === null) return;
            expect(count).toBe(truth[at]?.[column]);
            expect(count === 0 || count >= suppression.smallestShown).toBe(true);
          });
        });
        const isSingleTold = (line: (number | null)[], values: number[]) => {
          const parts = line.slice(0, -1);
          const gone = parts.flatMap((count, at) => (count === null ? [values[at] ?? 0] : []));
          const unknown = gone.length + (line.at(-1) === null ? 1 : 0);
          return parts.length > 1 && unknown === 1;
        };
        for (const [at, row] of shown.entries())
          expect(isSingleTold(row, truth[at] ?? [])).toBe(false);
        for (const column of (truth[0] ?? []).keys())
          expect(
            isSingleTold(
              shown.map((row) => row[column] ?? null),
              truth.map((row) => row[column] ?? 0),
            ),
          ).toBe(false);
      }),
    );
  });
});

describe('a count of few beside one that is told elsewhere', () => {
  it('is not told by what the other and their sum leave', () => {
    // 50 seen are told by another measure: the sum would tell the three who were not.
    expect(withoutSmallApart([[50, 3, 53]])).toEqual([[50, null, null]]);
    expect(withoutSmallApart([[50, 0, 50]])).toEqual([[50, 0, 50]]);
    expect(withoutSmallApart([[50, 11, 61]])).toEqual([[50, 11, 61]]);
    expect(
      withoutSmallApart([
        [50, 3, 53],
        [60, 20, 80],
        [110, 23, 133],
      ]),
    ).toEqual([
      [50, null, null],
      [60, null, null],
      [110, 23, 133],
    ]);
    // Nobody else can hide the three, so that all together is not told.
    expect(
      withoutSmallApart([
        [50, 3, 53],
        [60, 0, 60],
        [110, 3, 113],
      ]),
    ).toEqual([
      [50, null, null],
      [60, 0, 60],
      [110, null, null],
    ]);
  });

  it('cannot be worked out by who knows the other column whole', () => {
    const cell = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 40 }));
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 2, maxLength: 5 }), (pairs) => {
        const rows = pairs.map(([seen, missed]) => [seen, missed, seen + missed]);
        const all = [0, 1, 2].map((column) =>
          rows.reduce((sum, row) => sum + (row[column] ?? 0), 0),
        );
        const truth = [...rows, all];
        const shown = withoutSmallApart(truth);
        // The other column is known: what is told of a sum is told of the one that was to be hidden.
        const known = shown.map(
          ([, missed, sum], at) => missed ?? (sum == null ? null : sum - (truth[at]?.[0] ?? 0)),
        );
        known.forEach((missed, at) => {
          if (missed === null) return;
          expect(missed).toBe(truth[at]?.[1]);
          expect(missed === 0 || missed >= suppression.smallestShown).toBe(true);
        });
        const gone = known.filter((missed) => missed === null).length;
        expect(gone).not.toBe(1);
      }),
    );
  });
});

describe('every measure', () => {
  const list = measureList(() => ({ before: 3, after: 3 }));
  it.each(measureNames)('%s says what it counts, from where, and by what', (name) => {
    const { title, definition, source, columns, dimensions } = list[name];
    expect(title.length).toBeGreaterThan(3);
    expect(definition).toMatch(/month|\.$/);
    expect(source).toContain('counted from the changes of the table');
    expect(new Set(columns.map(({ id }) => id)).size).toBe(columns.length);
    expect(dimensionNames).toEqual(expect.arrayContaining(Object.keys(dimensions)));
  });
});

/** What a caller is answered from these counters. */
const answered = async (
  query: Record<string, string>,
  counters: readonly (MonthlyCounter & { family: string })[] = [],
  headers: Record<string, string> = {},
) =>
  showMeasures({
    store: {
      read: async (family, month) =>
        counters.filter((one) => one.family === family && one.month === month),
    },
    windowOf: (therapyId) => (therapyId === 'ivig' ? { before: 3, after: 3 } : undefined),
    now: () => new Date('2026-11-30T21:00:00Z'),
  })({ principal: aPerson('admin', 'admin'), query, headers } as never);

const figuresIn = ({ body }: { body?: unknown }) =>
  (body as { figures: { rows: unknown[]; all: unknown; columns: { title: string }[] } }).figures;

const refusal = (query: Record<string, string>) =>
  answered(query).then(
    () => undefined,
    (error: unknown) => (error instanceof Refusal ? [error.code, error.errors] : error),
  );

describe('figures', () => {
  const decided = (month: string, payer: string, cells: Record<string, number>) => ({
    family: 'decisions',
    month,
    by: [payer],
    cells,
  });
  const counters = [
    decided('2026-10', 'acme-health', { approved: 20, denied: 15, 'hours 1': 35 }),
    decided('2026-11', 'acme-health', { approved: 12, 'hours 3': 12 }),
    decided('2026-11', 'example-ma', { approved: 3, 'hours 6': 3 }),
    decided('2026-03', 'acme-health', { approved: 99 }),
  ];

  it('are told by month for half a year, the months without any among them', async () => {
    const { rows, all } = figuresIn(await answered({ measure: 'first-pass-denials' }, counters));
    expect(rows).toEqual([
      ...['2026-06', '2026-07', '2026-08', '2026-09'].map((key) => ({
        key,
        counted: 0,
        counts: [0, 0, 0],
      })),
      { key: '2026-10', counted: 35, counts: [20, 0, 15] },
      { key: '2026-11', counted: 15, counts: [15, 0, 0] },
    ]);
    expect(all).toEqual({ key: '', counted: 50, counts: [35, 0, 15] });
  });

  it('of few are hidden by payer, with one more so that the rest of the sum does not tell them', async () => {
    const query = { measure: 'first-pass-denials', by: 'payer', from: '2026-11' };
    const { rows, all } = figuresIn(await answered(query, counters));
    expect(rows).toEqual([
      { key: 'acme-health', counted: null, counts: [null, 0, 0] },
      { key: 'example-ma', counted: null, counts: [null, 0, 0] },
    ]);
    expect(all).toEqual({ key: '', counted: 15, counts: [15, 0, 0] });
  });

  it('of a length tell the bucket of the middle and of nine in ten', async () => {
    const { rows, all } = figuresIn(await answered({ measure: 'decision-times' }, counters));
    expect(rows.at(-2)).toMatchObject({
      key: '2026-10',
      counted: 35,
      median: 'more than 2, up to 24 hours',
      p90: 'more than 2, up to 24 hours',
    });
    expect(all).toMatchObject({
      median: 'more than 2, up to 24 hours',
      p90: 'more than 72, up to 168 hours',
    });
    expect(rows[0]).toMatchObject({ key: '2026-06', median: null, p90: null });
  });

  it('of doses follow the window of their therapy', async () => {
    const doses = (therapy: string) => ({
      family: 'visits',
      month: '2026-11',
      by: ['site_lakeside', therapy, 'team'],
      cells: { given: 48, missed: 2, 'away -4': 12, 'away -3': 12, 'away 3': 12, 'away 4': 12 },
    });
    const query = { measure: 'doses-outside-window', from: '2026-11', by: 'therapy' };
    const { rows } = figuresIn(await answered(query, [doses('ivig'), doses('entered')]));
    expect(rows).toEqual([
      { key: 'entered', counted: 48, counts: [0, 0, 0, 48] },
      { key: 'ivig', counted: 48, counts: [24, 12, 12, 0] },
    ]);
  });

  it('of units are told once their month is over', async () => {
    const units = (month: string) => ({
      family: 'units',
      month,
      by: ['acme-health', 'J1745'],
      cells: { lines: 12, granted: 500, used: 420 },
    });
    const query = { measure: 'units-lost', from: '2026-10', to: '2026-12' };
    const { rows } = figuresIn(
      await answered(query, [units('2026-10'), units('2026-11'), units('2026-12')]),
    );
    expect(rows).toEqual([
      { key: '2026-10', counted: 12, counts: [12], sums: [500, 420, 80] },
      { key: '2026-11', counted: 0, counts: [0], sums: [0, 0, 0] },
      { key: '2026-12', counted: 0, counts: [0], sums: [0, 0, 0] },
    ]);
  });

  it.each([
    ['Accept', {}, { accept: 'text/csv, */*;q=0.1' }],
    ['the format', { format: 'csv' }, {}],
  ])('are a file of values where %s says so', async (_how, more, headers) => {
    const query = { measure: 'first-pass-denials', by: 'payer', from: '2026-10', ...more };
    const { body, headers: told } = await answered(query, counters, headers);
    expect(told?.['content-type']).toMatch(/^text\/csv/);
    expect(body).toBe(
      [
        'payer,counted,approved,changed,denied',
        'acme-health,not shown,not shown,0,15',
        'example-ma,not shown,not shown,0,0',
        'all,50,35,0,15',
        '',
      ].join('\r\n'),
    );
  });

  it('are JSON where the format says so, whatever Accept has', async () => {
    const query = { measure: 'no-shows', format: 'json' };
    expect(figuresIn(await answered(query, [], { accept: 'text/csv' })).rows).toHaveLength(6);
  });

  it('are not there where no measure is asked for; every measure is told', async () => {
    const { body } = await answered({});
    const { measures, figures } = body as { measures: { measure: string }[]; figures?: unknown };
    expect(measures.map(({ measure }) => measure)).toEqual(measureNames);
    expect(figures).toBeUndefined();
  });

  it.each([
    [{ by: 'payer' }, 'measure-needed', 'query/by'],
    [{ format: 'csv' }, 'measure-needed', 'query/format'],
    [{ measure: 'no-shows', by: 'payer' }, 'not-by-that', 'query/by'],
    [{ measure: 'no-shows', from: '2024-11' }, 'period-too-long', 'query/from'],
    [{ measure: 'no-shows', from: '2026-12' }, 'period-too-long', 'query/from'],
  ])('asked for as %o are refused', async (query, code, pointer) => {
    expect(await refusal(query as Record<string, string>)).toMatchObject([code, [{ pointer }]]);
  });
});
