import { foreseeEnding } from '../authorization/renewal-rules.ts';
import { authorizationHold } from '../authorization/standing-hold.ts';
import { asksAboutEnd } from '../hold/decisions.ts';
import { deskZone } from '../hold/hold-clock.ts';
import { background } from '../platform/background.ts';
import { referralIdOf } from '../platform/ids.ts';
import { log } from '../platform/log.ts';
import { table } from '../platform/table.ts';
import { localDate } from '../platform/zoned-time.ts';
import { visitTherapy } from '../referral/order/regimen.ts';
import { type RenewalStore, renewalStore } from './store.ts';

type Deps = {
  store: Pick<RenewalStore, 'renewalsDue' | 'file' | 'recordLook'>;
  now: () => Date;
};

/** How many are read at once; the rest follows in the same run. */
const batch = 50;

/** Looks at one; whether it left the list. */
const look = async (
  { store, now }: Deps,
  authorizationId: string,
): Promise<'held' | 'covered' | 'left'> => {
  const file = await store.file(referralIdOf(authorizationId));
  const { authorizations, referral, submission, series, holds } = file;
  const before = authorizations.find((one) => one.authorizationId === authorizationId);
  if (!before) return 'left';
  const at = now();
  const therapy = visitTherapy(before.therapyId, submission.order);
  // One that another has taken the place of pays for nothing to come.
  const isNewest = authorizations.findLast(({ status }) => status === 'approved') === before;
  // Booking may have asked before, when it found a dose that nothing pays for.
  const asked = holds.some((hold) => asksAboutEnd(hold, authorizationId));
  const ending =
    therapy && referral.status !== 'closed' && isNewest && !asked
      ? foreseeEnding(before, submission.order, therapy, series)
      : undefined;
  const after = { ...before, rev: before.rev + 1, renewalSeenAt: at.toISOString() };
  const hold = ending && authorizationHold(before, 'authorization-ending', file, at);
  const done = await store.recordLook(after, hold, ending, at.toISOString());
  // Written meanwhile: tomorrow's run finds it again.
  if (done.outcome === 'refused') return 'left';
  return hold ? 'held' : 'covered';
};

/**
 * Opens a hold for every approved authorization that ends, or runs out of units, before its
 * series does; early enough to ask for a renewal.
 */
export const watchRenewals = (deps: Deps) => async (): Promise<{ found: number; held: number }> => {
  const on = localDate(deps.now(), deskZone);
  let found = 0;
  let held = 0;
  const stuck = new Set<string>();
  for (;;) {
    const due = (await deps.store.renewalsDue(on, batch + stuck.size)).filter(
      (id) => !stuck.has(id),
    );
    if (due.length === 0) break;
    for (const id of due) {
      const result = await look(deps, id);
      found += 1;
      if (result === 'held') held += 1;
      // The index follows the table a moment later; each is looked at once in a run.
      stuck.add(id);
    }
  }
  log({ event: 'sweep.completed', sweep: 'watch-renewals', found, mended: held });
  return { found, held };
};

export const handler = background('watch-renewals', async () =>
  watchRenewals({
    store: renewalStore(table()),
    now: () => new Date(),
  })(),
);
