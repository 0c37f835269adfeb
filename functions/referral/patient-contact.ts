import type { Contact } from '../outreach/patient.ts';
import { phoneWords } from '../outreach/patient.ts';
import type { BlindIndex } from '../platform/blind-index.ts';
import { e164 } from './patient-identity.ts';
import type { Submission } from './referral.ts';

/** How outreach may reach the patient, with the key by which an incoming text is found. */
export const contactOf = async (
  { patient }: Submission,
  patientId: string,
  index: BlindIndex,
): Promise<Contact> => {
  const phone = e164(patient.phone);
  return {
    patientId,
    givenName: patient.name.given,
    language: patient.language,
    ...(phone ? { phone, phoneIndex: await index(...phoneWords(phone)) } : {}),
    ...(patient.email ? { email: patient.email } : {}),
    ...(patient.address
      ? { state: patient.address.state, postalCode: patient.address.postalCode }
      : {}),
  };
};
