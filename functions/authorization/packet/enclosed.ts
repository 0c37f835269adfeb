import type { SentDocument } from '../../platform/document-gateway.ts';
import { type ForeignPages, foreignPages } from '../../platform/pdf/foreign-pages.ts';
import { jpegPage, pngPage } from '../../platform/pdf/picture-pages.ts';
import type { DocumentReference } from '../../referral/referral.ts';

/**
 * What of the documents of a referral stands in its packet: pages of PDFs and pictures behind it; what
 * cannot stand there is named, with why, for whoever sends it beside.
 */
export type Enclosed = {
  document: DocumentReference;
  /** Its pages behind the packet; without where it is to be sent beside it. */
  behind?: ForeignPages;
  because?: string;
};

/**
 * Bytes of all that is appended: a packet is handed out in one answer, which AWS allows 6 MB of, in base64.
 * Source: Lambda quotas, invocation payload (synchronous).
 */
export const mostAppended = 4_000_000;

const readers: ReadonlyMap<string, (content: Buffer) => ForeignPages> = new Map([
  ['application/pdf', foreignPages],
  ['image/jpeg', jpegPage],
  ['image/png', pngPage],
]);

const plainly = (contentType: string): string =>
  (contentType.split(';')[0] ?? '').trim().toLowerCase();

/** Which of them are read at all: of a kind that can be appended, and so many as fit. */
export const appendable = (documents: readonly DocumentReference[]): DocumentReference[] => {
  let room = mostAppended;
  return documents.filter(({ storedAs, contentType, bytes = mostAppended + 1 }) => {
    if (storedAs === undefined || !readers.has(plainly(contentType)) || bytes > room) return false;
    room -= bytes;
    return true;
  });
};

/** The pages of one; nothing where it is locked, broken, or would not look the same on paper. */
const pagesOf = ({ contentType, data }: SentDocument): ForeignPages | undefined => {
  try {
    return readers.get(plainly(contentType))?.(Buffer.from(data, 'base64'));
  } catch {
    // Nobody is sent half a document: a person sends the whole one.
    return undefined;
  }
};

const left = (document: DocumentReference): string =>
  readers.has(plainly(document.contentType))
    ? 'it is too large for one file'
    : `${plainly(document.contentType)} cannot be appended`;

/**
 * Each document that was stored, in their order.
 *
 * @param read the contents of `appendable` documents, in the same order
 */
export const enclosedIn = (
  documents: readonly DocumentReference[],
  read: readonly SentDocument[],
): Enclosed[] => {
  const contents = new Map(appendable(documents).map((one, index) => [one, read[index]]));
  return documents
    .filter(({ storedAs }) => storedAs !== undefined)
    .map((document): Enclosed => {
      const content = contents.get(document);
      if (!content) return { document, because: left(document) };
      const behind = pagesOf(content);
      return behind
        ? { document, behind }
        : { document, because: 'it is locked, broken or a form that is filled on a screen' };
    });
};
