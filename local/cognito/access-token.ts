import { createHash, randomUUID, sign } from 'node:crypto';
import type { SigningKey } from './signing-key.ts';

export type Claims = Record<string, unknown>;

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Signs claims as the issuer does: RS256 with the key id in the header. */
export const signToken = (claims: Claims, { id, privateKey }: SigningKey): string => {
  const signed = `${part({ kid: id, alg: 'RS256' })}.${part(claims)}`;
  return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), privateKey).toString('base64url')}`;
};

/** The same person or system has the same subject in every token. */
export const makeSubject = (name: string): string => {
  const hex = createHash('sha256').update(name).digest('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
};

type Asked = {
  issuer: string;
  clientId: string;
  subject: string;
  scope: string;
  groups?: readonly string[];
  /** What a person signs in with. */
  username?: string;
  nowSeconds: number;
  lifetimeSeconds: number;
};

/** The claims of a Cognito access token. */
export const accessTokenClaims = (asked: Asked): Claims => ({
  sub: asked.subject,
  ...(asked.groups?.length && { 'cognito:groups': asked.groups }),
  ...(asked.username && { username: asked.username }),
  iss: asked.issuer,
  version: 2,
  client_id: asked.clientId,
  token_use: 'access',
  scope: asked.scope,
  auth_time: asked.nowSeconds,
  iat: asked.nowSeconds,
  exp: asked.nowSeconds + asked.lifetimeSeconds,
  jti: randomUUID(),
});
