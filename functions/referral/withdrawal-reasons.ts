/** Why a referral is withdrawn, and whether its patient may be written to after that. */
type WithdrawalReason = { reason: string; writesToPatient: boolean; source: string };

const own = 'own rule';

export const withdrawalReasons = [
  { reason: 'patient-declined', writesToPatient: true, source: own },
  { reason: 'care-elsewhere', writesToPatient: true, source: own },
  { reason: 'therapy-changed', writesToPatient: true, source: own },
  {
    reason: 'patient-died',
    writesToPatient: false,
    source: 'own rule: a family is called by a person, and gets nothing that was made by rules',
  },
  { reason: 'sent-in-error', writesToPatient: true, source: own },
  { reason: 'other', writesToPatient: true, source: own },
] as const satisfies readonly WithdrawalReason[];

type Reason = (typeof withdrawalReasons)[number]['reason'];

export const withdrawalReasonNames = withdrawalReasons.map(({ reason }) => reason) as [
  Reason,
  ...Reason[],
];

/** Whether nothing more is sent to the patient, of this referral or another. */
export const endsMessages = (reason: Reason): boolean =>
  withdrawalReasons.some((row) => row.reason === reason && !row.writesToPatient);
