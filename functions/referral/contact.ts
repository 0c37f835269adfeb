import * as z from 'zod';
import { Actor } from '../platform/audit.ts';
import { keys } from '../platform/keys.ts';
import type { TransactItem } from '../platform/transaction.ts';
import { Language } from './language.ts';
import { PersonFacts } from './person/facts.ts';

/** How a patient is reached. */
export const ContactChannel = z.enum(['text', 'mail']);
export type ContactChannel = z.infer<typeof ContactChannel>;

/**
 * Whether a channel may be used, since when and on what ground. `treatment`: the number or address
 * was given to the practice for this care; `express`: the patient agreed in so many words.
 */
export const Consent = z.object({
  status: z.enum(['given', 'withdrawn']),
  basis: z.enum(['treatment', 'express']),
  at: z.iso.datetime(),
  method: z.enum(['referral', 'text', 'patient-page', 'staff']),
});
export type Consent = z.infer<typeof Consent>;

/**
 * A text that may ask for no more texts and does not say so: none goes out until a person has found
 * out, or the patient has said START.
 */
const UnclearEnd = z.object({ textId: z.string(), at: z.iso.datetime() });

/**
 * How we know that a number or address is the patient's. `named`: practices say so, each for its own
 * referrals; nothing of other practices goes there or is shown there. `verified`: our staff asked
 * the patient; all of the patient's care goes there.
 */
export const ContactPoint = z.object({
  standing: z.enum(['named', 'verified']),
  namedBy: z.array(z.string()),
  since: z.iso.datetime(),
  /**
   * It is that of a parent, whose say ends when the patient comes of age: the first day, in the desk's
   * zone, on which nothing goes there and nothing is shown there. Of an appointed guardian, the last day
   * there is.
   */
  parentUntil: z.iso.date().optional(),
  /** It is that of a caregiver, by the patient's leave, who may see, or act too: outreach/caregiver.ts. */
  caregiver: z.object({ name: z.string(), may: z.enum(['see', 'act']) }).optional(),
});
export type ContactPoint = z.infer<typeof ContactPoint>;

/** A number or address that a practice names and that is not the one in use; staff look at it. */
export const ContactClaim = z.object({
  channel: ContactChannel,
  address: z.string(),
  /** Blind index of a telephone number. */
  number: z.string().optional(),
  practiceNpi: z.string(),
  referralId: z.string(),
  at: z.iso.datetime(),
});
export type ContactClaim = z.infer<typeof ContactClaim>;

/** A referral as the patient's item lists it; whether it is open stands with the referral. */
export const OwnReferral = z.object({
  referralId: z.string(),
  practiceNpi: z.string(),
  /** Key of the therapy catalogue, else the drug's name in plain spelling. */
  therapy: z.string(),
  /** The other drugs that are given at its visits, named likewise. */
  also: z.array(z.string()).optional(),
});
export type OwnReferral = z.infer<typeof OwnReferral>;

/**
 * A patient: one person to us, whatever practices, payers and member ids they come with. Who they
 * are (`person`), how they are reached, in which language and with whose leave, and which referrals
 * are theirs. Clinical facts stay with the referral.
 */
export const Patient = z.object({
  patientId: z.string(),
  /** Counts the changes; a change is refused that was made from an older one. */
  rev: z.number().int().min(0).default(0),
  givenName: z.string(),
  language: Language,
  /** The number in use: E.164, such as +15555550100, and its blind index. */
  phone: z
    .string()
    .regex(/^\+[1-9]\d{7,14}$/)
    .optional(),
  number: z.string().optional(),
  email: z.email().optional(),
  contacts: z.partialRecord(ContactChannel, ContactPoint).default({}),
  /** The generation of links that a channel's contact got last; earlier links are dead. */
  links: z.object({ text: z.number().int(), mail: z.number().int() }).default({ text: 1, mail: 1 }),
  claims: z.array(ContactClaim).default([]),
  /** Home state and ZIP code: they tell the hours in which a text may come. */
  state: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  postalCode: z.string().optional(),
  consents: z.partialRecord(ContactChannel, Consent),
  /** Nothing is sent since then: the patient has died. The end of a `death-reported` hold takes it back. */
  silentSince: z.iso.datetime().optional(),
  /** Oldest first. */
  referrals: z.array(OwnReferral).default([]),
  person: PersonFacts.default({ names: [], birthDates: [], charts: [], members: [], phones: [] }),
  /** Patients of whom staff said that they are other persons. */
  apartFrom: z.array(z.string()).default([]),
  /** The patient that this one was found to be; whoever asks for this one is led there. */
  mergedInto: z.string().optional(),
  /** Who was found to be this patient, by whom and why; a split takes the entry out. */
  merges: z
    .array(
      z.object({
        patientId: z.string(),
        referrals: z.array(z.string()),
        by: Actor,
        at: z.iso.datetime(),
        note: z.string(),
      }),
    )
    .default([]),
  /**
   * The texts that the limits count. They stand with the number and are read from there. `by` is of one
   * sender alone, who so knows its own count again.
   */
  texts: z
    .array(z.object({ messageId: z.string(), at: z.iso.datetime(), by: z.string().optional() }))
    .default([]),
  /** Stands with the number too, and is read from there. */
  unclear: UnclearEnd.optional(),
});
export type Patient = z.infer<typeof Patient>;

/**
 * A telephone number, known by its blind index alone: whose it is, whether it asked to be left in
 * peace, and the texts it got. All of it stays with the number, whoever is found to have it.
 */
export const PhoneNumber = z.object({
  patients: z.array(z.string()).default([]),
  /** Whose it was. */
  former: z.array(z.string()).default([]),
  rev: z.number().int().min(0).default(0),
  stopped: Consent.optional(),
  unclear: UnclearEnd.optional(),
  texts: Patient.shape.texts,
});
export type PhoneNumber = z.infer<typeof PhoneNumber>;

export const addressField = { text: 'phone', mail: 'email' } as const;

/** Where a channel leads: the number or the address in use, if there is one. */
export const addressOf = (
  patient: Pick<Patient, 'phone' | 'email'>,
  channel: ContactChannel,
): string | undefined => patient[addressField[channel]];

/** Whether what belongs to a practice's referral may go to, or be shown at, a channel's contact. */
export const servesPractice = (
  { contacts }: Pick<Patient, 'contacts'>,
  channel: ContactChannel,
  practiceNpi: string,
): boolean => {
  const contact = contacts[channel];
  return contact?.standing === 'verified' || contact?.namedBy.includes(practiceNpi) === true;
};

/** The patient without the number and the address that do not count here. */
const keeping = (patient: Patient, counts: (channel: ContactChannel) => boolean): Patient => {
  const { phone, number, email, ...rest } = patient;
  return {
    ...rest,
    ...(phone && counts('text') ? { phone, ...(number ? { number } : {}) } : {}),
    ...(email && counts('mail') ? { email } : {}),
  };
};

/**
 * The patient as they are reached on a day: without the contacts of a parent once they are of age. One
 * that they name themselves, or that staff have asked them about since, is theirs.
 */
export const reachedOn = (patient: Patient, on: string): Patient => {
  const counts = (channel: ContactChannel): boolean =>
    (patient.contacts[channel]?.parentUntil ?? '9999-12-31') > on;
  const { text, mail } = patient.contacts;
  return {
    ...keeping(patient, counts),
    contacts: {
      ...(text && counts('text') ? { text } : {}),
      ...(mail && counts('mail') ? { mail } : {}),
    },
  };
};

/** The patient as the messages about a practice's referral may reach them. */
export const reachedFor = (patient: Patient, practiceNpi: string): Patient =>
  keeping(patient, (channel) => servesPractice(patient, channel, practiceNpi));

/** The part that writes a patient, provided that nobody changed it since it was read. */
export const patientPut = (tableName: string, patient: Patient): TransactItem => {
  const { texts: _, unclear: _unclear, rev, ...kept } = patient;
  return {
    Put: {
      TableName: tableName,
      Item: {
        ...keys.patient(patient.patientId),
        ...JSON.parse(JSON.stringify(kept)),
        rev: rev + 1,
      },
      ...(rev === 0
        ? { ConditionExpression: 'attribute_not_exists(pk)' }
        : { ConditionExpression: 'rev = :seen', ExpressionAttributeValues: { ':seen': rev } }),
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  };
};

/** The part that ends all messages to a patient who is known. */
export const patientSilenced = (
  tableName: string,
  patientId: string,
  at: string,
): TransactItem => ({
  Update: {
    TableName: tableName,
    Key: keys.patient(patientId),
    UpdateExpression: 'SET silentSince = if_not_exists(silentSince, :at) ADD rev :one',
    ExpressionAttributeValues: { ':at': at, ':one': 1 },
  },
});
