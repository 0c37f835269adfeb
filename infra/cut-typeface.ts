import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import {
  type FontTables,
  outlineOf,
  partsOf,
  placesOf,
  readTables,
  tableOf,
  withParts,
  writeOutlines,
  writeTables,
} from '../functions/platform/pdf/true-type.ts';

/**
 * Makes functions/platform/pdf/typeface-data.ts from a TrueType font, once: the scripts that are written
 * one letter after the other from left to right, without the instructions for small screens.
 *
 *   node infra/cut-typeface.ts DejaVuSans.ttf   (of the npm package dejavu-fonts-ttf 2.37.3)
 */
const ranges: readonly (readonly [number, number])[] = [
  [0x20, 0x7e], // Latin
  [0xa0, 0xac],
  [0xae, 0x24f],
  [0x259, 0x259],
  [0x2b9, 0x2bf], // marks that stand for letters, the ʻokina among them
  [0x2c6, 0x2c7],
  [0x2d8, 0x2dd],
  [0x384, 0x3e1], // Greek
  [0x400, 0x482], // Cyrillic
  [0x48a, 0x513],
  [0x531, 0x587], // Armenian
  [0x10d0, 0x10fc], // Georgian
  [0x1e00, 0x1eff], // Latin of Vietnam and others
  [0x2010, 0x2027],
  [0x2030, 0x203a],
  [0x2070, 0x208e],
  [0x20a0, 0x20bf],
  [0x2105, 0x2122],
  [0x2190, 0x2193],
  [0x2248, 0x2248],
  [0x2260, 0x2265],
  [0x2610, 0x2612],
  [0x2713, 0x2713],
];

/** Glyphs by character, of the table's format 4 or 12. */
const charactersOf = (tables: FontTables): Map<number, number> => {
  const cmap = tableOf(tables, 'cmap');
  const found = new Map<number, number>();
  for (let index = 0; index < cmap.readUInt16BE(2); index += 1) {
    const at = cmap.readUInt32BE(4 + index * 8 + 4);
    if (cmap.readUInt16BE(at) !== 12) continue;
    for (let group = 0; group < cmap.readUInt32BE(at + 12); group += 1) {
      const [first = 0, last = 0, glyph = 0] = [0, 4, 8].map((more) =>
        cmap.readUInt32BE(at + 16 + group * 12 + more),
      );
      for (let code = first; code <= last; code += 1) found.set(code, glyph + code - first);
    }
  }
  return found;
};

const hasInstructions = 0x0100;

/** An outline without instructions, its parts under their new numbers. */
const leanOutline = (outline: Buffer, numbers: ReadonlyMap<number, number>): Buffer => {
  if (outline.length === 0) return outline;
  const contours = outline.readInt16BE(0);
  if (contours >= 0) {
    const at = 10 + contours * 2;
    const length = outline.readUInt16BE(at);
    return Buffer.concat([
      outline.subarray(0, at),
      Buffer.alloc(2),
      outline.subarray(at + 2 + length),
    ]);
  }
  const lean = Buffer.from(outline);
  for (const { at, glyph, flags } of partsOf(outline)) {
    lean.writeUInt16BE(flags & ~hasInstructions, at - 2);
    lean.writeUInt16BE(numbers.get(glyph) ?? 0, at);
  }
  return lean;
};

const tables = readTables(readFileSync(process.argv[2] ?? ''));
const glyphOf = charactersOf(tables);
const characters = ranges
  .flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, more) => first + more))
  .filter((code) => glyphOf.has(code));
const places = placesOf(tables);
const wanted = characters.map((code) => glyphOf.get(code) ?? 0);
const parts = [...withParts(tables, places, wanted)].filter((glyph) => !wanted.includes(glyph));
// Two characters may share a glyph: each gets one of its own, so that a character is its place in the list.
const glyphs = [0, ...wanted, ...parts];
const numbers = new Map(glyphs.map((glyph, number) => [glyph, number]));
const widths = tableOf(tables, 'hmtx');
const lastWide = tableOf(tables, 'hhea').readUInt16BE(34) - 1;
const hmtx = Buffer.concat(
  glyphs.map((glyph) => {
    const one = Buffer.alloc(4);
    one.writeUInt16BE(widths.readUInt16BE(Math.min(glyph, lastWide) * 4), 0);
    // Where the outline begins, which stands alone after those that have widths of their own.
    const beginsAt =
      glyph <= lastWide ? glyph * 4 + 2 : lastWide * 4 + 4 + (glyph - lastWide - 1) * 2;
    one.writeInt16BE(widths.readInt16BE(beginsAt), 2);
    return one;
  }),
);
const head = Buffer.from(tableOf(tables, 'head'));
head.writeInt16BE(1, 50);
const hhea = Buffer.from(tableOf(tables, 'hhea'));
hhea.writeUInt16BE(glyphs.length, 34);
const maxp = Buffer.from(tableOf(tables, 'maxp'));
maxp.writeUInt16BE(glyphs.length, 4);
const outlines = glyphs.map((glyph) => leanOutline(outlineOf(tables, places, glyph), numbers));
const cut = writeTables(
  new Map([
    ['head', head],
    ['hhea', hhea],
    ['maxp', maxp],
    ['hmtx', hmtx],
    ...Object.entries(writeOutlines(outlines)),
  ]),
);
const packed = brotliCompressSync(cut, {
  params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY },
}).toString('base64');

writeFileSync(
  join(import.meta.dirname, '../functions/platform/pdf/typeface-data.ts'),
  `/**
 * DejaVu Sans 2.37, cut by infra/cut-typeface.ts to the letters that its list names; its licence is
 * typeface-licence.txt beside this file.
 */
${'export'} const typefaceData = {
  /** The characters in the order of their glyphs, from the second on. */
  characters:
    ${JSON.stringify(String.fromCodePoint(...characters))},
  /** The font file, compressed by brotli, in base64. */
  font: '${packed}',
};
`,
);
console.log(
  `${characters.length} characters, ${glyphs.length} glyphs, ${cut.length} bytes, ${packed.length} packed`,
);
