import { describe, expect, it } from 'vitest';
import { layPages, wrap } from '../../functions/platform/pdf/layout.ts';
import { paper, writePdf } from '../../functions/platform/pdf/pdf-file.ts';
import { printable } from '../../functions/platform/pdf/printable.ts';
import {
  outlineOf,
  partsOf,
  placesOf,
  readTables,
  tableOf,
  writeTables,
} from '../../functions/platform/pdf/true-type.ts';
import { fontWith, glyphOf, widthOf } from '../../functions/platform/pdf/typeface.ts';
import { readPdf } from '../support/pdf-text.ts';

const madeAt = new Date('2026-11-20T16:00:00Z');
const linesOf = (...blocks: Parameters<typeof layPages>[0]) =>
  readPdf(writePdf({ title: 'T', madeAt, pages: layPages(blocks, 'F') })).pages.map((page) =>
    page.map(({ text }) => text),
  );

describe('text on a line', () => {
  it.each<[string, string[]]>([
    ['', ['']],
    ['one', ['one']],
    ['one two', ['one two']],
    ['one two three', ['one two', 'three']],
    ['one\ntwo', ['one', 'two']],
    ['one\r\ntwo', ['one', 'two']],
    ['one\rtwo', ['one', 'two']],
    ['one\ttwo', ['one two']],
    ['  one   two  ', ['one two']],
    ['a\u00a0b', ['a b']],
    ['\u202eb', ['[U+202', 'E]b']],
  ])('%j is wrapped', (text, lines) => {
    expect(wrap(text, widthOf('one two ', 10), 10)).toEqual(lines);
  });

  it('never is wider than the line, whatever the words', () => {
    const width = 90;
    const text = `${'m'.repeat(60)} i ${'W'.repeat(13)} in between`;
    const lines = wrap(text, width, 10);
    expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
    for (const line of lines) expect(widthOf(line, 10)).toBeLessThanOrEqual(width);
  });

  it('fills a line to its last point', () => {
    const width = widthOf('one two', 10);
    expect(wrap('one two', width, 10)).toEqual(['one two']);
    expect(wrap('one two', width - 0.01, 10)).toEqual(['one', 'two']);
  });
});

describe('a letter', () => {
  it.each([
    ['é', 'é', true],
    ['e\u0301', 'é', true],
    ['q\u0301', 'q[U+0301]', false],
    ['\u0000', '', true],
    ['\u5f20', '[U+5F20]', false],
    ['\u{1F600}', '[U+1F600]', false],
    ['\u05d0', '[U+05D0]', false],
  ])('%j is printed as %j', (text, printed, isWhole) => {
    expect(printable(text)).toEqual({ text: printed, isWhole });
  });
});

describe('blocks on pages', () => {
  it('say where nothing was given', () => {
    expect(
      linesOf(
        {
          kind: 'rows',
          rows: [
            ['A', undefined],
            ['B', ' '],
            ['C', 'c'],
          ],
        },
        { kind: 'list', items: [], empty: 'none' },
      )[0]?.slice(0, 7),
    ).toEqual(['A', 'not given', 'B', 'not given', 'C', 'c', 'none']);
  });

  it('never leave a heading alone at the foot of a page', () => {
    for (let lines = 35; lines < 60; lines += 1) {
      const pages = linesOf(
        { kind: 'list', items: Array.from({ length: lines }, () => 'x'), empty: '' },
        { kind: 'heading', text: 'H' },
        { kind: 'rows', rows: [['A', 'a']] },
      );
      const page = pages.find((one) => one.includes('H'));
      expect(page).toContain('a');
    }
  });

  it('lie between the margins, on as many pages as it takes, none lost', () => {
    const items = Array.from({ length: 300 }, (_, index) => `item ${index}.`);
    const { pages, text } = readPdf(
      writePdf({ title: 'T', madeAt, pages: layPages([{ kind: 'list', items, empty: '' }], 'F') }),
    );
    for (const item of items) expect(text).toContain(item);
    expect(pages.length).toBe(7);
    for (const { x, y, size, text: run } of pages.flat()) {
      expect(x + widthOf(run, size)).toBeLessThanOrEqual(paper.width - 54 + 0.01);
      expect(y).toBeGreaterThan(36);
    }
  });

  it('begin a page where they are told to', () => {
    expect(
      linesOf({ kind: 'title', text: 'A' }, { kind: 'new-page' }, { kind: 'strong', text: 'B' }),
    ).toEqual([
      ['A', 'F', 'Page 1 of 2'],
      ['B', 'F', 'Page 2 of 2'],
    ]);
  });
});

describe('the font in a file', () => {
  const whole = readTables(fontWith(Array.from({ length: 1480 }, (_, glyph) => glyph)));
  const outlines = (font: Buffer) => {
    const tables = readTables(font);
    const places = placesOf(tables);
    return places.slice(0, -1).map((_, glyph) => outlineOf(tables, places, glyph).length);
  };

  it('has the outlines that are used, with what they are made of, and no others', () => {
    const composed = glyphOf('é');
    const parts = partsOf(outlineOf(whole, placesOf(whole), composed)).map(({ glyph }) => glyph);
    expect(parts.length).toBeGreaterThan(1);
    const kept = outlines(fontWith([composed])).flatMap((length, glyph) => (length ? [glyph] : []));
    expect(kept).toEqual([...new Set([0, composed, ...parts])].sort((a, b) => a - b));
  });

  it('is read back as it was written, each table whole', () => {
    const again = readTables(writeTables(whole));
    expect([...again.keys()].sort()).toEqual(['glyf', 'head', 'hhea', 'hmtx', 'loca', 'maxp']);
    for (const [tag, bytes] of again) expect(bytes.equals(tableOf(whole, tag))).toBe(true);
  });

  it('without a table that every font has is refused', () => {
    expect(() => tableOf(new Map(), 'head')).toThrow('the font has no table head');
  });
});
