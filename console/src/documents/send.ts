import { askApi } from '../api/call.ts';
import { Problem } from '../api/problem.ts';
import type { SentType } from './kinds.ts';

/** A file as it is about to be sent; its keys stay, so that sending it again sends nothing twice. */
export type ChosenFile = {
  key: string;
  file: File;
  contentType: SentType;
  title: string;
  type: string;
  /** Where it waits to become a document, once its content is there. */
  uploadId?: string;
};

export const hexOf = (bytes: ArrayBuffer): string =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** What a browser sets by itself, and lets nobody else set. */
const byBrowser = 'content-length';

/** Announces a file and sends its content straight to the document bucket. */
const sendContent = async (referralId: string, { key, file, ...chosen }: ChosenFile) => {
  const content = await file.arrayBuffer();
  const { body } = await askApi('POST /referrals/{referralId}/uploads', {
    path: { referralId },
    idempotencyKey: key,
    body: {
      title: chosen.title,
      ...(chosen.type && { type: chosen.type }),
      contentType: chosen.contentType,
      bytes: content.byteLength,
      sha256: hexOf(await crypto.subtle.digest('SHA-256', content)),
    },
  });
  const headers = Object.entries(body.headers).filter(([name]) => name !== byBrowser);
  const taken = await fetch(body.url, {
    method: body.method,
    headers: Object.fromEntries(headers),
    body: content,
  }).catch(() => undefined);
  // 412: its content lies there already, from a sending whose answer did not come back.
  if (!taken?.ok && taken?.status !== 412)
    throw new Problem(
      taken?.status ?? 0,
      'content-not-sent',
      `${chosen.title} could not be sent. Nothing has become a document yet; send again.`,
    );
  return body.uploadId;
};

/**
 * Sends several files as one answer: all contents first, then each becomes a document, and a payer that
 * waits is answered with the last.
 *
 * @throws Problem what is sent already is not sent again by the next try
 */
export const sendTogether = async (
  referralId: string,
  all: readonly ChosenFile[],
  onSent: (key: string, uploadId: string) => void,
): Promise<void> => {
  const uploads: string[] = [];
  for (const chosen of all) {
    const uploadId = chosen.uploadId ?? (await sendContent(referralId, chosen));
    onSent(chosen.key, uploadId);
    uploads.push(uploadId);
  }
  for (const [at, uploadId] of uploads.entries())
    await askApi('POST /referrals/{referralId}/uploads/{uploadId}/binding', {
      path: { referralId, uploadId },
      ...(at < uploads.length - 1 && { query: { more: 'true' } }),
    });
};
