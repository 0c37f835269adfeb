import * as z from 'zod';
import { Refusal } from './errors.ts';

/** How often a thing that people edit was changed; sent back, it says which one was seen. */
export const revision = z.number().int().min(0).optional();

/** The entity tag of a revision: RFC 9110, section 8.8.3. */
export const entityTag = (of: number): string => `"${of}"`;

/**
 * The revision that a caller has seen, from If-Match: RFC 9110, section 13.1.1. Undefined without
 * the header, and for `*`, which takes any.
 *
 * @throws Refusal 400 for what is none of our entity tags.
 */
export const seenRevision = (ifMatch: string | undefined): number | undefined => {
  const sent = ifMatch?.trim();
  if (sent === undefined || sent === '*') return undefined;
  const [, digits] = /^"(\d{1,9})"$/.exec(sent) ?? [];
  if (digits !== undefined) return Number(digits);
  throw new Refusal(400, 'invalid-if-match', 'If-Match takes one entity tag as it was given.', {
    errors: [{ pointer: 'header/if-match', detail: 'must be an entity tag, such as "3"' }],
  });
};
