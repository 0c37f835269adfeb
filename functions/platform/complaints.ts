import type * as z from 'zod';
import type { Complaint } from './errors.ts';

/** A part of a JSON Pointer: RFC 6901, section 3. */
export const pointerPart = (part: PropertyKey): string =>
  `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`;

/** What a field may be called for its name to be repeated; anything else could be words of somebody. */
const plainName = /^[A-Za-z_][\w-]{0,39}$/;

/** The place of a field that is not known: its own if its name can be told, else that around it. */
const placeOfUnknown = (at: string, name: string): string =>
  plainName.test(name) ? at + pointerPart(name) : at;

/**
 * Each complaint names the rule in our words, never the value. A field that is not known is named
 * only where its name is one that a program gives.
 */
export const complaints = (error: z.ZodError, where: string): Complaint[] =>
  error.issues.slice(0, 50).flatMap((issue) => {
    const at = where + issue.path.map(pointerPart).join('');
    const fix = (issue as { params?: { fix?: string } }).params?.fix;
    const told = { detail: issue.message, ...(fix ? { fix } : {}) };
    const places =
      issue.code === 'unrecognized_keys'
        ? new Set(issue.keys.slice(0, 20).map((name) => placeOfUnknown(at, name)))
        : [at];
    return [...places].map((pointer) => ({ pointer, ...told }));
  });
