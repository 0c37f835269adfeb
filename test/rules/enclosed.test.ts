import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { appendable, enclosedIn } from '../../functions/authorization/packet/enclosed.ts';
import { packetBlocks } from '../../functions/authorization/packet/packet-blocks.ts';
import { packetFile } from '../../functions/authorization/packet/packet-file.ts';
import { allowanceOf, TooMuch } from '../../functions/platform/pdf/allowance.ts';
import { type ForeignPages, foreignPages } from '../../functions/platform/pdf/foreign-pages.ts';
import { layPages } from '../../functions/platform/pdf/layout.ts';
import { writePdf } from '../../functions/platform/pdf/pdf-file.ts';
import { UnreadablePdf } from '../../functions/platform/pdf/pdf-values.ts';
import { jpegPage, pngPage } from '../../functions/platform/pdf/picture-pages.ts';
import type { DocumentReference } from '../../functions/referral/referral.ts';
import { submissionFacts } from '../support/authorizations.ts';

const madeAt = new Date('2026-11-20T16:00:00Z');

const page = (text: string) => ({ rules: [], runs: [{ x: 60, y: 700, size: 10, text }] });
const ours = (...texts: string[]): Buffer =>
  writePdf({ title: 'Note', madeAt, pages: texts.map(page) });

/** A file of these objects, from 1, with a table of places. */
const plainPdf = (objects: readonly string[], more = ''): Buffer => {
  let text = '%PDF-1.4\n';
  const places = objects.map((object, index) => {
    const at = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const begins = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  text += places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${more}>>\nstartxref\n${begins}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
};

const catalog = '<< /Type /Catalog /Pages 2 0 R >>';
const pageSays =
  '<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Annots [5 0 R] /AA << /O 6 0 R >> >>';
const simple = (root = catalog): string[] => [
  root,
  // The box and what it draws with are the tree's, and hold for its pages.
  '<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 200 100] /Resources << /Font << /A 7 0 R >> >> /Rotate 90 >>',
  pageSays,
  '<< /Length 19 >>\nstream\nBT (a \\) b) Tj ET  \nendstream',
  '<< /Type /Annot /Subtype /Widget /Rect [0 0 9 9] /Parent 8 0 R /P 3 0 R /A 6 0 R /AP << /N 4 0 R >> >>',
  '<< /S /JavaScript /JS (app.alert) >>',
  '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  '<< /T (field) /Kids [5 0 R] >>',
];

/** The same in the form of newer writers: objects packed in a stream, and a table that is one too. */
const packedPdf = ({ predicted = false, font = simple()[6] as string, told = 7 } = {}): Buffer => {
  const inside = [catalog, ...simple().slice(1, 3), font];
  const numbers = [1, 2, 3, told];
  let offset = 0;
  const heads = inside.map((one, index) => {
    const head = `${numbers[index]} ${offset}`;
    offset += one.length + 1;
    return head;
  });
  const first = `${heads.join(' ')} `;
  const packed = deflateSync(Buffer.from(first + inside.join(' '), 'latin1'));
  const parts: Buffer[] = [Buffer.from('%PDF-1.5\n')];
  const places = new Map<number, number>();
  const add = (number: number, dictionary: string, content: Buffer) => {
    places.set(number, Buffer.concat(parts).length);
    parts.push(
      Buffer.from(`${number} 0 obj\n<< ${dictionary} /Length ${content.length} >>\nstream\n`),
      content,
      Buffer.from('\nendstream\nendobj\n'),
    );
  };
  add(4, '', Buffer.from('BT (hello) Tj ET'));
  add(9, `/Type /ObjStm /N 4 /First ${first.length} /Filter /FlateDecode`, packed);
  const at = Buffer.concat(parts).length;
  const row = (kind: number, place: number, last: number) => [kind, place >> 8, place & 255, last];
  const rows = Array.from({ length: 11 }, (_, number) => {
    const within = [1, 2, 3, 7].indexOf(number);
    if (within >= 0) return row(2, 9, within);
    if (number === 10) return row(1, at, 0);
    const place = places.get(number);
    return place === undefined ? row(0, 0, 0) : row(1, place, 0);
  });
  // Each row less the one above it, as the filter "up" has it.
  const up = rows.map((one, index) => [
    2,
    ...one.map((byte, column) => (byte - (rows[index - 1]?.[column] ?? 0)) & 255),
  ]);
  const table = deflateSync(Buffer.from((predicted ? up : rows).flat()));
  add(
    10,
    `/Type /XRef /Size 11 /W [1 2 1] /Root 1 0 R /Filter /FlateDecode${predicted ? ' /DecodeParms << /Predictor 12 /Columns 4 >>' : ''}`,
    table,
  );
  return Buffer.concat([...parts, Buffer.from(`startxref\n${at}\n%%EOF\n`)]);
};

const appended = (...behind: ForeignPages[]): string =>
  writePdf({ title: 'Packet', madeAt, pages: [page('first')], behind }).toString('latin1');

describe('a PDF of somebody else', () => {
  it('keeps every page with its words behind ours', () => {
    const file = ours('one', 'two');
    const behind = foreignPages(file);
    expect(behind.pages).toBe(2);
    const text = appended(behind);
    const whole = Buffer.from(text, 'latin1');
    for (const [, content = ''] of file
      .toString('latin1')
      .matchAll(/stream\n([\s\S]+?)\nendstream/g))
      expect(text).toContain(content);
    // What was put together can be taken apart again, and nothing of it is lost.
    expect(foreignPages(whole).pages).toBe(3);
  });

  it.each<[string, Buffer]>([
    ['a table of places', plainPdf(simple())],
    ['objects packed in streams', packedPdf()],
    ['a table with a predictor', packedPdf({ predicted: true })],
  ])('is read by %s; what its tree says of pages goes with each', (_, file) => {
    const text = appended(foreignPages(file));
    expect(text).toMatch(/\/MediaBox \[0 0 200 100\]/);
    expect(text).toMatch(/\/Rotate 90/);
    // A font called /A is no action.
    expect(text).toMatch(/\/Font << \/A \d+ 0 R >>/);
    expect(text).toMatch(/\/Kids \[9 0 R 11 0 R\] \/Count 2/);
  });

  it('does nothing by itself on the page of the payer, and leads nowhere', () => {
    const text = appended(foreignPages(plainPdf(simple())));
    expect(text).not.toMatch(/JavaScript|\/AA|\(field\)/);
    expect(text).toMatch(/\/Subtype \/Widget/);
    expect(text).toContain('BT (a \\) b) Tj ET');
  });

  it('is read by its newest table where it was changed', () => {
    const before = plainPdf(simple());
    const at = before.length;
    const changed = '<< /Length 16 >>\nstream\nBT (newer) Tj ET\nendstream';
    const object = `4 0 obj\n${changed}\nendobj\n`;
    const [, previous = ''] = /startxref\n(\d+)/.exec(before.toString('latin1')) ?? [];
    const file = Buffer.concat([
      before,
      Buffer.from(
        `${object}xref\n4 1\n${String(at).padStart(10, '0')} 00000 n \ntrailer\n<< /Size 9 /Root 1 0 R /Prev ${previous} >>\nstartxref\n${at + object.length}\n%%EOF\n`,
      ),
    ]);
    const text = appended(foreignPages(file));
    expect(text).toContain('(newer)');
    expect(text).not.toContain('(a \\) b)');
  });

  const form = (fields: string) =>
    plainPdf(simple(`<< /Type /Catalog /Pages 2 0 R /AcroForm ${fields} >>`));
  const marked = (says: string) =>
    plainPdf(simple().map((one) => one.replace('/Subtype /Widget', says)));
  it.each<[string, Buffer]>([
    ['is locked', plainPdf(simple(), '/Encrypt 8 0 R ')],
    ['is a form that a viewer fills in', form('<< /NeedAppearances true >>')],
    ['is a form of the other kind', form('<< /XFA (x) >>')],
    ['has layers', plainPdf(simple('<< /Type /Catalog /Pages 2 0 R /OCProperties << >> >>'))],
    [
      'is the cover of other files',
      plainPdf(simple('<< /Type /Catalog /Pages 2 0 R /Collection << /View /T >> >>')),
    ],
    [
      'has files within it',
      plainPdf([
        ...simple('<< /Type /Catalog /Pages 2 0 R /Names 9 0 R >>'),
        '<< /EmbeddedFiles << /Names [] >> >>',
      ]),
    ],
    ['has a file pinned to a page', marked('/Subtype /FileAttachment /FS << >>')],
    ['has a figure that runs', marked('/Subtype /3D /3DD 4 0 R')],
    [
      'has its content from elsewhere',
      plainPdf(simple().map((one) => one.replace('/Length 19', '/Length 19 /F (other.dat)'))),
    ],
    ['ends in the middle', plainPdf(simple()).subarray(0, 400)],
    ['is no PDF', Buffer.from('Dear colleague')],
    [
      'says of a stream that it is longer',
      Buffer.from(
        plainPdf(simple()).toString('latin1').replace('/Length 19', '/Length 91'),
        'latin1',
      ),
    ],
    [
      'has pages in a circle',
      plainPdf(
        simple().map((one, index) => (index === 2 ? '<< /Type /Pages /Kids [2 0 R] >>' : one)),
      ),
    ],
    ['has no pages', plainPdf(simple().map((one) => one.replace('/Kids [3 0 R]', '/Kids []')))],
    ['nests without end', plainPdf([...simple().slice(0, 3), '['.repeat(5000)])],
  ])('is not taken apart where it %s', (_, file) => {
    expect(() => foreignPages(file)).toThrow();
  });

  /** A table of places in a stream, that tells this and has no rows. */
  const table = (told: string): Buffer =>
    Buffer.from(
      `%PDF-1.5\n1 0 obj\n<< /Type /XRef /Root 1 0 R /Length 0 ${told} >>\nstream\n\nendstream\nendobj\nstartxref\n9\n%%EOF\n`,
    );
  /** Objects of which each lies in the one before, from the fourth on. */
  const within = (count: number, begin: string, end: string): Buffer => {
    const [first, second] = simple();
    const third = `<< /Type /Page /Inside [${Array.from({ length: count }, (_, index) => `${index + 4} 0 R`).join(' ')}] >>`;
    const before = plainPdf([first, second, third] as string[]).toString('latin1');
    let text = before.slice(0, before.indexOf('xref\n'));
    const places = [1, 2, 3].map((number) => text.indexOf(`${number} 0 obj`));
    for (let number = 4; number < count + 4; number += 1) {
      places.push(text.length);
      text += `${number} 0 obj ${begin}`;
    }
    text += end;
    return Buffer.from(
      `${text}\nxref\n1 ${places.length}\n${places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')}trailer\n<< /Root 1 0 R >>\nstartxref\n${text.length + 1}\n%%EOF\n`,
      'latin1',
    );
  };
  const forEachPage = (says: string): Buffer =>
    plainPdf([
      catalog,
      `<< /Type /Pages /Kids [${Array.from({ length: 300 }, (_, index) => `${index + 3} 0 R`).join(' ')}] /Resources [${says}] >>`,
      ...Array.from({ length: 300 }, () => '<< /Type /Page >>'),
    ]);

  it.each<[string, Buffer]>([
    ['tells of places beyond every number', table('/W [0 0 0] /Index [1e300 1e10]')],
    ['tells of rows of nothing', table('/W [0 0 0] /Index [0 9999999999]')],
    [
      'tells of the same places again and again',
      table(`/W [0 0 0] /Index [${'0 90000 '.repeat(9000)}]`),
    ],
    ['has strings within one another', within(20_000, '( ', ')'.repeat(20_000))],
    ['has remarks within one another', within(20_000, '0 %', '')],
    ['says for every page what fills it', forEachPage('/Abcdefgh '.repeat(20_000))],
    ['packs another object than it tells', packedPdf({ told: 8 })],
  ])('is refused by name, and soon, where it %s', (_, file) => {
    expect(() => foreignPages(file)).toThrow(UnreadablePdf);
  });

  it('unpacks what holds its objects once, and tells how many bytes it takes', () => {
    const font = `(${' '.repeat(100_000)})`;
    const allowance = allowanceOf(500_000);
    const behind = foreignPages(packedPdf({ font }), allowance);
    // Unpacked, read and held: each of them once.
    expect(allowance.left()).toBeGreaterThan(80_000);
    const written = behind.write(9, 2).objects.reduce((sum, { length }) => sum + length, 0);
    expect(behind.bytes).toBeGreaterThanOrEqual(written);
    expect(behind.bytes).toBeLessThan(written + 1000);
    expect(() => foreignPages(packedPdf({ font }), allowanceOf(200_000))).toThrow(TooMuch);
  });

  it('never hangs or gives half of what it is, whatever byte is spoilt', () => {
    const file = plainPdf(simple());
    for (let at = 0; at < file.length; at += 7) {
      const spoilt = Buffer.from(file);
      spoilt[at] = (spoilt[at] ?? 0) ^ 0x15;
      try {
        expect(foreignPages(spoilt).pages).toBe(1);
      } catch (error) {
        expect(error).toBeInstanceOf(Error);
      }
    }
  });
});

const chunk = (name: string, data: Buffer): Buffer => {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(data.length, 0);
  head.write(name, 4, 'latin1');
  return Buffer.concat([head, data, Buffer.alloc(4)]);
};

const png = (
  kind: number,
  rows: readonly number[][],
  { bits = 8, laced = 0, width = 2, height = rows.length, more = [] as Buffer[] } = {},
) => {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([bits, kind, 0, 0, laced], 8);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    ...(kind === 3 ? [chunk('PLTE', Buffer.from([0, 0, 0, 255, 255, 255]))] : []),
    ...more,
    chunk('IDAT', deflateSync(Buffer.from(rows.flat()))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
};

const exif = (orientation: number): Buffer => {
  const body = Buffer.alloc(26);
  body.write('MM', 0, 'latin1');
  body.writeUInt16BE(42, 2);
  body.writeUInt32BE(8, 4);
  body.writeUInt16BE(1, 8);
  body.writeUInt16BE(0x0112, 10);
  body.writeUInt16BE(3, 12);
  body.writeUInt32BE(1, 14);
  body.writeUInt16BE(orientation, 18);
  const data = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), body]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([head, data]);
};

const jpeg = ({ colors = 3, orientation = 0 } = {}): Buffer =>
  Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    ...(orientation ? [exif(orientation)] : []),
    Buffer.from([0xff, 0xc0, 0, 8 + colors * 3, 8, 0, 50, 0, 100, colors]),
    Buffer.alloc(colors * 3),
    Buffer.from([0xff, 0xd9]),
  ]);

describe('a picture', () => {
  it.each<[string, ForeignPages, RegExp]>([
    ['a photograph, lying', jpegPage(jpeg()), /\/MediaBox \[0 0 792 612\] \/Rotate 0/],
    ['one in gray', jpegPage(jpeg({ colors: 1 })), /\/DeviceGray .*\/DCTDecode/],
    ['one held upright', jpegPage(jpeg({ orientation: 6 })), /\/Rotate 90/],
    ['one held upside down', jpegPage(jpeg({ orientation: 3 })), /\/Rotate 180/],
    ['one held the other way', jpegPage(jpeg({ orientation: 8 })), /\/Rotate 270/],
    ['colors', pngPage(png(2, [[0, 1, 2, 3, 4, 5, 6]])), /\/DeviceRGB .*\/Colors 3 .*\/Columns 2/],
    ['gray of one bit', pngPage(png(0, [[0, 128]], { bits: 1 })), /\/BitsPerComponent 1/],
    ['a palette', pngPage(png(3, [[0, 0, 1]])), /\/Indexed \/DeviceRGB 1 <000000ffffff>/],
    [
      'what lets the paper through',
      pngPage(png(6, [[1, 9, 9, 9, 255, 1, 1, 1, 0]])),
      /\/SMask \d+ 0 R/,
    ],
    ['gray that lets the paper through', pngPage(png(4, [[2, 9, 255, 1, 0]])), /\/SMask \d+ 0 R/],
  ])('that is %s has a page of its own', (_, picture, shown) => {
    expect(picture.pages).toBe(1);
    const text = appended(picture);
    expect(text).toMatch(shown);
    expect(foreignPages(Buffer.from(text, 'latin1')).pages).toBe(2);
  });

  it.each<[string, () => ForeignPages]>([
    ['has four colors', () => jpegPage(jpeg({ colors: 4 }))],
    ['ends before its size', () => jpegPage(jpeg().subarray(0, 8))],
    ['is laced', () => pngPage(png(2, [[0, 1, 2, 3, 4, 5, 6]], { laced: 1 }))],
    ['is broken within', () => pngPage(png(2, [[9, 1, 2, 3, 4, 5, 6]]))],
    ['has a row too short', () => pngPage(png(2, [[0, 1, 2, 3]]))],
    ['has no width', () => pngPage(png(0, [[0]], { width: 0 }))],
    ['breaks off', () => jpegPage(jpeg().subarray(0, -2))],
    ['has fewer rows than it says', () => pngPage(png(0, [[0, 1, 2]], { height: 2 }))],
    [
      'has a color that is not to be seen',
      () => pngPage(png(3, [[0, 0, 1]], { more: [chunk('tRNS', Buffer.from([0]))] })),
    ],
    [
      'has a palette of half a color',
      () => pngPage(png(3, [[0, 0, 1]], { more: [chunk('PLTE', Buffer.from([9]))] })),
    ],
    ['has three bits', () => pngPage(png(0, [[0, 1]], { bits: 3 }))],
    ['unpacks to more than is held', () => pngPage(png(0, [[0, 1, 2]]), allowanceOf(5))],
    ['has sixteen bits', () => pngPage(png(0, [[0, 1, 1, 2, 2]], { bits: 16 }))],
  ])('that %s is not shown as something else', (_, read) => {
    expect(read).toThrow();
  });
});

const stored = (title: string, contentType: string, bytes = 1000): DocumentReference => ({
  ...{ title, contentType, storedAs: `documents/${title}`, bytes },
});
const sent = (content: Buffer, contentType = 'application/pdf') => ({
  ...{ title: 'x', contentType, data: content.toString('base64') },
});

describe('the documents of a packet', () => {
  const documents = [
    stored('Note', 'application/pdf'),
    stored('Letter', 'text/html; charset=utf-8'),
    stored('Card', 'image/jpeg'),
    stored('Large', 'application/pdf', 3_999_000),
    stored('Locked', 'application/pdf'),
    { title: 'Named alone', contentType: 'application/pdf' },
  ];
  const read = [sent(ours('one', 'two')), sent(jpeg(), 'image/jpeg'), sent(Buffer.from('%PDF-'))];

  it('are read where they may be appended, as far as one answer holds', () => {
    expect(appendable(documents).map(({ title }) => title)).toEqual(['Note', 'Card', 'Locked']);
  });

  it('are named where they unpack to more than one answer holds, and those behind them stand there', () => {
    const large = packedPdf({ font: `(${' '.repeat(4_100_000)})` });
    const hostile = packedPdf({ font: `(${' '.repeat(31_000_000)})` });
    const documents = ['large', 'hostile', 'small'].map((title) =>
      stored(title, 'application/pdf', 100_000),
    );
    const enclosed = enclosedIn(documents, [sent(large), sent(hostile), sent(ours('one'))]);
    expect(enclosed.map(({ behind, because }) => behind?.pages ?? because)).toEqual([
      'it is too large for one file',
      'it is too large for one file',
      1,
    ]);
  });

  it('stand behind it in their order, or are named with why they do not', () => {
    const enclosed = enclosedIn(documents, read);
    expect(
      enclosed.map(({ document: { title }, behind, because }) => [title, behind?.pages ?? because]),
    ).toEqual([
      ['Note', 2],
      ['Letter', 'text/html cannot be appended'],
      ['Card', 1],
      ['Large', 'it is too large for one file'],
      [
        'Locked',
        'it is locked, broken, a form that is filled on a screen, or holds more than pages',
      ],
    ]);
    const { documents: _, at: __, continues: ___, ...rest } = submissionFacts();
    const facts = { ...rest, way: undefined, on: '2026-11-20', enclosed };
    const said = JSON.stringify(packetBlocks(facts));
    expect(said).toContain('2 documents appended (3 pages); 3 documents to be sent beside it');
    expect(said).toContain('Note, application/pdf, appended, 2 pages');
    expect(said).toContain('Letter, text/html; charset=utf-8, not appended, to be sent beside:');
    const alone = layPages(packetBlocks(facts), 'x').length;
    expect(foreignPages(packetFile(facts, madeAt)).pages).toBe(alone + 3);
  });
});
