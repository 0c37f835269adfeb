import fc from 'fast-check';
import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { authorizePatient } from '../../functions/outreach/authorize-patient.ts';
import { blindIndex } from '../../functions/platform/blind-index.ts';
import { linkSigner, linkVerifier } from '../../functions/platform/link-token.ts';
import { readPrincipal } from '../../functions/platform/principal.ts';
import { kmsOf } from '../support/kms.ts';

const now = new Date('2026-11-20T10:00:00Z');
const { client } = kmsOf();
const sign = linkSigner(client, 'link-key');
const verify = linkVerifier(client, 'link-key');
const patientId = 'pat_0123456789abcdefghjk';
const sentTo = { channel: 'text', generation: 1 } as const;
const aLink = (minutes = 60) =>
  sign({
    patientId,
    sentTo,
    purpose: 'page',
    expiresAt: new Date(now.getTime() + minutes * 60_000),
  });

describe('a link', () => {
  it('speaks for its patient until it expires', async () => {
    const token = await aLink();
    expect(await verify(token, 'page', now)).toEqual({ patientId, sentTo });
    expect(await verify(token, 'page', new Date('2026-11-20T11:00:00Z'))).toBeUndefined();
  });

  it.each([
    { channel: 'text', generation: 2 },
    { channel: 'mail', generation: 1 },
    { channel: 'mail', generation: 30 },
  ] as const)('tells the contact that it was sent to: $channel $generation', async (sent) => {
    const expiresAt = new Date('2026-12-01T00:00:00Z');
    const token = await sign({ patientId, sentTo: sent, purpose: 'page', expiresAt });
    expect(await verify(token, 'page', now)).toEqual({ patientId, sentTo: sent });
    expect(token.length).toBeLessThanOrEqual(73);
  });

  it('needs no escaping in a URL and is short enough for a text', async () => {
    const token = await aLink();
    expect(token).toMatch(/^[\w.-]+$/);
    expect(token.length).toBeLessThanOrEqual(72);
  });

  it('speaks for nobody once a single character of it is changed', async () => {
    const token = await aLink();
    await fc.assert(
      fc.asyncProperty(
        fc.nat(token.length - 2),
        fc.constantFrom(...'0123456789abcdefghijklmnopqrstuvwxyzABC-_.'),
        async (at, character) => {
          fc.pre(token[at] !== character);
          const altered = token.slice(0, at) + character + token.slice(at + 1);
          expect(await verify(altered, 'page', now)).toBeUndefined();
        },
      ),
      { numRuns: 300 },
    );
  });

  it.each(['', 'a.b.c', '...', 'eyJhbGciOiJub25lIn0.e30.', 'x'.repeat(5000)])(
    'is not "%s"',
    async (token) => {
      expect(await verify(token, 'page', now)).toBeUndefined();
    },
  );

  it('of another key is no link', async () => {
    const other = linkSigner(client, 'other-key');
    const token = await other({
      patientId,
      sentTo,
      purpose: 'page',
      expiresAt: new Date('2027-01-01'),
    });
    expect(await verify(token, 'page', now)).toBeUndefined();
  });
});

describe('a blind index', () => {
  it('is the same for the same words, and tells word boundaries apart', async () => {
    const { client: kms } = kmsOf();
    const index = blindIndex(kms, 'index-key');
    expect(await index('phone', '+13125550142')).toMatch(/^[0-9a-f]{64}$/);
    expect(await index('phone', '+13125550142')).toBe(await index('phone', '+13125550142'));
    expect(await index('ab', 'c')).not.toBe(await index('a', 'bc'));
  });
});

describe('the door of the patient routes', () => {
  const issuer = 'https://pool.example';
  let keys: Awaited<ReturnType<typeof generateKeyPair>>;
  let authorize: ReturnType<typeof authorizePatient>;
  beforeAll(async () => {
    keys = await generateKeyPair('RS256');
    const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'k1', alg: 'RS256' };
    authorize = authorizePatient({
      verifyLink: verify,
      signIn: { keys: createLocalJWKSet({ keys: [jwk] }), issuer, clientId: 'patients' },
      now: () => now,
    });
  });

  const good = {
    iss: issuer,
    sub: 'user-1',
    token_use: 'access',
    client_id: 'patients',
    'cognito:groups': ['patient', `patient:${patientId}`],
    scope: 'dripline/user',
    exp: Math.floor(now.getTime() / 1000) + 600,
  };
  const signed = (claims: object) =>
    new SignJWT({ ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: 'k1' })
      .sign(keys.privateKey);
  const ask = (authorization?: string) =>
    authorize({ headers: authorization ? { authorization } : {} });
  const refused = { isAuthorized: false, context: {} };

  it('opens for a link, as the patient of that link', async () => {
    const answer = await ask(`Bearer ${await aLink()}`);
    expect(answer.isAuthorized).toBe(true);
    const principal = readPrincipal(answer.context);
    expect(principal).toMatchObject({ subject: patientId, patientId, sentTo });
    expect([...principal.roles]).toEqual(['patient']);
  });

  it('opens for a patient who signed in', async () => {
    const answer = await ask(`Bearer ${await signed(good)}`);
    expect(answer.isAuthorized).toBe(true);
    expect(readPrincipal(answer.context)).toMatchObject({ subject: 'user-1', patientId });
    expect(readPrincipal(answer.context)).not.toHaveProperty('sentTo');
  });

  it('hands on no other role that a token may carry', async () => {
    const token = await signed({ ...good, 'cognito:groups': ['admin', ...good['cognito:groups']] });
    const { context } = await ask(`Bearer ${token}`);
    expect([...readPrincipal(context).roles]).toEqual(['patient']);
  });

  it.each([
    ['expired', { exp: Math.floor(now.getTime() / 1000) - 1 }],
    ['not valid yet', { nbf: Math.floor(now.getTime() / 1000) + 600 }],
    ['of another issuer', { iss: 'https://other.example' }],
    ['of another client', { client_id: 'console' }],
    ['an identity token', { token_use: 'id' }],
    ['without the scope of a person', { scope: 'openid' }],
    ['with the scopes of a machine', { scope: 'dripline/user dripline/referrals' }],
    ['that a machine got for itself', { sub: 'patients' }],
    ['for another audience', { aud: 'console' }],
    ['issued in the future', { iat: Math.floor(now.getTime() / 1000) + 60 }],
    ['of two patients', { 'cognito:groups': ['patient', `patient:${patientId}`, 'patient:pat_2'] }],
    ['of somebody who is no patient', { 'cognito:groups': ['coordinator'] }],
    ['of a patient without a record', { 'cognito:groups': ['patient'] }],
    ['without an expiry', { exp: undefined }],
  ])('stays shut for a token that is %s', async (_, different) => {
    expect(await ask(`Bearer ${await signed({ ...good, ...different })}`)).toEqual(refused);
  });

  it('stays shut for a token signed with another key or with none', async () => {
    const { privateKey } = await generateKeyPair('RS256');
    const forged = await new SignJWT({ ...good })
      .setProtectedHeader({ alg: 'RS256', kid: 'k1' })
      .sign(privateKey);
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    expect(await ask(`Bearer ${forged}`)).toEqual(refused);
    expect(await ask(`Bearer ${part({ alg: 'none' })}.${part(good)}.`)).toEqual(refused);
  });

  it.each([undefined, '', 'Bearer', 'Basic abc', 'Bearer a b', `Bearer ${'x'.repeat(5000)}`])(
    'stays shut for the header "%s"',
    async (header) => {
      expect(await ask(header)).toEqual(refused);
    },
  );

  it('fails, and does not say no, when the keys cannot be fetched', async () => {
    const unreachable = authorizePatient({
      verifyLink: verify,
      signIn: {
        keys: async () => {
          throw new TypeError('fetch failed');
        },
        issuer,
        clientId: 'patients',
      },
      now: () => now,
    });
    const authorization = `Bearer ${await signed(good)}`;
    await expect(unreachable({ headers: { authorization } })).rejects.toThrow('fetch failed');
  });
});
