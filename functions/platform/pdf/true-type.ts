/**
 * As much of TrueType as it takes to embed a typeface: which tables a font has, and the font with no
 * outlines but those that a text needs. Numbers in it are big-endian. Source: ISO/IEC 14496-22.
 */
export type FontTables = ReadonlyMap<string, Buffer>;

/** The tables of a font file, by their tags. */
export const readTables = (font: Buffer): FontTables => {
  const count = font.readUInt16BE(4);
  return new Map(
    Array.from({ length: count }, (_, index): [string, Buffer] => {
      const at = 12 + index * 16;
      const offset = font.readUInt32BE(at + 8);
      const length = font.readUInt32BE(at + 12);
      return [font.toString('latin1', at, at + 4), font.subarray(offset, offset + length)];
    }),
  );
};

/** @throws Error when a font lacks a table that every font has. */
export const tableOf = (tables: FontTables, tag: string): Buffer => {
  const found = tables.get(tag);
  if (!found) throw new Error(`the font has no table ${tag}`);
  return found;
};

const padded = (bytes: Buffer): Buffer =>
  Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);

const sumOf = (bytes: Buffer): number => {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 4) sum = (sum + bytes.readUInt32BE(at)) >>> 0;
  return sum;
};

/** A font file of these tables. */
export const writeTables = (tables: FontTables): Buffer => {
  const sorted = [...tables].sort(([a], [b]) => (a < b ? -1 : 1));
  const head = Buffer.alloc(12 + sorted.length * 16);
  const power = Math.floor(Math.log2(sorted.length));
  head.writeUInt32BE(0x0001_0000, 0);
  head.writeUInt16BE(sorted.length, 4);
  head.writeUInt16BE(16 * 2 ** power, 6);
  head.writeUInt16BE(power, 8);
  head.writeUInt16BE(16 * (sorted.length - 2 ** power), 10);
  let offset = head.length;
  const bodies = sorted.map(([tag, bytes], index) => {
    const body = padded(bytes);
    const at = 12 + index * 16;
    head.write(tag, at, 'latin1');
    head.writeUInt32BE(sumOf(body), at + 4);
    head.writeUInt32BE(offset, at + 8);
    head.writeUInt32BE(bytes.length, at + 12);
    offset += body.length;
    return body;
  });
  return Buffer.concat([head, ...bodies]);
};

/** Where the outline of each glyph lies in `glyf`, and where the last ends; offsets are of four bytes. */
export const placesOf = (tables: FontTables): number[] => {
  const loca = tableOf(tables, 'loca');
  const isLong = tableOf(tables, 'head').readInt16BE(50) === 1;
  return isLong
    ? Array.from({ length: loca.length / 4 }, (_, index) => loca.readUInt32BE(index * 4))
    : Array.from({ length: loca.length / 2 }, (_, index) => loca.readUInt16BE(index * 2) * 2);
};

export const outlineOf = (tables: FontTables, places: readonly number[], glyph: number): Buffer =>
  tableOf(tables, 'glyf').subarray(places[glyph] ?? 0, places[glyph + 1] ?? 0);

const hasWords = 0x0001;
const hasScale = 0x0008;
const hasMore = 0x0020;
const hasTwoScales = 0x0040;
const hasMatrix = 0x0080;

/** The parts that a composed glyph is made of: where each is named in its outline, and the end of all. */
export const partsOf = (outline: Buffer): { at: number; glyph: number; flags: number }[] => {
  if (outline.length === 0 || outline.readInt16BE(0) >= 0) return [];
  const parts = [];
  let at = 10;
  for (let flags = hasMore; flags & hasMore; ) {
    flags = outline.readUInt16BE(at);
    parts.push({ at: at + 2, glyph: outline.readUInt16BE(at + 2), flags });
    at += 4 + (flags & hasWords ? 4 : 2);
    if (flags & hasScale) at += 2;
    else if (flags & hasTwoScales) at += 4;
    else if (flags & hasMatrix) at += 8;
  }
  return parts;
};

/** These glyphs and all that they are made of. */
export const withParts = (
  tables: FontTables,
  places: readonly number[],
  glyphs: Iterable<number>,
): Set<number> => {
  const all = new Set<number>();
  const add = (glyph: number) => {
    if (all.has(glyph)) return;
    all.add(glyph);
    for (const part of partsOf(outlineOf(tables, places, glyph))) add(part.glyph);
  };
  for (const glyph of glyphs) add(glyph);
  return all;
};

/** The table of places and that of outlines, of one outline for each glyph in their order. */
export const writeOutlines = (outlines: readonly Buffer[]): { loca: Buffer; glyf: Buffer } => {
  const bodies = outlines.map(padded);
  const loca = Buffer.alloc((bodies.length + 1) * 4);
  let offset = 0;
  for (const [index, body] of bodies.entries()) {
    loca.writeUInt32BE(offset, index * 4);
    offset += body.length;
  }
  loca.writeUInt32BE(offset, bodies.length * 4);
  return { loca, glyf: Buffer.concat(bodies) };
};

/** The font with the outlines of these glyphs alone; each keeps its number. */
export const withGlyphs = (tables: FontTables, glyphs: Iterable<number>): Buffer => {
  const places = placesOf(tables);
  const kept = withParts(tables, places, glyphs);
  const outlines = Array.from({ length: places.length - 1 }, (_, glyph) =>
    kept.has(glyph) ? outlineOf(tables, places, glyph) : Buffer.alloc(0),
  );
  const head = Buffer.from(tableOf(tables, 'head'));
  head.writeInt16BE(1, 50);
  return writeTables(
    new Map([...tables, ['head', head], ...Object.entries(writeOutlines(outlines))]),
  );
};
