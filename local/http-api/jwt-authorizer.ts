import { createPublicKey, type JsonWebKey, type KeyObject, verify } from 'node:crypto';
import { asList, asObject, asText, type JsonObject } from '../json.ts';
import { type AuthorizerAnswer, type Authorizing, type Incoming, refused } from './exchange.ts';
import { identity } from './identity-source.ts';

export type KeyFinder = (issuer: string, keyId: string) => Promise<KeyObject | undefined>;

const refreshMs = 60_000;

const fetchJson = async (url: string) => asObject(await (await fetch(url)).json());

/** The issuer's published keys, read again at most once a minute when a key id is unknown. */
export const publishedKeys = (): KeyFinder => {
  const issuers = new Map<string, { keys: Map<string, KeyObject>; readAt: number }>();
  const read = async (issuer: string) => {
    const { jwks_uri } = await fetchJson(`${issuer}/.well-known/openid-configuration`);
    const { keys } = await fetchJson(asText(jwks_uri));
    const found = asList<JsonObject>(keys).map((jwk): [string, KeyObject] => [
      asText(jwk.kid),
      createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' }),
    ]);
    issuers.set(issuer, { keys: new Map(found), readAt: performance.now() });
  };
  return async (issuer, keyId) => {
    const known = issuers.get(issuer);
    if (!known || (!known.keys.has(keyId) && performance.now() - known.readAt > refreshMs)) {
      await read(issuer);
    }
    return issuers.get(issuer)?.keys.get(keyId);
  };
};

const invalid = (description: string) =>
  refused(401, 'Unauthorized', {
    'www-authenticate': `Bearer scope="" error="invalid_token" error_description="${description}"`,
  });

const part = (text: string | undefined): JsonObject | undefined => {
  try {
    return asObject(JSON.parse(Buffer.from(text ?? '', 'base64url').toString('utf8')));
  } catch {
    return undefined;
  }
};

/** Claims reach handlers as text: numbers in digits, lists in brackets with spaces. */
const claimTexts = (claims: JsonObject) =>
  Object.fromEntries(
    Object.entries(claims).map(([name, value]) => [
      name,
      Array.isArray(value) ? `[${value.join(' ')}]` : String(value),
    ]),
  );

type Options = { keyOf: KeyFinder; now(): number };
type Verified = { claims: JsonObject };

const signatureHolds = async (token: string, issuer: string, keyOf: KeyFinder) => {
  const [head, body, signature, ...more] = token.split('.');
  const header = part(head);
  if (!header || !body || !signature || more.length || header.alg !== 'RS256') return undefined;
  const key = await keyOf(issuer, asText(header.kid));
  if (!key) return undefined;
  const signed = Buffer.from(`${head}.${body}`);
  const holds = verify('RSA-SHA256', signed, key, Buffer.from(signature, 'base64url'));
  const claims = holds ? part(body) : undefined;
  return claims && { claims };
};

/** The reason a verified token is still not acceptable, in API Gateway's order. */
const objection = (
  claims: JsonObject,
  { issuer, audience }: Authorizing<'jwt'>,
  nowSeconds: number,
): string | undefined => {
  if (claims.iss !== issuer) return 'invalid issuer';
  // Access tokens of Cognito name the client in client_id; it counts only when there is no aud.
  const named = claims.aud === undefined ? [claims.client_id] : asList(claims.aud);
  if (!named.some((name) => audience.includes(asText(name)))) return 'invalid audience';
  if (typeof claims.exp !== 'number' || claims.exp <= nowSeconds) return 'the token has expired';
  const { nbf, iat } = claims;
  if (nbf !== undefined && !(Number(nbf) <= nowSeconds)) return 'the token is not yet valid';
  if (iat !== undefined && !(Number(iat) <= nowSeconds)) return 'the token is not yet valid';
  return undefined;
};

/**
 * The JWT authorizer of HTTP APIs: RS256 keys of the issuer, issuer, audience or client, times, and
 * any one of the route's scopes. No leeway, as in AWS.
 */
export const jwtAuthorizer = ({ keyOf, now }: Options) => {
  const verified = new Map<string, Verified>();

  const verifyOnce = async (token: string, issuer: string) => {
    const cached = verified.get(token);
    if (cached) return cached;
    const result = await signatureHolds(token, issuer, keyOf);
    if (!result) return undefined;
    if (verified.size >= 1000) verified.clear();
    verified.set(token, result);
    return result;
  };

  return async (
    authorizer: Authorizing<'jwt'>,
    scopes: readonly string[],
    incoming: Incoming,
  ): Promise<AuthorizerAnswer> => {
    const given = identity(authorizer.identitySource, incoming);
    if (!given) return refused(401, 'Unauthorized', { 'www-authenticate': 'Bearer' });
    const token = given.replace(/^Bearer\s+/i, '');
    const result = await verifyOnce(token, authorizer.issuer).catch(() => undefined);
    if (!result) return invalid('the token is not valid');
    const { claims } = result;
    const reason = objection(claims, authorizer, Math.floor(now() / 1000));
    if (reason) return invalid(reason);

    const granted = asText(claims.scope ?? claims.scp)
      .split(' ')
      .filter(Boolean);
    if (scopes.length && !scopes.some((scope) => granted.includes(scope))) {
      return refused(403, 'Forbidden', {
        'www-authenticate': `Bearer scope="${scopes.join(' ')}" error="insufficient_scope"`,
      });
    }
    const jwt = { claims: claimTexts(claims), scopes: scopes.length ? granted : null };
    return { outcome: 'admitted', authorizer: { jwt } };
  };
};
