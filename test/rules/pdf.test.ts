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

  // Measured from the foot of the paper, in points: margins of 54, labels of 150, lines of 1.35 of the size.
  it('stand where they can be read: each kind in its size, labels beside their values', () => {
    const [page, ...none] = layPages(
      [
        { kind: 'title', text: 'T' },
        { kind: 'text', text: 'A' },
        { kind: 'strong', text: 'S' },
        { kind: 'heading', text: 'H' },
        {
          kind: 'rows',
          rows: [
            ['L', 'v\nw'],
            ['M', 'x'],
          ],
        },
        { kind: 'list', items: ['i\nj', 'k'], empty: '' },
        { kind: 'list', items: [], empty: 'none' },
      ],
      'F',
    );
    expect(none).toEqual([]);
    const at = page?.runs.map(({ text, x, y, size, bold }) => [
      ...[text, x, Math.round(y * 100) / 100, size, bold ?? false],
    ]);
    expect(at).toEqual([
      ['T', 54, 715.05, 17, true],
      ['A', 54, 694.22, 9.5, false],
      ['S', 54, 673.4, 9.5, true],
      ['H', 54, 643.2, 12, true],
      ['L', 54, 622.87, 9.5, true],
      ['v', 204, 622.87, 9.5, false],
      ['w', 204, 610.05, 9.5, false],
      ['M', 54, 594.72, 9.5, true],
      ['x', 204, 594.72, 9.5, false],
      ['•', 54, 579.4, 9.5, false],
      ['i', 66, 579.4, 9.5, false],
      ['j', 66, 566.57, 9.5, false],
      ['•', 54, 551.25, 9.5, false],
      ['k', 66, 551.25, 9.5, false],
      ['none', 54, 538.42, 9.5, false],
      ['F', 54, 40, 8, false],
      ['Page 1 of 1', 558 - widthOf('Page 1 of 1', 8), 40, 8, false],
    ]);
    const rules = page?.rules.map(({ fromX, toX, y }) => [fromX, toX, Math.round(y * 100) / 100]);
    expect(rules).toEqual([
      [54, 558, 640.2],
      [54, 558, 52],
    ]);
  });

  it('of a heading of two lines have one rule, beneath the second', () => {
    const [page] = layPages([{ kind: 'heading', text: `${'H'.repeat(60)} h` }], 'F');
    const [first, second] = page?.runs ?? [];
    expect(page?.rules).toHaveLength(2);
    expect(Math.round(((first?.y ?? 0) - (second?.y ?? 0)) * 100) / 100).toBe(16.2);
    expect(page?.rules[0]?.y).toBe((second?.y ?? 0) - 3);
  });

  it('of a long label or value go on beneath, neither running into the other', () => {
    const label = 'label '.repeat(12).trim();
    const value = 'value '.repeat(30).trim();
    for (const [name, said] of [
      [label, 'v'],
      ['L', value],
    ] as const) {
      const [page] = layPages([{ kind: 'rows', rows: [[name, said]] }], 'F');
      const runs = page?.runs.slice(0, -2) ?? [];
      const [labels, values] = [true, false].map((bold) => runs.filter((run) => run.bold === bold));
      expect(labels?.map(({ text }) => text).join(' ')).toBe(name);
      expect(values?.map(({ text }) => text).join(' ')).toBe(said);
      for (const run of labels ?? []) expect(run.x + widthOf(run.text, run.size)).toBeLessThan(195);
      for (const run of values ?? []) expect(run.x + widthOf(run.text, run.size)).toBeLessThan(558);
    }
  });

  it('fill a page to its margin and no further: 52 lines of text', () => {
    const lines = (count: number) =>
      layPages([{ kind: 'text', text: Array.from({ length: count }, () => 'x').join('\n') }], 'F');
    // 792 less 54 above and 66 below, in lines of 12.825 points.
    expect([lines(52).length, lines(53).length]).toEqual([1, 2]);
    const first = lines(53)[0]?.runs ?? [];
    expect(first.filter(({ text }) => text === 'x')).toHaveLength(52);
    expect(Math.min(...first.filter(({ text }) => text === 'x').map(({ y }) => y))).toBeGreaterThan(
      66,
    );
  });

  it('keep a heading with what it is above: three of its own lines', () => {
    const pagesWith = (lines: number) =>
      layPages(
        [
          { kind: 'text', text: Array.from({ length: lines }, () => 'x').join('\n') },
          { kind: 'heading', text: 'H' },
        ],
        'F',
      ).length;
    // The heading takes 14 points before it and four lines of 16.2 with what it keeps.
    expect([pagesWith(46), pagesWith(47)]).toEqual([1, 2]);
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

  it('has a directory as readers of fonts expect it', () => {
    const tables = new Map([
      ['head', Buffer.from([0, 0, 0, 1, 0xff, 0xff, 0xff, 0xff, 5])],
      ['cmap', Buffer.from([1])],
      ['glyf', Buffer.alloc(0)],
      ['loca', Buffer.from([0, 0, 0, 2])],
      ['maxp', Buffer.from([0, 0, 0, 3, 0, 0, 0, 4])],
    ]);
    const font = writeTables(tables);
    // Version 1.0, five tables; the greatest power of two beneath is 4: 64, 2, and 80 less 64.
    expect([...font.subarray(0, 12)]).toEqual([0, 1, 0, 0, 0, 5, 0, 64, 0, 2, 0, 16]);
    const rows = Array.from({ length: 5 }, (_, index) => {
      const at = 12 + index * 16;
      const [sum, offset, length] = [4, 8, 12].map((past) => font.readUInt32BE(at + past));
      return [font.toString('latin1', at, at + 4), sum, offset, length];
    });
    // By tag; each begins at four bytes, and its sum is that of its words of four bytes, filled with noughts.
    expect(rows).toEqual([
      ['cmap', 0x0100_0000, 92, 1],
      ['glyf', 0, 96, 0],
      ['head', 0x0500_0000, 96, 9],
      ['loca', 2, 108, 4],
      ['maxp', 7, 112, 8],
    ]);
    expect(font).toHaveLength(120);
    expect([...font.subarray(92, 96)]).toEqual([1, 0, 0, 0]);
  });

  it('names its places in two bytes of half the offset, or in four of all of it', () => {
    const head = (isLong: boolean) => {
      const bytes = Buffer.alloc(54);
      bytes.writeInt16BE(isLong ? 1 : 0, 50);
      return bytes;
    };
    const short = new Map([
      ['head', head(false)],
      ['loca', Buffer.from([0, 0, 0, 2, 0, 5])],
    ]);
    const long = new Map([
      ['head', head(true)],
      ['loca', Buffer.from([0, 0, 0, 0, 0, 0, 0, 4, 0, 1, 0, 0])],
    ]);
    expect(placesOf(short)).toEqual([0, 4, 10]);
    expect(placesOf(long)).toEqual([0, 4, 65_536]);
    expect(outlineOf(new Map([['glyf', Buffer.from([1, 2, 3])]]), [0, 2, 3], 1)).toEqual(
      Buffer.from([3]),
    );
    expect(outlineOf(new Map([['glyf', Buffer.from([1, 2, 3])]]), [0, 2, 3], 2)).toHaveLength(0);
  });

  it.each<[string, number, number]>([
    ['moved by bytes', 0x0000, 2],
    ['moved by words', 0x0001, 4],
    ['of one scale', 0x0008, 4],
    ['of two scales', 0x0040, 6],
    ['turned', 0x0080, 10],
    ['moved by words, of one scale', 0x0009, 6],
    ['moved by words, of two scales', 0x0041, 8],
    ['moved by words, turned', 0x0081, 12],
  ])('of a glyph that is composed of one %s has the next where that ends', (_, flags, bytes) => {
    const header = Buffer.alloc(10);
    header.writeInt16BE(-1, 0);
    const part = (glyph: number, has: number, size: number) => {
      const body = Buffer.alloc(4 + size);
      body.writeUInt16BE(has, 0);
      body.writeUInt16BE(glyph, 2);
      return body;
    };
    const more = 0x0020;
    const outline = Buffer.concat([header, part(7, flags | more, bytes), part(9, 0, 2)]);
    expect(partsOf(outline)).toEqual([
      { at: 12, glyph: 7, flags: flags | more },
      { at: 16 + bytes, glyph: 9, flags: 0 },
    ]);
  });

  it('of a glyph that is drawn by itself, or of none, has no parts', () => {
    expect(partsOf(Buffer.alloc(0))).toEqual([]);
    expect(partsOf(Buffer.from([0, 0, 1, 1]))).toEqual([]);
    expect(partsOf(Buffer.from([0, 1, 1, 1]))).toEqual([]);
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
