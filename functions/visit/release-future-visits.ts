import { byStep } from '../platform/audit.ts';
import { TransientFault } from '../platform/errors.ts';
import type { Table } from '../platform/table.ts';
import { visitsToCome } from '../scheduling/release-visits.ts';
import { visitStore } from './store.ts';

const attempts = 8;

/**
 * Releases the visits to come of a referral that ended: nurses, chairs and units are free again.
 * Safe to run twice. One `series.released` names the visits; the relay stops their executions.
 *
 * @returns the ids of the visits released now
 * @throws TransientFault when the calendars changed eight times meanwhile.
 */
export const releaseFutureVisits = async (
  table: Table,
  referralId: string,
  now: Date,
  operation: string,
): Promise<string[]> => {
  const store = visitStore(table);
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const file = await store.referralFile(referralId);
    const visits = file ? visitsToCome(file.visits, now) : [];
    if (!file || visits.length === 0) return [];
    const done = await store.releaseAll(file, visits, {
      operation,
      actor: byStep('release-future-visits'),
      at: now.toISOString(),
    });
    if (done.outcome !== 'refused') return visits.map(({ visitId }) => visitId);
  }
  throw new TransientFault('calendars-contended');
};
