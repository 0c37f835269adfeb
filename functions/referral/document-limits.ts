import { mostBytesTogether } from '../platform/content-kinds.ts';
import { Refusal } from '../platform/errors.ts';

/** The most documents that a referral holds. */
export const mostDocuments = 20;

type Sized = { bytes?: number | undefined };

/**
 * Whether a referral has room for more documents.
 *
 * @throws Refusal 422 when they would be too many, or together more than a payer takes.
 */
export const checkRoom = (
  present: readonly Sized[],
  added: readonly Sized[],
  pointer = '',
): void => {
  if (present.length + added.length > mostDocuments)
    throw new Refusal(
      422,
      'documents-full',
      `A referral holds at most ${mostDocuments} documents.`,
      {
        errors: [
          {
            pointer,
            detail: `would be one of more than ${mostDocuments} documents`,
            fix: 'Put what belongs together into one document before it is sent.',
          },
        ],
      },
    );
  const bytes = [...present, ...added].reduce((sum, one) => sum + (one.bytes ?? 0), 0);
  if (added.length > 0 && bytes > mostBytesTogether)
    throw new Refusal(
      422,
      'documents-too-large',
      `The documents of a referral have at most ${mostBytesTogether / 1e6} MB together: no payer takes more.`,
      {
        errors: [
          {
            pointer,
            detail: 'does not fit beside the documents that are there',
            fix: 'Send only the pages that are asked for, or scan them smaller.',
          },
        ],
      },
    );
};

/** The bytes of a content in base64. */
export const sizeOf = (data: string): number => Buffer.byteLength(data, 'base64');
