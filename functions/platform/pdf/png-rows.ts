import { inflateSync } from 'node:zlib';

/** A content that is larger once it is unpacked is none that people scan. */
export const mostUnpacked = 60_000_000;

export const inflated = (content: Uint8Array): Buffer =>
  inflateSync(content, { maxOutputLength: mostUnpacked });

const nearest = (left: number, above: number, corner: number): number => {
  const guess = left + above - corner;
  const [a, b, c] = [left, above, corner].map((one) => Math.abs(guess - one)) as [
    number,
    number,
    number,
  ];
  if (a <= b && a <= c) return left;
  return b <= c ? above : corner;
};

/** What is added to a byte, by the filter of its row. Source: W3C PNG, 9.2. */
const added: readonly ((left: number, above: number, corner: number) => number)[] = [
  () => 0,
  (left) => left,
  (_, above) => above,
  (left, above) => (left + above) >> 1,
  nearest,
];

/**
 * Rows of bytes with their filters undone; PDF uses the same for its own tables.
 *
 * @param row bytes of a row without that of its filter
 * @param pixel bytes that one pixel takes, at least one
 * @throws RangeError where a row has no filter that exists, or is not whole
 */
export const unfiltered = (content: Uint8Array, row: number, pixel: number): Buffer => {
  const rows = Math.floor(content.length / (row + 1));
  if (rows * (row + 1) !== content.length) throw new RangeError('row');
  const plain = Buffer.alloc(rows * row);
  for (let line = 0; line < rows; line += 1) {
    const add = added[content[line * (row + 1)] ?? 9];
    if (!add) throw new RangeError('filter');
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
