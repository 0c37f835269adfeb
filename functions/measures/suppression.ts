/**
 * Counts so small that they could tell who is behind them are not shown, and nothing from which they
 * could be worked out: neither by taking the rest from a sum, nor from a row or a column alone.
 */
export const suppression = {
  /** The smallest count that is shown, beside none at all. */
  smallestShown: 11,
  says: 'Counts of 1 to 10 are not shown, nor the next one where the first could be worked out from it. None is shown as 0.',
  source: 'CMS Cell Size Suppression Policy (no cell of 10 or less), as told by ResDAC, 2024',
} as const;

const isSmall = (count: number): boolean => count > 0 && count < suppression.smallestShown;

type Place = readonly [row: number, column: number];

/**
 * A table of counts, the sums of its columns in the last row and of its rows in the last column, with
 * null for what is not to be shown. A table of one row has no row of sums.
 */
export const withoutSmall = (table: readonly (readonly number[])[]): (number | null)[][] => {
  const hidden = table.map((row) => row.map(isSmall));
  const at = ([row, column]: Place): number => table[row]?.[column] ?? 0;
  const isHidden = ([row, column]: Place): boolean => hidden[row]?.[column] === true;
  const hide = ([row, column]: Place): void => {
    const cells = hidden[row];
    if (cells) cells[column] = true;
  };
  const across = table.map((row, index) => row.map((_, column): Place => [index, column]));
  const down = (table[0] ?? []).map((_, column) =>
    table.map((_row, index): Place => [index, column]),
  );
  const lines = table.length > 1 ? [...across, ...down] : across;

  /** Hides one more of a line if what is hidden of it, or its sum, could be told; whether it did. */
  const guard = (line: readonly Place[]): boolean => {
    const parts = line.slice(0, -1);
    const sum = line.at(-1) as Place;
    const gone = parts.filter(isHidden);
    const told = gone.reduce((all, place) => all + at(place), 0);
    const unknown = gone.length + (isHidden(sum) ? 1 : 0);
    const isTold = unknown === 1 || (gone.length > 0 && !isHidden(sum) && isSmall(told));
    if (!isTold || parts.length < 2) return false;
    const [next] = parts
      .filter((place) => !isHidden(place) && at(place) > 0)
      .sort((a, b) => at(a) - at(b));
    if (next) hide(next);
    else if (isHidden(sum)) return false;
    else hide(sum);
    return true;
  };
  while (lines.map(guard).includes(true));
  return table.map((row, index) =>
    row.map((count, column) => (isHidden([index, column]) ? null : count)),
  );
};

/**
 * The same of a table one of whose columns another measure tells as well: what is hidden of it there or
 * here hides nothing. So each column is for itself, and a row tells its sum only where it tells all of it.
 */
export const withoutSmallApart = (table: readonly (readonly number[])[]): (number | null)[][] => {
  const columns = (table[0] ?? [])
    .slice(0, -1)
    .map((_, column) =>
      withoutSmall(table.map((row) => [row[column] ?? 0, row[column] ?? 0])).map(
        ([count]) => count ?? null,
      ),
    );
  return table.map((row, index) => {
    const parts = columns.map((column) => column[index] ?? null);
    return [...parts, parts.includes(null) ? null : (row.at(-1) ?? null)];
  });
};
