import { GenerateMacCommand, type KMSClient, VerifyMacCommand } from '@aws-sdk/client-kms';
import { PermanentFault } from './errors.ts';

/** What a link lets its bearer do, by how it was sent. A token is good for its purpose only. */
const purposes = { page: { text: 'p', mail: 'q' } } as const;
type LinkPurpose = keyof typeof purposes;

/** The contact a link was sent to: the channel, and which of its contacts, counted from 1. */
export type SentTo = { channel: keyof (typeof purposes)['page']; generation: number };

type Link = { patientId: string; sentTo: SentTo; purpose: LinkPurpose; expiresAt: Date };

export type LinkSigner = (link: Link) => Promise<string>;
export type LinkVerifier = (
  token: string,
  purpose: LinkPurpose,
  now: Date,
) => Promise<{ patientId: string; sentTo: SentTo } | undefined>;

/**
 * A link has to fit into a text: `pat_` is left out, as is the first generation, and numbers count in
 * base 36.
 */
const shape = /^([0-9a-z]{1,40})\.([a-z])([0-9a-z]{4,8})(?:G([0-9a-z]{1,4}))?\.([\w-]{43})$/;
const minute = 60_000;

const payloadOf = ({ patientId, sentTo, purpose, expiresAt }: Link): string =>
  [
    `${patientId.replace(/^pat_/, '')}.${purposes[purpose][sentTo.channel]}`,
    Math.floor(expiresAt.getTime() / minute).toString(36),
    sentTo.generation === 1 ? '' : `G${sentTo.generation.toString(36)}`,
  ].join('');

const mac = (keyId: string, payload: string) => ({
  KeyId: keyId,
  MacAlgorithm: 'HMAC_SHA_256' as const,
  Message: new TextEncoder().encode(`link:${payload}`),
});

/** Signs links inside KMS: patient, purpose, expiry and contact in clear, then the MAC of the four. */
export const linkSigner =
  (kms: KMSClient, keyId: string): LinkSigner =>
  async (link) => {
    const payload = payloadOf(link);
    const { Mac } = await kms.send(new GenerateMacCommand(mac(keyId, payload)));
    if (!Mac) throw new PermanentFault('mac-missing');
    return `${payload}.${Buffer.from(Mac).toString('base64url')}`;
  };

/**
 * The patient a token speaks for and the contact it was sent to, or undefined: one answer for a
 * token that is malformed, altered, made for something else or expired. Whether that contact is
 * still in use is not known here. Only a fault of KMS itself is thrown.
 */
export const linkVerifier =
  (kms: KMSClient, keyId: string): LinkVerifier =>
  async (token, purpose, now) => {
    const [, id, letter, minutes, generation, signature] = shape.exec(token) ?? [];
    const { text, mail } = purposes[purpose];
    if (!id || !minutes || !signature || (letter !== text && letter !== mail)) return undefined;
    if (Number.parseInt(minutes, 36) * minute <= now.getTime()) return undefined;
    try {
      const { MacValid } = await kms.send(
        new VerifyMacCommand({
          ...mac(keyId, `${id}.${letter}${minutes}${generation ? `G${generation}` : ''}`),
          Mac: Buffer.from(signature, 'base64url'),
        }),
      );
      if (!MacValid) return undefined;
      return {
        patientId: `pat_${id}`,
        sentTo: {
          channel: letter === text ? 'text' : 'mail',
          generation: generation ? Number.parseInt(generation, 36) : 1,
        },
      };
    } catch (error) {
      if ((error as Error).name === 'KMSInvalidMacException') return undefined;
      throw error;
    }
  };
