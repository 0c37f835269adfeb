import { inflated, type ReadingAllowance } from './allowance.ts';
import {
  afterSpace,
  isDictionary,
  isReference,
  type PdfDictionary,
  type PdfValue,
  UnreadablePdf,
  valueAt,
} from './pdf-values.ts';
import { unfiltered } from './png-rows.ts';

/** An object of a file: its value and, of a stream, its content as it lies there. */
export type PdfObject = { value: PdfValue; content?: Buffer };

/** Where an object is: at a place of the file, or the so-and-so-many-th in another one. */
type Place = { at: number } | { within: number; index: number };

/** A stream of objects, unpacked: where they begin, and before that the number and the place of each. */
type Holder = { inside: string; first: number; heads: readonly string[] };

/** What a sign of those numbers takes at most: each may be one of its own. */
const perHeadSign = 20;

/** No file of a practice has more places of objects, in all of its tables. */
const mostPlaces = 100_000;
const mostTables = 200;

export const numberIn = (value: PdfValue | undefined): number | undefined => {
  return typeof value === 'string' && /^\d{1,10}$/.test(value) ? Number(value) : undefined;
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
const unpacked = ({ value, content }: PdfObject, allowance: ReadingAllowance): Buffer => {
  const dictionary = dictionaryOf(value);
  if (!content) throw new UnreadablePdf('stream');
  const [filter, parameters] = ['/Filter', '/DecodeParms'].map((name) => {
    const one = dictionary.get(name);
    return Array.isArray(one) && one.length === 1 ? one[0] : one;
  });
  if (filter === undefined) return content;
  if (filter !== '/FlateDecode') throw new UnreadablePdf('filter');
  const plain = inflated(content, allowance);
  const predictor = isDictionary(parameters) ? (numberIn(parameters.get('/Predictor')) ?? 1) : 1;
  if (predictor === 1) return plain;
  if (predictor < 10 || !isDictionary(parameters)) throw new UnreadablePdf('predictor');
  return unfiltered(plain, numberIn(parameters.get('/Columns')) ?? 1, 1);
};

/**
 * The objects of a file, found through its own tables of places, the newest first, as a viewer does. What
 * is not as the standard has it is an error: nobody is sent half a document. Source: ISO 32000-1, 7.5.
 *
 * @throws UnreadablePdf, or an error of what unpacks it
 */
export const pdfObjects = (file: Buffer, allowance: ReadingAllowance) => {
  const { spend } = allowance;
  const text = file.toString('latin1');
  const places = new Map<number, Place | undefined>();
  const known = new Map<number, PdfObject>();
  const holders = new Map<number, Holder>();
  let placesTold = 0;
  const trailer: PdfDictionary = new Map();

  const remember = (number: number, place: Place | undefined) => {
    placesTold += 1;
    if (placesTold > mostPlaces) throw new UnreadablePdf('objects');
    if (!places.has(number)) places.set(number, place);
  };

  const contentFrom = (dictionary: PdfDictionary, at: number): Buffer => {
    const from = at + (/^stream(\r\n|\n)/.exec(text.slice(at, at + 8))?.[0].length ?? 0);
    if (from === at) throw new UnreadablePdf('stream');
    const length = dictionary.get('/Length');
    const size = needed(isReference(length) ? get(length.object).value : length);
    const end = afterSpace(text, from + size);
    if (!text.startsWith('endstream', end)) throw new UnreadablePdf('stream');
    spend(end - from);
    return file.subarray(from, from + size);
  };

  const objectAt = (at: number, number?: number): PdfObject => {
    const [head, told] = /^\s*(\d+)\s+\d+\s+obj\b/.exec(text.slice(at, at + 60)) ?? [];
    if (head === undefined || (number !== undefined && Number(told) !== number))
      throw new UnreadablePdf('object');
    const { value, end } = valueAt(text, at + head.length, spend);
    const next = afterSpace(text, end);
    // Objects may lie within one another, so that a file is gone through many times.
    spend(next - at);
    return isDictionary(value) && text.startsWith('stream', next)
      ? { value, content: contentFrom(value, next) }
      : { value };
  };

  const holderAt = (number: number): Holder => {
    const found = holders.get(number);
    if (found) return found;
    // One that lies in another is none (7.5.7), and could lie in itself.
    const place = places.get(number);
    if (!place || !('at' in place)) throw new UnreadablePdf('holder');
    const object = get(number);
    const first = needed(dictionaryOf(object.value).get('/First'));
    const inside = unpacked(object, allowance).toString('latin1');
    const head = inside.slice(0, first);
    spend(head.length * perHeadSign);
    const holder = { inside, first, heads: head.trim().split(/\s+/) };
    holders.set(number, holder);
    return holder;
  };

  const packedIn = (number: number, within: number, index: number): PdfObject => {
    const { inside, first, heads } = holderAt(within);
    if (numberIn(heads[index * 2]) !== number) throw new UnreadablePdf('object');
    const at = first + needed(heads[index * 2 + 1]);
    const { value, end } = valueAt(inside, at, spend);
    spend(end - at);
    return { value };
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
        : packedIn(number, place.within, place.index);
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
    const { value, end } = valueAt(text, next + 'trailer'.length, spend);
    spend(end - at);
    return dictionaryOf(value);
  };

  const readTableStream = (at: number): PdfDictionary => {
    const object = objectAt(at);
    const dictionary = dictionaryOf(object.value);
    const widths = dictionary.get('/W');
    if (!Array.isArray(widths) || widths.length !== 3) throw new UnreadablePdf('table');
    const [kindWidth, placeWidth, lastWidth] = widths.map(needed) as [number, number, number];
    const size = kindWidth + placeWidth + lastWidth;
    if (size === 0) throw new UnreadablePdf('table');
    const content = unpacked(object, allowance);
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
