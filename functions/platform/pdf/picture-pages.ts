import { deflateSync } from 'node:zlib';
import { allowanceOf, inflated, type ReadingAllowance } from './allowance.ts';
import type { ForeignPages } from './foreign-pages.ts';
import { paper } from './pdf-file.ts';
import { UnreadablePdf } from './pdf-values.ts';
import { checkRows, unfiltered } from './png-rows.ts';

/** A picture as a PDF holds it: its signs, and how it is turned to be upright. */
type Picture = {
  width: number;
  height: number;
  turned: 0 | 90 | 180 | 270;
  /** The entries of its dictionary beside its size. */
  entries: string;
  content: Buffer;
  /** How much of it is seen, where the picture tells. */
  mask?: Buffer;
};

const grayOr = (colors: number): string => (colors === 1 ? '/DeviceGray' : '/DeviceRGB');

/** How a camera was held, by the number of EXIF; a picture that is mirrored is left as it is. */
const turns: ReadonlyMap<number, Picture['turned']> = new Map([
  [3, 180],
  [6, 90],
  [8, 270],
]);

/** Orientation of an APP1 segment of EXIF. Source: CIPA DC-008, 4.5 and 4.6.4. */
const turnedIn = (segment: Buffer): Picture['turned'] => {
  if (segment.toString('latin1', 0, 6) !== 'Exif\0\0') return 0;
  const tiff = segment.subarray(6);
  const isLittle = tiff.toString('latin1', 0, 2) === 'II';
  const two = (at: number): number => (isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const four = (at: number): number => (isLittle ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at));
  const begins = four(4);
  for (let entry = 0; entry < two(begins); entry += 1) {
    const at = begins + 2 + entry * 12;
    if (two(at) === 0x0112) return turns.get(two(at + 8)) ?? 0;
  }
  return 0;
};

/** Segments of a JPEG that tell its size. Source: ITU-T T.81, B.1.1.3. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

const jpeg = (content: Buffer): Picture => {
  let turned: Picture['turned'] = 0;
  for (let at = 2; at + 9 < content.length; ) {
    if (content[at] !== 0xff) throw new UnreadablePdf('jpeg');
    const marker = content[at + 1] ?? 0;
    const length = content.readUInt16BE(at + 2);
    if (marker === 0xe1) turned ||= turnedIn(content.subarray(at + 4, at + 2 + length));
    if (isFrame(marker)) {
      const colors = content[at + 9] ?? 0;
      // Four colors are for print, and said in two opposite ways.
      if (content[at + 4] !== 8 || ![1, 3].includes(colors)) throw new UnreadablePdf('jpeg');
      // Without its end (B.1.1.3) it breaks off, and the rest of the page would be gray.
      if (content.lastIndexOf('ffd9', undefined, 'hex') < at) throw new UnreadablePdf('jpeg');
      return {
        width: content.readUInt16BE(at + 7),
        height: content.readUInt16BE(at + 5),
        turned,
        entries: `/ColorSpace ${grayOr(colors)} /BitsPerComponent 8 /Filter /DCTDecode`,
        content,
      };
    }
    at += 2 + length;
  }
  throw new UnreadablePdf('jpeg');
};

/** The chunks of a PNG by name, those of one name together. Source: W3C PNG, 5.3. */
const chunksOf = (content: Buffer): Map<string, Buffer> => {
  const chunks = new Map<string, Buffer[]>();
  for (let at = 8; at + 12 <= content.length; ) {
    const length = content.readUInt32BE(at);
    const name = content.toString('latin1', at + 4, at + 8);
    if (at + 12 + length > content.length) throw new UnreadablePdf('png');
    const data = content.subarray(at + 8, at + 8 + length);
    const before = chunks.get(name);
    if (before) before.push(data);
    else chunks.set(name, [data]);
    at += 12 + length;
  }
  return new Map([...chunks].map(([name, parts]) => [name, Buffer.concat(parts)]));
};

/** What it takes to undo the filters of a byte, and to pack it again. */
const perApart = 4;

/** Colors and how much is seen of each pixel, apart. */
const apart = (plain: Buffer, colors: number): { picture: Buffer; mask: Buffer } => {
  const pixels = plain.length / (colors + 1);
  const picture = Buffer.alloc(pixels * colors);
  const mask = Buffer.alloc(pixels);
  for (let pixel = 0; pixel < pixels; pixel += 1) {
    const from = pixel * (colors + 1);
    plain.copy(picture, pixel * colors, from, from + colors);
    mask[pixel] = plain[from + colors] ?? 255;
  }
  return { picture, mask };
};

/** Bits of a sample that each kind of color may have, and samples of a pixel. Source: W3C PNG, 11.2.1. */
const kinds: ReadonlyMap<number, { samples: number; bits: readonly number[] }> = new Map([
  [0, { samples: 1, bits: [1, 2, 4, 8] }],
  [2, { samples: 3, bits: [8] }],
  [3, { samples: 1, bits: [1, 2, 4, 8] }],
  [4, { samples: 2, bits: [8] }],
  [6, { samples: 4, bits: [8] }],
]);

/** Source: W3C PNG, 11.2.2. */
const isPalette = (palette: Buffer | undefined): palette is Buffer =>
  palette !== undefined &&
  palette.length % 3 === 0 &&
  palette.length > 0 &&
  palette.length <= 3 * 256;

const png = (content: Buffer, allowance: ReadingAllowance): Picture => {
  const chunks = chunksOf(content);
  const [head, data, palette] = ['IHDR', 'IDAT', 'PLTE'].map((name) => chunks.get(name));
  if (head?.length !== 13 || !data) throw new UnreadablePdf('png');
  const [width, height] = [head.readUInt32BE(0), head.readUInt32BE(4)];
  const [bits = 0, kind = 0, packing, filtering, laced] = head.subarray(8);
  const samples = kinds.get(kind)?.bits.includes(bits) ? kinds.get(kind)?.samples : undefined;
  // Of a color that is not to be seen, nothing would tell the page.
  if (!samples || packing !== 0 || filtering !== 0 || laced !== 0 || chunks.has('tRNS'))
    throw new UnreadablePdf('png');
  const size = { width, height, turned: 0 as const };
  const row = Math.ceil((width * samples * bits) / 8);
  const rows = inflated(data, allowance);
  // Broken content is found here, not by whoever opens the packet.
  if (rows.length !== height * (row + 1)) throw new UnreadablePdf('png');
  // Gray or colors with how much is seen of each.
  if (samples === 2 || samples === 4) {
    const colors = samples - 1;
    allowance.spend(rows.length * perApart);
    const { picture, mask } = apart(unfiltered(rows, row, samples), colors);
    return {
      ...size,
      entries: `/ColorSpace ${grayOr(colors)} /BitsPerComponent 8 /Filter /FlateDecode`,
      content: deflateSync(picture),
      mask: deflateSync(mask),
    };
  }
  checkRows(rows, row);
  if (kind === 3 && !isPalette(palette)) throw new UnreadablePdf('png');
  const space =
    kind === 3 && palette
      ? `[/Indexed /DeviceRGB ${palette.length / 3 - 1} <${palette.toString('hex')}>]`
      : grayOr(samples);
  return {
    ...size,
    entries: `/ColorSpace ${space} /BitsPerComponent ${bits} /Filter /FlateDecode /DecodeParms << /Predictor 15 /Colors ${samples} /BitsPerComponent ${bits} /Columns ${width} >>`,
    content: data,
  };
};

const streamOf = (dictionary: string, content: Buffer): Buffer =>
  Buffer.concat([
    Buffer.from(`<< ${dictionary} /Length ${content.length} >>\nstream\n`, 'latin1'),
    content,
    Buffer.from('\nendstream'),
  ]);

/** Bytes that its page takes beside the picture itself, at most. */
const bytesOfPage = 2000;
const margin = 36;
const points = (value: number): string => String(Math.round(value * 100) / 100);

/** A picture on a page of its own, as large as it fits, upright. */
const pageOf = ({ width, height, turned, entries, content, mask }: Picture): ForeignPages => {
  if (width === 0 || height === 0) throw new UnreadablePdf('picture');
  const isWide = width > height;
  const [pageWidth, pageHeight] = isWide
    ? [paper.height, paper.width]
    : [paper.width, paper.height];
  const scale = Math.min((pageWidth - 2 * margin) / width, (pageHeight - 2 * margin) / height);
  const [shownWidth, shownHeight] = [width * scale, height * scale];
  const drawn = `q ${points(shownWidth)} 0 0 ${points(shownHeight)} ${points((pageWidth - shownWidth) / 2)} ${points((pageHeight - shownHeight) / 2)} cm /P Do Q`;
  const size = `/Type /XObject /Subtype /Image /Width ${width} /Height ${height}`;
  return {
    pages: 1,
    bytes: content.length + (mask?.length ?? 0) + entries.length + bytesOfPage,
    write: (first, parent) => ({
      pages: [first],
      objects: [
        Buffer.from(
          `<< /Type /Page /Parent ${parent} 0 R /MediaBox [0 0 ${pageWidth} ${pageHeight}] /Rotate ${turned} /Resources << /XObject << /P ${first + 1} 0 R >> >> /Contents ${first + 2} 0 R >>`,
        ),
        streamOf(`${size} ${entries}${mask ? ` /SMask ${first + 3} 0 R` : ''}`, content),
        streamOf('', Buffer.from(drawn)),
        ...(mask
          ? [
              streamOf(
                `${size} /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /FlateDecode`,
                mask,
              ),
            ]
          : []),
      ],
    }),
  };
};

/** @throws UnreadablePdf, or an error of what reads it, for a picture that cannot be shown as it is. */
export const jpegPage = (content: Buffer): ForeignPages => pageOf(jpeg(content));
/** @throws as `jpegPage` does. */
export const pngPage = (content: Buffer, allowance = allowanceOf()): ForeignPages =>
  pageOf(png(content, allowance));
