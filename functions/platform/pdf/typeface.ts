import { brotliDecompressSync } from 'node:zlib';
import { type FontTables, readTables, tableOf, withGlyphs } from './true-type.ts';
import { typefaceData } from './typeface-data.ts';

/** Thousandths of the size of the letters: how a document measures them. */
const perEm = 1000;

const glyphs: ReadonlyMap<string, number> = new Map(
  Array.from(typefaceData.characters).map((character, index) => [character, index + 1]),
);

let opened: FontTables | undefined;
const tables = (): FontTables => {
  opened ??= readTables(brotliDecompressSync(Buffer.from(typefaceData.font, 'base64')));
  return opened;
};

const scaled = (units: number): number =>
  (units * perEm) / tableOf(tables(), 'head').readUInt16BE(18);

/** The number of a character's glyph; 0 for one that it does not have. */
export const glyphOf = (character: string): number => glyphs.get(character) ?? 0;

/** How wide a glyph is, in thousandths of the size. */
export const advanceOf = (glyph: number): number =>
  scaled(tableOf(tables(), 'hmtx').readUInt16BE(glyph * 4));

/** How wide a text is, in points. */
export const widthOf = (text: string, size: number): number =>
  Array.from(text).reduce((sum, character) => sum + advanceOf(glyphOf(character)), 0) *
  (size / perEm);

/** How far it reaches, in thousandths of the size. */
export const reach = () => {
  const head = tableOf(tables(), 'head');
  const hhea = tableOf(tables(), 'hhea');
  return {
    box: [36, 38, 40, 42].map((at) => Math.round(scaled(head.readInt16BE(at)))),
    ascent: Math.round(scaled(hhea.readInt16BE(4))),
    descent: Math.round(scaled(hhea.readInt16BE(6))),
  };
};

/** The font file with these glyphs alone. */
export const fontWith = (used: Iterable<number>): Buffer => withGlyphs(tables(), [0, ...used]);
