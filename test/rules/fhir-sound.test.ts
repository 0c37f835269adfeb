import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { judgeOf } from '../../functions/fhir/sound.ts';
import { type ResourceType, resources } from '../../functions/referral/fhir/resources.ts';

const long = 'x'.repeat(2001);
/** Values that an element may be sent with, of the right kind and of wrong ones. */
const sent: readonly unknown[] = [
  undefined,
  null,
  true,
  0,
  -1,
  1.5,
  Number.NaN,
  '',
  'words',
  long,
  'x'.repeat(100_001),
  [],
  [null],
  new Array(1),
  ['words'],
  [long],
  [{}],
  [{ text: 'words' }],
  [{ text: 7 }],
  Array.from({ length: 201 }, () => ({})),
  Array.from({ length: 200 }, () => 'words'),
  {},
  { text: 'words', other: [1] },
  { text: long },
  { coding: [{ system: 'urn:x', code: 'c', display: 3 }] },
  { coding: [{ code: 'c', userSelected: true }], text: 'words' },
  { coding: {} },
  { coding: [[]] },
  { reference: 'Patient/1', identifier: { type: { coding: [{ code: 1 }] } } },
  { value: 'seven' },
  { value: 7, unit: 'mg', comparator: '<' },
  { start: '2026-01-01', end: 5 },
  { low: { value: 1 }, high: { value: '1' } },
  { repeat: { count: '3', boundsRange: 'any' } },
];

describe('a sound value is what its schema takes', () => {
  test.each(Object.keys(resources) as ResourceType[])('%s', (type) => {
    const schema = resources[type];
    const judge = judgeOf(schema);
    for (const element of [...Object.keys(schema.shape), 'unread'])
      for (const value of sent) {
        const resource = { resourceType: type, [element]: value };
        const { success, data } = schema.safeParse(resource);
        expect(judge(resource), `${element}: ${JSON.stringify(value)?.slice(0, 60)}`).toBe(success);
        if (success) expect(data).toEqual(resource);
      }
  });

  test.each([undefined, null, 'Patient', 7, [], [{}]])('%j is no resource', (value) => {
    expect(judgeOf(resources.Patient)(value)).toBe(false);
  });
});

describe('what a schema changes is not sound', () => {
  test.each([
    ['a name that it takes out', resources.Patient, '{"__proto__":{"gender":"male"}}'],
    ['such a name in a part', resources.Patient, '{"name":[{"__proto__":{"family":"A"}}]}'],
    ['a number in words', z.looseObject({ count: z.coerce.number().optional() }), '{"count":"5"}'],
    ['no number', z.looseObject({ count: z.number().optional() }), '{"count":null}'],
  ] as const)('%s', (_, schema, sent) => {
    expect(judgeOf(schema)(JSON.parse(sent))).toBe(false);
  });

  test('a hole in a list is neither a number nor a text', () => {
    const holes = new Array(1);
    for (const element of [z.number(), z.string(), z.boolean()])
      expect(judgeOf(z.array(element))(holes)).toBe(false);
  });
});

describe('no judge is made of a schema that it could judge otherwise', () => {
  test.each([
    ['that changes the value', z.looseObject({ text: z.string().trim().optional() })],
    ['with a default', z.looseObject({ text: z.string().default('') })],
    ['that asks for an element', z.looseObject({ text: z.string() })],
    ['with a pattern', z.looseObject({ text: z.string().regex(/x/).optional() })],
    ['of fewest', z.looseObject({ list: z.array(z.string()).min(1).optional() })],
    ['of another kind', z.looseObject({ day: z.date().optional() })],
    ['with a judgement of the whole', z.looseObject({}).refine(() => false)],
    ['that leaves elements out', z.object({})],
  ] as const)('one %s', (_, schema) => {
    expect(() => judgeOf(schema)).toThrow();
  });
});
