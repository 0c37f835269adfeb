import type { Hold } from '../hold/hold.ts';
import { standingHold } from '../hold/standing-hold.ts';
import type { ContactClaim, Patient } from './contact.ts';
import type { Referral } from './referral.ts';

type Subject = Pick<Referral, 'referralId' | 'practiceNpi' | 'doseBy'>;

/**
 * The holds by which staff look at what a practice says of a patient: whether it is somebody we
 * know already, and another number or address than the one in use. The address itself stands with
 * the patient (`GET /patients/{patientId}/record`).
 */
export const patientHolds = (
  patient: Pick<Patient, 'patientId'>,
  { doubts, claims }: { doubts: readonly Patient[]; claims: readonly ContactClaim[] },
  { referral, holds: known }: { referral: Subject; holds: readonly Hold[] },
  now: Date,
): Hold[] => {
  const about = { kind: 'patient', scope: 'r', stage: 'outreach' } as const;
  const { patientId } = patient;
  const uncertain =
    doubts.length > 0
      ? [
          standingHold(
            {
              ...about,
              reason: 'patient-uncertain',
              evidence: { patientId, others: doubts.map((each) => each.patientId).slice(0, 5) },
            },
            referral,
            known,
            now,
          ),
        ]
      : [];
  const claimed =
    claims.length > 0
      ? [
          standingHold(
            {
              ...about,
              reason: 'contact-claimed',
              evidence: { patientId, channels: claims.map(({ channel }) => channel) },
            },
            referral,
            [...known, ...uncertain],
            now,
          ),
        ]
      : [];
  return [...uncertain, ...claimed];
};
