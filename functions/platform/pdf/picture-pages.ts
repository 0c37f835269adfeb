import { deflateSync } from 'node:zlib';
import type { ForeignPages } from './foreign-pages.ts';
import { paper } from './pdf-file.ts';
import { UnreadablePdf } from './pdf-values.ts';
import { inflated, unfiltered } from './png-rows.ts';

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
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at + 12 <= content.length; ) {
    const length = content.readUInt32BE(at);
    const name = content.toString('latin1', at + 4, at + 8);
    if (at + 12 + length > content.length) throw new UnreadablePdf('png');
    const data = content.subarray(at + 8, at + 8 + length);
    chunks.set(name, Buffer.concat([chunks.get(name) ?? Buffer.alloc(0), data]));
    at += 12 + length;
  }
  return chunks;
};

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

const png = (content: Buffer): Picture => {
  const chunks = chunksOf(content);
  const [head, data, palette] = ['IHDR', 'IDAT', 'PLTE'].map((name) => chunks.get(name));
  if (head?.length !== 13 || !data) throw new UnreadablePdf('png');
  const [width, height] = [head.readUInt32BE(0), head.readUInt32BE(4)];
  const [bits = 0, kind = 0, , , laced] = head.subarray(8);
  if (laced !== 0 || bits > 8) throw new UnreadablePdf('png');
  const size = { width, height, turned: 0 as const };
  // Gray or colors with how much is seen of each.
  if ((kind === 4 || kind === 6) && bits === 8) {
    const colors = kind === 4 ? 1 : 3;
    const { picture, mask } = apart(
      unfiltered(inflated(data), width * (colors + 1), colors + 1),
      colors,
    );
    return {
      ...size,
      entries: `/ColorSpace ${grayOr(colors)} /BitsPerComponent 8 /Filter /FlateDecode`,
      content: deflateSync(picture),
      mask: deflateSync(mask),
    };
  }
  const colors = kind === 2 ? 3 : 1;
  const space =
    kind === 3 && palette
      ? `[/Indexed /DeviceRGB ${palette.length / 3 - 1} <${palette.toString('hex')}>]`
      : kind === 0 || kind === 2
        ? grayOr(colors)
        : undefined;
  if (!space) throw new UnreadablePdf('png');
  // Broken content is found here, not by whoever opens the packet.
  unfiltered(inflated(data), Math.ceil((width * colors * bits) / 8), 1);
  return {
    ...size,
    entries: `/ColorSpace ${space} /BitsPerComponent ${bits} /Filter /FlateDecode /DecodeParms << /Predictor 15 /Colors ${colors} /BitsPerComponent ${bits} /Columns ${width} >>`,
    content: data,
  };
};

const streamOf = (dictionary: string, content: Buffer): Buffer =>
  Buffer.concat([
    Buffer.from(`<< ${dictionary} /Length ${content.length} >>\nstream\n`, 'latin1'),
    content,
    Buffer.from('\nendstream'),
  ]);

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
    objects: mask ? 4 : 3,
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
export const pngPage = (content: Buffer): ForeignPages => pageOf(png(content));
