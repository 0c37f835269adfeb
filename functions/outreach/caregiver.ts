import * as z from 'zod';
import type { SentTo } from '../platform/link-token.ts';
import { oneLine } from '../platform/text.ts';
import { addressOf, type ContactChannel, type Patient } from '../referral/contact.ts';
import { withContact } from '../referral/contact-change.ts';
import { consentBy } from './consent.ts';

/**
 * A caregiver has one of the two ways to the patient, with the patient's leave: what goes there speaks to
 * them of the patient, and the page that it opens shows and does what the patient allows. `see`: visits,
 * lessons and questions, and to tell that the patient is unwell; `act`: also to confirm and to ask for
 * another time. Only the patient says who is one.
 */
const CaregiverMay = z.enum(['see', 'act']);
export type CaregiverMay = z.infer<typeof CaregiverMay>;

/** As our staff take it down on the patient's word. */
export const CaregiverBody = z.strictObject({ name: oneLine(80), may: CaregiverMay });

/** As the patient says it on the page: a new one with a mail address; another leave, or none any more. */
export const CaregiverChoice = z
  .strictObject({
    may: z.enum([...CaregiverMay.options, 'none']),
    name: oneLine(80).optional(),
    mail: z.email().max(254).optional(),
  })
  .refine(({ name, mail }) => (name === undefined) === (mail === undefined), {
    path: ['mail'],
    message: 'must stand beside the name',
  });
export type CaregiverChoice = z.infer<typeof CaregiverChoice>;

/** Who reads what was sent to a contact, where that is not the patient. */
export const caregiverAt = (
  { contacts }: Pick<Patient, 'contacts'>,
  sentTo: Pick<SentTo, 'channel'> | undefined,
) => (sentTo ? contacts[sentTo.channel]?.caregiver : undefined);

/** Who speaks by a contact, where that is not the patient: named for the chain, and as our staff read it. */
export type Speaker = { as: 'caregiver' | 'guardian'; named: string };

export const speakerAt = (
  { contacts }: Pick<Patient, 'contacts'>,
  sentTo: Pick<SentTo, 'channel'> | undefined,
): Speaker | undefined => {
  const contact = sentTo && contacts[sentTo.channel];
  if (contact?.caregiver)
    return { as: 'caregiver', named: `${contact.caregiver.name}, who cares for the patient` };
  return contact?.parentUntil
    ? { as: 'guardian', named: 'whoever decides for the patient' }
    : undefined;
};

/** Whether whoever came by this contact may confirm a visit, or ask for another time. */
export const mayAct = (
  patient: Pick<Patient, 'contacts'>,
  sentTo: Pick<SentTo, 'channel'> | undefined,
): boolean => caregiverAt(patient, sentTo)?.may !== 'see';

/** The patient with a contact that is a caregiver's from now on. */
export const withCaregiver = (
  patient: Patient,
  channel: ContactChannel,
  caregiver: z.infer<typeof CaregiverBody>,
): Patient => {
  const contact = patient.contacts[channel];
  return contact
    ? { ...patient, contacts: { ...patient.contacts, [channel]: { ...contact, caregiver } } }
    : patient;
};

type Refused = 'mail-in-use' | 'no-caregiver';

/**
 * The patient as they chose on the page. Links to an address that is none any more, or was another's, are
 * dead at once.
 */
export const caregiverChosen = (
  patient: Patient,
  { may, name, mail }: CaregiverChoice,
  at: string,
): Patient | Refused => {
  const standing = patient.contacts.mail?.caregiver;
  if (name !== undefined && mail !== undefined && may !== 'none') {
    if (addressOf(patient, 'mail') !== undefined && !standing) return 'mail-in-use';
    const reached = withContact(patient, 'mail', mail, {
      standing: 'verified',
      namedBy: [],
      since: at,
    });
    const consents = { ...patient.consents, mail: consentBy('patient-page', 'given', at) };
    return withCaregiver({ ...reached, consents }, 'mail', { name, may });
  }
  if (!standing) return 'no-caregiver';
  if (may !== 'none') return withCaregiver(patient, 'mail', { ...standing, may });
  return withContact(patient, 'mail', undefined, { standing: 'named', namedBy: [], since: at });
};
