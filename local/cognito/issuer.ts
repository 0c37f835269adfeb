import { timingSafeEqual } from 'node:crypto';
import type { Incoming, Outgoing } from '../http-api/exchange.ts';
import { accessTokenClaims, signToken } from './access-token.ts';
import { type Client, clientSecret } from './clients.ts';
import type { SigningKey } from './signing-key.ts';
import { userInfo } from './user-info.ts';

type Options = { issuer: string; key: SigningKey; clients: readonly Client[]; now(): number };

const lifetimeSeconds = 900;

const answer = (status: number, body: unknown): Outgoing => ({
  status,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  body: JSON.stringify(body),
});

const credentials = (incoming: Incoming, form: URLSearchParams): [string, string] => {
  const [, basic] = /^Basic (.+)$/i.exec(incoming.headers.authorization ?? '') ?? [];
  if (!basic) return [form.get('client_id') ?? '', form.get('client_secret') ?? ''];
  const [id = '', ...secret] = Buffer.from(basic, 'base64').toString('utf8').split(':');
  return [id, secret.join(':')];
};

const same = (left: string, right: string) => {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
};

/** The user pool's public side: keys, discovery, names, and the client-credentials grant. */
export const cognitoIssuer = ({ issuer, key, clients, now }: Options) => {
  const grant = (incoming: Incoming): Outgoing => {
    const form = new URLSearchParams(incoming.body.toString('utf8'));
    if (form.get('grant_type') !== 'client_credentials') {
      return answer(400, { error: 'unsupported_grant_type' });
    }
    const [id, secret] = credentials(incoming, form);
    const client = clients.find((each) => each.id === id && each.isSystem);
    if (!client || !same(secret, clientSecret(key, id))) {
      return answer(400, { error: 'invalid_client' });
    }
    const asked = (form.get('scope') ?? '').split(' ').filter(Boolean);
    if (asked.some((scope) => !client.scopes.includes(scope))) {
      return answer(400, { error: 'invalid_scope' });
    }
    const scope = (asked.length ? asked : client.scopes).join(' ');
    const nowSeconds = Math.floor(now() / 1000);
    const claims = accessTokenClaims({
      issuer,
      clientId: id,
      subject: id,
      scope,
      nowSeconds,
      lifetimeSeconds,
    });
    return answer(200, {
      access_token: signToken(claims, key),
      expires_in: lifetimeSeconds,
      token_type: 'Bearer',
    });
  };

  /** `path` is relative to the issuer. */
  return (path: string, incoming: Incoming): Outgoing | undefined => {
    if (path === '/.well-known/jwks.json') return answer(200, { keys: [key.publicJwk] });
    if (path === '/.well-known/openid-configuration') {
      return answer(200, {
        issuer,
        jwks_uri: `${issuer}/.well-known/jwks.json`,
        token_endpoint: `${issuer}/oauth2/token`,
        userinfo_endpoint: `${issuer}/oauth2/userInfo`,
        id_token_signing_alg_values_supported: ['RS256'],
      });
    }
    if (path === '/oauth2/userInfo') {
      const told = userInfo(incoming.headers.authorization, key, Math.floor(now() / 1000));
      return told ? answer(200, told) : answer(401, { error: 'invalid_token' });
    }
    if (path === '/oauth2/token' && incoming.method === 'POST') return grant(incoming);
    return undefined;
  };
};
