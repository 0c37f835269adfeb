import * as z from 'zod';
import { TransientFault } from '../platform/errors.ts';
import { HoldScope, holdId } from '../platform/ids.ts';
import { StepInput, step } from '../platform/step.ts';
import { table } from '../platform/table.ts';
import { nextAsked } from './escalation.ts';
import { type HoldStore, holdStore, stillOpen } from './store.ts';

const Input = StepInput.extend({
  scope: HoldScope,
  count: z.number().int().positive(),
});

type Deps = { store: Pick<HoldStore, 'get' | 'escalate' | 'alertsOf'>; now: () => Date };

/** No later than a person is to look at something that is running out for good. */
const soonest = (usual: string, alerts: readonly string[], now: Date): string => {
  const alert = alerts.find((at) => Date.parse(at) > now.getTime());
  return alert && alert < usual ? alert : usual;
};

/**
 * A hold's clock ran out: it becomes overdue, the next team is asked too, and it gets a new due
 * time. One that ended at the last moment is left alone; the workflow waits a minute for its answer.
 */
export const escalateHold =
  ({ store, now }: Deps) =>
  async ({ referralId, operation, scope, count }: z.output<typeof Input>) => {
    const at = now();
    const hold = await store.get(holdId(referralId, scope, count));
    if (!stillOpen(hold)) return { dueAt: new Date(at.getTime() + 60_000).toISOString() };
    const usual = nextAsked(hold, at);
    const alerts = await store.alertsOf(hold);
    const next = { ...usual, dueAt: soonest(usual.dueAt, alerts, at) };
    const done = await store.escalate(hold, next, { operation, at: at.toISOString() });
    if (done.outcome === 'refused') throw new TransientFault('hold-moved');
    return { dueAt: String(done.record.detail.dueAt ?? next.dueAt) };
  };

export const handler = step('escalate-hold', Input, (input) =>
  escalateHold({ store: holdStore(table()), now: () => new Date() })(input),
);
