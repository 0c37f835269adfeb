import * as z from 'zod';
import type { AuditRecord } from '../../platform/audit.ts';
import { gapsOf } from './judge-packs.ts';

const Judged = z.array(
  z.object({ id: z.string(), standing: z.enum(['met', 'not-met', 'contradictory', 'unknown']) }),
);

/**
 * Since when what lacks of the conditions of claims is asked for, as of a request: a part of it that came
 * sets no clock back, and something new does. Undefined where nothing lacks.
 *
 * @param records the chain, with what was found before; none where nobody was asked yet
 */
export const conditionsAskedAt = (
  gaps: readonly string[],
  records: readonly AuditRecord[],
  now: Date,
): string | undefined => {
  if (gaps.length === 0) return undefined;
  const last = (event: string) => records.findLast((one) => one.event === event);
  const judged = last('authorization.conditions-judged')?.determination?.facts.criteria;
  const before = gapsOf(Judged.safeParse(judged).data ?? []);
  const { askedAt } = last('authorization.need-determined')?.detail ?? {};
  const isKnown = gaps.every((gap) => before.includes(gap));
  return isKnown && typeof askedAt === 'string' ? askedAt : now.toISOString();
};
