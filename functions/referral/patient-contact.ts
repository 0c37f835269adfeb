import type { BlindIndex } from '../platform/blind-index.ts';
import type { Contact } from './contact.ts';
import { phoneWords } from './contact.ts';
import { e164 } from './patient-identity.ts';
import type { Submission } from './referral.ts';

/** The key by which an incoming text of the patient is found. */
export const phoneIndexOf = async (
  { patient }: Submission,
  index: BlindIndex,
): Promise<string | undefined> => {
  const phone = e164(patient.phone);
  return phone && index(...phoneWords(phone));
};

/** How outreach may reach the patient. */
export const contactOf = (
  { patient }: Submission,
  patientId: string,
  phoneIndex: string | undefined,
): Contact => {
  const phone = e164(patient.phone);
  return {
    patientId,
    givenName: patient.name.given,
    language: patient.language,
    ...(phone && phoneIndex ? { phone, phoneIndex } : {}),
    ...(patient.email ? { email: patient.email } : {}),
    ...(patient.address
      ? { state: patient.address.state, postalCode: patient.address.postalCode }
      : {}),
  };
};
