import type { ReferralStatus } from './referral.ts';

/**
 * Why a referral is withdrawn, whether its patient may be written to after that, and whether a patient who
 * waits for first times, and so has no visits that are called off, has to be told of it: who stopped it
 * themselves knows.
 */
type WithdrawalReason = {
  reason: string;
  writesToPatient: boolean;
  patientKnows: boolean;
  source: string;
};

const own = 'own rule';

export const withdrawalReasons = [
  { reason: 'patient-declined', writesToPatient: true, patientKnows: true, source: own },
  { reason: 'patient-admitted', writesToPatient: true, patientKnows: true, source: own },
  { reason: 'care-elsewhere', writesToPatient: true, patientKnows: true, source: own },
  { reason: 'prescriber-stopped', writesToPatient: true, patientKnows: false, source: own },
  { reason: 'therapy-changed', writesToPatient: true, patientKnows: false, source: own },
  {
    reason: 'patient-died',
    writesToPatient: false,
    patientKnows: true,
    source: 'own rule: a family is called by a person, and gets nothing that was made by rules',
  },
  // Who was sent in error may not be whose number it is.
  { reason: 'sent-in-error', writesToPatient: true, patientKnows: true, source: own },
  { reason: 'other', writesToPatient: true, patientKnows: false, source: own },
] as const satisfies readonly WithdrawalReason[];

type Reason = (typeof withdrawalReasons)[number]['reason'];

export const withdrawalReasonNames = withdrawalReasons.map(({ reason }) => reason) as [
  Reason,
  ...Reason[],
];

/** Whether nothing more is sent to the patient, of this referral or another. */
export const endsMessages = (reason: Reason): boolean =>
  withdrawalReasons.some((row) => row.reason === reason && !row.writesToPatient);

/**
 * Whether its patient still waits to hear of times, and nothing else tells them that none will come: of
 * visits that were booked the patient hears as they are called off.
 */
export const patientWaits = (reason: Reason, status: ReferralStatus): boolean =>
  status !== 'active' &&
  withdrawalReasons.some((row) => row.reason === reason && !row.patientKnows);
