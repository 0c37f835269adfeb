import { shortened } from '../fhir/values.ts';

/** No more of a body is told than somebody reads. */
const mostWords = 10;

type Json = Record<string, unknown>;

/** The texts and numbers of a JSON body, each after the name that it has there. */
const leavesOf = (value: unknown, name = '', depth = 0): string[] => {
  if (depth > 6 || value === null || value === undefined || value === '') return [];
  if (Array.isArray(value))
    return value.slice(0, 20).flatMap((one) => leavesOf(one, name, depth + 1));
  if (typeof value === 'object')
    return Object.entries(value as Json)
      .slice(0, 40)
      .flatMap(([key, inner]) => leavesOf(inner, key, depth + 1));
  return [`${name ? `${name}: ` : ''}${String(value)}`];
};

/**
 * What a payer says in a refusal that is no FHIR: the texts of a JSON body, or a plain text. A page of
 * a browser is nobody's word about a request, and empty is nothing.
 */
export const plainRefusal = (text: string, body: unknown): string[] => {
  const said = text.trim();
  if (said === '' || said.startsWith('<')) return [];
  const isFhir = typeof body === 'object' && body !== null && 'resourceType' in body;
  if (isFhir) return [];
  // Half a JSON is a fault of the wire.
  if (body === undefined && /^[[{"]/.test(said)) return [];
  const words = body === undefined ? [said] : leavesOf(body);
  return words.map((one) => shortened(one.replace(/\s+/g, ' '), 400)).slice(0, mostWords);
};
