import type { SentDocument } from '../../platform/document-gateway.ts';
import {
  allowanceOf,
  halfOf,
  type ReadingAllowance,
  TooMuch,
} from '../../platform/pdf/allowance.ts';
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
  /** It is not where it was put: nobody here can send it. */
  isMissing?: true;
};

/**
 * Bytes of all that is appended: a packet is handed out in one answer, which AWS allows 6 MB of, in base64.
 * Source: Lambda quotas, invocation payload (synchronous).
 */
export const mostAppended = 4_000_000;

type Reader = (content: Buffer, allowance: ReadingAllowance) => ForeignPages;

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
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

const notThere = 'it is not where it was kept: ask whoever sent it for it again';
const tooLarge = 'it is too large for one file';

/** The pages of one, or why there are none: it is locked, broken, or would not look the same on paper. */
const pagesOf = (
  { contentType, data }: SentDocument,
  allowance: ReadingAllowance,
): Pick<Enclosed, 'behind' | 'because'> => {
  try {
    const behind = readers.get(plainly(contentType))?.(Buffer.from(data, 'base64'), allowance);
    if (behind) return { behind };
  } catch (error) {
    // Nobody is sent half a document: a person sends the whole one.
    if (error instanceof TooMuch) return { because: tooLarge };
  }
  return {
    because: 'it is locked, broken, a form that is filled on a screen, or holds more than pages',
  };
};

const left = (document: DocumentReference): string =>
  readers.has(plainly(document.contentType))
    ? tooLarge
    : `${plainly(document.contentType)} cannot be appended`;

/**
 * Each document that was stored, in their order.
 *
 * @param read the contents of `appendable` documents, in the same order
 */
export const enclosedIn = (
  documents: readonly DocumentReference[],
  read: readonly (SentDocument | undefined)[],
): Enclosed[] => {
  const contents = new Map(appendable(documents).map((one, index) => [one, read[index]]));
  const allowance = allowanceOf();
  let room = mostAppended;
  return documents
    .filter(({ storedAs }) => storedAs !== undefined)
    .map((document): Enclosed => {
      const content = contents.get(document);
      if (!content && contents.has(document))
        return { document, because: notThere, isMissing: true };
      if (!content) return { document, because: left(document) };
      const { behind, because } = pagesOf(content, halfOf(allowance));
      if (!behind) return { document, ...(because ? { because } : {}) };
      // What was packed more tightly where it was is larger here.
      if (behind.bytes > room) return { document, because: tooLarge };
      room -= behind.bytes;
      return { document, behind };
    });
};
