import { countsThrough } from '../hold/clearance.ts';
import { blocksCleared, type Cleared } from '../hold/decisions.ts';
import type { Hold } from '../hold/hold.ts';
import { deskZone } from '../hold/hold-clock.ts';
import { visitScope } from '../platform/ids.ts';
import { localDate } from '../platform/zoned-time.ts';
import type { Referral } from '../referral/referral.ts';
import type { Visit } from './visit.ts';

type Known = {
  referral: Pick<Referral, 'cleared'>;
  visits: readonly Visit[];
  holds: readonly Hold[];
};

const takesPlace = ({ status }: Visit): boolean => status !== 'cancelled' && status !== 'missed';

/** The dose that was the next one when somebody cleared it: that of the visit asked about, or the first after it. */
const doseMeant = ({ at, hold }: Cleared, visits: readonly Visit[]): number => {
  const asked = visits.find(({ visitId }) => visitScope(visitId) === hold.scope);
  return (
    asked?.dose ??
    Math.min(
      ...visits
        .filter((visit) => takesPlace(visit) && Date.parse(visit.startsAt) > Date.parse(at))
        .map(({ dose }) => dose),
    )
  );
};

const covers =
  (visit: Visit, visits: readonly Visit[]) =>
  (cleared: Cleared): boolean => {
    const { clearance, at } = cleared;
    if (visit.on > countsThrough(clearance, localDate(new Date(at), deskZone))) return false;
    return clearance.covers !== 'next-dose' || visit.dose === doseMeant(cleared, visits);
  };

/**
 * Whether a check had stopped the order, a clinician cleared that, and what was cleared does not
 * reach as far as this visit: the finding is open again for it.
 */
export const isClearanceEnded = (visit: Visit, { referral, visits, holds }: Known): boolean =>
  (referral.cleared?.length ?? 0) > 0 && !blocksCleared(holds).some(covers(visit, visits));
