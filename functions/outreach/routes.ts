import * as z from 'zod';
import { defineRoutes } from '../platform/contract.ts';
import { VisitId } from '../platform/ids.ts';
import { oneLine } from '../platform/text.ts';
import { Consent, ContactChannel } from '../referral/contact.ts';
import { Language } from '../referral/language.ts';
import { MoveWish, PreferredTime, VisitStatus } from '../series/visit.ts';
import { Setting } from '../therapy/setting.ts';
import { progressSteps } from './care-progress.ts';
import { CaregiverBody, CaregiverChoice } from './caregiver.ts';
import { DayAnswers } from './day-answers.ts';

/** What patients see of themselves: their choices, never the number or address itself. */
export const Profile = z.object({
  givenName: z.string(),
  language: Language,
  channels: z.array(
    z.object({
      channel: ContactChannel,
      /** Whether we have a number or an address for it. */
      known: z.boolean(),
      status: Consent.shape.status,
      since: z.iso.datetime().optional(),
      /** Whose it is, where that is not the patient, and what the patient allows them. */
      caregiver: CaregiverBody.optional(),
    }),
  ),
  /** Who reads this, where that is not the patient. */
  reader: CaregiverBody.optional(),
  careTeam: z.object({ name: z.string(), phone: z.string() }),
});
export type Profile = z.infer<typeof Profile>;

export const PatientVisit = z.object({
  visitId: VisitId,
  /** Sent back in If-Match, it says which time the patient has seen. */
  revision: z.number().int(),
  status: VisitStatus,
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  zone: z.string(),
  setting: Setting,
  /** Where it is; `map` opens a map at the address, and says nothing else. */
  place: z
    .object({
      name: z.string(),
      phone: z.string(),
      address: z.string().optional(),
      map: z.string().optional(),
    })
    .optional(),
  confirmedAt: z.iso.datetime().optional(),
  moveRequestedAt: z.iso.datetime().optional(),
  mayConfirm: z.boolean(),
  mayAskToMove: z.boolean(),
  /** Whether what is new with the patient is told about it. */
  mayTell: z.boolean(),
  /** Something was told of it, and a clinician calls before the visit. */
  awaitsCall: z.boolean().optional(),
});
export type PatientVisit = z.infer<typeof PatientVisit>;

export const PreferencesBody = z
  .strictObject({
    language: Language.optional(),
    text: Consent.shape.status.optional(),
    mail: Consent.shape.status.optional(),
    /** Who else may see and act: for the patient alone to say. */
    caregiver: CaregiverChoice.optional(),
  })
  .refine((body) => Object.keys(body).length > 0, 'must change something')
  .refine((body) => !body.caregiver || Object.keys(body).length === 1, {
    path: ['caregiver'],
    message: 'must be sent alone',
  });
export type PreferencesBody = z.infer<typeof PreferencesBody>;

export const MoveRequestBody = z.strictObject({
  wish: MoveWish,
  /** In own words, and when they could come instead: a scheduler reads both. */
  words: oneLine(300).optional(),
  times: z.array(PreferredTime).max(10).optional(),
});

const EntryBody = z.strictObject({ birthDate: z.iso.date() });

const path = z.object({ visitId: VisitId });
const moved = 'the visit has another time than the patient saw; `current` is how it stands';
const notAhead =
  'the visit is not ahead of you any more, or its place in the plan is being checked';

const byLeave = 'whoever cares for the patient may do only what the patient allows';
const over = 'the visit was cancelled or missed, or is over for longer than three days';

export const outreachRoutes = defineRoutes({
  'GET /patients/me': {
    function: 'patient-page',
    summary: 'Who the link or the sign-in is for, and how we may write to them',
    access: ['patient'],
    success: { status: 200, body: Profile },
  },
  'GET /patients/me/visits': {
    function: 'patient-page',
    summary: "The patient's visits of all referrals, earliest first",
    access: ['patient'],
    success: {
      status: 200,
      body: z.object({
        items: z.array(PatientVisit),
        /** Where the care of each referral stands, and what is awaited from whom. */
        progress: z.array(
          z.object({
            step: z.enum(progressSteps),
            from: z.enum(['us', 'doctor', 'you', 'insurance']).optional(),
          }),
        ),
      }),
    },
  },
  'GET /patients/me/calendar': {
    function: 'patient-page',
    summary:
      "The patient's visits as a calendar file; taken again, it moves and cancels what changed",
    access: ['patient'],
    success: { status: 200, contentType: 'text/calendar; charset=utf-8' },
  },
  'POST /patients/me/entry': {
    function: 'patient-page',
    summary: 'Say the birth date: a pass for what the link opens, sent as `x-page-pass`',
    access: ['patient'],
    body: EntryBody,
    success: {
      status: 201,
      body: z.object({ pass: z.string(), until: z.iso.datetime() }),
    },
    problems: {
      'birth-date-wrong': 'it is another date; `left` tells how many tries are left',
      'too-many-tries': 'it was tried too often; call the care team',
      'entry-not-needed': 'nobody has to say it here: the patient has signed in',
    },
  },
  'POST /patients/me/preferences': {
    function: 'patient-page',
    summary: 'Choose the language, and allow or stop texts and mail',
    access: ['patient'],
    body: PreferencesBody,
    success: { status: 200, body: Profile },
    problems: {
      'contact-not-verified': 'the link went to a contact that may not choose for another one',
      'choices-changed': 'they were changed since; `current` is how they stand',
      'caregiver-may-not': byLeave,
      'mail-in-use': 'the patient has a mail address; call us to give somebody access beside it',
      'no-caregiver': 'nobody has access beside the patient',
    },
  },
  'POST /patients/me/visits/{visitId}/confirmation': {
    function: 'patient-page',
    summary: 'Confirm a visit; confirming again changes nothing',
    access: ['patient'],
    path,
    needsSeen: true,
    success: { status: 200, body: PatientVisit },
    problems: {
      'revision-needed': 'If-Match does not say which revision of the visit was seen',
      'not-found': 'no such visit, or not yours',
      'visit-not-confirmable': notAhead,
      'caregiver-may-not': byLeave,
      'visit-changed': moved,
    },
  },
  'POST /patients/me/visits/{visitId}/move-request': {
    function: 'patient-page',
    summary: 'Ask the scheduler for another time; the visit stays as it is until then',
    access: ['patient'],
    path,
    needsSeen: true,
    body: MoveRequestBody,
    success: { status: 202, body: PatientVisit },
    problems: {
      'revision-needed': 'If-Match does not say which revision of the visit was seen',
      'not-found': 'no such visit, or not yours',
      'visit-not-movable': notAhead,
      'caregiver-may-not': byLeave,
      'visit-changed': moved,
    },
  },
  'POST /patients/me/visits/{visitId}/health': {
    function: 'patient-page',
    summary: 'Tell what is new before or after a visit: a clinician calls, and the visit waits',
    access: ['patient'],
    path,
    body: DayAnswers,
    success: { status: 202, body: PatientVisit },
    problems: { 'not-found': 'no such visit, or not yours', 'visit-over': over },
  },
  'POST /visits/{visitId}/health': {
    function: 'patient-page',
    summary:
      'Write down what a patient told by telephone before or after a visit: it waits the same',
    access: ['coordinator', 'scheduler', 'clinician'],
    path,
    body: DayAnswers,
    success: { status: 202, body: z.object({ visitId: VisitId, stops: z.array(VisitId) }) },
    problems: { 'not-found': 'no such visit', 'visit-over': over },
  },
  'GET /patient': {
    function: 'open-patient-page',
    summary: 'The page that a link in a message opens; it holds no data',
    access: ['public'],
    openBecause:
      'A static page without data. The signed link stays in the URL fragment, which is never sent.',
    success: { status: 200, contentType: 'text/html; charset=utf-8' },
  },
});
