import { reachable } from '../outreach/consent.ts';
import type { Table } from '../platform/table.ts';
import { ContactChannel } from '../referral/contact.ts';
import { readPatient } from '../referral/people-store.ts';

/** By which ways a patient hears of a visit that moves; none where no way leads there. */
export const waysToPatient =
  (table: Table) =>
  async (patientId: string): Promise<readonly ContactChannel[]> => {
    const patient = await readPatient(table, patientId);
    return patient ? ContactChannel.options.filter((channel) => reachable(patient, channel)) : [];
  };
