import { GenerateMacCommand, type KMSClient, VerifyMacCommand } from '@aws-sdk/client-kms';
import { PermanentFault } from './errors.ts';

/** What a link lets its bearer do. A token is good for its purpose only. */
const purposes = { page: 'p' } as const;
type LinkPurpose = keyof typeof purposes;

type Link = { patientId: string; purpose: LinkPurpose; expiresAt: Date };

export type LinkSigner = (link: Link) => Promise<string>;
export type LinkVerifier = (
  token: string,
  purpose: LinkPurpose,
  now: Date,
) => Promise<string | undefined>;

/** `pat_` is left out and the expiry counts minutes in base 36: a link has to fit into a text. */
const shape = /^([0-9a-z]{1,40})\.([a-z])([0-9a-z]{4,8})\.([\w-]{43})$/;
const minute = 60_000;

const payloadOf = ({ patientId, purpose, expiresAt }: Link): string =>
  `${patientId.replace(/^pat_/, '')}.${purposes[purpose]}${Math.floor(expiresAt.getTime() / minute).toString(36)}`;

const mac = (keyId: string, payload: string) => ({
  KeyId: keyId,
  MacAlgorithm: 'HMAC_SHA_256' as const,
  Message: new TextEncoder().encode(`link:${payload}`),
});

/** Signs links inside KMS: patient, purpose and expiry in clear, then the MAC of the three. */
export const linkSigner =
  (kms: KMSClient, keyId: string): LinkSigner =>
  async (link) => {
    const payload = payloadOf(link);
    const { Mac } = await kms.send(new GenerateMacCommand(mac(keyId, payload)));
    if (!Mac) throw new PermanentFault('mac-missing');
    return `${payload}.${Buffer.from(Mac).toString('base64url')}`;
  };

/**
 * The patient a token speaks for, or undefined: one answer for a token that is malformed, altered,
 * made for something else or expired. Only a fault of KMS itself is thrown.
 */
export const linkVerifier =
  (kms: KMSClient, keyId: string): LinkVerifier =>
  async (token, purpose, now) => {
    const [, id, letter, minutes, signature] = shape.exec(token) ?? [];
    if (!id || !minutes || !signature || letter !== purposes[purpose]) return undefined;
    if (Number.parseInt(minutes, 36) * minute <= now.getTime()) return undefined;
    try {
      const { MacValid } = await kms.send(
        new VerifyMacCommand({
          ...mac(keyId, `${id}.${letter}${minutes}`),
          Mac: Buffer.from(signature, 'base64url'),
        }),
      );
      return MacValid ? `pat_${id}` : undefined;
    } catch (error) {
      if ((error as Error).name === 'KMSInvalidMacException') return undefined;
      throw error;
    }
  };
