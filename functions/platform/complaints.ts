import type * as z from 'zod';
import type { Complaint } from './errors.ts';

/** A part of a JSON Pointer: RFC 6901, section 3. */
export const pointerPart = (part: PropertyKey): string =>
  `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`;

/** What a parameter may be called for its name to be repeated. */
const plainName = /^[A-Za-z_][\w-]{0,39}$/;

/**
 * Where an issue is. A parameter that is not known is named, for addresses hold nothing of a patient. A
 * field of a body may be called anything, a patient's name too: it is told by its place among those
 * sent, see `inWords`.
 */
const placesOf = (issue: z.core.$ZodIssue, where: string): string[] => {
  const at = where + issue.path.map(pointerPart).join('');
  if (where !== 'query' || issue.code !== 'unrecognized_keys') return [at];
  return issue.keys
    .slice(0, 20)
    .map((name) => (plainName.test(name) ? at + pointerPart(name) : at));
};

/** Each complaint names the rule in our words, never the value. */
export const complaints = (error: z.ZodError, where: string): Complaint[] =>
  error.issues.slice(0, 50).flatMap((issue) => {
    const fix = (issue as { params?: { fix?: string } }).params?.fix;
    const told = { detail: issue.message, ...(fix ? { fix } : {}) };
    return [...new Set(placesOf(issue, where))].map((pointer) => ({ pointer, ...told }));
  });
