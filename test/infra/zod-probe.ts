import * as z from 'zod';
import { inWords } from '../../functions/platform/complaint-words.ts';

/** Every kind of schema that the functions are made of, for the bundled zod to be compared by. */
export const kinds: Readonly<Record<string, z.ZodType>> = {
  text: z.string().trim().min(2).max(40),
  pattern: z.string().regex(/^\+1\d{10}$/),
  mail: z.email().optional(),
  day: z.iso.date(),
  instant: z.iso.datetime({ offset: true }),
  whole: z.number().int().min(0).max(14),
  positive: z.number().positive(),
  coerced: z.coerce.number().int().min(1).max(100).default(25),
  flag: z.boolean().nullable(),
  choice: z.enum(['home', 'infusion-center']),
  exact: z.literal('home'),
  list: z.array(z.string()).min(1).max(3),
  strict: z.strictObject({ kind: z.string(), text: z.string().optional() }),
  loose: z.looseObject({ kind: z.string() }).partial(),
  record: z.record(z.string().max(4), z.string()),
  union: z.union([z.string().max(3), z.number()]),
  told: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('text'), text: z.string() }),
    z
      .object({ kind: z.literal('number'), amount: z.number() })
      .extend({ unit: z.string().optional() }),
  ]),
  refined: z
    .string()
    .refine((text) => text === 'ab', { error: 'is not ab', params: { fix: 'ab' } }),
  judged: z.unknown().superRefine((value, context) => {
    if (value === null) context.addIssue({ code: 'custom', message: 'is null' });
  }),
  caught: z.iso.date().catch('2026-01-01'),
  transformed: z.preprocess((value) => value ?? 'ab', z.string()).transform((text) => text.length),
  never: z.object({ kind: z.never().optional() }),
};

type Read = { value: unknown } | { issues: unknown[] };

/** What a schema makes of a value: what it read, or where it is wrong, in our words. */
export const told = (kind: string, value: unknown): Read => {
  const { success, data, error } = (kinds[kind] as z.ZodType).safeParse(value, { error: inWords });
  if (success) return { value: data };
  const plain = ({ code, path, message }: z.core.$ZodIssue) => ({ code, path, message });
  return { issues: error.issues.map(plain) };
};

const order = z.object({ id: z.string().min(2), day: z.iso.date(), note: z.string().optional() });

/** What is asked of schemas before they ever read a value, and of those that are made of others. */
export const asked: Readonly<Record<string, () => unknown>> = {
  'the names of an object': () => Object.keys(order.shape),
  'an object with less, more and none of what it did not name': () =>
    [
      order.extend({ dose: z.number() }),
      order.omit({ day: true }),
      order.pick({ day: true, id: true }),
      order.partial({ day: true }).strict(),
      order.required(),
      order.strict(),
    ].map((made) => [
      Object.keys(made.shape),
      made.safeParse({ id: 'ab', day: '2026-11-20', dose: 5 }).data,
    ]),
  'the choices': () => z.enum(['a', 'b']).options,
  'the value': () => z.literal('a').value,
  'the element': () => z.array(z.string().max(2)).element.safeParse('abc').success,
  'the schema within': () => [
    z.string().optional().unwrap().type,
    z.string().nullable().unwrap().type,
    z.string().default('a').unwrap().type,
  ],
  'the parts of a union': () => z.union([z.string(), z.number()]).options.map(({ type }) => type),
  'its kind': () => [
    z.string().optional() instanceof z.ZodOptional,
    z.string().max(3) instanceof z.ZodString,
    z.string() instanceof z.ZodObject,
    z.array(order).type,
  ],
  'a copy by its declaration': () => {
    const copy = order.clone({ ...order.def, catchall: z.number() });
    return copy.safeParse({ id: 'ab', day: '2026-11-20', more: 'b' }).success;
  },
  'one that is made of itself': () => {
    type Node = { next?: Node | undefined };
    const node: z.ZodType<Node> = z.strictObject({ next: z.lazy(() => node).optional() });
    return [{}, { next: {} }, { next: { next: 1 } }].map((sent) => node.safeParse(sent).success);
  },
  'a method that was taken from it': () => {
    const { safeParse } = z.string().max(2);
    return safeParse('abc').success;
  },
};

/** Schemas of every kind, of which each is declared a second time: nothing was asked of that one. */
export const untouched = (): Readonly<Record<string, z.ZodType>> => ({
  text: z.string().trim().min(2).max(40).regex(/a/),
  mail: z.email().optional(),
  whole: z.number().int().min(0).nullable(),
  list: z.array(z.string()).min(1).default([]),
  object: order.strict().extend({ more: z.boolean() }).partial(),
  union: z.union([order.pick({ id: true }), z.number()]),
  told: z.discriminatedUnion('kind', [z.object({ kind: z.literal('a') })]),
});

/** Whether a schema was set up already, or only declared. */
export const isSetUp = (schema: z.ZodType): boolean => Object.hasOwn(schema, '_zod');
