import * as z from 'zod';
import { NurseId, ReferralId, SiteId, VisitId } from '../platform/ids.ts';
import type { Lifecycle } from '../platform/lifecycle.ts';
import { Quantity } from '../platform/quantity.ts';
import { Zone } from '../platform/zoned-time.ts';
import { AccessAssessment } from '../referral/checks/vascular-access.ts';
import { Setting } from '../therapy/setting.ts';

export const VisitStatus = z.enum([
  'planned',
  'confirmed',
  'in-progress',
  'completed',
  'missed',
  'cancelled',
]);
export type VisitStatus = z.infer<typeof VisitStatus>;

/** Minutes of each part of a visit; their sum is the time in the chair or at the home. */
export const VisitMinutes = z.object({
  prep: z.number().int().min(0),
  infusion: z.number().int().min(0),
  observation: z.number().int().min(0),
  closeout: z.number().int().min(0),
});
export type VisitMinutes = z.infer<typeof VisitMinutes>;

/** 1 light, 2 watched, 3 close watch: what a patient asks of the nurses on duty. */
export type Acuity = 1 | 2 | 3;

export const totalMinutes = ({ prep, infusion, observation, closeout }: VisitMinutes): number =>
  prep + infusion + observation + closeout;

/** What a patient who cannot come would rather have. */
export const MoveWish = z.enum(['earlier', 'later', 'other-time-of-day', 'cannot-come']);
export type MoveWish = z.infer<typeof MoveWish>;

/** When a patient could come instead: a weekday, a part of the day, or both. */
export const PreferredTime = z.strictObject({
  weekday: z
    .enum(['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'])
    .optional(),
  part: z.enum(['morning', 'midday', 'afternoon']).optional(),
});
export type PreferredTime = z.infer<typeof PreferredTime>;

/** One planned or past infusion encounter. A change of time, place or nurse is a new revision. */
export const Visit = z.object({
  visitId: VisitId,
  referralId: ReferralId,
  patientId: z.string(),
  therapyId: z.string(),
  /** Which dose of the series it gives, from 1. */
  dose: z.number().int().positive(),
  status: VisitStatus,
  revision: z.number().int().min(0),
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  /** The zone of the place: what the patient's clock shows. */
  zone: Zone,
  /** The day in that zone. */
  on: z.iso.date(),
  idealOn: z.iso.date(),
  setting: Setting,
  siteId: SiteId,
  /** The visiting nurse; at a center the team on duty gives the infusion. */
  nurseId: NurseId.optional(),
  minutes: VisitMinutes,
  /** Minutes of travel to the patient as they were when the visit was booked. */
  travelMinutes: z.number().int().min(0).optional(),
  /** The authorization that pays for it, with the units reserved there. */
  authorizationId: z.string().optional(),
  confirmedAt: z.iso.datetime().optional(),
  /** The patient asked for another time; a move, a confirmation or a cancellation answers it. */
  moveRequestedAt: z.iso.datetime().optional(),
  moveWish: MoveWish.optional(),
  startedAt: z.iso.datetime().optional(),
  endedAt: z.iso.datetime().optional(),
  /** When a severe reaction suspended it; a clinician's clearance takes it away again. */
  suspendedAt: z.iso.datetime().optional(),
  access: AccessAssessment.optional(),
  /** What was given and taught. */
  actual: z
    .object({
      infusionMinutes: z.number().int().min(0),
      doseComplete: z.boolean(),
      teachBack: z.array(
        z.object({
          topic: z.string(),
          understood: z.boolean(),
          how: z.string().optional(),
          whom: z.string().optional(),
        }),
      ),
      /** Of drugs by billing code, where the nurse wrote them down: given, and thrown away. */
      amounts: z
        .array(z.object({ code: z.string(), given: Quantity, discarded: Quantity.optional() }))
        .optional(),
    })
    .optional(),
  /** What was written down at it and after, as it is stored; visit-record.ts reads it. */
  entries: z.array(z.record(z.string(), z.json())).optional(),
});
export type Visit = z.infer<typeof Visit>;

/** A moved visit is planned again; what a nurse has begun is only ever completed. */
export const visitLife: Lifecycle<VisitStatus> = {
  begins: ['planned'],
  next: {
    planned: ['planned', 'confirmed', 'in-progress', 'missed', 'cancelled'],
    confirmed: ['planned', 'confirmed', 'in-progress', 'missed', 'cancelled'],
    'in-progress': ['completed'],
    completed: [],
    missed: [],
    cancelled: [],
  },
};

/** Whether the visit still takes up time of a nurse or a chair to come. */
export const isAhead = ({ status }: Visit): boolean =>
  status === 'planned' || status === 'confirmed';

/** The visit once a patient's wish for another time has its answer. */
export const wishAnswered = (visit: Visit): Visit => ({
  ...visit,
  moveRequestedAt: undefined,
  moveWish: undefined,
});
