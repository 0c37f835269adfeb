import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { cognitoIssuer } from '../../local/cognito/issuer.ts';
import { makeSigningKey, openSigningKey } from '../../local/cognito/signing-key.ts';
import type { Incoming, Outgoing } from '../../local/http-api/exchange.ts';

const issuer = 'http://127.0.0.1:8787/local/cognito';
const console = 'http://127.0.0.1:8787/console';
const verifier = 'a-verifier-that-only-the-page-knows-and-nobody-else';
const challenge = createHash('sha256').update(verifier).digest('base64url');

const claimsOf = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));

const opened = () => {
  const folder = mkdtempSync(join(tmpdir(), 'sign-in-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'key');
  writeFileSync(path, makeSigningKey());
  const clock = { at: Date.parse('2026-11-23T14:00:00Z') };
  const pool = cognitoIssuer({
    issuer,
    key: openSigningKey(path),
    clients: [
      {
        id: 'console',
        label: 'UserPoolConsole',
        scopes: ['openid', 'dripline/user'],
        isSystem: false,
        callbacks: [console],
        logouts: [console],
      },
      {
        id: 'practice',
        label: 'Practice',
        scopes: ['dripline/referrals', 'practice/1234567893'],
        isSystem: true,
        callbacks: [],
        logouts: [],
      },
    ],
    ask: async () => ({ items: [{ nurseId: 'nurse_ames', name: 'Lee Ames' }] }),
    now: () => clock.at,
  });
  const send = async (method: string, path: string, more: Partial<Incoming> = {}) =>
    (await pool(path, {
      requestId: 'r',
      method,
      path,
      query: '',
      headers: {},
      cookies: [],
      body: Buffer.from(''),
      sourceIp: '127.0.0.1',
      receivedAtMs: clock.at,
      ...more,
    })) as Outgoing;
  const asked = (changed: Record<string, string> = {}) =>
    new URLSearchParams({
      client_id: 'console',
      response_type: 'code',
      redirect_uri: console,
      scope: 'openid dripline/user',
      state: 'a-state',
      nonce: 'a-nonce',
      code_challenge_method: 'S256',
      code_challenge: challenge,
      ...changed,
    }).toString();
  const choose = (person: string) =>
    send('POST', '/oauth2/authorize', {
      query: asked(),
      body: Buffer.from(new URLSearchParams({ person }).toString()),
    });
  const codeFor = async (person: string) =>
    new URL((await choose(person)).headers.location ?? '').searchParams.get('code') ?? '';
  const exchange = (form: Record<string, string>) =>
    send('POST', '/oauth2/token', {
      body: Buffer.from(new URLSearchParams({ client_id: 'console', ...form }).toString()),
    });
  const forCode = (code: string, changed: Record<string, string> = {}) =>
    exchange({
      grant_type: 'authorization_code',
      code,
      redirect_uri: console,
      code_verifier: verifier,
      ...changed,
    });
  const refresh = (token: string) =>
    exchange({ grant_type: 'refresh_token', refresh_token: token });
  return { clock, send, asked, choose, codeFor, forCode, refresh };
};

const body = ({ body: text }: Outgoing) => JSON.parse(String(text)) as Record<string, string>;

describe('the sign-in page', () => {
  it('offers each role with its people, practices and nurses among them', async () => {
    const { send, asked } = opened();
    const page = await send('GET', '/oauth2/authorize', { query: asked() });
    expect(page.status).toBe(200);
    for (const id of ['ann', 'bob', 'chi', 'practice-1234567893', 'nurse-nurse_ames'])
      expect(page.body).toContain(`value="${id}"`);
  });

  it.each([
    ['another client', { client_id: 'practice' }],
    ['no client', { client_id: 'nobody' }],
    ['another address', { redirect_uri: 'http://127.0.0.1:8787/console/else' }],
    ['another site', { redirect_uri: 'https://evil.example/console' }],
  ])('sends nobody anywhere for %s', async (_, changed) => {
    const { send, asked } = opened();
    const page = await send('GET', '/oauth2/authorize', { query: asked(changed) });
    expect([page.status, page.headers.location]).toEqual([400, undefined]);
  });

  it.each([
    ['no proof is promised', { code_challenge: '' }, 'invalid_request'],
    ['the proof is the text itself', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['a token is asked for', { response_type: 'token' }, 'unsupported_response_type'],
    ['a scope is not the client’s', { scope: 'openid dripline/referrals' }, 'invalid_scope'],
  ])('tells the client where %s', async (_, changed, error) => {
    const { send, asked } = opened();
    const { status, headers } = await send('GET', '/oauth2/authorize', { query: asked(changed) });
    const back = new URL(headers.location ?? '').searchParams;
    expect([status, back.get('error'), back.get('state')]).toEqual([302, error, 'a-state']);
  });

  it('remembers for an hour who somebody is, until they sign out', async () => {
    const { send, asked, choose, clock } = opened();
    const [cookie = ''] = (await choose('bob')).cookies ?? [];
    const again = (more = {}) =>
      send('GET', '/oauth2/authorize', {
        query: asked(more),
        cookies: [cookie.split(';')[0] ?? ''],
      });
    expect((await again()).status).toBe(302);
    expect((await again({ prompt: 'login' })).status).toBe(200);
    clock.at += 60 * 60_000;
    expect((await again()).status).toBe(200);
    const out = await send('GET', '/logout', {
      query: new URLSearchParams({ client_id: 'console', logout_uri: console }).toString(),
    });
    expect([out.status, out.headers.location]).toEqual([302, console]);
    expect(out.cookies?.[0]).toContain('Max-Age=0');
  });
});

describe('a code', () => {
  it('becomes the tokens of whoever was chosen, for a quarter of an hour', async () => {
    const { codeFor, forCode, clock } = opened();
    const answered = await forCode(await codeFor('practice-1234567893'));
    expect(answered.status).toBe(200);
    const tokens = body(answered);
    expect(claimsOf(tokens.access_token ?? '')).toMatchObject({
      token_use: 'access',
      client_id: 'console',
      'cognito:groups': ['referrer', 'practice:1234567893'],
      exp: clock.at / 1000 + 900,
    });
    expect(claimsOf(tokens.id_token ?? '')).toMatchObject({
      aud: 'console',
      nonce: 'a-nonce',
      name: 'Practice 1234567893',
    });
  });

  it('tells two people of one role apart', async () => {
    const { codeFor, forCode } = opened();
    const subjectOf = async (person: string) =>
      claimsOf(body(await forCode(await codeFor(person))).access_token ?? '').sub;
    expect(await subjectOf('ann')).not.toBe(await subjectOf('bob'));
  });

  it.each([
    ['with another proof', { code_verifier: 'another' }],
    ['for another client', { client_id: 'else' }],
    ['for another address', { redirect_uri: 'http://127.0.0.1:8787/patient' }],
  ])('is nothing %s, and is spent then', async (_, changed) => {
    const { codeFor, forCode } = opened();
    const code = await codeFor('ann');
    expect((await forCode(code, changed)).status).toBe(400);
    expect((await forCode(code)).status).toBe(400);
  });

  it('is taken once, within five minutes', async () => {
    const { codeFor, forCode, clock } = opened();
    const code = await codeFor('ann');
    expect((await forCode(code)).status).toBe(200);
    expect((await forCode(code)).status).toBe(400);
    const late = await codeFor('ann');
    clock.at += 5 * 60_000;
    expect((await forCode(late)).status).toBe(400);
  });
});

describe('a refresh token', () => {
  const signedIn = async () => {
    const pool = opened();
    const first = body(await pool.forCode(await pool.codeFor('ann'))).refresh_token ?? '';
    return { ...pool, first };
  };

  it('gives way to the next at each use', async () => {
    const { refresh, first } = await signedIn();
    const second = body(await refresh(first)).refresh_token ?? '';
    expect(second).not.toBe(first);
    expect((await refresh(second)).status).toBe(200);
  });

  it('is taken once more within half a minute, and then ends all that came of the sign-in', async () => {
    const { refresh, first, clock } = await signedIn();
    const second = body(await refresh(first)).refresh_token ?? '';
    clock.at += 30_000;
    expect((await refresh(first)).status).toBe(200);
    clock.at += 1;
    expect((await refresh(first)).status).toBe(400);
    expect((await refresh(second)).status).toBe(400);
  });

  it('ends after twelve hours, and when it is revoked', async () => {
    const { refresh, first, clock } = await signedIn();
    clock.at += 12 * 60 * 60_000;
    expect((await refresh(first)).status).toBe(400);
    const other = await signedIn();
    await other.send('POST', '/oauth2/revoke', {
      body: Buffer.from(new URLSearchParams({ token: other.first }).toString()),
    });
    expect((await other.refresh(other.first)).status).toBe(400);
  });

  it('is nothing that somebody made up', async () => {
    const { refresh, first } = await signedIn();
    const [content = ''] = first.split('.');
    expect((await refresh(`${content}.AAAA`)).status).toBe(400);
  });
});
