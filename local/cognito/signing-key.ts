import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { LostState } from '../data/lost.ts';

export type SigningKey = { id: string; privateKey: KeyObject; publicJwk: Record<string, unknown> };

/** A new key for an issuer, as it is kept. */
export const makeSigningKey = (): string =>
  generateKeyPairSync('rsa', { modulusLength: 2048 })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString();

/**
 * The issuer's RSA key, kept so that tokens outlive a restart.
 *
 * @throws when no service has run with this data folder
 */
export const openSigningKey = (path: string): SigningKey => {
  if (!existsSync(path)) throw new LostState(`${path} is not there. A start makes it: npm start`);
  const privateKey = createPrivateKey(readFileSync(path));
  const jwk = createPublicKey(privateKey).export({ format: 'jwk' });
  const id = createHash('sha256').update(`${jwk.n}`).digest('base64url').slice(0, 22);
  return { id, privateKey, publicJwk: { ...jwk, kid: id, alg: 'RS256', use: 'sig' } };
};
