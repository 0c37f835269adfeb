import * as z from 'zod';
import type { Authorization } from '../authorization.ts';
import { denialOf } from '../denial-rules.ts';

/**
 * What is written for a person to sign: an appeal to the payer, the sheet that a prescriber has before
 * them in a peer-to-peer call, and what the payer decided, for the practice and its patient.
 */
export const LetterKind = z.enum(['appeal', 'peer-to-peer', 'determination']);
export type LetterKind = z.infer<typeof LetterKind>;

/** Where one is read. It is made anew each time, from what is known then; nothing of it is kept. */
export const LetterView = z.object({ letter: LetterKind, href: z.string() });
type LetterView = z.infer<typeof LetterView>;

/** Which letters there is something to say in: an answer of the payer, and a denial that has not ended. */
export const lettersOf = (
  authorization: Pick<
    Authorization,
    'authorizationId' | 'status' | 'lines' | 'payerSays' | 'answeredAt' | 'denial'
  >,
): LetterView[] => {
  const denial = denialOf(authorization);
  const isAnswered = denial !== undefined || authorization.lines.some(({ decision }) => decision);
  const kinds: LetterKind[] = [
    ...(denial && !denial.ended ? (['appeal', 'peer-to-peer'] as const) : []),
    ...(isAnswered ? (['determination'] as const) : []),
  ];
  return kinds.map((letter) => ({
    letter,
    href: `/authorizations/${authorization.authorizationId}/letters/${letter}`,
  }));
};
