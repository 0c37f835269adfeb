import * as z from 'zod';
import type { AuditRecord } from '../platform/audit.ts';
import type { Visit } from '../series/visit.ts';

/** What a look at a visit is told as: two days before one that is ready, the patient is reminded. */
export const lookEvents = {
  ready: 'visit.readiness-checked',
  remind: 'visit.reminder-due',
} as const;

/** A look that found a visit ready: for which moment, and when. */
const ReadyLook = z.object({
  visitId: z.string(),
  revision: z.number(),
  moment: z.enum(['prepare', 'remind']),
  ready: z.literal(true),
});

export type Look = { moment: z.infer<typeof ReadyLook>['moment']; at: string };

const events: readonly string[] = Object.values(lookEvents);

/**
 * The last look that found a visit ready as it now stands; undefined where none did. It stands once, in
 * the audit chain, with its determination: a visit that has moved has not been looked at.
 */
export const lastReadyLook = (
  records: readonly AuditRecord[],
  { visitId, revision }: Pick<Visit, 'visitId' | 'revision'>,
): Look | undefined =>
  records
    .filter(({ event }) => events.includes(event))
    .flatMap(({ detail, at }) => {
      const { data } = ReadyLook.safeParse(detail);
      return data?.visitId === visitId && data.revision === revision
        ? [{ moment: data.moment, at }]
        : [];
    })
    .at(-1);
