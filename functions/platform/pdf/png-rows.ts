const nearest = (left: number, above: number, corner: number): number => {
  const guess = left + above - corner;
  const toLeft = Math.abs(guess - left);
  const toAbove = Math.abs(guess - above);
  const toCorner = Math.abs(guess - corner);
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
};

/** What is added to a byte, by the filter of its row. Source: W3C PNG, 9.2. */
const added: readonly ((left: number, above: number, corner: number) => number)[] = [
  () => 0,
  (left) => left,
  (_, above) => above,
  (left, above) => (left + above) >> 1,
  nearest,
];

/** @throws RangeError where the content is not made of whole rows, each with a filter that exists. */
export const checkRows = (content: Uint8Array, row: number): void => {
  if (content.length % (row + 1) !== 0) throw new RangeError('row');
  for (let at = 0; at < content.length; at += row + 1)
    if (!added[content[at] ?? added.length]) throw new RangeError('filter');
};

/**
 * Rows of bytes with their filters undone; PDF uses the same for its own tables.
 *
 * @param row bytes of a row without that of its filter
 * @param pixel bytes that one pixel takes, at least one
 * @throws as `checkRows` does
 */
export const unfiltered = (content: Uint8Array, row: number, pixel: number): Buffer => {
  checkRows(content, row);
  const rows = content.length / (row + 1);
  const plain = Buffer.alloc(rows * row);
  for (let line = 0; line < rows; line += 1) {
    const add = added[content[line * (row + 1)] ?? 0] as (typeof added)[number];
    const [from, to] = [line * (row + 1) + 1, line * row];
    for (let at = 0; at < row; at += 1) {
      const left = at < pixel ? 0 : (plain[to + at - pixel] ?? 0);
      const above = line === 0 ? 0 : (plain[to - row + at] ?? 0);
      const corner = line === 0 || at < pixel ? 0 : (plain[to - row + at - pixel] ?? 0);
      plain[to + at] = ((content[from + at] ?? 0) + add(left, above, corner)) & 255;
    }
  }
  return plain;
};
