import { exportJWK, FlattenedSign, generateKeyPair } from 'jose';
import { describe, expect, it } from 'vitest';
import { isSignedBy } from '../../functions/authorization/payer-signature.ts';
import { NotificationKey } from '../../functions/payer/payer.ts';

/** A key of a payer, its public half as the directory keeps it, and signatures with it. */
const aKey = async (kid: string, alg: 'ES384' | 'RS384' = 'ES384') => {
  const { privateKey, publicKey } = await generateKeyPair(alg);
  return {
    known: NotificationKey.parse({ ...(await exportJWK(publicKey)), kid }),
    sign: async (body: string, header: Record<string, unknown> = { kid }) => {
      const { protected: head, signature } = await new FlattenedSign(Buffer.from(body))
        .setProtectedHeader({ alg, ...header })
        .sign(privateKey);
      return `${head}..${signature}`;
    },
  };
};

const [first, second, rsa] = await Promise.all([
  aKey('2026-1'),
  aKey('2026-2'),
  aKey('2026-3', 'RS384'),
]);
const keys = [first.known, second.known, rsa.known];

describe('a signature of a payer that has several keys', () => {
  it.each([
    ['names the first', first, undefined],
    ['names the second', second, undefined],
    ['names one of another kind', rsa, undefined],
    ['names none and is of the second', second, {}],
  ])('is good when it %s', async (_, key, header) => {
    expect(await isSignedBy(keys, await key.sign('{"a":1}', header), '{"a":1}')).toBe(true);
  });

  it.each([
    ['names a key that did not make it', second, { kid: '2026-1' }],
    ['names a key nobody knows', first, { kid: '2020-1' }],
  ])('is not good when it %s', async (_, key, header) => {
    expect(await isSignedBy(keys, await key.sign('{"a":1}', header), '{"a":1}')).toBe(false);
  });

  it('is not good for another body, not even for one that means the same', async () => {
    expect(await isSignedBy(keys, await first.sign('{"a":1}'), '{"a": 1}')).toBe(false);
  });
});

it('a key of another curve than the one we ask for is not taken into the directory', async () => {
  const { publicKey } = await generateKeyPair('ES256');
  const jwk = { ...(await exportJWK(publicKey)), kid: '2026-1' };
  expect(NotificationKey.safeParse(jwk).success).toBe(false);
});
