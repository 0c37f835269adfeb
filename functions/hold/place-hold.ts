import * as z from 'zod';
import { TransientFault } from '../platform/errors.ts';
import { HoldScope, holdId } from '../platform/ids.ts';
import { StepInput, step } from '../platform/step.ts';
import { table } from '../platform/table.ts';
import type { Hold, Settlement } from './hold.ts';
import { holdReasonNames, reasonRow } from './hold-reasons.ts';
import { readSafeguard, type Safeguard } from './safeguard.ts';
import { type HoldStore, holdStore } from './store.ts';

const Input = StepInput.extend({
  scope: HoldScope,
  count: z.number().int().positive(),
  stage: z.string(),
  reason: z.enum(holdReasonNames),
  dueAt: z.iso.datetime(),
  /** Of what failed: `PermanentFault:payer-unknown`, `acme-health/x12/payer-silent`, and until when it is to be left alone; else empty. */
  fault: z.string().max(200).optional(),
  taskToken: z.string().min(1).max(2048),
});

type Deps = {
  store: Pick<HoldStore, 'get' | 'head' | 'place' | 'renew'>;
  referralOf: (referralId: string) => Promise<Safeguard>;
  now: () => Date;
};

/** How a wait ends that nobody has to wait for any more: what it was for came while it was placed. */
const endedAlready = (
  { reason, stage }: Pick<Hold, 'reason' | 'stage'>,
  { status, findings }: Safeguard,
): Settlement | undefined => {
  if (status === 'closed') return { resume: 'close' };
  return reason.startsWith('order-') && findings.length === 0 ? { resume: stage } : undefined;
};

/** What the step that failed said of it; of a payer that does not answer, which and how. */
const aboutFault = ({ reason, fault }: z.output<typeof Input>): Hold['evidence'] => {
  if (!fault) return {};
  if (reason === 'needs-attention') return { fault };
  if (reason !== 'payer-unavailable') return {};
  const [payerId = '', channel = '', code = '', askedAgainAt] = fault.split('/');
  return { payerId, channel, code, ...(askedAgainAt ? { askedAgainAt } : {}) };
};

/**
 * Opens the hold that a workflow waits with. Run again by a retry, it finds its hold and gives it
 * the new task token; an answer that came in between is then sent to that token by the relay.
 */
export const placeHold =
  ({ store, referralOf, now }: Deps) =>
  async (input: z.output<typeof Input>) => {
    const id = holdId(input.referralId, input.scope, input.count);
    const at = now().toISOString();
    const found = await store.get(id);
    if (found) {
      if (found.taskToken === input.taskToken) return { holdId: id };
      const { taskToken, dueAt, operation } = input;
      const renewed = await store.renew(found, { taskToken, dueAt }, { operation, at });
      // Resolved or escalated while we looked: the retry reads it afresh.
      if (renewed.outcome === 'refused') throw new TransientFault('hold-moved');
      return { holdId: id };
    }
    const row = reasonRow(input.reason);
    const since = await store.head(input.referralId);
    const referral = await referralOf(input.referralId);
    const ended = endedAlready(input, referral);
    const placed = await store.place(
      {
        holdId: id,
        referralId: input.referralId,
        scope: input.scope,
        count: input.count,
        reason: input.reason,
        stage: input.stage,
        status: ended ? 'cancelled' : 'open',
        owner: row.owner,
        team: row.team,
        practiceNpi: referral.practiceNpi,
        openedAt: at,
        dueAt: input.dueAt,
        level: 0,
        ...(referral.doseBy ? { doseBy: referral.doseBy } : {}),
        taskToken: input.taskToken,
        evidence: aboutFault(input),
      },
      input.operation,
      { settlement: ended, since },
    );
    // Something happened to the referral meanwhile: the retry sees whether it still has to wait.
    if (placed.outcome === 'refused') throw new TransientFault('referral-changed-meanwhile');
    return { holdId: id };
  };

export const handler = step('place-hold', Input, (input) =>
  placeHold({
    store: holdStore(table()),
    referralOf: (referralId) => readSafeguard(table(), referralId),
    now: () => new Date(),
  })(input),
);
