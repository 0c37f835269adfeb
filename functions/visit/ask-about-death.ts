import * as z from 'zod';
import { placeStanding } from '../hold/standing-hold.ts';
import { byStep, type StreamedRecord } from '../platform/audit.ts';
import { TransientFault } from '../platform/errors.ts';
import { commit } from '../platform/record.ts';
import type { Table } from '../platform/table.ts';
import type { Patient } from '../referral/contact.ts';
import { deathHolds } from '../referral/patient-holds.ts';
import { openAmong, readPatient } from '../referral/people-store.ts';
import { readFile, readReferral } from '../referral/reading.ts';
import { endsMessages, withdrawalReasonNames } from '../referral/withdrawal-reasons.ts';

const Detail = z.object({ reason: z.enum(withdrawalReasonNames) });

type Deps = { table: Table; now: () => Date };

/**
 * One practice's word that a patient has died is nobody else's order: each other open referral of the
 * patient is asked about, and its visits wait until somebody has made sure. Told twice, it asks nobody
 * twice; what was taken back meanwhile is not asked about.
 */
export const askAboutDeath =
  ({ table, now }: Deps) =>
  async ({ referralId, detail }: StreamedRecord): Promise<void> => {
    if (!endsMessages(Detail.parse(detail).reason)) return;
    const { patientId } = await readReferral(table, referralId);
    const patient = await readPatient(table, patientId);
    if (!patient?.silentSince) return;
    const open = await openAmong(
      table,
      patient.referrals.map((each) => each.referralId),
    );
    for (const other of open)
      await ask(table, other, { patient, now: now(), operation: `ask-about-death:${referralId}` });
  };

/** @throws TransientFault when somebody changed the referral meanwhile. */
const ask = async (
  table: Table,
  referralId: string,
  { patient, now, operation }: { patient: Patient; now: Date; operation: string },
): Promise<void> => {
  const [hold] = deathHolds(patient, await readFile(table, referralId), now);
  if (!hold) return;
  const done = await commit(table, {
    ...{ referralId, operation, event: 'hold.placed' },
    actor: byStep('ask-about-death'),
    at: now.toISOString(),
    detail: { holdId: hold.holdId, reason: hold.reason, owner: hold.owner, dueAt: hold.dueAt },
    items: [placeStanding(table.name, hold)],
  });
  if (done.outcome === 'refused') throw new TransientFault('referral-changed-meanwhile');
};
