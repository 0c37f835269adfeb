import * as z from 'zod';
import { oneLine } from '../platform/text.ts';
import { PersonNamed } from './person.ts';

/** A draft that nobody went on with is put away after so many days. */
export const keptDays = 30;

const mostFields = 300;
const mostCharacters = 60_000;

const charactersOf = (typed: Readonly<Record<string, string>>): number =>
  Object.entries(typed).reduce((sum, [name, value]) => sum + name.length + value.length, 0);

/**
 * What somebody has typed of an order and not sent, field by field as the form names them. Nothing of it is
 * understood here: it becomes an order only when it is sent, and is judged then.
 */
export const DraftTyped = z
  .record(
    z.string().regex(/^[A-Za-z][\w.:-]{0,79}$/, 'must be the name of a field'),
    z.string().max(20_000),
  )
  .refine((typed) => Object.keys(typed).length <= mostFields, `takes ${mostFields} fields`)
  .refine(
    (typed) => charactersOf(typed) <= mostCharacters,
    `takes ${mostCharacters} characters together`,
  );
export type DraftTyped = z.infer<typeof DraftTyped>;

/** The whole of a draft, as somebody wants it kept; with nothing typed it is put away. */
export const DraftBody = z.strictObject({ typed: DraftTyped });

/** What is kept. */
export const KeptDraft = z.object({
  sk: z.string(),
  typed: DraftTyped,
  revision: z.number().int().min(1),
  savedBy: z.string(),
  savedAt: z.iso.datetime(),
  /** In seconds; the table takes it away when it comes to it. */
  expiresAt: z.number().int(),
});
export type KeptDraft = z.infer<typeof KeptDraft>;

/** Made by whoever begins it: RFC 9562. */
export const DraftId = z
  .string()
  .regex(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/, 'must be a UUID in small letters');

/** What a list tells of a draft: enough to know it again. */
export const DraftListed = z.object({
  draftId: z.string(),
  savedAt: z.iso.datetime(),
  savedBy: PersonNamed,
  patient: z.string().optional(),
  therapyId: z.string().optional(),
});
export type DraftListed = z.infer<typeof DraftListed>;

export const DraftShown = DraftListed.extend({ typed: DraftTyped });
export type DraftShown = z.infer<typeof DraftShown>;

/** Whether somebody can still go on with it. */
export const isKept = ({ typed, expiresAt }: KeptDraft, now: Date): boolean =>
  Object.keys(typed).length > 0 && expiresAt * 1000 > now.getTime();

const line = oneLine(200);
const worded = (words: string | undefined): string | undefined => line.safeParse(words).data;

export const draftListed = (
  { sk, typed, savedAt }: KeptDraft,
  savedBy: DraftListed['savedBy'],
): DraftListed => {
  const own = (name: string) => (Object.hasOwn(typed, name) ? typed[name] : undefined);
  const patient = worded([own('family'), own('given')].filter(Boolean).join(', '));
  const therapyId = worded(own('therapy'));
  return {
    draftId: sk,
    savedAt,
    savedBy,
    ...(patient && { patient }),
    ...(therapyId && { therapyId }),
  };
};
