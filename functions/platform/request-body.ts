import { checkContents, plainField } from './body-contents.ts';
import type { RouteContract } from './contract.ts';
import { Refusal } from './errors.ts';
import { namedTwice } from './json-members.ts';

/**
 * Lambda takes an event of 6 MB, in which a body that is no text grows by a third, and stands beside
 * headers and claims.
 */
export const largestBody = 4_000_000;

type Sent = {
  body?: string | undefined;
  isBase64Encoded: boolean;
  headers: Readonly<Record<string, string | undefined>>;
};

export type ReadBody = { raw: string; json: unknown; type: string };

/** Neither part is told apart by case: RFC 9110, section 8.3.1. */
const mediaTypeOf = (header: string): { type: string; charset: string } => {
  const [type = '', ...parameters] = header.toLowerCase().split(';');
  const charset = parameters
    .map((parameter) => parameter.trim().match(/^charset="?([^"]*)"?$/)?.[1])
    .find((name) => name !== undefined);
  return { type: type.trim(), charset: charset === 'utf8' ? 'utf-8' : (charset ?? 'utf-8') };
};

const inHeader = (name: string, code: string, detail: string): Refusal =>
  new Refusal(415, code, detail, { errors: [{ pointer: `header/${name}`, detail }] });

const ofBody = (status: 400 | 413 | 422, code: string, detail: string, fix: string): Refusal =>
  new Refusal(status, code, `${detail} ${fix}`, { errors: [{ pointer: '', detail, fix }] });

const notUtf8 = () =>
  ofBody(400, 'body-not-utf-8', 'The body is not text in UTF-8.', 'Send it in UTF-8.');

/** What stands where the gateway could not read the bytes of a text. */
const lost = '\uFFFD';

const textOf = ({ body = '', isBase64Encoded }: Sent): string => {
  if (!isBase64Encoded) return body;
  try {
    // A byte order mark is looked for where the text is read.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      Buffer.from(body, 'base64'),
    );
  } catch {
    throw notUtf8();
  }
};

const ofTwice = (names: readonly string[]): Refusal =>
  ofBody(
    422,
    'invalid-body',
    `${['An object names a field twice', ...names.filter((name) => plainField.test(name))].join(', ')}.`,
    'Send it once.',
  );

const parsed = (raw: string): unknown => {
  try {
    // A byte order mark is no part of the text: RFC 8259, section 8.1.
    return JSON.parse(raw.replace(/^\uFEFF/, ''));
  } catch {
    throw ofBody(400, 'body-not-json', 'The body is not JSON.', 'Send one JSON value.');
  }
};

/**
 * The body of a request as text and, where its route takes one, as JSON.
 *
 * @throws Refusal 413 above the limit, 415 for another type, charset or coding, 400 for what is no
 * JSON in UTF-8, 422 for contents that no route takes and for a field that is named twice.
 */
export const readBody = (sent: Sent, contract: RouteContract): ReadBody => {
  if (Buffer.byteLength(sent.body ?? '') > largestBody * (sent.isBase64Encoded ? 4 / 3 : 1) + 4)
    throw ofBody(
      413,
      'body-too-large',
      'The body is larger than 4 MB.',
      'Leave large documents out, and send each by POST /referrals/{referralId}/uploads.',
    );
  const { type, charset } = mediaTypeOf(sent.headers['content-type'] ?? 'application/json');
  if (!contract.body) return { raw: textOf(sent), json: undefined, type };
  const accepted = contract.contentTypes ?? ['application/json'];
  if (!accepted.includes(type))
    throw inHeader('content-type', 'content-type-unknown', `Send one of: ${accepted.join(', ')}.`);
  if (charset !== 'utf-8')
    throw inHeader(
      'content-type',
      'charset-unknown',
      'Send the body in UTF-8, or name no charset.',
    );
  if ((sent.headers['content-encoding'] ?? 'identity').trim().toLowerCase() !== 'identity')
    throw inHeader(
      'content-encoding',
      'content-encoding-unknown',
      'Send the body as it is, not compressed.',
    );
  const raw = textOf(sent);
  if (raw.includes(lost)) throw notUtf8();
  const json = parsed(raw);
  checkContents(json, !contract.access.includes('payer'));
  const twice = namedTwice(raw, json);
  if (twice.length > 0) throw ofTwice(twice);
  return { raw, json, type };
};
