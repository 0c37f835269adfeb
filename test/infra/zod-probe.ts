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
