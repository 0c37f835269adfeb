import { readEvidence } from '../hold/evidence.ts';
import type { Hold } from '../hold/hold.ts';
import { standingHold } from '../hold/standing-hold.ts';
import type { ContactClaim, Patient } from './contact.ts';
import type { Referral } from './referral.ts';

type Subject = Pick<Referral, 'referralId' | 'practiceNpi' | 'doseBy'>;

const about = { kind: 'patient', scope: 'r', stage: 'outreach' } as const;

/**
 * The hold that asks whether a patient has died, as was said of another referral: whoever has an open
 * one may live. None while it asks of the same word already.
 */
export const deathHolds = (
  { patientId, silentSince: since }: Pick<Patient, 'patientId' | 'silentSince'>,
  { referral, holds: known }: { referral: Subject; holds: readonly Hold[] },
  now: Date,
): Hold[] => {
  const isAsked = known.some((hold) => readEvidence(hold, 'death-reported')?.since === since);
  if (!since || isAsked) return [];
  const reason = 'death-reported';
  return [standingHold({ ...about, reason, evidence: { patientId, since } }, referral, known, now)];
};

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
