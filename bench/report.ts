/** Units of what is measured, each with the way it is written. */
const written = {
  bytes: (value: number) => `${(value / 1000).toFixed(1)} KB`,
  ms: (value: number) => `${value.toFixed(value < 10 ? 2 : 1)} ms`,
  s: (value: number) => `${value.toFixed(2)} s`,
  usd: (value: number) => `$${value.toFixed(6)}`,
  count: (value: number) => (Number.isInteger(value) ? String(value) : value.toFixed(1)),
} as const;

type Unit = keyof typeof written;

/** One measured value; `bar` is what it should not exceed. */
export type Measure = { what: string; value: number; unit: Unit; bar?: number };

export const show = (value: number, unit: Unit): string => written[unit](value);

/** Columns as wide as their widest cell; the first is set left, the others right. */
export const formatTable = (
  header: readonly string[],
  rows: readonly (readonly string[])[],
): string => {
  const widths = header.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('   ')
      .trimEnd();
  const rule = widths.map((width) => '-'.repeat(width)).join('   ');
  return [line(header), rule, ...rows.map(line)].map((text) => `  ${text}`).join('\n');
};

/** Each measure beside its bar, and how much of the bar it takes. */
export const measureTable = (measures: readonly Measure[]): string =>
  formatTable(
    ['measure', 'measured', 'bar', 'measured / bar'],
    measures.map(({ what, value, unit, bar }) => [
      what,
      show(value, unit),
      bar === undefined ? '' : show(bar, unit),
      bar === undefined || bar === 0 ? '' : (value / bar).toFixed(2),
    ]),
  );
