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

export type Contact = Pick<
  Patient,
  'patientId' | 'givenName' | 'phone' | 'email' | 'state' | 'postalCode'
> & { language: string };

/**
 * The transaction part that a received referral writes: the newest contact facts, and leave to
 * write about this care. What the patient has chosen before (language, stopped channels) stays.
 */
export const patientReceived = (
  tableName: string,
  contact: Contact,
  receivedAt: string,
): TransactItem => {
  const facts = Object.entries({
    patientId: contact.patientId,
    givenName: contact.givenName,
    phone: contact.phone,
    email: contact.email,
    state: contact.state,
    postalCode: contact.postalCode,
  }).filter(([, value]) => value !== undefined);
  return {
    Update: {
      TableName: tableName,
      Key: keys.patient(contact.patientId),
      UpdateExpression: `SET ${[
        ...facts.map(([field]) => `#${field} = :${field}`),
        '#language = if_not_exists(#language, :language)',
        'consents = if_not_exists(consents, :consents)',
      ].join(', ')}`,
      ExpressionAttributeNames: {
        '#language': 'language',
        ...Object.fromEntries(facts.map(([field]) => [`#${field}`, field])),
      },
      ExpressionAttributeValues: {
        ...Object.fromEntries(facts.map(([field, value]) => [`:${field}`, value])),
        ':language': writtenLanguage(contact.language),
        ':consents': { text: treatment(receivedAt), mail: treatment(receivedAt) },
      },
    },
  };
};

/** The transaction part that lists a referral under its patient. */
export const patientReferral = (
  tableName: string,
  patientId: string,
  referralId: string,
): TransactItem => ({
  Put: {
    TableName: tableName,
    Item: { ...keys.patientReferral(patientId, referralId), patientId, referralId },
  },
});

/** The words of a telephone number's blind index. */
export const phoneWords = (e164: string): readonly [string, string] => ['phone', e164];

/**
 * The transaction part that lets an incoming text find whose it is. A family may share a number,
 * so it names every patient of it. `blindIndex` is that of `phoneWords`.
 */
export const phonePatients = (
  tableName: string,
  blindIndex: string,
  patientId: string,
): TransactItem => ({
  Update: {
    TableName: tableName,
    Key: keys.phone(blindIndex),
    UpdateExpression: 'ADD patientIds :patientId',
    ExpressionAttributeValues: { ':patientId': new Set([patientId]) },
  },
});
