import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import * as z from 'zod';
import { bare, PermanentFault } from './errors.ts';
import { ReferralId } from './ids.ts';
import { log } from './log.ts';

/**
 * What every step is told: which referral, and the name of this operation, the same for every
 * retry of one workflow state (execution, state, round), so that it is applied once.
 */
export const StepInput = z.object({
  referralId: ReferralId,
  operation: z.string().min(1).max(200),
});
export type StepInput = z.infer<typeof StepInput>;

/** A Lambda task of a workflow: input checked, faults named, start and end logged by id. */
export const step = <Schema extends z.ZodType, Out>(
  name: string,
  schema: Schema,
  run: (input: z.output<Schema>) => Promise<Out>,
) =>
  middy<unknown, Out>()
    .before(({ event }) => {
      log({ event: 'step.started', step: name, ...about(event) });
    })
    .after(({ event, response }) => {
      const outcome = (response as { outcome?: unknown } | undefined)?.outcome;
      log({
        event: 'step.completed',
        step: name,
        ...about(event),
        ...(typeof outcome === 'string' ? { outcome } : {}),
      });
    })
    .handler(async (event: unknown, _context: Context): Promise<Out> => {
      try {
        const input = schema.safeParse(event);
        if (!input.success)
          throw new PermanentFault(`input:${input.error.issues[0]?.path.join('.')}`);
        return await run(input.data);
      } catch (error) {
        // Not in `onError`: middy hangs what was thrown first on what is thrown there.
        const fault = bare(error);
        const { name: kind, message } = fault;
        log({ event: 'step.failed', step: name, fault: kind, code: message, ...about(event) });
        throw fault;
      }
    });

const about = (event: unknown): { referralId?: string } => {
  const id = ReferralId.safeParse((event as { referralId?: unknown } | null)?.referralId);
  return id.success ? { referralId: id.data } : {};
};
