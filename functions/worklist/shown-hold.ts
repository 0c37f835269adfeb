import { roundOfHold } from '../authorization/round-of-hold.ts';
import type { Hold } from '../hold/hold.ts';
import type { Principal } from '../platform/principal.ts';
import type { Table } from '../platform/table.ts';
import { withDenialShown } from './hold-denial.ts';
import { describeHold } from './hold-detail.ts';
import type { RoundShown } from './hold-evidence.ts';
import { withPacketShown } from './hold-packet.ts';
import type { HoldDetail } from './routes.ts';
import { aroundHold } from './store.ts';

/** What is shown besides to whoever reads a hold, and not to whoever has just worked it. */
type ShowMore = (
  detail: HoldDetail,
  hold: Hold,
  principal: Principal,
  round?: RoundShown,
) => HoldDetail;

/** A hold as this caller may see it now, with the packet or the denial that it is about. */
export const shownHold =
  (table: Table, more: ShowMore = (detail) => detail) =>
  async (hold: Hold, principal: Principal, now: Date): Promise<HoldDetail> => {
    const [around, round] = await Promise.all([aroundHold(table, hold), roundOfHold(table)(hold)]);
    const told = describeHold(hold, around, principal);
    if (!round) return more(told, hold, principal);
    // Another site is offered where a criterion is about the site.
    const isOfSite = hold.reason !== 'criteria-not-met' || round.authorization.criteria?.ofSite;
    const detail = isOfSite
      ? told
      : { ...told, actions: told.actions.filter(({ action }) => action !== 'move-site') };
    const withPacket = withPacketShown(detail, hold, round, principal);
    const shown = withDenialShown(withPacket, hold, round, { principal, now });
    return more(shown, hold, principal, { ...round, now });
  };
