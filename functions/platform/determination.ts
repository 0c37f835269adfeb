import * as z from 'zod';
import { canonical, sha256 } from './canonical.ts';

/**
 * One decision, kept so that it can be explained and replayed: what was asked, the facts used,
 * the rule with its version and source, the answer, and the reasons in plain words.
 */
export const Reason = z.object({
  /** `for` and `against` weigh a candidate; `note` informs. */
  bearing: z.enum(['for', 'against', 'note']),
  code: z.string(),
  text: z.string(),
  source: z.string().optional(),
});
export type Reason = z.infer<typeof Reason>;

export const Determination = z.object({
  question: z.enum([
    'complete',
    'covered',
    'authorization-needed',
    'criteria',
    'authorized',
    'site-of-care',
    'series',
    'visit-time',
    'education',
    'ready',
    'reaction',
  ]),
  facts: z.record(z.string(), z.json()),
  rule: z.object({ id: z.string(), version: z.string(), source: z.string() }),
  answer: z.string(),
  reasons: z.array(Reason),
});
export type Determination = z.infer<typeof Determination>;

/** Two determinations have one digest when they say the same, word for word. */
export const digestDetermination = (determination: Determination): string =>
  sha256(canonical(determination)).slice(0, 32);
