import * as z from 'zod';
import { ByHand, handWays } from '../payer/channel.ts';
import { Urgency } from '../payer/decision-clock.ts';
import { AuthorizationId, ReferralId } from '../platform/ids.ts';
import type { Lifecycle } from '../platform/lifecycle.ts';
import { Npi } from '../platform/npi.ts';
import { unpacked } from '../platform/packed.ts';
import { Decimal } from '../platform/quantity.ts';
import { Setting } from '../therapy/setting.ts';
import { Denial } from './denial.ts';

/**
 * The payer's permission for one round of an order. Dose, billing units and visits are three
 * quantities: the order has the dose, a line has units and visits.
 */
export const LineState = z.enum([
  'drafted',
  'approved',
  'approved-modified',
  'partially-approved',
  'denied',
  'pended-information-required',
  'pended-in-review',
  'cancelled',
  'contact-payer',
  'not-required',
  'rejected-fix',
  'rejected-stop',
  'transmission-failed',
  'needs-person',
]);
export type LineState = z.infer<typeof LineState>;

/** States in which the payer pays for something of the line. */
export const grantedStates: ReadonlySet<LineState> = new Set([
  'approved',
  'approved-modified',
  'partially-approved',
  'not-required',
]);

export const LineKind = z.enum(['drug', 'administration', 'nursing', 'supplies']);
export type LineKind = z.infer<typeof LineKind>;

/** In what a payer's grant is less than, more than, or other than, what was asked (H23, H25). */
export const Difference = z.enum([
  'units',
  'more-units',
  'visits',
  'from',
  'through',
  'product',
  'place',
  'provider',
]);
export type Difference = z.infer<typeof Difference>;

/** What the payer decided of a line; amounts and dates only where they were given or accepted. */
export const LineDecision = z.object({
  number: z.string().max(60).optional(),
  units: z.number().int().min(0).optional(),
  /** Where the payer counts visits, beside the units or instead of them. */
  visits: z.number().int().min(0).optional(),
  from: z.iso.date().optional(),
  through: z.iso.date().optional(),
  /** X12 886 codes. */
  reasons: z.array(z.string().max(10)).default([]),
  differs: z.array(Difference).optional(),
  /** The payer's own words of the line, as sent: codes, numbers, amounts, text; may hold PHI. */
  said: z.array(z.string().max(400)).max(12).optional(),
  /** Who told it, where a person took it down. */
  toldBy: z.string().max(100).optional(),
  at: z.iso.datetime(),
});
export type LineDecision = z.infer<typeof LineDecision>;

export const LineDose = z.object({
  /** The measure of the therapy, such as mg. */
  unit: z.string().max(20),
  perVisit: Decimal,
  /** Where doses differ, from which on. */
  perDose: z
    .array(z.object({ from: z.number().int().positive(), amount: Decimal }))
    .max(400)
    .optional(),
  /** How much one billing unit stands for; left out where it stands for a whole dose. */
  perUnit: Decimal.optional(),
  /** The payer authorizes what is left over of opened vials, so that it counts as units. */
  withWaste: z.literal(true).optional(),
});
export type LineDose = z.infer<typeof LineDose>;

export const Line = z.object({
  /** The key of the line for the life of the request; never used again. */
  sequence: z.number().int().positive(),
  kind: LineKind,
  /** Of a regimen: which of the other drugs of the order it is for, from 1; the order's own without. */
  drug: z.number().int().positive().optional(),
  /** HCPCS or CPT. */
  code: z.string().regex(/^[A-Z0-9]{5}$/),
  /** Billing units asked for, over all visits. */
  units: z.number().int().positive(),
  /** Units that one visit uses; 0 where the drug is dispensed by days, not given at visits. */
  perVisit: z.number().int().min(0),
  /** Where doses differ: what a visit takes from each of these doses on. See line-units.ts. */
  perDose: z
    .array(z.object({ from: z.number().int().positive(), units: z.number().int().min(0) }))
    .max(400)
    .optional(),
  /** The drug itself, where it is given at visits: what one gets, and how it becomes units. */
  dose: LineDose.optional(),
  visits: z.number().int().positive(),
  from: z.iso.date(),
  through: z.iso.date(),
  clock: z.object({
    /** Id of the row in the payer's clocks or in decision-clocks.ts. */
    rule: z.string(),
    urgency: Urgency,
    /** Known once the payer has the request. */
    dueAt: z.iso.datetime().optional(),
  }),
  state: LineState,
  decision: LineDecision.optional(),
});
export type Line = z.infer<typeof Line>;

export const AuthorizationStatus = z.enum([
  'drafted',
  /** A packet lies ready, which a person sends. */
  'to-send',
  'pended',
  'information-required',
  'contact-payer',
  'rejected',
  'denied',
  /** Something was granted, but not all that was asked. */
  'changed',
  'approved',
  'withdrawn',
]);
export type AuthorizationStatus = z.infer<typeof AuthorizationStatus>;

const answers = [
  'pended',
  'information-required',
  'contact-payer',
  'rejected',
  'denied',
  'changed',
  'approved',
] as const;

const open: AuthorizationStatus[] = ['drafted', ...answers, 'withdrawn'];
/** What is asked still, or again, is sent; what was answered is drafted anew first. */
const asked: AuthorizationStatus[] = ['to-send', ...open];

/** The payer may answer anew until it approves or the request is given up. */
export const authorizationLife: Lifecycle<AuthorizationStatus> = {
  begins: ['drafted'],
  next: {
    drafted: asked,
    'to-send': asked,
    pended: asked,
    'information-required': asked,
    'contact-payer': open,
    rejected: open,
    denied: open,
    changed: open,
    // Denied only by a person: a payer that takes an approval back is brought before one first.
    approved: ['approved', 'denied', 'withdrawn'],
    withdrawn: [],
  },
};

export const mayBecome = (from: AuthorizationStatus, to: AuthorizationStatus): boolean =>
  authorizationLife.next[from].includes(to);

/** How a booked visit stands in the ledger; its units are those of each line at its dose. */
export const LedgerEntry = z.object({
  on: z.iso.date(),
  dose: z.number().int().positive().optional(),
  state: z.enum(['reserved', 'used', 'released']),
  /** What the visit took, of lines of which it was not what was planned. */
  taken: z
    .array(
      z.object({
        sequence: z.number().int().positive(),
        units: z.number().int().min(0),
        /** Of the units, those that were discarded. */
        discarded: z.number().int().positive().optional(),
        /** What the patient got of the drug, in its measure. */
        amount: Decimal.optional(),
      }),
    )
    .max(20)
    .optional(),
});
export type LedgerEntry = z.infer<typeof LedgerEntry>;

/** One sending of the request; its identifier stays the same when it is sent again. */
export const Sending = z.object({
  number: z.number().int().positive(),
  /** The draft it carried. */
  version: z.number().int().positive(),
  /** The step's operation that recorded it. */
  operation: z.string(),
  at: z.iso.datetime(),
  /** How many documents it carried; later ones are sent as additions. */
  documents: z.number().int().min(0),
  /** Of the site that it named; an answer for another one is not what was asked. */
  siteNpi: Npi.optional(),
  /**
   * How it went, where not over PAS. Of one that a person sent, also the number that proves it, who took
   * it, and the paper of the proof.
   */
  channel: z.enum(['x12-278', ...handWays]).optional(),
  proof: z.string().max(60).optional(),
  person: z.string().max(100).optional(),
  proofDocument: z.string().max(200).optional(),
});
export type Sending = z.infer<typeof Sending>;

/** What lies ready for a person to send; its content is in the document store. */
export const Packet = z.object({
  /** The sending that it is, of which draft. */
  number: z.number().int().positive(),
  version: z.number().int().positive(),
  /** The step's operation that made it. */
  operation: z.string(),
  madeAt: z.iso.datetime(),
  /** How it goes; without where no row of the payer is left. */
  way: ByHand.optional(),
  documents: z.number().int().min(0),
  siteNpi: Npi,
  storedAs: z.string().max(100),
  bytes: z.number().int().min(0),
  sha256: z.string(),
});
export type Packet = z.infer<typeof Packet>;

/** How the criteria of the payer's policies stand for a draft; the record of the draft tells each. */
export const CriteriaStated = z.object({
  answer: z.enum(['met', 'unknown', 'not-met']),
  /** Of every criterion with its facts: it changes when one of them does. */
  digest: z.string().max(32),
  /** Those that are not met: `policy/criterion: standing`. */
  gaps: z.array(z.string().max(160)).max(400),
  /** What the payer is told of those that are met, with the facts. */
  shown: z.array(z.string().max(1000)).max(400).default([]),
  /** Since when what is not known of them is asked for. */
  askedAt: z.iso.datetime().optional(),
  /** One of them is about the place, which may be another. */
  ofSite: z.literal(true).optional(),
  /** Which of them a person took on, and why the request goes all the same; the payer is told. */
  taken: z
    .object({
      gaps: z.array(z.string().max(160)).max(400),
      note: z.string().max(2000),
      at: z.iso.datetime(),
    })
    .optional(),
});
export type CriteriaStated = z.infer<typeof CriteriaStated>;

export const Authorization = z.object({
  authorizationId: AuthorizationId,
  referralId: ReferralId,
  /** Which round with the payer of this referral it is, from 1. */
  round: z.number().int().positive(),
  practiceNpi: Npi,
  payerId: z.string(),
  coverageRank: z.enum(['primary', 'secondary']),
  therapyId: z.string(),
  siteId: z.string(),
  setting: Setting,
  placeOfService: z.string().regex(/^\d{2}$/),
  status: AuthorizationStatus,
  urgency: Urgency,
  /** Which draft of this round; a denied request is followed by a new draft. */
  version: z.number().int().positive(),
  /** Rises with every write; guards the item. */
  rev: z.number().int().positive(),
  lines: z.preprocess(unpacked, z.array(Line).min(1).max(20)),
  /** Days between two visits in the steady phase; 0 for a single one. */
  visitEveryDays: z.number().int().min(0).default(0),
  /** Of what goes on from another one: doses that were booked, or given, before it, and which it does not pay for. */
  bookedBefore: z.number().int().min(0).optional(),
  /** Asked for anew of the same payer while visits are booked: what it takes the place of when it is approved. */
  replaces: z.string().optional(),
  criteria: CriteriaStated.optional(),
  sent: Sending.optional(),
  packet: Packet.optional(),
  /** Rows of the payer's channels over which this draft could not go, and why. */
  channelsFailed: z
    .array(z.object({ id: z.string(), at: z.iso.datetime(), code: z.string().max(200) }))
    .max(12)
    .optional(),
  /** The payer's own time of the newest answer that was applied. */
  answeredAt: z.iso.datetime().optional(),
  /** The payer's number of the event that brought it, where it came with one. */
  answeredBy: z.number().int().optional(),
  /** The payer's reference while it decides. */
  reference: z.string().max(60).optional(),
  /** The payer's words on the whole of its newest answer, where somebody has to act on it. */
  payerSays: z.array(z.string().max(400)).max(12).optional(),
  /** What the payer asks for, while it does. */
  information: z
    .array(
      z.object({
        kind: z.enum(['attachment', 'questionnaire', 'words']),
        code: z.string().max(400),
        says: z.string().max(200).optional(),
        line: z.number().int().optional(),
        dueAt: z.iso.datetime().optional(),
      }),
    )
    .max(40)
    .optional(),
  /** Until when what was asked for may be sent. */
  informationDueAt: z.iso.datetime().optional(),
  /** Why it was denied, and what was taken against it; of a request that never was, there is none. */
  denial: Denial.optional(),
  /** When it was looked at whether a renewal is due; it leaves the renewal list then. */
  renewalSeenAt: z.iso.datetime().optional(),
  /** When a person accepted something other than what was asked. */
  acceptedAt: z.iso.datetime().optional(),
  /** Booked visits by visit id. */
  ledger: z.record(z.string(), LedgerEntry).default({}),
});
export type Authorization = z.infer<typeof Authorization>;

/** The number a visit's claim will carry: that of the first granted line. */
export const authorizationNumber = ({ lines }: Authorization): string | undefined =>
  lines.find(({ state, decision }) => grantedStates.has(state) && decision?.number)?.decision
    ?.number;

/** The last day on which every granted line still pays. */
export const expiresOn = ({ lines }: Authorization): string | undefined =>
  lines
    .filter(({ state }) => grantedStates.has(state))
    .map(({ decision, through }) => decision?.through ?? through)
    .sort()[0];
