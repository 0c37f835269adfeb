import { GenerateMacCommand, type KMSClient } from '@aws-sdk/client-kms';
import { canonical } from './canonical.ts';
import { PermanentFault } from './errors.ts';

export type BlindIndex = (...words: string[]) => Promise<string>;

/**
 * Turns identifiers into a key that can be compared and not read: a MAC of the words, made inside
 * KMS with a secret that never leaves it. The same words, in the same order, always give the same
 * 64 hexadecimal characters. Callers bring the words to one spelling first.
 *
 * @throws PermanentFault when KMS answers without a MAC; the SDK's own errors pass through.
 */
export const blindIndex =
  (kms: KMSClient, keyId: string): BlindIndex =>
  async (...words) => {
    const { Mac } = await kms.send(
      new GenerateMacCommand({
        KeyId: keyId,
        MacAlgorithm: 'HMAC_SHA_256',
        Message: new TextEncoder().encode(canonical(words)),
      }),
    );
    if (!Mac) throw new PermanentFault('mac-missing');
    return Buffer.from(Mac).toString('hex');
  };
