import { timingSafeEqual } from 'node:crypto';
import type { Incoming, Outgoing } from '../http-api/exchange.ts';
import { accessTokenClaims, signToken } from './access-token.ts';
import { jsonAnswer, lifetimeSeconds } from './answer.ts';
import { type Client, clientSecret } from './clients.ts';
import { type AskPeople, personSignIn } from './person-sign-in.ts';
import type { SigningKey } from './signing-key.ts';
import { userInfo } from './user-info.ts';

type Options = {
  issuer: string;
  key: SigningKey;
  clients: readonly Client[];
  /** Who may sign in besides those who are always there. */
  ask: AskPeople;
  now(): number;
};

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

/** The user pool's public side: keys, discovery, names, and how systems and people sign in. */
export const cognitoIssuer = ({ issuer, key, clients, ask, now }: Options) => {
  const people = personSignIn({ issuer, key, clients, ask, now });
  const grant = (incoming: Incoming): Outgoing => {
    const form = new URLSearchParams(incoming.body.toString('utf8'));
    const ofPerson = people.grant(form);
    if (ofPerson) return ofPerson;
    if (form.get('grant_type') !== 'client_credentials') {
      return jsonAnswer(400, { error: 'unsupported_grant_type' });
    }
    const [id, secret] = credentials(incoming, form);
    const client = clients.find((each) => each.id === id && each.isSystem);
    if (!client || !same(secret, clientSecret(key, id))) {
      return jsonAnswer(400, { error: 'invalid_client' });
    }
    const asked = (form.get('scope') ?? '').split(' ').filter(Boolean);
    if (asked.some((scope) => !client.scopes.includes(scope))) {
      return jsonAnswer(400, { error: 'invalid_scope' });
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
    return jsonAnswer(200, {
      access_token: signToken(claims, key),
      expires_in: lifetimeSeconds,
      token_type: 'Bearer',
    });
  };

  /** `path` is relative to the issuer. */
  return async (path: string, incoming: Incoming): Promise<Outgoing | undefined> => {
    if (path === '/.well-known/jwks.json') return jsonAnswer(200, { keys: [key.publicJwk] });
    if (path === '/.well-known/openid-configuration') {
      return jsonAnswer(200, {
        issuer,
        jwks_uri: `${issuer}/.well-known/jwks.json`,
        authorization_endpoint: `${issuer}/oauth2/authorize`,
        token_endpoint: `${issuer}/oauth2/token`,
        userinfo_endpoint: `${issuer}/oauth2/userInfo`,
        revocation_endpoint: `${issuer}/oauth2/revoke`,
        end_session_endpoint: `${issuer}/logout`,
        id_token_signing_alg_values_supported: ['RS256'],
      });
    }
    if (path === '/oauth2/userInfo') {
      const told = userInfo(incoming.headers.authorization, key, Math.floor(now() / 1000));
      return told ? jsonAnswer(200, told) : jsonAnswer(401, { error: 'invalid_token' });
    }
    if (path === '/oauth2/token' && incoming.method === 'POST') return grant(incoming);
    return people.pages(path, incoming);
  };
};
