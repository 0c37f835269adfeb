import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Incoming, Outgoing } from '../http-api/exchange.ts';
import { makeSubject, signToken } from './access-token.ts';
import { jsonAnswer, lifetimeSeconds } from './answer.ts';
import type { Client } from './clients.ts';
import { type AskPeople, examplePeople, type Person } from './example-people.ts';
import { claimsFor } from './roles.ts';
import { refusedPage, signInPage } from './sign-in-page.ts';
import type { SigningKey } from './signing-key.ts';

export type { AskPeople };

type Options = {
  issuer: string;
  key: SigningKey;
  clients: readonly Client[];
  ask: AskPeople;
  now(): number;
};

type Code = {
  clientId: string;
  redirectUri: string;
  challenge: string;
  nonce: string;
  scope: string;
  person: Person;
  endsAt: number;
};

/** What a refresh token says of itself, signed: it outlives a restart of the service. */
type Refresh = {
  family: string;
  turn: number;
  clientId: string;
  scope: string;
  person: Person;
  signedInAt: number;
};

const codeMs = 5 * 60_000;
const refreshMs = 12 * 60 * 60_000;
/** So long the page does not ask again who somebody is. */
const sessionMs = 60 * 60_000;
/** So long a token that was exchanged is taken once more: its answer may have been lost. */
const graceMs = 30_000;
const cookieName = 'dripline-person';

const sameText = (left: string, right: string) => {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
};

const redirect = (to: string, cookies: string[] = []): Outgoing => ({
  status: 302,
  headers: { location: to, 'cache-control': 'no-store' },
  cookies,
  body: '',
});

const withQuery = (address: string, query: Record<string, string>) => {
  const url = new URL(address);
  for (const [name, value] of Object.entries(query)) if (value) url.searchParams.set(name, value);
  return url.href;
};

/** Text that only this issuer can have written. */
const seals = ({ privateKey }: SigningKey) => {
  const secret = createHmac('sha256', privateKey.export({ type: 'pkcs8', format: 'der' }))
    .update('people')
    .digest();
  const mark = (content: string) =>
    createHmac('sha256', secret).update(content).digest('base64url');
  return {
    seal: (value: unknown): string => {
      const content = Buffer.from(JSON.stringify(value)).toString('base64url');
      return `${content}.${mark(content)}`;
    },
    open: <T>(sealed: string): T | undefined => {
      const [content = '', given = ''] = sealed.split('.');
      if (!sameText(mark(content), given)) return undefined;
      return JSON.parse(Buffer.from(content, 'base64url').toString('utf8')) as T;
    },
  };
};

/**
 * How people sign in at the user pool: a code for a page that can prove that it asked for it (PKCE,
 * RFC 7636), tokens for the code, new tokens for a refresh token, which each time gives way to the
 * next (RFC 9700, section 4.14.2). A second use of an old one ends all that came of the sign-in.
 */
export const personSignIn = ({ issuer, key, clients, ask, now }: Options) => {
  const { seal, open } = seals(key);
  const codes = new Map<string, Code>();
  /** Of each sign-in: whose turn it is, since when; whether it was ended. */
  const families = new Map<string, { turn: number; since: number; ended: boolean }>();

  const objection = (query: URLSearchParams, client: Client | undefined): string | undefined => {
    if (!client || client.isSystem) return 'The client is not known.';
    if (!client.callbacks.includes(query.get('redirect_uri') ?? ''))
      return 'The client is sent back to another address than its own.';
    return undefined;
  };

  const fault = (query: URLSearchParams, { scopes }: Client): string | undefined => {
    if (query.get('response_type') !== 'code') return 'unsupported_response_type';
    const proves = query.get('code_challenge_method') === 'S256';
    if (!proves || !/^[\w-]{43}$/.test(query.get('code_challenge') ?? '')) return 'invalid_request';
    const asked = (query.get('scope') ?? '').split(' ').filter(Boolean);
    return asked.every((scope) => scopes.includes(scope)) ? undefined : 'invalid_scope';
  };

  const known = ({ cookies }: Incoming): string | undefined => {
    const cookie = cookies.find((each) => each.startsWith(`${cookieName}=`));
    const found =
      cookie && open<{ id: string; endsAt: number }>(cookie.slice(cookieName.length + 1));
    return found && found.endsAt > now() ? found.id : undefined;
  };

  const authorize = async (incoming: Incoming): Promise<Outgoing> => {
    const query = new URLSearchParams(incoming.query);
    const client = clients.find(({ id }) => id === query.get('client_id'));
    const why = objection(query, client);
    if (why || !client) return refusedPage(why ?? '');
    const redirectUri = query.get('redirect_uri') ?? '';
    const state = query.get('state') ?? '';
    const error = fault(query, client);
    if (error) return redirect(withQuery(redirectUri, { error, state }));
    const people = await examplePeople(clients, ask);
    const chosen =
      incoming.method === 'POST'
        ? new URLSearchParams(incoming.body.toString('utf8')).get('person')
        : query.get('prompt') === 'login'
          ? undefined
          : known(incoming);
    const person = people.find(({ id }) => id === chosen);
    if (!person) return signInPage(people, `${issuer}/oauth2/authorize?${incoming.query}`);
    const code = randomBytes(24).toString('base64url');
    codes.set(code, {
      clientId: client.id,
      redirectUri,
      challenge: query.get('code_challenge') ?? '',
      nonce: query.get('nonce') ?? '',
      scope: query.get('scope') || client.scopes.join(' '),
      person,
      endsAt: now() + codeMs,
    });
    const session = seal({ id: person.id, endsAt: now() + sessionMs });
    const cookie = `${cookieName}=${session}; Path=/local/cognito; HttpOnly; SameSite=Lax`;
    return redirect(withQuery(redirectUri, { code, state }), [cookie]);
  };

  const tokens = (of: Refresh, nonce = ''): Outgoing => {
    const nowSeconds = Math.floor(now() / 1000);
    const { role, subject, name, id } = of.person;
    const claims = claimsFor({ role, subject }, { issuer, clients }, nowSeconds, lifetimeSeconds);
    const access = { ...claims, client_id: of.clientId, scope: of.scope, auth_time: of.signedInAt };
    const identity = {
      sub: makeSubject(`${role}:${subject}`),
      aud: of.clientId,
      iss: issuer,
      token_use: 'id',
      'cognito:username': id,
      'cognito:groups': claims['cognito:groups'],
      name,
      email: `${id}@example.org`,
      auth_time: of.signedInAt,
      iat: nowSeconds,
      exp: nowSeconds + lifetimeSeconds,
      ...(nonce && { nonce }),
    };
    return jsonAnswer(200, {
      access_token: signToken(access, key),
      id_token: signToken(identity, key),
      refresh_token: seal(of),
      expires_in: lifetimeSeconds,
      token_type: 'Bearer',
    });
  };

  const ofCode = (form: URLSearchParams): Outgoing => {
    const given = form.get('code') ?? '';
    const code = codes.get(given);
    codes.delete(given);
    const proof = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (
      !code ||
      code.endsAt <= now() ||
      code.clientId !== form.get('client_id') ||
      code.redirectUri !== form.get('redirect_uri') ||
      !sameText(proof, code.challenge)
    )
      return jsonAnswer(400, { error: 'invalid_grant' });
    const { clientId, scope, person, nonce } = code;
    const signedInAt = Math.floor(now() / 1000);
    const family = randomBytes(9).toString('base64url');
    families.set(family, { turn: 0, since: now(), ended: false });
    return tokens({ family, turn: 0, clientId, scope, person, signedInAt }, nonce);
  };

  const ofRefresh = (form: URLSearchParams): Outgoing => {
    const token = open<Refresh>(form.get('refresh_token') ?? '');
    if (!token || token.clientId !== form.get('client_id'))
      return jsonAnswer(400, { error: 'invalid_grant' });
    const { family, turn } = token;
    const standing = families.get(family) ?? { turn, since: now(), ended: false };
    const over = now() >= token.signedInAt * 1000 + refreshMs;
    const repeated = turn === standing.turn - 1 && now() - standing.since <= graceMs;
    if (standing.ended || over || (turn !== standing.turn && !repeated)) {
      families.set(family, { ...standing, ended: true });
      return jsonAnswer(400, { error: 'invalid_grant' });
    }
    const next = turn + 1;
    if (!repeated) families.set(family, { turn: next, since: now(), ended: false });
    return tokens({ ...token, turn: next });
  };

  const revoke = (form: URLSearchParams): Outgoing => {
    const token = open<Refresh>(form.get('token') ?? '');
    if (token) families.set(token.family, { turn: token.turn, since: now(), ended: true });
    return { status: 200, headers: { 'cache-control': 'no-store' }, body: '' };
  };

  const logOut = ({ query }: Incoming): Outgoing => {
    const asked = new URLSearchParams(query);
    const client = clients.find(({ id }) => id === asked.get('client_id'));
    const to = asked.get('logout_uri') ?? '';
    if (!client?.logouts.includes(to))
      return refusedPage('The client is sent back to another address than its own.');
    return redirect(to, [`${cookieName}=; Path=/local/cognito; HttpOnly; Max-Age=0`]);
  };

  return {
    /** Tokens, where the grant is one that people have; undefined for those of systems. */
    grant: (form: URLSearchParams): Outgoing | undefined => {
      const type = form.get('grant_type');
      if (type === 'authorization_code') return ofCode(form);
      return type === 'refresh_token' ? ofRefresh(form) : undefined;
    },
    pages: async (path: string, incoming: Incoming): Promise<Outgoing | undefined> => {
      if (path === '/oauth2/authorize') return authorize(incoming);
      if (path === '/logout') return logOut(incoming);
      if (path === '/oauth2/revoke' && incoming.method === 'POST')
        return revoke(new URLSearchParams(incoming.body.toString('utf8')));
      return undefined;
    },
  };
};
