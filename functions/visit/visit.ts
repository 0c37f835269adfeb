import * as z from 'zod';
import { Setting } from '../placement/setting.ts';
import { ReferralId, VisitId } from '../platform/ids.ts';
import { NurseId, SiteId, Zone } from '../scheduling/network.ts';

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

export const totalMinutes = ({ prep, infusion, observation, closeout }: VisitMinutes): number =>
  prep + infusion + observation + closeout;

/** One planned or past infusion encounter. A change of time, place or nurse is a new revision. */
export const Visit = z.object({
  visitId: VisitId,
  referralId: ReferralId,
  patientId: z.string(),
  therapyId: z.string(),
  /** Which dose of the series it gives, from 1. */
  dose: z.number().int().positive(),
  status: VisitStatus,
  revision: z.number().int().positive(),
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
  startedAt: z.iso.datetime().optional(),
  endedAt: z.iso.datetime().optional(),
  /** Set by a reaction of grade 3 or higher until a clinician clears the plan. */
  suspended: z.boolean().optional(),
});
export type Visit = z.infer<typeof Visit>;

/** From which statuses a visit may be changed to which. */
export const visitTransitions: Readonly<Record<VisitStatus, readonly VisitStatus[]>> = {
  planned: ['confirmed', 'in-progress', 'missed', 'cancelled'],
  confirmed: ['planned', 'in-progress', 'missed', 'cancelled'],
  'in-progress': ['completed'],
  completed: [],
  missed: [],
  cancelled: [],
};

/** The statuses a visit can be in when it becomes `to`. */
export const priorStatuses = (to: VisitStatus): VisitStatus[] =>
  VisitStatus.options.filter((from) => visitTransitions[from].includes(to));

/** Whether the visit still takes up time of a nurse or a chair to come. */
export const isAhead = ({ status }: Visit): boolean =>
  status === 'planned' || status === 'confirmed';
