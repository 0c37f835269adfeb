import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import type { ForeignPages } from './foreign-pages.ts';
import { advanceOf, fontWith, glyphOf, reach } from './typeface.ts';

/**
 * Writes a PDF of text and lines, with the letters that it uses. A library that embeds a font is larger
 * than a whole function may be (docs/decisions/009). Source: ISO 32000-1, 7 (file), 9 (text).
 */
export type TextRun = { x: number; y: number; size: number; bold?: boolean; text: string };
export type Rule = { fromX: number; toX: number; y: number };
export type Page = { runs: readonly TextRun[]; rules: readonly Rule[] };
export type PdfDocument = {
  title: string;
  madeAt: Date;
  pages: readonly Page[];
  /** In which it is read aloud. */
  language?: 'en-US' | 'es-US';
  /** Pages that others made, behind ours in this order. */
  behind?: readonly ForeignPages[];
};

/** Points of US Letter. */
export const paper = { width: 612, height: 792 } as const;

const number = (value: number): string => String(Math.round(value * 100) / 100);

const hex = (value: number): string => value.toString(16).toUpperCase().padStart(4, '0');

/** Text beyond Latin letters, as a document's own properties are written. */
const property = (text: string): string =>
  `<FEFF${Buffer.from(text, 'utf16le').swap16().toString('hex').toUpperCase()}>`;

const dateOf = (at: Date): string =>
  `(D:${at.toISOString().replaceAll(/[-:T]/g, '').slice(0, 14)}Z)`;

/** A stream with its length, packed. */
const stream = (content: string | Buffer, more = ''): Buffer => {
  const packed = deflateSync(content, { level: 9 });
  return Buffer.concat([
    Buffer.from(`<< /Length ${packed.length} /Filter /FlateDecode ${more}>>\nstream\n`),
    packed,
    Buffer.from('\nendstream'),
  ]);
};

const drawRun = ({ x, y, size, bold, text }: TextRun): string => {
  const glyphs = Array.from(text, (character) => hex(glyphOf(character))).join('');
  // There is one weight: what is bold has its outline drawn too.
  const weight = bold ? `2 Tr ${number(size * 0.035)} w` : '0 Tr';
  return `BT /F ${number(size)} Tf ${weight} 1 0 0 1 ${number(x)} ${number(y)} Tm <${glyphs}> Tj ET`;
};

const drawPage = ({ runs, rules }: Page): string =>
  [
    ...rules.map(
      ({ fromX, toX, y }) =>
        `0.5 w ${number(fromX)} ${number(y)} m ${number(toX)} ${number(y)} l S`,
    ),
    ...runs.map(drawRun),
  ].join('\n');

/** Which characters a document shows, each with its glyph. */
const usedIn = (pages: readonly Page[]): Map<number, string> =>
  new Map(
    pages.flatMap(({ runs }) =>
      runs.flatMap(({ text }) =>
        Array.from(text, (character): [number, string] => [glyphOf(character), character]),
      ),
    ),
  );

/** So many pairs at most stand in one block of such a map. */
const pairsAtOnce = 100;

/** From glyphs back to characters, for those who search and copy. */
const toCharacters = (used: ReadonlyMap<number, string>): string => {
  const pairs = [...used].map(
    ([glyph, character]) =>
      `<${hex(glyph)}> <${Buffer.from(character, 'utf16le').swap16().toString('hex')}>`,
  );
  const blocks = Array.from({ length: Math.ceil(pairs.length / pairsAtOnce) }, (_, index) => {
    const some = pairs.slice(index * pairsAtOnce, (index + 1) * pairsAtOnce);
    return `${some.length} beginbfchar\n${some.join('\n')}\nendbfchar`;
  });
  return [
    '/CIDInit /ProcSet findresource begin 12 dict begin begincmap',
    '/CMapName /Letters def /CMapType 2 def',
    '1 begincodespacerange <0000> <FFFF> endcodespacerange',
    ...blocks,
    'endcmap end end',
  ].join('\n');
};

/** The objects that all pages share, numbered from 1. */
const shared = (
  { title, madeAt, pages, language = 'en-US' }: PdfDocument,
  kids: readonly number[],
) => {
  const used = usedIn(pages);
  const { box, ascent, descent } = reach();
  const widths = [...used.keys()]
    .sort((a, b) => a - b)
    .map((glyph) => `${glyph} [${number(advanceOf(glyph))}]`);
  const name = 'DRIPLN+DejaVuSans';
  const font = fontWith(used.keys());
  return [
    `<< /Type /Catalog /Pages 2 0 R /Lang (${language}) /ViewerPreferences << /DisplayDocTitle true >> >>`,
    `<< /Type /Pages /Kids [${kids.map((kid) => `${kid} 0 R`).join(' ')}] /Count ${kids.length} >>`,
    `<< /Type /Font /Subtype /Type0 /BaseFont /${name} /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 7 0 R >>`,
    `<< /Type /Font /Subtype /CIDFontType2 /BaseFont /${name} /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor 5 0 R /CIDToGIDMap /Identity /W [${widths.join(' ')}] >>`,
    `<< /Type /FontDescriptor /FontName /${name} /Flags 4 /FontBBox [${box.join(' ')}] /ItalicAngle 0 /Ascent ${ascent} /Descent ${descent} /CapHeight ${ascent} /StemV 80 /FontFile2 6 0 R >>`,
    stream(font, `/Length1 ${font.length} `),
    stream(toCharacters(used)),
    `<< /Title ${property(title)} /Producer (Dripline) /CreationDate ${dateOf(madeAt)} >>`,
  ];
};

const firstPage = 9;

/** Pages of others as objects from this number on. */
const writeBehind = (behind: readonly ForeignPages[], first: number) => {
  let next = first;
  return behind.map((one) => {
    const made = one.write(next, 2);
    next += made.objects.length;
    return made;
  });
};

/** The file: the same document gives the same bytes. */
export const writePdf = (document: PdfDocument): Buffer => {
  const own = document.pages.map((_, index) => firstPage + index * 2);
  const others = writeBehind(document.behind ?? [], firstPage + document.pages.length * 2);
  const kids = [...own, ...others.flatMap(({ pages }) => pages)];
  const objects = [
    ...shared(document, kids),
    ...document.pages.flatMap((page, index) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${paper.width} ${paper.height}] /Resources << /Font << /F 3 0 R >> >> /Contents ${firstPage + index * 2 + 1} 0 R >>`,
      stream(drawPage(page)),
    ]),
    ...others.flatMap((one) => one.objects),
  ];
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n%âãÏÓ\n', 'latin1')];
  const places: number[] = [];
  let offset = parts[0]?.length ?? 0;
  const add = (part: Buffer) => {
    parts.push(part);
    offset += part.length;
  };
  for (const [index, object] of objects.entries()) {
    places.push(offset);
    add(
      Buffer.concat([
        Buffer.from(`${index + 1} 0 obj\n`),
        Buffer.from(object),
        Buffer.from('\nendobj\n'),
      ]),
    );
  }
  const id = createHash('sha256').update(Buffer.concat(parts)).digest('hex').slice(0, 32);
  const begins = offset;
  add(
    Buffer.from(
      [
        `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`,
        ...places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`),
        `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info 8 0 R /ID [<${id}> <${id}>] >>\n`,
        `startxref\n${begins}\n%%EOF\n`,
      ].join(''),
    ),
  );
  return Buffer.concat(parts);
};
