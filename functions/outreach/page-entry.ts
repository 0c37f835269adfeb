import * as z from 'zod';
import { sha256 } from '../platform/canonical.ts';
import type { SentTo } from '../platform/link-token.ts';

/**
 * What a link alone does not open: whoever has it also says the patient's birth date. A message may be
 * read by others, and so may the link in it.
 */
export const entryRule = {
  mostTries: 5,
  /** How long tries are counted, and a patient is shut out after the last of them. */
  triesHours: 24,
  /** How long whoever has said it need not say it again on the same device. */
  passHours: 12,
  validFrom: '2026-11-30',
  source:
    'own rule: a second factor that the patient knows; that NIST SP 800-63B limits tries is general knowledge',
} as const;

const hour = 3_600_000;

/** Of one patient: how often a birth date was tried, and who is in. The passes are digests. */
export const PageEntry = z.object({
  tries: z.number().int().min(0).default(0),
  since: z.iso.datetime().optional(),
  passes: z
    .array(z.object({ digest: z.string(), link: z.string(), until: z.iso.datetime() }))
    .default([]),
  rev: z.number().int().min(0).default(0),
});
export type PageEntry = z.infer<typeof PageEntry>;

export const noEntry: PageEntry = PageEntry.parse({});

/** Passes that are kept at once: a telephone and a few browsers. */
const mostPasses = 5;

const linkOf = ({ channel, generation }: SentTo): string => `${channel}:${generation}`;

const counting = ({ since }: PageEntry, now: Date): boolean =>
  since !== undefined && Date.parse(since) + entryRule.triesHours * hour > now.getTime();

/** How many tries are left now. */
export const triesLeft = (entry: PageEntry, now: Date): number =>
  entryRule.mostTries - (counting(entry, now) ? entry.tries : 0);

/** One more try, which counts before it is known whether it was right. */
export const withTry = (entry: PageEntry, now: Date): PageEntry => ({
  ...entry,
  ...(counting(entry, now) ? { tries: entry.tries + 1 } : { tries: 1, since: now.toISOString() }),
  rev: entry.rev + 1,
});

/** It was right: a pass for this link, and nothing counts any more. */
export const admitted = (
  { passes, rev }: PageEntry,
  sentTo: SentTo,
  pass: string,
  now: Date,
): PageEntry => ({
  tries: 0,
  passes: [
    ...passes.filter(({ until }) => until > now.toISOString()).slice(1 - mostPasses),
    {
      digest: sha256(pass),
      link: linkOf(sentTo),
      until: new Date(now.getTime() + entryRule.passHours * hour).toISOString(),
    },
  ],
  rev: rev + 1,
});

/** Whether a pass opens what a link shows. */
export const opens = (
  { passes }: PageEntry,
  sentTo: SentTo,
  pass: string | undefined,
  now: Date,
): boolean =>
  pass !== undefined &&
  passes.some(
    ({ digest, link, until }) =>
      digest === sha256(pass) && link === linkOf(sentTo) && until > now.toISOString(),
  );
