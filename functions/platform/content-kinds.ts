import { lookup } from './lookup.ts';

/** A payer takes attachments inside the request; more than this, all together, none takes. */
export const mostBytesTogether = 20_000_000;

/**
 * How the content of scans and letters begins. PDF: ISO 32000-2, 7.5.2. JPEG: ITU-T T.81, B.1.1.3.
 * PNG: W3C PNG, 5.2. TIFF: revision 6.0, section 2, in either order of bytes.
 */
const beginnings = lookup<readonly string[]>({
  'application/pdf': ['255044462d'],
  'image/jpeg': ['ffd8ff'],
  'image/png': ['89504e470d0a1a0a'],
  'image/tiff': ['49492a00', '4d4d002a'],
});

/** The media types of documents that may be uploaded. */
export const uploadedTypes = ['application/pdf', 'image/jpeg', 'image/png', 'image/tiff'] as const;

/** What else is a document when it comes with an order: notes and results as record systems write them. */
const written =
  /^(text\/(plain|html|rtf|xml|cda)|application\/(rtf|xml|(xhtml|hl7-cda|cda)\+xml|fhir\+(json|xml)))$/;

/** How many bytes tell the kind of a content, and how many signs of base64 hold them. */
export const tellingBytes = 8;
const tellingSigns = 12;

/** The media type that a content is by how it begins; undefined when it is none of those known. */
export const kindOf = (content: Uint8Array): string | undefined => {
  const begins = Buffer.from(content.subarray(0, tellingBytes)).toString('hex');
  return uploadedTypes.find((type) => beginnings[type]?.some((each) => begins.startsWith(each)));
};

/** Names that record systems write for a type, though it is registered by another. */
const misnamed = lookup<string>({
  'application/x-pdf': 'application/pdf',
  'image/jpg': 'image/jpeg',
  'image/tif': 'image/tiff',
});

/** What is written where nobody says what a content is: RFC 2046, section 4.5.1. */
const unsaid = 'application/octet-stream';

const plainType = (contentType: string): string => {
  const type = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  return misnamed[type] ?? type;
};

/**
 * What a content is instead of what it is said to be, in words; undefined where nothing speaks
 * against it. A type that has no beginning of its own is contradicted by one that has.
 */
export const contradiction = (contentType: string, content: Uint8Array): string | undefined => {
  const said = plainType(contentType);
  const found = kindOf(content);
  if (found === said) return undefined;
  if (found) return `the content is ${found}`;
  return beginnings[said] ? `the content does not begin as ${said} does` : undefined;
};

const beginningOf = (base64: string): Uint8Array =>
  Buffer.from(base64.slice(0, tellingSigns), 'base64');

/** The type that a content in base64 is kept by: as it is said, or, where it is not, as it begins. */
export const typeKept = (contentType: string, base64: string): string =>
  plainType(contentType) === unsaid ? (kindOf(beginningOf(base64)) ?? contentType) : contentType;

/** As {@link contradiction}, of a content in base64 that comes with an order; a kind that is no document speaks against it. */
export const contradictionIn = (contentType: string, base64: string): string | undefined => {
  const said = plainType(contentType);
  return beginnings[said] || written.test(said)
    ? contradiction(contentType, beginningOf(base64))
    : 'is no kind of document that is taken: send PDF, TIFF, JPEG, PNG, RTF, text, HTML or XML';
};

/** What to do about it. */
export const contradictionFix = 'Name the type that the content has, or send the right content.';
