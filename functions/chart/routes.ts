import * as z from 'zod';
import { Eligibility } from '../coverage/eligibility.ts';
import { Actor } from '../platform/audit.ts';
import { defineRoutes } from '../platform/contract.ts';
import { Reason } from '../platform/determination.ts';
import { ReferralId } from '../platform/ids.ts';
import { Npi } from '../platform/npi.ts';
import { Paging, pageSchema } from '../platform/paging.ts';
import { roles } from '../platform/principal.ts';
import { partsSeen } from '../platform/readership.ts';
import { oneLine } from '../platform/text.ts';
import { CloseReason, Finding, ReferralStatus, Submission } from '../referral/referral.ts';
import { Links } from '../referral/routes.ts';
import { MoveWish } from '../series/visit.ts';

export const ReferralView = z.object({
  referralId: ReferralId,
  status: ReferralStatus,
  practiceNpi: Npi,
  urgency: z.enum(['routine', 'urgent']),
  receivedAt: z.iso.datetime(),
  therapyId: z.string().optional(),
  setting: z.string().optional(),
  doseBy: z.iso.date().optional(),
  closeReason: CloseReason.optional(),
});

/** What a patient is called on a list. */
export const PatientLabel = z.object({
  given: z.string(),
  family: z.string(),
  /** For who is shown dates of birth. */
  birthYear: z.string().optional(),
});
export type PatientLabel = z.infer<typeof PatientLabel>;

/** A patient who was found, with their referrals, the newest first. */
export const FoundPatient = PatientLabel.extend({
  birthDate: z.string().optional(),
  referrals: z.array(
    z.object({
      referralId: ReferralId,
      practiceNpi: z.string(),
      status: z.string(),
      therapyId: z.string().optional(),
    }),
  ),
});
export type FoundPatient = z.infer<typeof FoundPatient>;

const DocumentView = z.object({
  /** Of one whose content is kept. */
  documentId: z.string().optional(),
  title: z.string(),
  /** LOINC document type. */
  type: z.string().optional(),
  contentType: z.string(),
  bytes: z.number().int().optional(),
  sha256: z.string().optional(),
});

const LineView = z.object({
  code: z.string(),
  /** Of a line for a drug: its name, where the order still has it. */
  drug: z.string().optional(),
  kind: z.string(),
  units: z.number().int(),
  state: z.string(),
  from: z.iso.date(),
  through: z.iso.date(),
  dueAt: z.iso.datetime().optional(),
  decision: z
    .object({
      units: z.number().int().optional(),
      from: z.iso.date().optional(),
      through: z.iso.date().optional(),
      reasons: z.array(z.string()),
      at: z.iso.datetime(),
    })
    .optional(),
});

/** One referral as its caller may see it: what a role has no need of is left out. */
export const ReferralDetail = ReferralView.extend({
  therapy: z.string().optional(),
  siteId: z.string().optional(),
  orderVersion: z.number().int(),
  /** Another open referral that this one may double or conflict with; for our staff only. */
  possibleDuplicateOf: ReferralId.optional(),
  findings: z.array(Finding),
  /** Findings of an order that a clinician cleared, and for which doses, in words. */
  cleared: z.object({ codes: z.array(z.string()), covers: z.string() }).optional(),
  timeline: z.array(
    z.object({
      at: z.iso.datetime(),
      event: z.string(),
      by: Actor.shape.kind,
      text: z.string(),
      why: z.array(z.string()),
      /** How often it happened in a row; `at` is the first time. */
      count: z.number().int().optional(),
    }),
  ),
  determinations: z.array(
    z.object({
      at: z.iso.datetime(),
      question: z.string(),
      answer: z.string(),
      rule: z.object({ id: z.string(), version: z.string(), source: z.string() }),
      reasons: z.array(Reason),
    }),
  ),
  /** Candidate sites of the last ranking, best first, with their reasons by code. */
  sites: z.array(z.object({ siteId: z.string(), reasons: z.array(z.string()) })),
  /** Sites that the last ranking left out, each with the code of the reason. */
  sitesLeftOut: z.array(z.object({ siteId: z.string(), reason: z.string() })).optional(),
  /** The payer's last answer about the coverage, with what the patient pays by it: no bill. */
  coverage: Eligibility.pick({
    payerId: true,
    rank: true,
    status: true,
    checkedAt: true,
    plan: true,
    through: true,
    share: true,
  })
    .extend({ says: z.array(z.string()).optional() })
    .optional(),
  authorizations: z.array(
    z.object({
      authorizationId: z.string(),
      round: z.number().int(),
      status: z.string(),
      lines: z.array(LineView),
    }),
  ),
  visits: z.array(
    z.object({
      visitId: z.string(),
      dose: z.number().int(),
      status: z.string(),
      startsAt: z.iso.datetime(),
      endsAt: z.iso.datetime(),
      zone: z.string(),
      setting: z.string(),
      siteId: z.string(),
      /** The patient asked for another time, and what would suit. */
      moveRequestedAt: z.iso.datetime().optional(),
      moveWish: MoveWish.optional(),
    }),
  ),
  holds: z.array(
    z.object({
      holdId: z.string(),
      reason: z.string(),
      status: z.string(),
      says: z.string(),
      owner: z.string(),
      openedAt: z.iso.datetime(),
      dueAt: z.iso.datetime(),
      /** What the caller may do about it now. */
      actions: z.array(z.object({ action: z.string(), says: z.string() })),
    }),
  ),
  education: z.object({ lessons: z.number().int(), acknowledged: z.number().int() }).optional(),
  withdrawn: z.object({ note: z.string() }).optional(),
  /** What a scheduler needs to plan. */
  patient: z
    .object({
      name: Submission.shape.patient.shape.name,
      phone: z.string().optional(),
      guardian: Submission.shape.patient.shape.guardian,
      language: z.string(),
      address: z.unknown().optional(),
    })
    .optional(),
  /** The whole order as it stands, for those who care for the patient. */
  submission: Submission.optional(),
  /** The patient's record is for those who speak with the patient. */
  links: Links.extend({ patientRecord: z.string().optional() }),
});
export type ReferralDetail = z.infer<typeof ReferralDetail>;

/** Why a referral stands as it does, told as a colleague would. */
export const Explanation = z.object({
  referralId: ReferralId,
  status: ReferralStatus,
  /** The zone of the place of care, in which the lines tell times. */
  zone: z.string(),
  sections: z.array(
    z.object({
      title: z.string(),
      lines: z.array(
        z.object({
          text: z.string(),
          /** The element of the submission, or the entry of the bundle, that it rests on. */
          from: z.string().optional(),
          /** The source of the rule. */
          source: z.string().optional(),
          at: z.iso.datetime().optional(),
        }),
      ),
    }),
  ),
});
export type Explanation = z.infer<typeof Explanation>;

/** Somebody who looked at a referral, within the hours of one page. */
export const ReaderView = z.object({
  /** The subject of their token: a person, a client, or the patient by link. */
  by: z.string(),
  roles: z.array(z.enum(roles)),
  seen: z.enum(partsSeen),
  /** `refused` was not shown what they asked for. */
  outcome: z.enum(['shown', 'refused']),
  firstAt: z.iso.datetime(),
  /** The first look of the last hour. */
  lastAt: z.iso.datetime(),
  /** In how many hours they looked; several looks within one count once. */
  hours: z.number().int(),
});
export type ReaderView = z.infer<typeof ReaderView>;

/** Somebody changed something of a referral, or looked at a part of it, or was refused. */
export const AuditEntry = z.object({
  what: z.enum(['changed', 'read', 'refused']),
  at: z.iso.datetime(),
  /** Its day where the desk is. */
  on: z.iso.date(),
  /** The subject of their token, or the step of the service that did it. */
  by: z.string(),
  /** In what role, or as what: a person, a payer, a patient, or the service itself. */
  as: z.array(z.string()),
  /** The event that was recorded, or the part that was looked at. */
  about: z.string(),
  /** Which link of the chain tells it. */
  sequence: z.number().int().optional(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'must be a month, YYYY-MM');
const readers = ['referrer', 'system', 'coordinator', 'clinician', 'scheduler', 'admin'] as const;

const documentReaders = ['referrer', 'system', 'coordinator', 'clinician'] as const;

export const chartRoutes = defineRoutes({
  'GET /referrals': {
    function: 'read-referrals',
    summary: 'Referrals of one practice, or of a month for staff; newest first',
    access: readers,
    query: Paging.extend({
      month: month.optional(),
      practice: Npi.optional(),
      /** A page is cut before it is filtered, so it may hold fewer than `limit`. */
      status: ReferralStatus.optional(),
    }),
    success: { status: 200, body: pageSchema(ReferralView) },
    problems: { 'invalid-cursor': 'the cursor was not given out by this list' },
  },
  'POST /referrals/labels': {
    function: 'find-patients',
    summary: 'The names of the patients of these referrals; each look is on record',
    access: ['referrer', 'system', 'coordinator', 'clinician', 'scheduler'],
    body: z.strictObject({ ids: z.array(ReferralId).min(1).max(100) }),
    success: {
      status: 200,
      body: z.object({
        labels: z.record(ReferralId, PatientLabel).meta({
          description: 'By id; what is not there, and what is not yours, is left out',
        }),
      }),
    },
  },
  'POST /patients/search': {
    function: 'find-patients',
    summary:
      'Find patients by beginnings of names in any order and spelling, birth date, member id or telephone',
    access: ['referrer', 'coordinator', 'clinician', 'scheduler'],
    body: z.strictObject({
      family: oneLine(60).optional(),
      given: oneLine(60).optional(),
      birthDate: z.iso.date().optional(),
      memberId: oneLine(60).optional(),
      phone: oneLine(30).optional(),
    }),
    success: {
      status: 200,
      body: z.object({
        items: z.array(FoundPatient),
        more: z.boolean().meta({ description: 'There may be others: say more to find them' }),
      }),
    },
    problems: {
      'search-too-wide': 'fewer than three letters of a name, and nothing else',
      'search-not-understood':
        'a name or member id without a letter, or a part of a telephone number',
      'not-allowed': 'a birth date or a member id, by who is shown none',
    },
  },
  'GET /referrals/{referralId}': {
    function: 'read-referrals',
    summary: 'One referral: status, findings, timeline, decisions with reasons, visits and holds',
    access: readers,
    path: z.object({ referralId: ReferralId }),
    success: { status: 200, body: ReferralDetail },
    problems: { 'not-found': 'no such referral, or not yours' },
  },
  'GET /referrals/{referralId}/documents': {
    function: 'read-documents',
    summary: 'The documents of a referral: what each is; its content is behind a link',
    access: documentReaders,
    path: z.object({ referralId: ReferralId }),
    success: { status: 200, body: z.object({ items: z.array(DocumentView) }) },
    problems: { 'not-found': 'no such referral, or not yours' },
  },
  'GET /referrals/{referralId}/documents/{documentId}/link': {
    function: 'read-documents',
    summary: 'An address from which a document is read for a minute; each look is on record',
    access: documentReaders,
    path: z.object({ referralId: ReferralId, documentId: z.string().regex(/^[\w-]{1,60}$/) }),
    success: {
      status: 200,
      body: z.object({
        url: z.string().meta({ description: 'Whoever has it needs no token' }),
        contentType: z.string(),
        until: z.iso.datetime(),
      }),
    },
    problems: { 'not-found': 'no such referral or document, or not yours' },
  },
  'GET /referrals/{referralId}/explanation': {
    function: 'read-referrals',
    summary:
      'The reasoning about a referral: findings, coverage, place and times, with their sources',
    access: readers,
    path: z.object({ referralId: ReferralId }),
    success: { status: 200, body: Explanation },
    problems: { 'not-found': 'no such referral, or not yours' },
  },
  'GET /referrals/{referralId}/readers': {
    function: 'read-referrals',
    summary: 'Who looked at a referral or was refused, newest first, for six years',
    access: ['admin'],
    path: z.object({ referralId: ReferralId }),
    /** A page is cut by hours of reading and then told by reader, so it may hold fewer than `limit`. */
    query: Paging,
    success: { status: 200, body: pageSchema(ReaderView) },
    problems: {
      'not-found': 'no such referral',
      'invalid-cursor': 'the cursor was not given out by this list',
    },
  },
  'GET /referrals/{referralId}/audit': {
    function: 'read-referrals',
    summary:
      'Who changed or read what of a referral, by person and day, newest first; its chain verified from its first record',
    access: ['admin'],
    path: z.object({ referralId: ReferralId }),
    query: z
      .object({
        /** The subject of a token, or a step of the service, in full. */
        person: z.string().trim().min(1).max(100).optional(),
        what: z.enum(['changed', 'read', 'refused']).optional(),
        /** Days where the desk is (New York), both among those meant. */
        from: z.iso.date().optional(),
        to: z.iso.date().optional(),
      })
      .refine(({ from, to }) => !from || !to || from <= to, {
        path: ['to'],
        message: 'must not be before `from`',
      }),
    success: {
      status: 200,
      body: z.object({
        chain: z.object({
          holds: z.boolean(),
          records: z.number().int(),
          /** The first record that is not as it was sealed, or not in its place. */
          brokenAt: z.number().int().optional(),
        }),
        items: z.array(AuditEntry),
        /** How many more there are than an answer takes: narrow it by person or day. */
        leftOut: z.number().int(),
      }),
    },
    problems: { 'not-found': 'no such referral' },
  },
});
