import * as z from 'zod';
import { DenialView } from '../authorization/denial-view.ts';
import { LetterView } from '../authorization/letters/letter.ts';
import { PacketView } from '../authorization/packet-view.ts';
import { Clearance } from '../hold/clearance.ts';
import {
  CorrespondenceParty,
  CorrespondenceView,
  CorrespondenceWay,
  NextStep,
} from '../hold/correspondence.ts';
import { HoldStatus, Resolution } from '../hold/hold.ts';
import { holdReasonNames } from '../hold/hold-reasons.ts';
import { whoseWords } from '../hold/hold-words.ts';
import { HandWay } from '../payer/channel.ts';
import { DenialReading } from '../payer/denial-readings.ts';
import { DenialRung } from '../payer/denial-rung.ts';
import { Actor } from '../platform/audit.ts';
import { defineRoutes } from '../platform/contract.ts';
import { AuthorizationId, HoldId, ReferralId } from '../platform/ids.ts';
import { CheckedNpi } from '../platform/npi.ts';
import { Paging, pageSchema } from '../platform/paging.ts';
import { roles } from '../platform/principal.ts';
import { CoverageClaimed, FindingOwner } from '../referral/referral.ts';
import { CarePlan } from '../series/care-plan-body.ts';
import { PersonNamed } from '../staff/person.ts';
import { EnteredDrug } from '../therapy/entered-drug.ts';
import { veinLines } from '../therapy/line-choice.ts';
import { Reminder } from './reminder.ts';

export const HoldView = z.object({
  holdId: HoldId,
  referralId: ReferralId,
  owner: z.string(),
  openedAt: z.iso.datetime(),
  dueAt: z.iso.datetime(),
  team: z.string(),
  level: z.number().int().min(0),
  escalatedTo: z.string().optional(),
  doseBy: z.iso.date().optional(),
  /** The person who works it, by the subject of their tokens; GET /people has their name. */
  assignee: z.string().optional(),
  assignedAt: z.string().optional(),
  payerId: z.string().optional(),
  therapyId: z.string().optional(),
  practiceName: z.string().optional(),
  urgency: z.string().optional(),
  /** The day of the next step that a call, a letter or a look at it named. */
  nextOn: z.iso.date().optional(),
  status: HoldStatus,
  reason: z.enum(holdReasonNames),
  /** The reason in a sentence. */
  says: z.string(),
});

const tally = z.record(z.string(), z.number());
export const HoldCounts = z.object({
  total: z.number(),
  overdue: z.number(),
  /** Nobody's yet. */
  unassigned: z.number(),
  byReason: tally,
  byAssignee: tally,
  byOwner: tally,
  byPayer: tally,
});
export type HoldCounts = z.infer<typeof HoldCounts>;

const ActionView = z.object({
  action: z.string(),
  says: z.string(),
  needs: z.array(z.string()),
  /** A clinical decision, which only a clinician takes. */
  clinical: z.literal(true).optional(),
  /** The word of the practice, which our staff do not give for it. */
  ofPractice: z.literal(true).optional(),
  /** What whoever takes it gives up with it; "Nothing." where that is nothing. */
  costs: z.string(),
  /** What happens next; this and the two below are told by GET /holds/{holdId} alone. */
  follows: z.string().optional(),
  /** Whether what it does can be done otherwise later; not where the referral ends. */
  undo: z.boolean().optional(),
  /** Each of `needs`, and how it is asked for. */
  fields: z.array(z.object({ name: z.string(), kind: z.string() })).optional(),
  /** Of a rung after a denial: how long it may be taken, by the payer's clocks. */
  until: DenialView.shape.rungs.element.shape.window,
  /** Its fast form, and when it may be asked for; `only` where nothing else of it is open. */
  expedited: DenialView.shape.rungs.element.shape.expedited,
  /** Rights that end when it is taken: they are named in `forfeits` by whoever takes it. */
  forfeits: z.array(DenialRung).optional(),
  warns: z.string().optional(),
});

/** One hold with everything needed to act on it. */
export const HoldDetail = HoldView.extend({
  /** What is asked of whoever works it, and in whose words `why` tells the rest. */
  asks: z.string(),
  words: z.enum(whoseWords),
  /** Why it is due when it is. */
  dueBecause: z.string(),
  stage: z.string(),
  actions: z.array(ActionView),
  /** Who works it, by name, and since when. */
  assigned: PersonNamed.extend({ since: z.string().optional() }).optional(),
  resolution: Resolution.omit({ facts: true, by: true })
    .extend({ by: Actor.extend({ name: z.string().optional() }) })
    .optional(),
  /** Calls, letters and looks that were written down where it waits, the newest first. */
  correspondence: z.array(CorrespondenceView),
  /** What the last determination before the wait said, and what is missing, who answers it and by which source. */
  why: z.array(
    z.object({
      code: z.string(),
      text: z.string(),
      fix: z.string().optional(),
      /** The words of the practice or the patient that it rests on. */
      said: z.string().optional(),
      owner: FindingOwner.optional(),
      source: z.string().optional(),
    }),
  ),
  /** Of a hold about a request: which one, what the payer said of each line, and by which clock it decides. */
  authorizationId: AuthorizationId.optional(),
  payerSaid: z
    .array(
      z.object({
        line: z.number(),
        code: z.string(),
        state: z.string(),
        at: z.string(),
        reasons: z.array(z.object({ code: z.string(), says: z.string() })),
        /** In its own words, as sent or told. */
        said: z.array(z.string()).optional(),
      }),
    )
    .optional(),
  clocks: z
    .array(
      z.object({
        line: z.number(),
        rule: z.string(),
        urgency: z.string(),
        basis: z.string(),
        source: z.string(),
        dueAt: z.string().optional(),
      }),
    )
    .optional(),
  /** What a person is to send to the payer, and where. */
  packet: PacketView.optional(),
  /** What is written for a person to sign, of a request that the payer answered. */
  letters: z.array(LetterView).optional(),
  /** Of a request that was denied: why, what may be done and was, and what would answer it. */
  denial: DenialView.extend({
    evidence: z
      .array(
        z.object({
          reading: DenialReading,
          criterion: z.string(),
          standing: z.enum(['held', 'missing', 'ask']),
          facts: z.array(z.string()),
          fix: z.string().optional(),
        }),
      )
      .optional(),
  }).optional(),
});
export type HoldDetail = z.infer<typeof HoldDetail>;

/** An action with the fields that some actions need; `needs` of the action names them. */
export const ResolutionBody = z.strictObject({
  action: z.string().min(1).max(40),
  note: z.string().trim().min(1).max(2000).optional(),
  siteId: z.string().max(60).optional(),
  toleranceDays: z.number().int().min(1).max(14).optional(),
  lineType: z.enum(veinLines).optional(),
  coverage: CoverageClaimed.optional(),
  drug: EnteredDrug.optional(),
  /** For which doses a clinician clears what was found: the next one, those until a day, a year at most, or the course. */
  clearance: Clearance.optional(),
  /** How doses go on after a reaction, beside the note; it stands on every visit that follows until it ends. */
  plan: CarePlan.optional(),
  reference: z.string().trim().min(1).max(60).optional(),
  payerId: z.string().trim().min(1).max(60).optional(),
  authorizationNumber: z.string().trim().min(1).max(60).optional(),
  startsOn: z.iso.date().optional(),
  expiresOn: z.iso.date().optional(),
  /** Of a rung after a denial: a clinician says that it cannot wait, as the note tells. */
  expedited: z.literal(true).optional(),
  /** Which rights that are open still whoever takes a rung gives up with it. */
  forfeits: z.array(DenialRung).min(1).max(5).optional(),
  /** What a denial is about, as the payer told it; the day on its notice; and its own words. */
  denialReading: DenialReading.optional(),
  noticeOn: z.iso.date().optional(),
  said: z.string().trim().min(1).max(400).optional(),
  /** The day on which what was not understood is explained again, by the `person` named. */
  nextOn: z.iso.date().optional(),
  /** Of a request that a person sent: when; how, where not as the packet says; who took it; and the title of the document that shows it. */
  sentAt: z.iso.datetime().optional(),
  channel: HandWay.optional(),
  /** Who took it there, or told the answer. */
  person: z.string().trim().min(1).max(100).optional(),
  proofDocument: z.string().trim().min(1).max(200).optional(),
  /** What the payer wants to have, each thing in its words, and the day until which it wants it. */
  askedFor: z.array(z.string().trim().min(1).max(200)).min(1).max(12).optional(),
  wantedBy: z.iso.date().optional(),
  /** Which lines the payer approved, of how many units each; one that is neither here nor granted before is not. */
  approvedLines: z
    .array(
      z.strictObject({
        sequence: z.number().int().min(1).max(999),
        units: z.number().int().min(1).max(9_999_999),
      }),
    )
    .min(1)
    .max(20)
    .optional(),
});
export type ResolutionBody = z.infer<typeof ResolutionBody>;

/** What somebody writes down of a call, a letter or a look into a portal. */
export const CorrespondenceBody = z.strictObject({
  way: CorrespondenceWay,
  party: CorrespondenceParty,
  /** Who it was there, as they named themselves. */
  person: z.string().trim().min(1).max(100).optional(),
  /** When it took place; now, if left out. */
  at: z.iso.datetime().optional(),
  /** The number by which the other side finds it again. */
  reference: z.string().trim().min(1).max(60).optional(),
  /** A call that was offered, and nobody took: some payers count them. */
  missed: z.literal(true).optional(),
  said: z.string().trim().min(1).max(2000),
  next: NextStep.optional(),
});
export type CorrespondenceBody = z.infer<typeof CorrespondenceBody>;

/** What the letter of a denial says: its day, the last days that it names, and why. */
export const NoticeBody = z
  .strictObject({
    noticeOn: z.iso.date().optional(),
    deadlines: z
      .array(z.strictObject({ rung: DenialRung, on: z.iso.date() }))
      .min(1)
      .max(5)
      .optional(),
    said: z.string().trim().min(1).max(400).optional(),
  })
  .refine((told) => Object.values(told).some((one) => one !== undefined), {
    message: 'must say something of the letter: its day, a last day, or its words',
  });
export type NoticeBody = z.infer<typeof NoticeBody>;

const path = z.object({ holdId: HoldId });
const personId = z.string().trim().min(1).max(100);
const logging = {
  function: 'log-correspondence',
  body: CorrespondenceBody,
  success: { status: 201, body: CorrespondenceView },
} as const;
const unsound = {
  'correspondence-unsound': 'it says nothing, or a time or a day in it cannot be',
  'idempotency-key-reused': 'the key was used before with another body',
} as const;
const withReminder = {
  ...unsound,
  'not-found': 'no such referral or authorization, or not yours',
  'referral-closed': 'a next step is named, and the referral is closed',
  'changed-meanwhile': 'something else was placed at the same moment; send it again',
} as const;
const otherwise =
  'the hold is not as the entity tag in If-Match says it was seen; `current` is how it stands';
const speakers = ['coordinator', 'clinician', 'scheduler', 'referrer'] as const;
const staff = ['coordinator', 'clinician', 'scheduler', 'referrer', 'admin'] as const;

export const worklistRoutes = defineRoutes({
  'GET /holds': {
    function: 'list-holds',
    summary:
      'The holds that wait on a team or were escalated to it, or those of a practice, most urgent first',
    access: staff,
    query: Paging.extend({
      team: z.enum(roles).optional(),
      practice: CheckedNpi.optional(),
      /** `me`, `none`, or the id of a person; without a team, a person's holds of all teams. */
      assignee: z.string().trim().min(1).max(100).optional(),
      reason: z.enum(holdReasonNames).optional(),
      payer: z.string().trim().min(1).max(60).optional(),
      status: z.enum(['open', 'overdue']).optional(),
      dueBefore: z.iso.datetime().optional(),
      /** Those whose dose window is lost before this day. */
      doseBefore: z.iso.date().optional(),
    }),
    success: {
      status: 200,
      body: pageSchema(HoldView).extend({
        scanned: z.number().int().meta({
          description:
            'How many holds were looked at for the page: a thousand at most of each list, then `next` goes on',
        }),
      }),
    },
    problems: {
      'invalid-cursor': 'the cursor was not given out by this list',
      'one-list-at-a-time': 'both a team and a practice are asked for',
      'not-found': 'the practice is not yours',
    },
  },
  'GET /holds/counts': {
    function: 'list-holds',
    summary: 'How many holds stand on a team’s list, those escalated to it among them',
    access: ['coordinator', 'clinician', 'scheduler', 'admin'],
    query: z.object({ team: z.enum(roles).optional() }),
    success: { status: 200, body: HoldCounts.extend({ team: z.enum(roles) }) },
  },
  'GET /holds/{holdId}': {
    function: 'list-holds',
    summary: 'One hold: reason, owner, clock, allowed actions, and why it waits',
    access: staff,
    path,
    success: { status: 200, body: HoldDetail },
    problems: { 'not-found': 'no such hold, or not yours' },
  },
  'POST /holds/{holdId}/assignment': {
    function: 'assign-hold',
    summary:
      'Give a hold to a person, or back to nobody; `expected` says whose it was when you looked',
    access: ['coordinator', 'clinician', 'scheduler', 'admin'],
    path,
    body: z.strictObject({
      assignee: personId.nullable(),
      expected: personId.nullable().optional(),
    }),
    success: { status: 200, body: HoldDetail },
    problems: {
      'hold-already-ended': 'the hold was resolved or cancelled before; `ended` tells by whom',
      'hold-already-taken': 'it is not `expected` who has it; `assignee` and `since` tell who does',
      'person-unknown': 'nobody of this id has signed in here',
      'hold-changed': otherwise,
    },
  },
  'PUT /holds/{holdId}/presence': {
    function: 'assign-hold',
    summary: 'Say that you look at a hold, and learn who else does; it is forgotten after a minute',
    access: ['coordinator', 'clinician', 'scheduler', 'admin'],
    path,
    success: {
      status: 200,
      body: z.object({ here: z.array(PersonNamed.extend({ seenAt: z.string() })) }),
    },
    problems: { 'not-found': 'no such hold, or not yours' },
  },
  'PUT /holds/{holdId}/reminder': {
    function: 'assign-hold',
    summary:
      'Be reminded of a hold before it is due, or no more; nobody else is, and no clock moves',
    access: ['coordinator', 'clinician', 'scheduler', 'admin'],
    path,
    body: z.strictObject({
      /** `null` takes the reminder away. */
      at: z.iso.datetime().nullable(),
      note: z.string().trim().min(1).max(200).optional(),
    }),
    success: { status: 200, body: z.object({ items: z.array(Reminder) }) },
    problems: {
      'not-found': 'no such hold, or not yours',
      'hold-already-ended': 'the hold was resolved or cancelled before; `ended` tells by whom',
      'reminder-not-possible': 'the time has passed, or is after the hold is due',
    },
  },
  'GET /me/reminders': {
    function: 'assign-hold',
    summary: 'The holds that you want to be reminded of, the next one first',
    access: ['coordinator', 'clinician', 'scheduler', 'admin'],
    success: { status: 200, body: z.object({ items: z.array(Reminder) }) },
  },
  'POST /holds/{holdId}/notice': {
    function: 'work-hold',
    summary:
      'Write down what the letter of a denial says; its days move the windows, and the wait goes on, in a hold that is due sooner where one closes before',
    access: ['coordinator', 'clinician', 'admin'],
    path,
    body: NoticeBody,
    success: { status: 200, body: HoldDetail },
    problems: {
      'hold-already-ended': 'the hold was resolved or cancelled before; `ended` tells by whom',
      'not-your-hold': 'another team works this hold',
      'nothing-denied': 'no denial is on record that a notice could be of',
      'action-incomplete':
        'a day is told that cannot be: a notice to come, or a last day before it',
    },
  },
  'POST /holds/{holdId}/resolution': {
    function: 'work-hold',
    summary: 'Resolve a hold by one of its allowed actions; the workflow goes on',
    access: staff,
    path,
    needsSeen: true,
    body: ResolutionBody,
    success: { status: 200, body: HoldDetail },
    problems: {
      'revision-needed': 'If-Match does not say which state of the hold was seen',
      'hold-changed': otherwise,
      'hold-already-ended':
        'the hold was resolved, timed out or cancelled before; kept on record, and `ended` tells by whom',
      'not-your-hold': 'another team works this hold',
      'clinical-decision': 'the action is a clinical decision, and the caller is no clinician',
      'action-not-allowed': 'the action is not one of the allowed ones',
      'dose-not-booked': 'the action says that a dose has its visit, and it has none',
      'authorization-unknown':
        'a renewal is asked for, and what authorization the hold is about cannot be read',
      'rung-not-open': 'what is to be taken against a denial is not open today',
      'forfeits-another':
        'it ends another right that is open still, which the body does not name in `forfeits`',
      'rung-under-way': 'the payer decides on an appeal or a call; what was sent is not sent again',
      'criterion-not-of-site': 'another site is asked for, and no criterion is about the site',
      'nothing-to-send': 'a sending is recorded, and no packet of the request lies ready',
      'nothing-approved': 'an approval is to be corrected, and there is none',
      'visit-not-moved': 'the action says that a visit was moved, and it was not',
      'action-incomplete':
        'a field that the action needs is missing, says nothing, is in the past, too far ahead or does not fit',
      'renewal-under-way': 'the places are weighed anew once the renewal has ended',
      'visit-suspended': 'a clinician clears the reaction before the doses to come are placed anew',
      'visits-not-in-line': 'doses have no visit, or visits no dose, other than the action says',
    },
  },
  'POST /holds/{holdId}/correspondence': {
    ...logging,
    summary: 'Write down a call, a letter or a look into a portal; the hold goes on waiting',
    access: staff,
    path,
    problems: {
      ...unsound,
      'not-found': 'no such hold, or not yours',
      'not-your-hold': 'another team works this hold',
      'hold-already-ended':
        'the hold has ended, and `ended` tells by whom; write it down at its referral',
    },
  },
  'POST /authorizations/{authorizationId}/correspondence': {
    ...logging,
    summary: 'The same about an authorization; at the open hold of its round, where there is one',
    access: speakers,
    path: z.object({ authorizationId: AuthorizationId }),
    problems: withReminder,
  },
  'POST /referrals/{referralId}/correspondence': {
    ...logging,
    summary: 'The same about a referral; a next step gets a hold that reminds of it',
    access: speakers,
    path: z.object({ referralId: ReferralId }),
    problems: withReminder,
  },
});
