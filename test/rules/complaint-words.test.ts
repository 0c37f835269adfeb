import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { areas } from '../../functions/api/areas.ts';
import { inWords } from '../../functions/platform/complaint-words.ts';
import type { RouteContract } from '../../functions/platform/contract.ts';
import { Bundle } from '../../functions/referral/fhir/bundle.ts';
import { resources } from '../../functions/referral/fhir/resources.ts';
import { NativeSubmission } from '../../functions/referral/native-submission.ts';

const complaintsOf = (schema: z.ZodType, value: unknown): string[] =>
  schema.safeParse(value, { error: inWords }).error?.issues.map(({ message }) => message) ?? [];

describe('what is wrong with a request is told in plain words', () => {
  it.each<[string, z.ZodType, unknown, string]>([
    ['what is not there', z.object({ note: z.string() }), {}, 'is missing'],
    ['a choice that is not there', z.object({ to: z.enum(['a', 'b']) }), {}, 'is missing'],
    ['a number for a text', z.string(), 5, 'must be a text'],
    ['a word for a number', z.coerce.number(), 'many', 'must be a number'],
    ['a half', z.number().int(), 1.5, 'must be a whole number'],
    ['a text for a list', z.array(z.string()), 'one', 'must be a list'],
    ['a list for an object', z.object({}), [], 'must be an object'],
    ['an empty text', z.string().min(1), '', 'must not be empty'],
    ['a long text', z.string().max(3), 'four', 'must have at most 3 characters'],
    ['a short list', z.array(z.string()).min(2), ['one'], 'must have at least 2 entries'],
    ['a text of another length', z.string().length(2), 'one', 'must have exactly 2 characters'],
    ['a small number', z.number().min(1), 0, 'must be at least 1'],
    ['a number on the bound', z.number().positive(), 0, 'must be more than 0'],
    ['a large number', z.number().max(14), 15, 'must be at most 14'],
    ['a day that is none', z.iso.date(), '2026-02-30', 'must be a day, as 2026-11-20'],
    [
      'an instant with an offset',
      z.iso.datetime(),
      '2026-11-20T15:00:00-06:00',
      'must be an instant in UTC, as 2026-11-20T15:00:00Z',
    ],
    ['what is no mail address', z.email(), 'nobody', 'must be a mail address'],
    [
      'what has another form',
      z.string().regex(/^\d+$/),
      'x',
      'is not in the form that is asked for',
    ],
    ['what is no choice', z.enum(['a', 'b']), 'c', 'must be one of: a, b'],
    [
      'a field too many',
      z.strictObject({ a: z.number() }),
      { a: 1, x: 1, y: 2 },
      'has fields that are not known here: number 2, 3 of those sent; known are: a',
    ],
    [
      'a field that is written otherwise',
      z.strictObject({ note: z.string(), expiresOn: z.string().optional() }),
      { note: 'x', expires_on: '2027-01-01' },
      'has fields that are not known here: number 2 (expiresOn?) of those sent; known are: note, expiresOn',
    ],
    [
      'what fits no form',
      z.union([z.string(), z.null()]),
      5,
      'is in none of the forms that are taken',
    ],
    [
      'a form that is none of those taken, or is not named',
      z.discriminatedUnion('covers', [
        z.object({ covers: z.literal('course') }),
        z.object({ covers: z.literal('until'), through: z.string() }),
      ]),
      { covers: 'ever' },
      'must be one of: course, until',
    ],
    ['a rule that says nothing', z.string().refine(() => false), 'x', 'is not as it must be'],
    ['a rule that says itself', z.string().refine(() => false, 'must rhyme'), 'x', 'must rhyme'],
  ])('%s', (_, schema, value, words) => {
    expect(complaintsOf(schema, value)).toEqual([words]);
  });

  const contracts = Object.values(areas).flatMap((routes) => Object.entries(routes)) as [
    string,
    RouteContract,
  ][];
  const schemas: [string, z.ZodType][] = [
    ['the native referral', NativeSubmission],
    ['the bundle', Bundle],
    ...Object.entries(resources),
    ...contracts.flatMap(([route, { path, query, body }]) =>
      [path, query, body]
        .filter((schema) => schema !== undefined)
        .map((schema): [string, z.ZodType] => [route, schema]),
    ),
  ];

  /** The value with each of its parts, down to some depth, replaced by what does not fit. */
  const spoiled = (schema: z.ZodType, odd: unknown, depth = 4): unknown => {
    if (depth === 0) return odd;
    if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault)
      return spoiled(schema.unwrap() as z.ZodType, odd, depth);
    if (schema instanceof z.ZodArray) return [spoiled(schema.element as z.ZodType, odd, depth - 1)];
    if (schema instanceof z.ZodObject)
      return Object.fromEntries(
        Object.entries(schema.shape).map(([key, part]) => [
          key,
          spoiled(part as z.ZodType, odd, depth - 1),
        ]),
      );
    return odd;
  };

  it.each(schemas)('by %s, whatever is sent', (_, schema) => {
    const odd = [undefined, null, '', 'x', 'x'.repeat(9000), -1, 1.5, 1e12, true, [], {}, [{}]];
    for (const value of odd)
      for (const sent of [value, spoiled(schema, value)])
        for (const words of complaintsOf(schema, sent))
          expect(words).not.toMatch(/expected |, received |^invalid|^too |input|unrecognized/i);
  });
});
