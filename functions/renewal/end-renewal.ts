import * as z from 'zod';
import { deskZone } from '../hold/hold-clock.ts';
import { TransientFault } from '../platform/errors.ts';
import { authorizationId, renewalsWithoutRound } from '../platform/ids.ts';
import { StepInput, step } from '../platform/step.ts';
import { table } from '../platform/table.ts';
import { localDate } from '../platform/zoned-time.ts';
import { CloseReason } from '../referral/referral.ts';
import { seriesHold } from '../scheduling/series-holds.ts';
import { isForgotten, isOver } from '../scheduling/series-rest.ts';
import { type RenewalFile, type RenewalStore, renewalStore } from './store.ts';

const Input = StepInput.extend({
  /** Why nothing is renewed; null when it was. */
  closeReason: CloseReason.nullable(),
  /** Which renewal it is; what goes on without one has a number that no authorization has. */
  renewal: z.number().int().positive(),
});

type Deps = { store: RenewalStore; now: () => Date };

/** The referral once this renewal is no longer under way. */
const withoutRenewal = ({ series }: RenewalFile) => ({
  ...series,
  referral: { ...series.referral, renewing: null },
});

/** Whether this is not the renewal of an authorization, but the doses to come on their way elsewhere, or to another payer. */
const isPlacing = ({ referral, holds }: RenewalFile, renewal: number): boolean =>
  Boolean(referral.renewing) &&
  holds.some(
    ({ standing, scope, count, resolution }) =>
      standing !== undefined &&
      scope === 'r' &&
      count === renewal - renewalsWithoutRound &&
      (resolution?.action === 'place-again' || resolution?.action === 'ask-again'),
  );

/** Whether the reason that was given ends the referral, and not only the renewal. */
const closesReferral = (records: RenewalFile, closeReason: CloseReason): boolean => {
  if (closeReason === 'withdrawn') return true;
  if (records.visitsAhead) return false;
  // Who says that no more follows does not say so of a dose that is yet to be decided about.
  return closeReason !== 'completed' || isOver(withoutRenewal(records));
};

/**
 * Ends a renewal, or a look at a series that goes on without one: the series goes on, or, with a
 * reason, it does not. Visits that are paid for already take place all the same, unless the order
 * was withdrawn; the last of them ends the referral. With none to come, and no dose that somebody
 * has yet to decide about, the referral is closed; doses that nobody is on are asked about.
 */
export const endRenewal =
  ({ store, now }: Deps) =>
  async ({ referralId, operation, closeReason, renewal }: z.output<typeof Input>) => {
    const records = await store.get(referralId);
    const { referral } = records;
    if (referral.status === 'closed') return { outcome: 'ended' as const };
    const at = now();
    const told = { operation, at: at.toISOString() };
    const isUnderWay =
      referral.renewing === authorizationId(referralId, renewal - 1) || isPlacing(records, renewal);
    const series = isUnderWay ? withoutRenewal(records) : records.series;
    const hold = isForgotten(series, localDate(at, deskZone)) ? seriesHold(series, at) : undefined;
    const isRenewal = isUnderWay || (closeReason !== null && renewal < renewalsWithoutRound);
    const done =
      closeReason && closesReferral(records, closeReason)
        ? await store.close(records, closeReason, told)
        : isRenewal
          ? await store.end(
              referralId,
              closeReason
                ? { outcome: 'not-renewed', reason: closeReason }
                : { outcome: 'renewed' },
              hold,
              told,
            )
          : hold && (await store.ask(hold, told));
    // A hold or the referral ended at the same moment: the retry reads anew.
    if (done?.outcome === 'refused') throw new TransientFault('referral-changed-meanwhile');
    return { outcome: 'ended' as const };
  };

export const handler = step('end-renewal', Input, (input) =>
  endRenewal({ store: renewalStore(table()), now: () => new Date() })(input),
);
