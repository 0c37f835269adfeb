import type * as z from 'zod';
import { TransientFault } from '../platform/errors.ts';
import { StepInput, step } from '../platform/step.ts';
import { table } from '../platform/table.ts';
import { CloseReason } from './referral.ts';
import { type RenewalStore, renewalStore } from './renewal-store.ts';

const Input = StepInput.extend({
  /** Why nothing is renewed; null when it was. */
  closeReason: CloseReason.nullable(),
});

type Deps = { store: RenewalStore; now: () => Date };

/**
 * Ends a renewal: the series goes on, or, with a reason, it does not. Visits that are paid for
 * already take place all the same, unless the order was withdrawn; the last of them ends the
 * referral. With none to come the referral is closed.
 */
export const endRenewal =
  ({ store, now }: Deps) =>
  async ({ referralId, operation, closeReason }: z.output<typeof Input>) => {
    const records = await store.get(referralId);
    if (records.referral.status === 'closed') return { outcome: 'ended' as const };
    const told = { operation, at: now().toISOString() };
    const closes = closeReason && (closeReason === 'withdrawn' || !records.visitsAhead);
    const done = closes
      ? await store.close(records, closeReason, told)
      : await store.end(
          referralId,
          closeReason ? { outcome: 'not-renewed', reason: closeReason } : { outcome: 'renewed' },
          told,
        );
    // A hold or the referral ended at the same moment: the retry reads anew.
    if (done.outcome === 'refused') throw new TransientFault('referral-changed-meanwhile');
    return { outcome: 'ended' as const };
  };

export const handler = step('end-renewal', Input, (input) =>
  endRenewal({ store: renewalStore(table()), now: () => new Date() })(input),
);
