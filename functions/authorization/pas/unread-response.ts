import * as z from 'zod';
import { Identifier, Reference } from '../../fhir/elements.ts';
import { shortened } from '../../fhir/values.ts';
import type { PayerAnswer } from '../payer-answer.ts';
import { readSendingId } from '../request-names.ts';
import { ClaimResponse, ResponseBundle } from './response-form.ts';

/** All that has to be readable for an answer to find its request. */
const Named = z.object({
  resourceType: z.literal('ClaimResponse'),
  identifier: z.array(Identifier).max(10).optional().catch(undefined),
  request: Reference.optional().catch(undefined),
});

const rawIn = (body: unknown): unknown => {
  const entry = ResponseBundle.safeParse(body).data?.entry ?? [];
  return entry.find(({ resource }) => resource.resourceType === 'ClaimResponse')?.resource ?? body;
};

/** Elements whose texts somebody can make something of. */
const telling = ['code', 'display', 'text', 'valueString', 'disposition', 'preAuthRef', 'value'];

const textsIn = (value: unknown, name = '', depth = 0): string[] => {
  if (depth > 12 || value === null || value === undefined) return [];
  if (typeof value !== 'object') return telling.includes(name) ? [String(value)] : [];
  if (Array.isArray(value)) return value.flatMap((one) => textsIn(one, name, depth + 1));
  return Object.entries(value).flatMap(([key, inner]) => textsIn(inner, key, depth + 1));
};

/** Of more than fits, what it begins and what it ends with: a condition mostly stands behind what it is of. */
const beginAndEnd = (said: string): string[] =>
  said.length > 400 ? [shortened(said, 400), `… ${said.slice(-398)}`] : [said];

/**
 * An answer that names a request of ours and cannot be read as a whole, for one element of the wrong
 * kind: nobody acts on it, and a person reads what it says and where it is at fault. Undefined for one
 * that can be read, and where nobody can tell whose it is.
 */
export const readUnreadable = (body: unknown): PayerAnswer | undefined => {
  const raw = rawIn(body);
  const named = Named.safeParse(raw).data;
  const { error } = ClaimResponse.safeParse(raw);
  if (!named || !error) return undefined;
  const about = [...(named.identifier ?? []), named.request?.identifier].flatMap((one) => {
    const ours = readSendingId(one?.value ?? '');
    return ours ? [{ authorizationId: ours.authorizationId, sending: ours.number }] : [];
  });
  if (about.length === 0) return undefined;
  const places = [...new Set(error.issues.map(({ path }) => path.join('.')))]
    .slice(0, 5)
    .join(', ');
  return {
    ...{ about, at: '1970-01-01T00:00:00.000Z', lines: [], added: [], errors: [], information: [] },
    doubts: ['parts that cannot be read'],
    words: [
      shortened(`The answer cannot be read at ${places}.`, 400),
      ...beginAndEnd(textsIn(raw).join('; ')),
    ].filter(Boolean),
  };
};
