import type * as z from 'zod';
import { lookup } from './lookup.ts';

type Issue = z.core.$ZodRawIssue;

const kinds = lookup<string>({
  string: 'must be a text',
  number: 'must be a number',
  int: 'must be a whole number',
  boolean: 'must be true or false',
  array: 'must be a list',
  object: 'must be an object',
  record: 'must be an object',
  null: 'must be null',
});

const formats = lookup<string>({
  date: 'must be a day, as 2026-11-20',
  datetime: 'must be an instant in UTC, as 2026-11-20T15:00:00Z',
  time: 'must be a time of day, as 15:30',
  email: 'must be a mail address',
  url: 'must be a web address',
});

const counted = (amount: number | bigint, one: string, many: string): string =>
  `${amount} ${amount === 1 ? one : many}`;

/** An amount with what it counts: characters of a text, entries of a list, or the number itself. */
const amountOf = (amount: number | bigint, origin: string): string => {
  if (origin === 'string') return counted(amount, 'character', 'characters');
  if (origin === 'array' || origin === 'set') return counted(amount, 'entry', 'entries');
  return String(amount);
};

const isSized = (origin: string): boolean => ['string', 'array', 'set'].includes(origin);

const bounded = (
  bound: 'least' | 'most',
  amount: number | bigint,
  { origin, inclusive, exact }: { origin: string; inclusive?: boolean; exact?: boolean },
): string => {
  const must = isSized(origin) ? 'must have' : 'must be';
  if (exact) return `${must} exactly ${amountOf(amount, origin)}`;
  if (bound === 'least' && isSized(origin) && amount === 1) return 'must not be empty';
  if (inclusive === false)
    return `${must} ${bound === 'least' ? 'more' : 'less'} than ${amountOf(amount, origin)}`;
  return `${must} at ${bound} ${amountOf(amount, origin)}`;
};

/** How many of the values that are taken are named. */
const mostValues = 20;

const oneOf = (values: readonly z.core.util.Primitive[]): string => {
  const [only] = values;
  if (values.length === 1) return `must be ${JSON.stringify(only)}`;
  if (values.length > mostValues) return 'is none of the values that are taken';
  return `must be one of: ${values.map(String).join(', ')}`;
};

/** Which words a field may hold that says which form the rest has, as the forms themselves name them. */
const formsOf = ({ inst, discriminator }: Extract<Issue, { code: 'invalid_union' }>): string => {
  const named = (inst as z.core.$ZodType | undefined)?._zod.propValues;
  const taken = discriminator && named?.[discriminator];
  return taken ? oneOf([...taken]) : 'is in none of the forms that are taken';
};

/** The fields of an object that is refused for others. */
const fieldsOf = ({ inst }: Issue): string[] => {
  const def = inst?._zod.def as { shape?: Record<string, unknown> } | undefined;
  return Object.keys(def?.shape ?? {});
};

const plainly = (name: string): string => name.toLowerCase().replace(/[\W_]/g, '');

/**
 * Which of the fields sent, counted from 1: their names could be anybody's words. One that is a field
 * written otherwise is told by the name of that.
 */
const placesOf = (names: readonly string[], known: readonly string[], sent: unknown): string => {
  const all = typeof sent === 'object' && sent !== null ? Object.keys(sent) : [];
  const places = names.slice(0, 20).map((name) => {
    const meant = known.find((one) => plainly(one) === plainly(name));
    return { place: all.indexOf(name) + 1, meant: meant ? ` (${meant}?)` : '' };
  });
  return places.length > 0 && places.every(({ place }) => place > 0)
    ? `: number ${places.map(({ place, meant }) => `${place}${meant}`).join(', ')} of those sent`
    : '';
};

const unknownFields = (issue: Extract<Issue, { code: 'unrecognized_keys' }>): string => {
  const known = fieldsOf(issue);
  const places = placesOf(issue.keys, known, issue.input);
  const named = known.slice(0, mostValues * 2).join(', ');
  return `has fields that are not known here${places}${named ? `; known are: ${named}` : ''}`;
};

/**
 * What is wrong with a value, for the person who sent it: the rule in plain words, never the
 * value. Given to every parse of what callers send; a schema's own message goes before it.
 */
export const inWords = (issue: Issue): string => {
  if (issue.input === undefined && issue.code !== 'custom') return 'is missing';
  switch (issue.code) {
    case 'invalid_type':
      return kinds[issue.expected] ?? 'is of another kind than is asked for';
    case 'too_small':
      return bounded('least', issue.minimum, issue);
    case 'too_big':
      return bounded('most', issue.maximum, issue);
    case 'invalid_format':
      return formats[issue.format] ?? 'is not in the form that is asked for';
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`;
    case 'invalid_value':
      return oneOf(issue.values);
    case 'unrecognized_keys':
      return unknownFields(issue);
    case 'invalid_union':
      return formsOf(issue);
    case 'invalid_key':
      return 'has a name that is not taken here';
    default:
      return 'is not as it must be';
  }
};
