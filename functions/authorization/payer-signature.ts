import { flattenedVerify, importJWK, type JWK } from 'jose';
import * as z from 'zod';
import type { NotificationKey } from '../payer/payer.ts';

/** The detached signature of a body: protected header, nothing, signature (RFC 7515 appendix F). */
const detached = /^([A-Za-z0-9_-]{1,2000})\.\.([A-Za-z0-9_-]{1,2000})$/;
const Header = z.object({ alg: z.enum(['ES384', 'RS384']), kid: z.string().optional() });

const headerOf = (text: string) => {
  try {
    return Header.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))).data;
  } catch {
    return undefined;
  }
};

/** A key that the header may mean: the one it names, or any of its kind where it names none. */
const mayBe =
  ({ kid, alg }: z.infer<typeof Header>) =>
  (key: NotificationKey): boolean =>
    (kid === undefined || kid === key.kid) && key.kty === (alg === 'ES384' ? 'EC' : 'RSA');

/** Whether the body was signed by one of the payer's keys, with an algorithm we ask for. */
export const isSignedBy = async (
  keys: readonly NotificationKey[],
  signature: string | undefined,
  rawBody: string,
): Promise<boolean> => {
  const [, header, value] = detached.exec(signature ?? '') ?? [];
  const named = header && headerOf(header);
  if (!header || !value || !named) return false;
  const payload = Buffer.from(rawBody, 'utf8').toString('base64url');
  const verifies = async (key: NotificationKey): Promise<boolean> => {
    try {
      await flattenedVerify(
        { protected: header, payload, signature: value },
        await importJWK(key as JWK, named.alg),
        { algorithms: [named.alg] },
      );
      return true;
    } catch {
      return false;
    }
  };
  return (await Promise.all(keys.filter(mayBe(named)).map(verifies))).includes(true);
};
