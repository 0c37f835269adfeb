import { bucketAt, bucketWords } from './edges.ts';
import type { DimensionName, MeasureRow } from './measure-list.ts';
import { withoutSmall, withoutSmallApart } from './suppression.ts';

/** A counter of one month. */
export type MonthlyCounter = {
  month: string;
  by: readonly string[];
  cells: Readonly<Record<string, number>>;
};

export type FigureRow = {
  /** The month, or whose figures they are; of all together none. */
  key: string;
  /** How many things are counted in it; null where that is not shown. */
  counted: number | null;
  counts: (number | null)[];
  sums?: (number | null)[];
  /** The bucket that holds the middle one, and the one of nine in ten; null of none, or of too few. */
  median?: string | null;
  p90?: string | null;
};

type Gathered = { counts: number[]; sums: number[] };

const gathered = (measure: MeasureRow, counters: readonly MonthlyCounter[]): Gathered => {
  const counts = measure.columns.map(() => 0);
  const all: Record<string, number> = {};
  for (const { by, cells } of counters)
    for (const [cell, amount] of Object.entries(cells)) {
      all[cell] = (all[cell] ?? 0) + amount;
      const column = measure.columnOf(cell, by);
      const at = measure.columns.findIndex(({ id }) => id === column);
      if (at >= 0) counts[at] = (counts[at] ?? 0) + amount;
    }
  return { counts, sums: (measure.sums ?? []).map(({ of }) => of(all)) };
};

const quantile = ({ edges }: MeasureRow, counts: readonly number[], part: number) => {
  const bucket = edges && bucketAt(counts, part);
  return edges && bucket !== undefined ? bucketWords(edges, bucket) : null;
};

const rowOf = (
  measure: MeasureRow,
  key: string,
  { counts, sums }: Gathered,
  shown: readonly (number | null)[],
): FigureRow => {
  const counted = shown.at(-1) ?? null;
  return {
    key,
    counted,
    counts: shown.slice(0, -1),
    ...(measure.sums ? { sums: sums.map((sum) => (counted === null ? null : sum)) } : {}),
    ...(measure.edges
      ? {
          median: counted === null ? null : quantile(measure, counts, 0.5),
          p90: counted === null ? null : quantile(measure, counts, 0.9),
        }
      : {}),
  };
};

/**
 * The figures of a measure, a row for each month or whatever else they are told by, and all together.
 * What is left out of them because it is small is null.
 */
export const figuresOf = (
  measure: MeasureRow,
  counters: readonly MonthlyCounter[],
  by: DimensionName,
  months: readonly string[],
): { rows: FigureRow[]; all: FigureRow } => {
  const place = by === 'month' ? undefined : measure.dimensions[by];
  const keyOf = (counter: MonthlyCounter): string =>
    place === undefined ? counter.month : (counter.by[place] ?? 'unknown');
  const keys = by === 'month' ? [...months] : [...new Set(counters.map(keyOf))].sort();
  const withCounts = keys
    .map((key) => ({
      key,
      of: gathered(
        measure,
        counters.filter((one) => keyOf(one) === key),
      ),
    }))
    .filter(({ of }) => by === 'month' || of.counts.some((count) => count > 0));
  const all = gathered(measure, counters);
  const summed = (counts: readonly number[]) => [
    ...counts,
    counts.reduce((sum, one) => sum + one, 0),
  ];
  const table =
    withCounts.length === 0
      ? [summed(all.counts)]
      : [...withCounts.map(({ of }) => summed(of.counts)), summed(all.counts)];
  const shown = measure.toldElsewhere ? withoutSmallApart(table) : withoutSmall(table);
  return {
    rows: withCounts.map(({ key, of }, index) => rowOf(measure, key, of, shown[index] ?? [])),
    all: rowOf(measure, '', all, shown.at(-1) ?? []),
  };
};

/** A cell of a file of comma-separated values; what a spreadsheet would take for a formula is none. */
const quoted = (value: string | number | null): string => {
  const words = value === null ? 'not shown' : String(value);
  const plain = /^[=+\-@\t\r]/.test(words) && typeof value === 'string' ? `'${words}` : words;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
};

/** The same as a file of comma-separated values (RFC 4180). */
export const figuresAsCsv = (
  measure: MeasureRow,
  by: DimensionName,
  { rows, all }: { rows: readonly FigureRow[]; all: FigureRow },
): string => {
  const titles = [
    by,
    'counted',
    ...measure.columns.map(({ title }) => title),
    ...(measure.sums ?? []).map(({ title }) => title),
    ...(measure.edges ? ['median', 'nine in ten'] : []),
  ];
  const line = ({ key, counted, counts, sums = [], median, p90 }: FigureRow) => [
    key || 'all',
    counted,
    ...counts,
    ...sums,
    ...(measure.edges ? [median ?? null, p90 ?? null] : []),
  ];
  return `${[titles, ...[...rows, all].map(line)].map((cells) => cells.map(quoted).join(',')).join('\r\n')}\r\n`;
};
