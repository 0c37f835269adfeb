import * as z from 'zod';
import type { Hold } from './hold.ts';
import type { HoldReason } from './hold-reasons.ts';

const visitId = z.string();
const dose = z.number().int().positive();
const aboutAuthorization = z.object({ authorizationId: z.string() });
const aboutChange = z.object({
  orderVersion: z.number().int().positive().optional(),
  /** Codes of the aspects of the order that differ. */
  changes: z.array(z.string()),
  /** Codes of what the check of the changed order found. */
  found: z.array(z.string()).default([]),
  /** Limits of local policy: as they were when the order was judged, and as they are now. */
  limits: z.array(z.object({ limit: z.string(), was: z.string(), is: z.string() })).optional(),
});

/**
 * Texts of a patient in their own words, and whom the number led to as they came. The words are PHI:
 * they stay in the table and before whoever answers.
 */
const aboutTexts = z.object({
  texts: z.array(
    z.object({
      textId: z.string(),
      at: z.iso.datetime(),
      words: z.string(),
      /** Who wrote it, where the number is not the patient's own. */
      by: z.string().optional(),
      /** `unclear`: it has words that are not known for harmless. */
      topic: z.enum(['unwell', 'visit', 'other', 'unclear']),
      /** It may ask for no more texts; they wait until somebody has found out. */
      asksToEnd: z.literal(true).optional(),
      /** The next visit of each as it stood then. */
      visits: z.array(z.object({ visitId, startsAt: z.iso.datetime(), zone: z.string() })),
    }),
  ),
  patients: z.array(z.string()),
  /** Blind index of the number. */
  number: z.string(),
  /** The number was theirs, and is nobody's any more. */
  former: z.literal(true).optional(),
});

/**
 * What a hold knows of what it is about, by its reason: ids, codes, days and numbers, and what
 * a patient wrote. Whatever is not named here has none; what it waits for stands on the record before it.
 */
const schemas = {
  'order-changed': aboutChange,
  'coverage-changed': aboutChange,
  'place-changed': aboutChange,
  'approval-taken-back': aboutAuthorization,
  'approval-lost': aboutAuthorization,
  'answer-unexpected': aboutAuthorization,
  'authorization-ending': aboutAuthorization,
  /** Which visits it does not pay for, first visit first: which line by its code, and what it lacks. */
  'visits-not-covered': aboutAuthorization.extend({
    lacking: z.array(
      z.object({
        visitId,
        dose,
        on: z.iso.date(),
        code: z.string(),
        lacks: z.enum(['dates', 'units', 'visits']),
      }),
    ),
  }),
  /** Of which lines more was given than it pays for. */
  'given-not-authorized': aboutAuthorization.extend({
    lines: z.array(
      z.object({
        code: z.string(),
        of: z.enum(['units', 'visits']),
        authorized: z.number().int(),
        used: z.number().int(),
      }),
    ),
  }),
  /** Which call, letter or look named the step, and the day of the desk on which it is to be taken. */
  'step-promised': z.object({ correspondenceId: z.string(), on: z.iso.date() }),
  'patient-uncertain': z.object({ patientId: z.string(), others: z.array(z.string()) }),
  'contact-claimed': z.object({ patientId: z.string(), channels: z.array(z.string()) }),
  /** Since when nothing is sent to the patient. */
  'death-reported': z.object({ patientId: z.string(), since: z.iso.datetime() }),
  'visit-to-rebook': z.object({ doses: z.array(dose) }),
  'series-unlike-order': z.object({
    /** The first dose without a visit and, where the order has an end, the last. */
    from: dose.optional(),
    through: dose.optional(),
    /** Visits that the order does not ask for. */
    surplus: z.array(visitId).optional(),
  }),
  'first-dose-late': z.object({ visitId, doseBy: z.iso.date(), on: z.iso.date() }),
  'move-requested': z.object({
    visitId,
    wish: z.string(),
    /** Who wishes it, where that is not the patient. */
    by: z.string().optional(),
    /** In their own words, and when they could come instead. */
    words: z.string().optional(),
    times: z.array(z.string()).optional(),
  }),
  'visit-displaced': z.object({ visitId, lacks: z.array(z.string()) }),
  /** Of a nurse's report; the wait of a visit's own workflow has none. */
  'visit-suspended': z.object({ visitId: visitId.optional() }),
  /** Where the referral stands, why that is to be weighed anew, and where it may go instead. */
  'site-review': z.object({
    siteId: z.string(),
    because: z.array(z.string()),
    better: z.string().optional(),
    /** The last dose that the payer still leaves free there. */
    freeThrough: dose.optional(),
  }),
  /** Which visit found it, and what: codes of `accessFindings` of a visit. */
  'access-review': z.object({ visitId, found: z.array(z.string()) }),
  'message-undelivered': z.object({
    messageId: z.string(),
    kind: z.string(),
    channel: z.string(),
    recipient: z.string(),
    status: z.enum(['withheld', 'refused', 'unknown']),
    code: z.string(),
    visitId: visitId.optional(),
  }),
  /** What is to be explained: which lessons, who asked, and in which words; `again` once a day is promised. */
  'teaching-asked': z.object({
    asked: z.array(
      z.object({
        itemId: z.string(),
        /** What it is called in English. */
        title: z.string(),
        at: z.iso.datetime(),
        /** Who asked, by name and as whom. */
        by: z.string(),
        words: z.string().optional(),
      }),
    ),
    again: z.object({ person: z.string(), on: z.iso.date() }).optional(),
  }),
  'patient-wrote': aboutTexts,
  'patient-unwell': aboutTexts,
  /** Which payer does not answer, on which channel, and what was the matter last. */
  'payer-unavailable': z.object({
    payerId: z.string(),
    channel: z.enum(['x12', 'pas', 'x12-278']),
    code: z.string(),
    /** Until when it asked to be left alone, where it did (Retry-After). */
    askedAgainAt: z.iso.datetime().optional().catch(undefined),
  }),
  'needs-attention': z.union([
    /** The name and code of what failed in a step: `PermanentFault:payer-unknown`. */
    z.object({ fault: z.string() }),
    /** A workflow that ended without reaching its end. */
    z.object({ execution: z.string(), status: z.string() }),
  ]),
} as const satisfies Partial<Record<HoldReason, z.ZodType>>;

/** A reason whose holds say what they are about. */
export type ToldReason = keyof typeof schemas;
export type Evidence<R extends ToldReason = ToldReason> = z.output<(typeof schemas)[R]>;

/**
 * What a hold is about, if this is its reason and what is stored is understood. What is not is never
 * taken for something else: the hold is worked without it.
 */
export const readEvidence = <R extends ToldReason>(
  hold: Pick<Hold, 'reason' | 'evidence'>,
  reason: R,
): Evidence<R> | undefined =>
  hold.reason === reason
    ? (schemas[reason].safeParse(hold.evidence).data as Evidence<R> | undefined)
    : undefined;
