import * as z from 'zod';
import { PatientVisit } from '../outreach/routes.ts';
import { defineRoutes } from '../platform/contract.ts';
import { NurseId, VisitId } from '../platform/ids.ts';
import { Quantity } from '../platform/quantity.ts';
import { AccessAssessment } from '../referral/checks/vascular-access.ts';
import { Confirmed, Reaction, TeachBack, WrittenDown } from '../series/visit-record.ts';
import { VisitView } from '../series/visit-view.ts';
import { BedsideSheet } from './bedside-view.ts';
import { MovePreview } from './move-preview.ts';

const path = z.object({ visitId: VisitId });
const note = z.string().trim().min(1).max(500);

export const MoveBody = z.strictObject({
  startsAt: z.iso.datetime().refine((at) => Date.parse(at) % 300_000 === 0, {
    message: 'must be a multiple of five minutes',
  }),
  /** Another visiting nurse; left out keeps the one it has. */
  nurseId: NurseId.optional(),
  /** Why it is to be where something stands against it that the caller may override. */
  note: note.optional(),
});

const FreeTime = z.object({ startsAt: z.iso.datetime(), endsAt: z.iso.datetime() });

export const CancellationBody = z.strictObject({
  reason: z.enum(['patient', 'prescriber', 'site', 'unwell', 'weather', 'other']),
  note: note.optional(),
});

/** What is written down beside the rest; a value that is asked about comes again with its pointer here. */
const writtenDown = {
  ...WrittenDown.shape,
  confirmed: z.array(Confirmed).max(30).optional(),
};

export const StartBody = z.strictObject({
  startedAt: z.iso.datetime().optional(),
  access: AccessAssessment.optional(),
  ...writtenDown,
});

export const CompletionBody = z.strictObject({
  endedAt: z.iso.datetime().optional(),
  /** Minutes the drug ran. */
  infusionMinutes: z.number().int().min(0).max(4320),
  doseComplete: z.boolean(),
  /** Topics taught, and whether the patient could say or show them. */
  teachBack: z.array(TeachBack).max(20).default([]),
  access: AccessAssessment.optional(),
  ...writtenDown,
  /**
   * What the patient got of each drug, by its billing code, and what of opened vials was thrown away;
   * left out where it is what was planned.
   */
  amounts: z
    .array(
      z.strictObject({
        code: z.string().regex(/^[A-Z0-9]{5}$/),
        given: Quantity,
        discarded: Quantity.optional(),
      }),
    )
    .max(8)
    .optional(),
});

/** What is said right, and why. */
const correction = {
  /** The number of the entry that it says right. */
  corrects: z.number().int().min(1).max(999).optional(),
  reason: note.optional(),
};

export const ReactionBody = z.strictObject({ ...Reaction.shape, ...correction });

/** What is written down while a visit goes on, or after it. */
export const EntryBody = z.strictObject({
  ...writtenDown,
  access: AccessAssessment.optional(),
  teachBack: z.array(TeachBack).min(1).max(20).optional(),
  ...correction,
});

/** Which plan: the instant at which it was made, as the sheet tells it. */
export const PlanEndBody = z.strictObject({
  madeAt: z.iso.datetime(),
  /** The first day on which it counts no more, a date at the place of the visit. */
  from: z.iso.date(),
  reason: note,
});

const ended = 'the visit is in a status that does not allow this';
const unsound = {
  'value-not-possible': 'a value cannot be, or is told twice and not the same; `errors` names it',
  'value-to-confirm':
    'a value is unusual: measure again, or send it with its pointer in `confirmed` and the reason',
  'lot-expired': 'a lot had expired on the day of the visit: none of it is given',
};
const noEntry = {
  'entry-not-understood': 'it says right what is not there, or gives no reason',
  'record-full': 'the visit has as many entries as it may have',
};
const waiting = {
  'visit-not-ready': 'something the visit needs is missing; `holdId` names the hold to settle',
  'patient-unwell':
    'it was written or told that the patient may be unwell; `holdId` names the hold of whoever speaks with them first',
  'death-reported':
    'we were told that the patient has died; `holdId` names the hold of whoever makes sure of it',
};
const mayChange = ['scheduler', 'coordinator'] as const;
const mayRecord = ['nurse'] as const;

/** The order is not, or not yet, the one to give at the visit. */
const otherOrder = {
  'order-not-accepted': 'the order has changed or waits; `holdId` names the hold to settle first',
  'order-not-active': 'the order is not active, or is for another therapy than the visit',
  'dose-not-ordered': 'the order has fewer doses now than when the visit was booked',
};

const byLeave = 'whoever cares for the patient may do only what the patient allows';
const unseen = 'If-Match does not say which revision of the visit was seen';
const moved =
  'the visit has another time or place than the revision in If-Match; `current` is how it stands';

export const visitRoutes = defineRoutes({
  'GET /visits/{visitId}/bedside': {
    function: 'record-visit',
    summary:
      'What a nurse has before them beside the patient: whom, what is given, and what earlier visits left on record',
    access: ['nurse', 'clinician'],
    path,
    success: { status: 200, body: BedsideSheet },
    problems: { 'not-found': 'no such visit, or not yours' },
  },
  'POST /visits/{visitId}/confirmation': {
    function: 'change-visit',
    summary: 'Confirm a planned visit',
    access: mayChange,
    path,
    needsSeen: true,
    success: { status: 200, body: VisitView },
    problems: {
      'revision-needed': unseen,
      'visit-changed': moved,
      'visit-not-open': ended,
      'visit-suspended': 'a clinician clears the visit first',
      ...waiting,
      ...otherOrder,
      'not-authorized': 'the authorization does not cover the visit',
      'coverage-ended':
        'the coverage ends before the visit, and the payer has not said since that it goes on',
      'visit-past': 'the time of the visit has passed; it is recorded, or told as missed',
    },
  },
  'POST /visits/{visitId}/move': {
    function: 'change-visit',
    summary:
      'Move a visit: the old time is given up only if the new one is had; outside its window a clinician does',
    access: ['scheduler', 'clinician'],
    path,
    needsSeen: true,
    /** `true` says what would come of it, also what stands against it, and does nothing. */
    query: z.object({ dryRun: z.literal('true').optional() }),
    body: MoveBody,
    success: {
      status: 200,
      /** `preview` in a dry run. */
      body: VisitView.extend({ preview: MovePreview.optional() }),
    },
    problems: {
      'revision-needed': unseen,
      'visit-changed': moved,
      'visit-not-open': ended,
      'visits-conflict':
        'something stands against the new time; `conflicts` names it, and who may override it with a note',
      'not-authorized': 'the authorization does not cover the new day',
      'time-past': 'the new time has passed',
      'nurse-unknown': 'the nurse does not work from the site of the visit',
      'visit-past': 'the time of the visit has passed; it is recorded, or told as missed',
    },
  },
  'GET /patients/me/visits/{visitId}/times': {
    function: 'change-visit',
    summary: 'Times that are free for a visit of theirs, which the patient may take without asking',
    access: ['patient'],
    path,
    success: { status: 200, body: z.object({ zone: z.string(), items: z.array(FreeTime) }) },
    problems: { 'not-found': 'no such visit, or not yours', 'caregiver-may-not': byLeave },
  },
  'POST /patients/me/visits/{visitId}/time': {
    function: 'change-visit',
    summary: 'Take a free time for a visit: the old one is given up only if the new one is had',
    access: ['patient'],
    path,
    needsSeen: true,
    body: z.strictObject({ startsAt: MoveBody.shape.startsAt }),
    success: { status: 200, body: PatientVisit },
    problems: {
      'revision-needed': unseen,
      'not-found': 'no such visit, or not yours',
      'visit-changed': moved,
      'visit-not-movable': 'the visit is near, or waits for somebody: ask for another time instead',
      'time-taken': 'somebody else has it by now; `items` are those that are free',
      'caregiver-may-not': byLeave,
    },
  },
  'POST /visits/{visitId}/cancellation': {
    function: 'change-visit',
    summary: 'Cancel a visit; its time and units are given back',
    access: mayChange,
    path,
    needsSeen: true,
    body: CancellationBody,
    success: { status: 200, body: VisitView },
    problems: {
      'revision-needed': unseen,
      'visit-changed': moved,
      'visit-not-open': ended,
      'visit-past': 'the time of the visit has passed; it is recorded, or told as missed',
    },
  },
  'POST /visits/{visitId}/start': {
    function: 'record-visit',
    summary: 'Record that a visit began, with the vein assessment',
    access: mayRecord,
    path,
    needsSeen: true,
    body: StartBody,
    success: { status: 200, body: VisitView },
    problems: {
      'revision-needed': unseen,
      'visit-changed': moved,
      'visit-not-open': ended,
      'time-not-plausible': 'a time is not near the visit, or lies in the future',
      ...unsound,
      'visit-suspended': 'a clinician clears the visit first; `holdId` names the hold',
      ...waiting,
      ...otherOrder,
    },
  },
  'POST /visits/{visitId}/completion': {
    function: 'record-visit',
    summary: 'Record that a visit ended, what was given and what was taught',
    access: mayRecord,
    path,
    needsSeen: true,
    body: CompletionBody,
    success: { status: 200, body: VisitView },
    problems: {
      'revision-needed': unseen,
      'visit-changed': moved,
      'visit-not-open': ended,
      'time-not-plausible': 'a time is not that of this visit, or the minutes are not of this dose',
      ...unsound,
      'amount-not-understood':
        'an amount is of a drug that the visit does not give, or in another measure; `errors` names it',
    },
  },
  'POST /visits/{visitId}/reaction': {
    function: 'record-visit',
    summary: 'Report a reaction; a severe one suspends the visits to come',
    access: [...mayRecord, 'clinician'],
    path,
    needsSeen: true,
    body: ReactionBody,
    success: {
      status: 200,
      body: z.object({
        visitId: z.string(),
        suspended: z.array(z.string()),
        holdId: z.string().optional(),
      }),
    },
    problems: {
      'revision-needed': unseen,
      'visit-changed': moved,
      'visit-not-open': ended,
      'time-not-plausible': 'a time is not near the visit, or lies in the future',
      ...noEntry,
    },
  },
  'POST /visits/{visitId}/plan-end': {
    function: 'record-visit',
    summary:
      'End how doses go on after a reaction before its last day: it stays on record, as ended',
    access: ['clinician'],
    path,
    body: PlanEndBody,
    success: { status: 200, body: BedsideSheet },
    problems: {
      'not-found': 'no such visit',
      'plan-not-standing':
        'no such plan stands: another took its place, or it was ended; `ended` tells by whom',
      'day-past': 'the day has passed: what was given on it was given by the plan',
    },
  },
  'POST /visits/{visitId}/entries': {
    function: 'record-visit',
    summary:
      'Write down more of a visit, or say right what was written; what stood there stays on record',
    access: mayRecord,
    path,
    needsSeen: true,
    body: EntryBody,
    success: {
      status: 201,
      body: z.object({
        visitId: z.string(),
        number: z.number().int(),
        holdId: z.string().optional(),
      }),
    },
    problems: {
      'revision-needed': unseen,
      'visit-changed': moved,
      'visit-not-open': ended,
      ...unsound,
      ...noEntry,
    },
  },
});
