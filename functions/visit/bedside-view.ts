import * as z from 'zod';
import { Decimal, Quantity } from '../platform/quantity.ts';
import { AccessAssessment } from '../referral/checks/vascular-access.ts';
import { Submission } from '../referral/referral.ts';
import { CarePlan, PlanEnd } from '../series/care-plan-body.ts';
import { Confirmed, Reaction, TeachBack, VisitEntry, WrittenDown } from '../series/visit-record.ts';
import { VisitView } from '../series/visit-view.ts';

const Patient = Submission.shape.patient;

/** A weight, where it comes from, and when it was taken. */
const Weight = z.object({
  kilograms: Decimal,
  on: z.iso.date(),
  /** It was told or guessed, or the day is only the one of the report. */
  stated: z.boolean().optional(),
  visitId: z.string().optional(),
});

/** A drug that is given at the visit. What neither order nor catalogue says is named in `notKnown`. */
const Drug = z.object({
  drug: z.string(),
  /** As it is ordered. */
  dose: z.string().optional(),
  /** What that comes to, by the newest weight of the order. */
  amount: Quantity.optional(),
  route: z.string().optional(),
  /** Minutes that it runs by the plan of the visit, and no dose may run shorter, where that is known. */
  minutes: z.number().int().optional(),
  atLeastMinutes: z.number().int().optional(),
  /** No faster than so much of the measure in a minute, for each kilogram where it says so. */
  fastest: z
    .object({ rate: Decimal, measure: z.string(), perKilogram: z.boolean(), source: z.string() })
    .optional(),
});

/** What the last visit that took place left on record, in whole. */
const LastVisit = WrittenDown.extend({
  visitId: z.string(),
  dose: z.number().int(),
  on: z.iso.date(),
  infusionMinutes: z.number().int().optional(),
  doseComplete: z.boolean().optional(),
  amounts: z
    .array(z.object({ code: z.string(), given: Quantity, discarded: Quantity.optional() }))
    .optional(),
  corrections: z.array(
    z.object({
      number: z.number().int(),
      corrects: z.number().int(),
      reason: z.string(),
      at: z.iso.datetime(),
    }),
  ),
  confirmed: z.array(Confirmed),
});

/** What a clinician said, when, and how it was ended if it was. */
const Plan = CarePlan.extend({
  at: z.iso.datetime(),
  note: z.string(),
  ended: PlanEnd.optional(),
});

/** What a nurse has before them beside the patient. */
export const BedsideSheet = VisitView.extend({
  patient: z
    .object({
      name: z.string(),
      birthDate: z.string(),
      sex: z.string(),
      language: z.string(),
      interpreter: z.boolean(),
      phone: z.string(),
      guardian: Patient.shape.guardian.unwrap(),
      emergencyContact: Patient.shape.emergencyContact.unwrap(),
      allergies: Submission.shape.allergies,
    })
    .partial(),
  therapy: z.object({ name: z.string(), firstDose: z.boolean() }).optional(),
  order: z
    .object({
      drugs: z.array(Drug),
      /** Whether the dose goes by the weight, that of the order, and the last one taken at a visit. */
      byWeight: z.boolean(),
      weightOrdered: Weight.optional(),
      premedications: z.array(z.string()),
      reactionOrders: z.boolean(),
    })
    .optional(),
  /** The drugs whose amounts are counted at the end, each by its billing code, with what is planned. */
  counted: z.array(z.object({ code: z.string(), planned: Quantity })).optional(),
  /** Topics of the therapy: what is asked back at the end. */
  topics: z.array(z.string()).optional(),
  weightMeasured: Weight.optional(),
  /** What clinicians said of the doses after a reaction, as far as it stands on the day; newest first. */
  plans: z.array(Plan).optional(),
  /** Those that a clinician ended before the day. */
  plansEnded: z.array(Plan).optional(),
  /** Reactions, the newest first: those of the visits, then what the practice told. */
  reactions: z
    .array(
      Reaction.omit({ note: true }).partial({ actions: true, anaphylaxis: true }).extend({
        on: z.string().optional(),
        visitId: z.string().optional(),
        note: z.string().optional(),
      }),
    )
    .optional(),
  access: z
    .object({
      lineType: z.string().optional(),
      difficult: z.boolean(),
      risk: z.enum(['low', 'moderate', 'high', 'unclear', 'unknown']),
      score: z
        .object({ scale: z.string(), points: z.number(), atMost: z.number(), source: z.string() })
        .optional(),
      keepOff: z.array(z.string()),
      proposed: z.array(z.string()),
      last: AccessAssessment.partial().extend({ on: z.iso.date(), visitId: z.string() }).optional(),
      /** What worked last, where the last one did not. */
      lastThatWorked: AccessAssessment.partial()
        .extend({ on: z.iso.date(), visitId: z.string() })
        .optional(),
    })
    .optional(),
  /** Of each topic what came of it last. */
  taught: z.array(TeachBack.extend({ on: z.iso.date() })).optional(),
  last: LastVisit.optional(),
  /** What is written down at this visit so far; a correction names the number of an entry. */
  entries: z.array(VisitEntry).optional(),
  next: z
    .object({ visitId: z.string(), dose: z.number().int(), startsAt: z.iso.datetime() })
    .optional(),
  /** What nobody has said, so that nobody takes silence for an answer. */
  notKnown: z.array(z.object({ code: z.string(), says: z.string() })),
});
export type BedsideSheet = z.infer<typeof BedsideSheet>;
