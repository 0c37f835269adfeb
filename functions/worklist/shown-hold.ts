import { roundOfHold } from '../authorization/round-of-hold.ts';
import type { Hold } from '../hold/hold.ts';
import type { Principal } from '../platform/principal.ts';
import type { Table } from '../platform/table.ts';
import { withDenialShown } from './hold-denial.ts';
import { describeHold } from './hold-detail.ts';
import { withPacketShown } from './hold-packet.ts';
import { withRoundShown } from './hold-round.ts';
import type { HoldDetail } from './routes.ts';
import { aroundHold } from './store.ts';

/** A hold as this caller may see it now, with the packet or the denial that it is about. */
export const shownHold =
  (table: Table) =>
  async (hold: Hold, principal: Principal, now: Date): Promise<HoldDetail> => {
    const [around, round] = await Promise.all([aroundHold(table, hold), roundOfHold(table)(hold)]);
    const told = describeHold(hold, around, principal);
    if (!round) return told;
    // Another site is offered where a criterion is about the site.
    const isOfSite = hold.reason !== 'criteria-not-met' || round.authorization.criteria?.ofSite;
    const detail = isOfSite
      ? told
      : { ...told, actions: told.actions.filter(({ action }) => action !== 'move-site') };
    const withRound = withRoundShown(detail, hold, round, principal);
    const withPacket = withPacketShown(withRound, hold, round, principal);
    return withDenialShown(withPacket, hold, round, { principal, now });
  };
