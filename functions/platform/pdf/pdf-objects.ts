import {
  afterSpace,
  isDictionary,
  isReference,
  type PdfDictionary,
  type PdfValue,
  UnreadablePdf,
  valueAt,
} from './pdf-values.ts';
import { inflated, unfiltered } from './png-rows.ts';

/** An object of a file: its value and, of a stream, its content as it lies there. */
export type PdfObject = { value: PdfValue; content?: Buffer };

/** Where an object is: at a place of the file, or the so-and-so-many-th in another one. */
type Place = { at: number } | { within: number; index: number };

/** No file of a practice has more. */
const mostObjects = 100_000;
const mostTables = 200;

export const numberIn = (value: PdfValue | undefined): number | undefined => {
  const number = typeof value === 'string' ? Number(value) : Number.NaN;
  return Number.isInteger(number) && number >= 0 ? number : undefined;
};

const needed = (value: PdfValue | undefined): number => {
  const number = numberIn(value);
  if (number === undefined) throw new UnreadablePdf('number');
  return number;
};

const dictionaryOf = (value: PdfValue | undefined): PdfDictionary => {
  if (!isDictionary(value)) throw new UnreadablePdf('dictionary');
  return value;
};

/** The content of a stream of the file's own tables, which are packed in this one way. */
const unpacked = ({ value, content }: PdfObject): Buffer => {
  const dictionary = dictionaryOf(value);
  if (!content) throw new UnreadablePdf('stream');
  const [filter, parameters] = ['/Filter', '/DecodeParms'].map((name) => {
    const one = dictionary.get(name);
    return Array.isArray(one) && one.length === 1 ? one[0] : one;
  });
  if (filter === undefined) return content;
  if (filter !== '/FlateDecode') throw new UnreadablePdf('filter');
  const plain = inflated(content);
  const predictor = isDictionary(parameters) ? (numberIn(parameters.get('/Predictor')) ?? 1) : 1;
  if (predictor === 1) return plain;
  if (predictor < 10 || !isDictionary(parameters)) throw new UnreadablePdf('predictor');
  return unfiltered(plain, numberIn(parameters.get('/Columns')) ?? 1, 1);
};

/**
 * The objects of a file, found through its own tables of places, the newest first, as a viewer does. What
 * is not as the standard has it is an error: nobody is sent half a document. Source: ISO 32000-1, 7.5.
 */
export const pdfObjects = (file: Buffer) => {
  const text = file.toString('latin1');
  const places = new Map<number, Place | undefined>();
  const known = new Map<number, PdfObject>();
  const trailer: PdfDictionary = new Map();

  const remember = (number: number, place: Place | undefined) => {
    if (places.size > mostObjects) throw new UnreadablePdf('objects');
    if (!places.has(number)) places.set(number, place);
  };

  const contentFrom = (dictionary: PdfDictionary, at: number): Buffer => {
    const from = at + (/^stream(\r\n|\n)/.exec(text.slice(at, at + 8))?.[0].length ?? 0);
    if (from === at) throw new UnreadablePdf('stream');
    const length = dictionary.get('/Length');
    const size = needed(isReference(length) ? get(length.object).value : length);
    if (!text.startsWith('endstream', afterSpace(text, from + size)))
      throw new UnreadablePdf('stream');
    return file.subarray(from, from + size);
  };

  const objectAt = (at: number, number?: number): PdfObject => {
    const [head, told] = /^\s*(\d+)\s+\d+\s+obj\b/.exec(text.slice(at, at + 60)) ?? [];
    if (head === undefined || (number !== undefined && Number(told) !== number))
      throw new UnreadablePdf('object');
    const { value, end } = valueAt(text, at + head.length);
    const next = afterSpace(text, end);
    return isDictionary(value) && text.startsWith('stream', next)
      ? { value, content: contentFrom(value, next) }
      : { value };
  };

  const packedIn = (within: number, index: number): PdfObject => {
    const holder = get(within);
    const dictionary = dictionaryOf(holder.value);
    const inside = unpacked(holder).toString('latin1');
    const first = needed(dictionary.get('/First'));
    const offset = inside.slice(0, first).trim().split(/\s+/)[index * 2 + 1];
    return { value: valueAt(inside, first + needed(offset)).value };
  };

  const get = (number: number): PdfObject => {
    const found = known.get(number);
    if (found) return found;
    const place = places.get(number);
    // What a file does not have, or has taken away, is nothing (7.3.10).
    const object: PdfObject = !place
      ? { value: 'null' }
      : 'at' in place
        ? objectAt(place.at, number)
        : packedIn(place.within, place.index);
    known.set(number, object);
    return object;
  };

  const readTable = (at: number): PdfDictionary => {
    let next = afterSpace(text, at + 'xref'.length);
    for (;;) {
      const [head, first, count] = /^(\d+)[ \t]+(\d+)\s*/.exec(text.slice(next, next + 40)) ?? [];
      if (head === undefined) break;
      next += head.length;
      for (let index = 0; index < Number(count); index += 1) {
        const [entry, place, kind] =
          /^(\d{10}) \d{5} ([nf])\s{0,2}/.exec(text.slice(next, next + 20)) ?? [];
        if (entry === undefined) throw new UnreadablePdf('table');
        remember(Number(first) + index, kind === 'n' ? { at: Number(place) } : undefined);
        next += entry.length;
      }
    }
    if (!text.startsWith('trailer', next)) throw new UnreadablePdf('table');
    return dictionaryOf(valueAt(text, next + 'trailer'.length).value);
  };

  const readTableStream = (at: number): PdfDictionary => {
    const object = objectAt(at);
    const dictionary = dictionaryOf(object.value);
    const widths = dictionary.get('/W');
    if (!Array.isArray(widths) || widths.length !== 3) throw new UnreadablePdf('table');
    const [kindWidth, placeWidth, lastWidth] = widths.map(needed) as [number, number, number];
    const size = kindWidth + placeWidth + lastWidth;
    const content = unpacked(object);
    const given = dictionary.get('/Index');
    const sections = Array.isArray(given)
      ? given.map(needed)
      : [0, needed(dictionary.get('/Size'))];
    const field = (from: number, width: number): number =>
      content.subarray(from, from + width).reduce((sum, byte) => sum * 256 + byte, 0);
    let from = 0;
    for (let section = 0; section + 1 < sections.length; section += 2)
      for (let index = 0; index < (sections[section + 1] ?? 0); index += 1) {
        if (from + size > content.length) throw new UnreadablePdf('table');
        const kind = kindWidth === 0 ? 1 : field(from, kindWidth);
        const place = field(from + kindWidth, placeWidth);
        const last = field(from + kindWidth + placeWidth, lastWidth);
        remember(
          (sections[section] ?? 0) + index,
          kind === 1 ? { at: place } : kind === 2 ? { within: place, index: last } : undefined,
        );
        from += size;
      }
    return dictionary;
  };

  const begin = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(text.slice(-2048))?.[1];
  if (begin === undefined) throw new UnreadablePdf('end');
  const read = new Set<number>();
  const open = [Number(begin)];
  for (let at = open.shift(); at !== undefined; at = open.shift()) {
    if (read.has(at) || read.size > mostTables) throw new UnreadablePdf('tables');
    read.add(at);
    const table = text.startsWith('xref', at) ? readTable(at) : readTableStream(at);
    for (const [key, value] of table) if (!trailer.has(key)) trailer.set(key, value);
    // A file for old and new viewers has both; the older table goes after the newer beside it.
    for (const key of ['/XRefStm', '/Prev']) {
      const next = numberIn(table.get(key));
      if (next !== undefined) open.push(next);
    }
  }
  return { trailer, get };
};

export type PdfObjects = ReturnType<typeof pdfObjects>;
