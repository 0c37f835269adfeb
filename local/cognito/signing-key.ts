import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { writeFileAtomically } from '../data/files.ts';

export type SigningKey = { id: string; privateKey: KeyObject; publicJwk: Record<string, unknown> };

/** The issuer's RSA key, made at the first start and kept, so that tokens outlive a restart. */
export const openSigningKey = (path: string): SigningKey => {
  if (!existsSync(path)) {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    writeFileAtomically(path, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  }
  const privateKey = createPrivateKey(readFileSync(path));
  const jwk = createPublicKey(privateKey).export({ format: 'jwk' });
  const id = createHash('sha256').update(`${jwk.n}`).digest('base64url').slice(0, 22);
  return { id, privateKey, publicJwk: { ...jwk, kid: id, alg: 'RS256', use: 'sig' } };
};
