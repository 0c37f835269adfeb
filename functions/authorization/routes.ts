import * as z from 'zod';
import { CorrespondenceView } from '../hold/correspondence.ts';
import { handWays, machineWays } from '../payer/channel.ts';
import { Urgency } from '../payer/decision-clock.ts';
import { defineRoutes } from '../platform/contract.ts';
import { Determination } from '../platform/determination.ts';
import { AuthorizationId, ReferralId } from '../platform/ids.ts';
import { SignedDecimal } from '../platform/quantity.ts';
import {
  Authorization,
  AuthorizationStatus,
  LedgerEntry,
  LineDecision,
  LineKind,
  LineState,
} from './authorization.ts';
import { DenialView } from './denial-view.ts';
import { LetterKind, LetterView } from './letters/letter.ts';
import { NotificationBody } from './notification-body.ts';
import { PacketView } from './packet-view.ts';

/** One quantity of a line as it stands in the ledger. */
const counted = {
  authorized: z.number().int(),
  reserved: z.number().int(),
  used: z.number().int(),
  released: z.number().int(),
  /** Below nothing where more was used than planned. */
  left: z.number().int(),
};

const LineView = z.object({
  sequence: z.number().int(),
  kind: LineKind,
  code: z.string(),
  state: LineState,
  asked: z.object({
    units: z.number().int(),
    visits: z.number().int(),
    unitsPerVisit: z.number().int(),
    /** Where doses differ: what a visit takes from each of these doses on. */
    unitsFromDose: z
      .array(z.object({ from: z.number().int(), units: z.number().int() }))
      .optional(),
    from: z.iso.date(),
    through: z.iso.date(),
  }),
  decision: LineDecision.optional(),
  clock: z
    .object({
      rule: z.string(),
      urgency: Urgency,
      dueAt: z.iso.datetime().optional(),
      basis: z.string(),
      source: z.string(),
    })
    .optional(),
  /** In billing units; beside them in visits and, of a drug that is given at visits, in its measure. */
  ledger: z.object({
    ...counted,
    visits: z.object(counted),
    dose: z
      .object({
        unit: z.string(),
        authorized: SignedDecimal,
        reserved: SignedDecimal,
        used: SignedDecimal,
        released: SignedDecimal,
        left: SignedDecimal,
      })
      .optional(),
  }),
});

/** One thing that went to or came from the payer, by ids and named outcomes, or that somebody wrote down. */
const Correspondence = z.object({
  at: z.iso.datetime(),
  event: z.string(),
  status: z.string().optional(),
  sending: z.number().int().optional(),
  /** The call, the letter or the look into a portal. */
  logged: CorrespondenceView.optional(),
});

export const AuthorizationView = z.object({
  authorizationId: AuthorizationId,
  referralId: ReferralId,
  payerId: z.string(),
  status: AuthorizationStatus,
  urgency: Urgency,
  version: z.number().int(),
  siteId: z.string(),
  setting: z.string(),
  authorizationNumber: z.string().optional(),
  payerReference: z.string().optional(),
  expiresOn: z.iso.date().optional(),
  /** What the payer asks for: by code with its name, or in its words; for which line and by when. */
  information: Authorization.shape.information,
  /** The payer's words on the whole of its newest answer, where somebody has to act on it. */
  payerSays: Authorization.shape.payerSays,
  informationDueAt: z.iso.datetime().optional(),
  acceptedAt: z.iso.datetime().optional(),
  /** The newest sending that the payer has, and its proof where a person sent it. */
  sent: z
    .object({
      at: z.iso.datetime(),
      number: z.number().int(),
      channel: z.enum([...machineWays, ...handWays]),
      /** How many of the documents of the order went with it: those after them are new to the payer. */
      documents: z.number().int(),
      proof: z.string().optional(),
      person: z.string().optional(),
      proofDocument: z.string().optional(),
    })
    .optional(),
  packet: PacketView.optional(),
  /** What is written for a person to sign: an appeal, a sheet for a call, what the payer decided. */
  letters: z.array(LetterView).optional(),
  lines: z.array(LineView),
  /** Why it was denied, and what may be done and was done about it. */
  denial: DenialView.optional(),
  /** How what the payer wants to be shown stands, each criterion with what decides it. */
  criteria: z
    .object({
      at: z.iso.datetime(),
      answer: z.string(),
      rule: Determination.shape.rule,
      reasons: Determination.shape.reasons,
      /** Why the request goes in spite of what is open, as the payer is told. */
      taken: z.object({ at: z.iso.datetime(), note: z.string() }).optional(),
    })
    .optional(),
  visits: z.array(
    z.object({
      visitId: z.string(),
      on: z.iso.date(),
      /** Which dose it is for, where that was written down. */
      dose: z.number().int().optional(),
      state: z.enum(['reserved', 'used', 'released']),
      /** What it took, of lines of which it was not what was planned. */
      taken: LedgerEntry.shape.taken,
      /** Reserved, and yet not paid for: which line, and what it lacks. */
      fails: z
        .array(z.object({ line: z.number().int(), lacks: z.enum(['dates', 'units', 'visits']) }))
        .optional(),
    }),
  ),
  correspondence: z.array(Correspondence),
});
export type AuthorizationView = z.infer<typeof AuthorizationView>;

export const authorizationRoutes = defineRoutes({
  'GET /authorizations/{authorizationId}': {
    function: 'read-authorization',
    summary: 'One authorization: lines with their clocks, ledger and correspondence',
    access: ['referrer', 'system', 'coordinator', 'clinician', 'scheduler', 'admin'],
    path: z.object({ authorizationId: AuthorizationId }),
    success: { status: 200, body: AuthorizationView },
    problems: { 'not-found': 'no such authorization, or not yours' },
  },
  'GET /authorizations/{authorizationId}/packet': {
    function: 'read-packet',
    summary: 'The packet that a person sends to the payer, as a PDF',
    access: ['referrer', 'system', 'coordinator', 'clinician'],
    path: z.object({ authorizationId: AuthorizationId }),
    success: { status: 200, contentType: 'application/pdf' },
    problems: {
      'not-found': 'no such authorization, none that a packet was made for, or not yours',
    },
  },
  'GET /authorizations/{authorizationId}/letters/{letter}': {
    function: 'read-packet',
    summary:
      'A letter for a person to sign, as a PDF: an appeal, a sheet for a call, what was decided',
    access: ['referrer', 'system', 'coordinator', 'clinician'],
    path: z.object({ authorizationId: AuthorizationId, letter: LetterKind }),
    success: { status: 200, contentType: 'application/pdf' },
    problems: {
      'not-found':
        'no such authorization, nothing in it that such a letter would tell, or not yours',
    },
  },
  'POST /payers/{payerId}/notifications': {
    function: 'receive-payer-notification',
    summary: 'A payer tells of a decision; each event counts once, in any order',
    access: ['payer'],
    path: z.object({
      payerId: z
        .string()
        .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
        .max(40),
    }),
    body: NotificationBody,
    contentTypes: ['application/fhir+json', 'application/json'],
    success: {
      status: 202,
      body: z.object({
        outcome: z.enum(['recorded', 'known', 'nothing-new']),
        authorizationId: AuthorizationId.optional(),
      }),
    },
    problems: {
      'signature-invalid': 'the x-jws-signature header does not verify with a key on file',
      'not-found': 'no such payer or authorization, or not yours',
      'not-a-notification': 'the body is no PAS notification or response bundle',
      'try-again': 'the request is still being recorded; send the notification again',
    },
  },
});
