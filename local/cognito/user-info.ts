import { verify } from 'node:crypto';
import { asObject, asText, type JsonObject } from '../json.ts';
import { exampleName } from './example-people.ts';
import type { SigningKey } from './signing-key.ts';

const part = (text: string | undefined): JsonObject =>
  asObject(JSON.parse(Buffer.from(text ?? '', 'base64url').toString('utf8')));

/** The claims of a token that this issuer signed and that has not run out. */
const claimsOf = (
  authorization: string,
  { publicJwk }: SigningKey,
  nowSeconds: number,
): JsonObject | undefined => {
  const [, head, body, signature] =
    /^Bearer ([\w-]+)\.([\w-]+)\.([\w-]+)$/i.exec(authorization) ?? [];
  if (!head || !body || !signature) return undefined;
  const key = { key: publicJwk, format: 'jwk' } as const;
  const holds = verify(
    'RSA-SHA256',
    Buffer.from(`${head}.${body}`),
    key,
    Buffer.from(signature, 'base64url'),
  );
  const claims = holds ? part(body) : undefined;
  return claims && Number(claims.exp) > nowSeconds ? claims : undefined;
};

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** What an invented person is called here: as at the sign-in, else by what the token was asked for. */
const nameOf = (claims: JsonObject): string => {
  const [role = 'somebody', ...own] = asText(claims.username).split('-');
  const known = exampleName(role, own.join('-'));
  if (known) return known;
  return own.length > 0 ? `${own.map(capital).join(' ')} (${role})` : capital(role);
};

/** What Cognito's user info endpoint tells of whoever has an access token; undefined of a bad one. */
export const userInfo = (
  authorization: string | undefined,
  key: SigningKey,
  nowSeconds: number,
): JsonObject | undefined => {
  try {
    const claims = claimsOf(authorization ?? '', key, nowSeconds);
    return claims?.username ? { sub: asText(claims.sub), name: nameOf(claims) } : undefined;
  } catch {
    return undefined;
  }
};
