import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { AwsRefusal } from './call.ts';

type Signed = {
  method: string;
  url: URL;
  headers: Readonly<Record<string, string | string[] | undefined>>;
};

const hmac = (key: string | Buffer, text: string): Buffer =>
  createHmac('sha256', key).update(text).digest();

const escaped = (text: string): string =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );

const canonicalQuery = (query: URLSearchParams): string =>
  [...query]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => [escaped(name), escaped(value)] as const)
    .sort(([a, x], [b, y]) => (a < b || (a === b && x < y) ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');

const mismatch = () =>
  new AwsRefusal(
    'SignatureDoesNotMatch',
    'The request signature we calculated does not match the signature you provided.',
    403,
  );

/** `20261123T140000Z` as milliseconds. */
const instantOf = (date: string): number =>
  Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));

/** The access key id of a request that is signed in its query; undefined of any other. */
export const presignedBy = (url: URL): string | undefined =>
  url.searchParams.has('X-Amz-Signature')
    ? url.searchParams.get('X-Amz-Credential')?.split('/')[0]
    : undefined;

/**
 * Checks a request that is signed in its query as S3 does: Signature Version 4, "Authenticating
 * Requests: Using Query Parameters".
 *
 * @throws AwsRefusal 403 when it is too late, signed by another key or for another request, or has
 * a header of Amazon's that was not signed.
 */
export const checkPresigned = ({ method, url, headers }: Signed, secret: string, now: number) => {
  const query = url.searchParams;
  const told = (name: string) => query.get(`X-Amz-${name}`) ?? '';
  const signedHeaders = told('SignedHeaders').split(';');
  const begins = instantOf(told('Date'));
  const ends = begins + Number(told('Expires')) * 1000;
  if (!(begins <= now + 15 * 60_000 && now < ends))
    throw new AwsRefusal('AccessDenied', 'Request has expired', 403);
  const unsigned = Object.keys(headers).filter(
    (name) => name.startsWith('x-amz-') && !signedHeaders.includes(name),
  );
  if (unsigned.length > 0)
    throw new AwsRefusal(
      'AccessDenied',
      'There were headers present in the request which were not signed',
      403,
    );
  const [, ...scope] = told('Credential').split('/');
  const canonical = [
    method,
    url.pathname,
    canonicalQuery(query),
    ...signedHeaders.map(
      (name) =>
        `${name}:${String(headers[name] ?? '')
          .trim()
          .replace(/ +/g, ' ')}`,
    ),
    '',
    told('SignedHeaders'),
    'UNSIGNED-PAYLOAD',
  ].join('\n');
  const text = [
    'AWS4-HMAC-SHA256',
    told('Date'),
    scope.join('/'),
    createHash('sha256').update(canonical).digest('hex'),
  ].join('\n');
  const key = scope.reduce<string | Buffer>((from, part) => hmac(from, part), `AWS4${secret}`);
  const expected = hmac(key, text);
  const given = Buffer.from(told('Signature'), 'hex');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw mismatch();
};
