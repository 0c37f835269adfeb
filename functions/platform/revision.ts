import * as z from 'zod';
import { canonical, sha256 } from './canonical.ts';
import { Refusal } from './errors.ts';

/** How often a thing that people edit was changed; sent back, it says which one was seen. */
export const revision = z.number().int().min(0).optional();

/** The entity tag of a revision: RFC 9110, section 8.8.3. */
export const entityTag = (of: number): string => `"${of}"`;

/** The entity tag of a state that keeps no count of its changes: a digest of what was shown. */
export const stateTag = (shown: unknown): string => `"${sha256(canonical(shown)).slice(0, 16)}"`;

/**
 * The entity tag that a caller has seen, from If-Match: RFC 9110, section 13.1.1. Undefined without
 * the header, and for `*`, which takes any state.
 *
 * @throws Refusal 400 for what is none of our entity tags.
 */
const seenTag = (ifMatch: string | undefined): string | undefined => {
  const sent = ifMatch?.trim();
  if (sent === undefined || sent === '*') return undefined;
  if (/^"[\w-]{1,40}"$/.test(sent)) return sent;
  throw new Refusal(400, 'invalid-if-match', 'If-Match takes one entity tag as it was given.', {
    errors: [
      {
        pointer: 'header/if-match',
        detail: 'must be an entity tag with its quotation marks, such as "3"',
      },
    ],
  });
};

/** The revision that If-Match names; undefined without it. */
export const seenRevision = (ifMatch: string | undefined): number | undefined => {
  const tag = seenTag(ifMatch);
  // A tag of another kind is of no revision that ever was.
  return tag === undefined ? undefined : Number(/^"(\d+)"$/.exec(tag)?.[1] ?? -1);
};

/** Whether the caller decides on another state than the one that stands. */
export const isStale = (ifMatch: string | undefined, standing: string): boolean => {
  const tag = seenTag(ifMatch);
  return tag !== undefined && tag !== standing;
};
