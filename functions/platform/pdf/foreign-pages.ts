import { allowanceOf, type ReadingAllowance } from './allowance.ts';
import { type PdfObject, type PdfObjects, pdfObjects } from './pdf-objects.ts';
import {
  heldBy,
  isDictionary,
  isReference,
  type PdfDictionary,
  type PdfValue,
  UnreadablePdf,
  writtenValue,
} from './pdf-values.ts';

/** Pages that others made, as objects behind ours. */
export type ForeignPages = {
  pages: number;
  /** How many bytes a file takes for them, at most. */
  bytes: number;
  /** The objects from this number on, whose pages have that parent; and which of them are the pages. */
  write: (first: number, parent: number) => { objects: Buffer[]; pages: number[] };
};

const mostPages = 400;
const mostCopied = 50_000;
const deepestTree = 40;

/** What a page has from whatever holds it (ISO 32000-1, 7.7.3.4). */
const inherited = ['/Resources', '/MediaBox', '/CropBox', '/Rotate'] as const;

/** What leads back into the file it was in, or does something by itself: a page on paper needs none of it. */
const leftOfPage: ReadonlySet<string> = new Set([
  ...['/Parent', '/AA', '/B', '/Metadata', '/PieceInfo', '/PresSteps', '/StructParents', '/Thumb'],
]);
const leftOfAnnotation: ReadonlySet<string> = new Set([
  ...['/Parent', '/A', '/AA', '/P', '/Dest', '/Popup', '/StructParent'],
]);

/** Marks that hold what is on no paper, such as a file or a film, or that may run by themselves. */
const moreThanMarks: ReadonlySet<PdfValue | undefined> = new Set([
  ...['/FileAttachment', '/Sound', '/Movie', '/Screen', '/RichMedia', '/3D'],
]);
/** By these a stream has its content from another file. Source: ISO 32000-1, 7.3.8.2, 8.10.4, 14.11.7. */
const fromElsewhere = ['/F', '/Ref', '/OPI'] as const;

const isOf = (value: PdfValue | undefined, type: string): boolean =>
  isDictionary(value) && value.get('/Type') === type;

type Found = { object: number; page: PdfDictionary };

const pagesIn = ({ get }: PdfObjects, root: PdfDictionary): Found[] => {
  const pages: Found[] = [];
  const seen = new Set<number>();
  const walk = (value: PdfValue | undefined, from: PdfDictionary, depth: number): void => {
    if (!isReference(value) || seen.has(value.object) || depth > deepestTree)
      throw new UnreadablePdf('pages');
    seen.add(value.object);
    const node = get(value.object).value;
    if (!isDictionary(node)) throw new UnreadablePdf('pages');
    const given: PdfDictionary = new Map(from);
    for (const key of inherited) {
      const own = node.get(key);
      if (own !== undefined) given.set(key, own);
    }
    const kids = node.get('/Kids');
    const resolved = isReference(kids) ? get(kids.object).value : kids;
    if (Array.isArray(resolved)) for (const kid of resolved) walk(kid, given, depth + 1);
    else if (isOf(node, '/Page'))
      pages.push({ object: value.object, page: new Map([...node, ...given]) });
    else throw new UnreadablePdf('pages');
    if (pages.length > mostPages) throw new UnreadablePdf('pages');
  };
  walk(root.get('/Pages'), new Map(), 0);
  return pages;
};

const without = (dictionary: PdfDictionary, names: ReadonlySet<string>): PdfDictionary =>
  new Map([...dictionary].filter(([key]) => !names.has(key)));

/** A mark on a page, such as a filled field or a stamp, with what it does taken off. */
const isAnnotation = (value: PdfDictionary): boolean =>
  value.has('/Rect') && value.has('/Subtype') && !value.has('/BBox');

const withoutLeft = (value: PdfValue): PdfValue => {
  if (Array.isArray(value)) return value.map(withoutLeft);
  if (!isDictionary(value)) return value;
  const isMark = isAnnotation(value);
  if (isMark && moreThanMarks.has(value.get('/Subtype'))) throw new UnreadablePdf('attached');
  const kept = isMark ? without(value, leftOfAnnotation) : value;
  return new Map([...kept].map(([key, one]) => [key, withoutLeft(one)]));
};

const referencesIn = (value: PdfValue): number[] => {
  if (isReference(value)) return [value.object];
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  return isDictionary(value) ? [...value.values()].flatMap(referencesIn) : [];
};

/**
 * What would not look the same on paper: a form that a viewer fills in itself, layers of which some are
 * hidden, or files within the file, of which its pages may be no more than the cover.
 */
const looksOtherwise = ({ get }: PdfObjects, root: PdfDictionary): boolean => {
  const [fields, names] = ['/AcroForm', '/Names'].map((key) => {
    const value = root.get(key);
    return isReference(value) ? get(value.object).value : value;
  });
  return (
    root.has('/OCProperties') ||
    root.has('/Collection') ||
    (isDictionary(names) && names.has('/EmbeddedFiles')) ||
    (isDictionary(fields) && (fields.has('/XFA') || fields.get('/NeedAppearances') === 'true'))
  );
};

/** Every object that the pages need, in the order in which it was met. */
const neededBy = (
  { get }: PdfObjects,
  pages: readonly Found[],
  { spend }: ReadingAllowance,
): Map<number, PdfObject> => {
  const copied = new Map<number, PdfObject>();
  const own = new Map(pages.map(({ object, page }) => [object, page]));
  // What is put into a set while it is gone through comes at its end, once.
  const open = new Set(own.keys());
  for (const object of open) {
    if (copied.size > mostCopied) throw new UnreadablePdf('objects');
    const { content, value } = get(object);
    if (content && isDictionary(value) && fromElsewhere.some((key) => value.has(key)))
      throw new UnreadablePdf('elsewhere');
    const page = own.get(object);
    // A page of the file that is none of its tree, or what holds pages, stays where it was.
    const isElsewhere = !page && (isOf(value, '/Page') || isOf(value, '/Pages'));
    const kept = isElsewhere ? 'null' : withoutLeft(page ? without(page, leftOfPage) : value);
    // What a tree says for all of its pages is held for each.
    spend(heldBy(kept));
    copied.set(object, { value: kept, ...(content && !isElsewhere ? { content } : {}) });
    for (const next of referencesIn(kept)) open.add(next);
  }
  return copied;
};

const objectSource = (
  { value, content }: PdfObject,
  numberOf: (object: number) => number | undefined,
): Buffer => {
  if (!content || !isDictionary(value)) return Buffer.from(writtenValue(value, numberOf), 'latin1');
  const dictionary = new Map(value).set('/Length', String(content.length));
  return Buffer.concat([
    Buffer.from(`${writtenValue(dictionary, numberOf)}\nstream\n`, 'latin1'),
    content,
    Buffer.from('\nendstream'),
  ]);
};

/** No number of an object is longer. */
const longestNumber = 9_999_999;
/** Bytes of an object beside its value and content: its head and end, its length, its place in the table. */
const bytesAround = 120;

const bytesOf = ({ value, content }: PdfObject): number =>
  bytesAround + writtenValue(value, () => longestNumber).length + (content?.length ?? 0);

/**
 * The pages of a PDF, ready to be put behind others.
 *
 * @throws UnreadablePdf, or an error of what unpacks it, where it is locked, broken, or would not look the same.
 */
export const foreignPages = (file: Buffer, allowance = allowanceOf()): ForeignPages => {
  const objects = pdfObjects(file, allowance);
  const { trailer, get } = objects;
  if (trailer.has('/Encrypt')) throw new UnreadablePdf('locked');
  const catalog = trailer.get('/Root');
  const root = isReference(catalog) ? get(catalog.object).value : catalog;
  if (!isDictionary(root)) throw new UnreadablePdf('root');
  if (looksOtherwise(objects, root)) throw new UnreadablePdf('form');
  const pages = pagesIn(objects, root);
  if (pages.length === 0) throw new UnreadablePdf('pages');
  const copied = neededBy(objects, pages, allowance);
  const order = new Map([...copied.keys()].map((object, index) => [object, index]));
  return {
    pages: pages.length,
    bytes: [...copied.values()].reduce((sum, one) => sum + bytesOf(one), 0),
    write: (first, parent) => {
      const numberOf = (object: number): number | undefined => {
        const index = order.get(object);
        return index === undefined ? undefined : first + index;
      };
      const isPage = new Set(pages.map(({ object }) => object));
      return {
        objects: [...copied].map(([object, { value, content }]) =>
          objectSource(
            isPage.has(object) && isDictionary(value)
              ? { value: new Map(value).set('/Parent', `${parent} 0 R`) }
              : { value, ...(content ? { content } : {}) },
            numberOf,
          ),
        ),
        pages: pages.map(({ object }) => numberOf(object) ?? 0),
      };
    },
  };
};
