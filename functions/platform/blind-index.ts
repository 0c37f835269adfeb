import { createHmac } from 'node:crypto';
import { GenerateMacCommand, type KMSClient } from '@aws-sdk/client-kms';
import { canonical } from './canonical.ts';
import { PermanentFault } from './errors.ts';

export type BlindIndex = (...words: string[]) => Promise<string>;

/** What KMS is asked to seal: its answer is the secret of this index, always the same. */
const label = 'dripline: secret of the blind index, 1';

const secretFrom = async (kms: KMSClient, keyId: string): Promise<Uint8Array> => {
  const { Mac } = await kms.send(
    new GenerateMacCommand({
      KeyId: keyId,
      MacAlgorithm: 'HMAC_SHA_256',
      Message: new TextEncoder().encode(label),
    }),
  );
  if (!Mac) throw new PermanentFault('mac-missing');
  return Mac;
};

const secrets = new WeakMap<KMSClient, Map<string, Promise<Uint8Array>>>();

const secretOf = (kms: KMSClient, keyId: string): Promise<Uint8Array> => {
  const known = secrets.get(kms) ?? new Map<string, Promise<Uint8Array>>();
  secrets.set(kms, known);
  const secret = known.get(keyId) ?? secretFrom(kms, keyId);
  known.set(keyId, secret);
  // What failed is asked again the next time.
  secret.catch(() => known.delete(keyId));
  return secret;
};

/**
 * Turns identifiers into a key that can be compared and not read: a MAC of the words, under a secret
 * that KMS derives from a key it never gives away. A function asks for it once and has it in memory
 * alone, because a referral is looked up by half a dozen identifiers. The same words, in the same
 * order, always give the same 64 hexadecimal characters. Callers bring the words to one spelling
 * first.
 *
 * @throws PermanentFault when KMS answers without a MAC; the SDK's own errors pass through.
 */
export const blindIndex =
  (kms: KMSClient, keyId: string): BlindIndex =>
  async (...words) =>
    createHmac('sha256', await secretOf(kms, keyId))
      .update(canonical(words))
      .digest('hex');
