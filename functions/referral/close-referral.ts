import type * as z from 'zod';
import { byStep } from '../platform/audit.ts';
import { TransientFault } from '../platform/errors.ts';
import { StepInput, step } from '../platform/step.ts';
import { table } from '../platform/table.ts';
import { CloseReason } from './referral.ts';
import { type ReferralStore, referralStore } from './store.ts';

const Input = StepInput.extend({ closeReason: CloseReason });

type Deps = { store: Pick<ReferralStore, 'get' | 'close'>; now: () => Date };

/** Closes a referral with its reason; one that is closed stays as it was closed. */
export const closeReferral =
  ({ store, now }: Deps) =>
  async ({ referralId, operation, closeReason }: z.output<typeof Input>) => {
    const current = await store.get(referralId);
    if (current.referral.status === 'closed') return { outcome: 'closed' as const };
    const done = await store.close(current, closeReason, {
      operation,
      by: byStep('close-referral'),
      at: now().toISOString(),
    });
    // One of its holds ended at the same moment: the retry reads anew.
    if (done.outcome === 'refused') throw new TransientFault('referral-changed-meanwhile');
    return { outcome: 'closed' as const };
  };

export const handler = step('close-referral', Input, (input) =>
  closeReferral({ store: referralStore(table()), now: () => new Date() })(input),
);
