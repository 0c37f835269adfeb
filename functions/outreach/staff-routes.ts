import * as z from 'zod';
import { defineRoutes } from '../platform/contract.ts';
import { ReferralId } from '../platform/ids.ts';
import {
  Consent,
  ContactChannel,
  ContactPoint,
  OwnReferral,
  Patient,
} from '../referral/contact.ts';
import { Language } from '../referral/language.ts';
import { CaregiverBody } from './caregiver.ts';

const PatientId = z.string().regex(/^pat_[0-9a-z]{1,40}$/, 'must be the id of a patient');
const note = z.string().trim().min(1).max(500);
/** The revision that was read; a change made from an older one is refused. */
const revision = z.number().int().min(0);

/** What staff see of who a patient is and how they are reached. */
export const PatientRecord = z.object({
  patientId: PatientId,
  revision,
  givenName: z.string(),
  language: Language,
  contacts: z.array(ContactPoint.extend({ channel: ContactChannel, address: z.string() })),
  /** What practices name and is not in use. */
  claims: z.array(
    z.object({
      channel: ContactChannel,
      address: z.string(),
      practiceNpi: z.string(),
      referralId: z.string(),
      at: z.iso.datetime(),
    }),
  ),
  consents: z.partialRecord(ContactChannel, Consent),
  /** Since when they are said to have died, and nothing is sent. */
  silentSince: Patient.shape.silentSince,
  referrals: z.array(OwnReferral),
  person: Patient.shape.person.unwrap(),
  merges: Patient.shape.merges.unwrap(),
  apartFrom: z.array(z.string()),
});
export type PatientRecord = z.infer<typeof PatientRecord>;

export const ContactBody = z
  .strictObject({
    revision,
    channel: ContactChannel,
    /** The number or address that the patient told us; left out verifies the one in use. */
    address: z.string().trim().min(3).max(254).optional(),
    /** It is that of somebody who cares for the patient, who may see or act by the patient's leave. */
    caregiver: CaregiverBody.optional(),
    note,
  })
  .refine(
    ({ channel, address }) =>
      address === undefined || channel === 'text' || z.email().safeParse(address).success,
    { path: ['address'], message: 'must be an e-mail address' },
  );

export const EndLinksBody = z.strictObject({ revision, note });

export const MergeBody = z.strictObject({ revision, other: PatientId, note });

export const SplitBody = z.strictObject({
  revision,
  other: PatientId,
  /** Referrals that came since the merge and are the other one's. */
  referrals: z.array(ReferralId).max(20).default([]),
  note,
});

const path = z.object({ patientId: PatientId });
/** Coordinators speak with patients; an administrator is shown nothing of them. */
const access = ['coordinator'] as const;
const success = { status: 200, body: PatientRecord } as const;
const changed = {
  'not-found': 'there is no such patient',
  'patient-changed': 'the patient was changed since that revision; read and decide again',
};

export const patientRoutes = defineRoutes({
  'GET /patients/{patientId}/record': {
    function: 'manage-patient',
    summary: 'Who a patient is to us, how they are reached, and what practices claim',
    access,
    path,
    success,
    problems: { 'not-found': 'there is no such patient' },
  },
  'POST /patients/{patientId}/contact': {
    function: 'manage-patient',
    summary: 'Take down the number or address that the patient told us; links to the old one end',
    access,
    path,
    body: ContactBody,
    success,
    problems: { ...changed, 'number-unreadable': 'the telephone number cannot be read' },
  },
  'POST /patients/{patientId}/links-end': {
    function: 'manage-patient',
    summary: "End every link to the patient's page that was sent so far",
    access,
    path,
    body: EndLinksBody,
    success,
    problems: changed,
  },
  'POST /patients/{patientId}/merge': {
    function: 'manage-patient',
    summary: 'Another patient is this person: one calendar, one set of choices and limits',
    access,
    path,
    body: MergeBody,
    success,
    problems: {
      ...changed,
      'already-one-person': 'the two are one person already',
      'too-many-referrals': 'the other one has more referrals than are moved at once',
    },
  },
  'POST /patients/{patientId}/split': {
    function: 'manage-patient',
    summary: 'Undo a merge: the other one has their referrals, visits and choices back',
    access,
    path,
    body: SplitBody,
    success,
    problems: {
      ...changed,
      'not-merged': 'the other one is not merged into this patient',
      'too-many-referrals': 'the other one has more referrals than are moved at once',
    },
  },
});
