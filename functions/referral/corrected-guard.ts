import type { BlindIndex } from '../platform/blind-index.ts';
import { Refusal } from '../platform/errors.ts';
import type { Committed } from '../platform/record.ts';
import { besideOpen, duplicateReferral, guardOf, type OpenReferral } from './open-referrals.ts';
import { marksOf, openKeyOf, personWords } from './patient-identity.ts';
import type { Referral, Submission } from './referral.ts';

/** Whether who the patient is, how they are reached or insured, or what they get has changed. */
export const patientChanged = (before: Submission, after: Submission): boolean => {
  const told = ({ patient, coverages, order }: Submission) =>
    JSON.stringify([patient, coverages, order.therapyId, order.drug]);
  return told(before) !== told(after);
};

/** Where the corrected referral is listed as open, and what its patient is known by. */
export const guarded = async (submission: Submission, index: BlindIndex) => {
  const person = await index(...personWords(submission));
  return { openKey: openKeyOf(person, submission), marks: marksOf(person, submission) };
};

/** Whether it was the guard that a correction failed at. */
export const isOfGuard = ({ found }: Extract<Committed, { outcome: 'refused' }>): boolean =>
  String(found?.pk).startsWith('OPEN#');

/**
 * The guard as it stands, which a correction may then join.
 *
 * @throws Refusal 409 when an open referral for the new therapy may be for the same person.
 */
export const guardBeside = (
  { referralId, practiceNpi }: Referral,
  { marks }: Pick<OpenReferral, 'marks'>,
  { found }: Extract<Committed, { outcome: 'refused' }>,
): ReturnType<typeof guardOf> => {
  const others = guardOf(found);
  const mine = { referralId, practiceNpi, marks };
  const beside = besideOpen(mine, others);
  if (beside.outcome === 'own') throw duplicateReferral(beside.referralId);
  if (beside.outcome === 'elsewhere')
    throw new Refusal(
      409,
      'correction-needs-review',
      'This correction cannot be taken automatically. Withdraw this referral and send a new one; a clinician looks at that first.',
    );
  return others;
};
