import * as z from 'zod';
import { keys } from '../platform/keys.ts';
import type { TransactItem } from '../platform/transaction.ts';

/** How a patient is reached. */
export const Channel = z.enum(['text', 'mail']);
export type Channel = z.infer<typeof Channel>;

export const Language = z.enum(['en', 'es']);
export type Language = z.infer<typeof Language>;

/**
 * Whether a channel may be used, since when and on what ground. `treatment`: the number or address
 * was given to the practice for this care; `express`: the patient agreed in so many words.
 */
export const Consent = z.object({
  status: z.enum(['given', 'withdrawn']),
  basis: z.enum(['treatment', 'express']),
  at: z.iso.datetime(),
  method: z.enum(['referral', 'text', 'patient-page']),
});
export type Consent = z.infer<typeof Consent>;

/**
 * What outreach knows of a patient: the first name, how to reach them, in which language and with
 * whose leave. Clinical facts stay with the referral.
 */
export const Patient = z.object({
  patientId: z.string(),
  givenName: z.string(),
  language: Language,
  /** E.164, such as +15555550100. */
  phone: z
    .string()
    .regex(/^\+[1-9]\d{7,14}$/)
    .optional(),
  email: z.email().optional(),
  /** Home state and ZIP code: they tell the hours in which a text may come. */
  state: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  postalCode: z.string().optional(),
  consents: z.partialRecord(Channel, Consent),
  /** Nothing is sent since then: the patient has died. A new referral takes it back. */
  silentSince: z.iso.datetime().optional(),
  /** Oldest first. */
  referrals: z.array(z.string()).default([]),
  /** The texts of the last days, for as long as the limits count them. */
  texts: z.array(z.object({ messageId: z.string(), at: z.iso.datetime() })).default([]),
});
export type Patient = z.infer<typeof Patient>;

/** The language we write in: the patient's when we have it, else English. */
export const writtenLanguage = (code: string): Language =>
  Language.safeParse(code.slice(0, 2)).data ?? 'en';

const treatment = (at: string): Consent => ({
  status: 'given',
  basis: 'treatment',
  at,
  method: 'referral',
});

/** How a patient is reached, as a referral says it. */
export type Contact = Pick<
  Patient,
  'patientId' | 'givenName' | 'phone' | 'email' | 'state' | 'postalCode'
> & {
  language: string;
  /** The blind index of the telephone number, by which an incoming text finds its patients. */
  phoneIndex?: string | undefined;
};

/** A new referral, which the patient has besides earlier ones, or a correction of one. */
export type Told = { referralId: string } | 'corrected';

/**
 * The transaction part that a referral writes of its patient: the newest contact facts, and leave to
 * write about this care. What the patient has chosen before (language, stopped channels) stays. A
 * new referral may know less than an earlier one and takes nothing away; what a correction leaves
 * out is gone.
 */
export const patientReceived = (
  tableName: string,
  contact: Contact,
  told: Told,
  receivedAt: string,
): TransactItem => {
  const { patientId, givenName, phone, email, state, postalCode, phoneIndex } = contact;
  const facts = { patientId, givenName, phone, email, state, postalCode, number: phoneIndex };
  const known = Object.entries(facts).filter(([, value]) => value !== undefined);
  const gone = Object.keys(facts).filter(
    (field) => facts[field as keyof typeof facts] === undefined,
  );
  const removed = told === 'corrected' ? gone : ['silentSince'];
  return {
    Update: {
      TableName: tableName,
      Key: keys.patient(patientId),
      UpdateExpression: [
        `SET ${[
          ...known.map(([field]) => `#${field} = :${field}`),
          '#language = if_not_exists(#language, :language)',
          'consents = if_not_exists(consents, :consents)',
          ...(told === 'corrected'
            ? []
            : ['referrals = list_append(if_not_exists(referrals, :none), :referral)']),
        ].join(', ')}`,
        ...(removed.length > 0 ? [`REMOVE ${removed.map((field) => `#${field}`).join(', ')}`] : []),
      ].join(' '),
      ExpressionAttributeNames: {
        '#language': 'language',
        ...Object.fromEntries(
          [...known.map(([field]) => field), ...removed].map((field) => [`#${field}`, field]),
        ),
      },
      ExpressionAttributeValues: {
        ...Object.fromEntries(known.map(([field, value]) => [`:${field}`, value])),
        ':language': writtenLanguage(contact.language),
        ':consents': { text: treatment(receivedAt), mail: treatment(receivedAt) },
        ...(told === 'corrected' ? {} : { ':none': [], ':referral': [told.referralId] }),
      },
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
    UpdateExpression: 'SET silentSince = if_not_exists(silentSince, :at)',
    ExpressionAttributeValues: { ':at': at },
  },
});

/** The words of a telephone number's blind index. */
export const phoneWords = (e164: string): readonly [string, string] => ['phone', e164];
