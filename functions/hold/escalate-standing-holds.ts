import { background } from '../platform/background.ts';
import { asFault } from '../platform/errors.ts';
import { log } from '../platform/log.ts';
import { table } from '../platform/table.ts';
import { nextAsked } from './escalation.ts';
import { type HoldStore, holdStore, stillOpen } from './store.ts';

type Deps = { store: Pick<HoldStore, 'get' | 'escalate' | 'standingDue'>; now: () => Date };

/** How much one sweep takes on; the rest is found by the next. */
const most = 200;

/**
 * Escalates the holds that no workflow waits with and whose clock has run out, as a workflow does
 * with its own. One that fails stays due and is found by the next sweep.
 */
export const escalateStandingHolds =
  ({ store, now }: Deps) =>
  async (): Promise<void> => {
    const at = now();
    const due = await store.standingDue(at.toISOString(), most);
    let mended = 0;
    for (const holdId of due) {
      try {
        const hold = await store.get(holdId);
        if (!stillOpen(hold)) continue;
        const operation = `escalate-standing-holds:${holdId}:${hold.dueAt}`;
        await store.escalate(hold, nextAsked(hold, at), { operation, at: at.toISOString() });
        mended += 1;
      } catch (error) {
        log({ event: 'record.failed', name: 'standing-holds', code: asFault(error).message });
      }
    }
    log({ event: 'sweep.completed', sweep: 'standing-holds', found: due.length, mended });
  };

export const handler = background('escalate-standing-holds', async () =>
  escalateStandingHolds({ store: holdStore(table()), now: () => new Date() })(),
);
