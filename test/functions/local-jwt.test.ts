import { createHmac, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { signToken } from '../../local/cognito/access-token.ts';
import type { Incoming } from '../../local/http-api/exchange.ts';
import { jwtAuthorizer } from '../../local/http-api/jwt-authorizer.ts';

const now = Date.parse('2026-11-23T14:00:00Z');
const seconds = now / 1000;
const issuer = 'http://issuer.example';
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const other = generateKeyPairSync('rsa', { modulusLength: 2048 });
const key = { id: 'k1', privateKey, publicJwk: {} };

const authorizer = {
  kind: 'jwt' as const,
  id: 'A',
  issuer,
  audience: ['console', 'practice'],
  identitySource: '$request.header.Authorization',
};
const authorize = jwtAuthorizer({
  keyOf: async (_issuer, id) => (id === 'k1' ? publicKey : undefined),
  now: () => now,
});

const incoming = (authorization?: string): Incoming => ({
  requestId: 'r',
  method: 'GET',
  path: '/',
  query: '',
  headers: authorization === undefined ? {} : { authorization },
  cookies: [],
  body: Buffer.alloc(0),
  sourceIp: '127.0.0.1',
  receivedAtMs: now,
});

const claims = (more: Record<string, unknown> = {}) => ({
  iss: issuer,
  client_id: 'console',
  token_use: 'access',
  scope: 'openid dripline/user',
  iat: seconds - 10,
  exp: seconds + 10,
  ...more,
});
const without = (name: string) => {
  const { [name]: _left, ...rest } = claims() as Record<string, unknown>;
  return rest;
};
const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const unsigned = `${encoded({ alg: 'none', kid: 'k1' })}.${encoded(claims())}.`;
const signedWithThePublicKey = (() => {
  const head = `${encoded({ alg: 'HS256', kid: 'k1' })}.${encoded(claims())}`;
  const secret = publicKey.export({ type: 'spki', format: 'pem' });
  return `${head}.${createHmac('sha256', secret).update(head).digest('base64url')}`;
})();
const signed = (more: Record<string, unknown>) => `Bearer ${signToken(claims(more), key)}`;

const outcome = async (authorization: string | undefined, scopes = ['dripline/user']) => {
  const admission = await authorize(authorizer, scopes, incoming(authorization));
  return admission.outcome === 'admitted' ? 200 : admission.response.status;
};

describe('the token authorizer', () => {
  const cases: [string, string | undefined, number][] = [
    ['no token', undefined, 401],
    ['a good token', signed({}), 200],
    ['a good token without the word Bearer', signed({}).slice(7), 200],
    ['rubbish', 'Bearer rubbish', 401],
    ['no signature', `Bearer ${unsigned}`, 401],
    ['HMAC with the public key as secret', `Bearer ${signedWithThePublicKey}`, 401],
    [
      'the signature of somebody else',
      `Bearer ${signToken(claims(), { ...key, privateKey: other.privateKey })}`,
      401,
    ],
    ['an unknown key', `Bearer ${signToken(claims(), { ...key, id: 'k2' })}`, 401],
    ['another issuer', signed({ iss: 'http://elsewhere.example' }), 401],
    ['another client', signed({ client_id: 'elsewhere' }), 401],
    ['an audience', signed({ aud: 'practice', client_id: 'elsewhere' }), 200],
    ['an audience list', signed({ aud: ['x', 'practice'] }), 200],
    ['another audience, whatever the client', signed({ aud: 'elsewhere' }), 401],
    ['just expired', signed({ exp: seconds }), 401],
    ['no end', `Bearer ${signToken(without('exp'), key)}`, 401],
    ['not valid yet', signed({ nbf: seconds + 1 }), 401],
    ['valid from now', signed({ nbf: seconds }), 200],
    ['issued in the future', signed({ iat: seconds + 1 }), 401],
    ['without the scope', signed({ scope: 'openid' }), 403],
    ['without any scope', `Bearer ${signToken(without('scope'), key)}`, 403],
    ['with the scope in scp', signed({ scope: undefined, scp: 'dripline/user' }), 200],
  ];
  it.each(cases)('%s', async (_name, token, status) => {
    expect(await outcome(token)).toBe(status);
  });

  it('takes any one of the scopes of a route', async () => {
    expect(await outcome(signed({}), ['dripline/referrals', 'dripline/user'])).toBe(200);
    expect(await outcome(signed({}), [])).toBe(200);
  });

  it('says no more than that it refuses', async () => {
    const answer = await authorize(authorizer, ['x'], incoming(signed({})));
    expect(answer).toMatchObject({ response: { body: '{"message":"Forbidden"}' } });
    const missing = await authorize(authorizer, ['x'], incoming());
    expect(missing).toMatchObject({ response: { body: '{"message":"Unauthorized"}' } });
  });

  it('gives handlers the claims as text', async () => {
    const token = signed({ 'cognito:groups': ['nurse', 'nurse:nur_1'] });
    const admission = await authorize(authorizer, ['dripline/user'], incoming(token));
    expect(admission).toMatchObject({
      authorizer: {
        jwt: {
          claims: { 'cognito:groups': '[nurse nurse:nur_1]', exp: String(seconds + 10) },
          scopes: ['openid', 'dripline/user'],
        },
      },
    });
  });
});
