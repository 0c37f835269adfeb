import * as z from 'zod';
import { Address } from '../platform/address.ts';
import { defineRoutes } from '../platform/contract.ts';
import { NurseId, ReferralId, SiteId } from '../platform/ids.ts';
import { Paging, pageSchema } from '../platform/paging.ts';
import { AccessSite } from '../referral/checks/vascular-access.ts';
import { Submission } from '../referral/referral.ts';
import { VisitView } from '../series/visit-view.ts';
import { Setting } from '../therapy/setting.ts';
import { SiteBoard } from './board.ts';

const OfferedVisit = z.object({
  dose: z.number().int(),
  on: z.iso.date(),
  idealOn: z.iso.date(),
  /** Days off the ideal day; negative is early. */
  deviationDays: z.number().int(),
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  localStart: z.string(),
  nurseId: z.string().optional(),
  travelMinutes: z.number().int().optional(),
});

const Why = z.object({ code: z.string(), text: z.string() });

export const SlotOffers = z.object({
  referralId: z.string(),
  siteId: z.string(),
  setting: Setting,
  zone: z.string(),
  /** Doses that can be booked now, out of all that are planned. */
  doses: z.number().int(),
  ordered: z.number().int(),
  offers: z.array(
    z.object({
      firstOn: z.iso.date(),
      /** The nurse, or the site, of most visits. */
      primary: z.string(),
      /** Days off the ideal, travel and changes of nurse, weighed; lower is better. */
      cost: z.number().int(),
      nurses: z.number().int(),
      visits: z.array(OfferedVisit),
    }),
  ),
  /** What spoke against other nurses, sites and days. */
  refused: z.array(Why),
  /** Shown when nothing fits: what would make it fit. */
  wouldHelp: z.array(Why),
});
export type SlotOffers = z.infer<typeof SlotOffers>;

export const BookingBody = z.strictObject({
  visits: z
    .array(
      z.strictObject({
        dose: z.number().int().positive(),
        startsAt: z.iso.datetime().refine((at) => Date.parse(at) % 300_000 === 0, {
          message: 'must be a multiple of five minutes',
        }),
        /** Needed for a home visit. */
        nurseId: NurseId.optional(),
      }),
    )
    .min(1)
    .max(30),
  /** Why a visit is to be where something stands against it that the caller may override. */
  note: z.string().trim().min(1).max(500).optional(),
});
export type BookingBody = z.infer<typeof BookingBody>;

/** A visit of a nurse's day; who plans the day is not shown the order, an administrator neither. */
const NurseVisit = VisitView.extend({
  patient: z
    .object({
      name: z.string(),
      phone: z.string(),
      guardian: Submission.shape.patient.shape.guardian.unwrap(),
      address: Address,
      language: z.string(),
      allergies: Submission.shape.allergies,
    })
    .partial()
    .optional(),
  access: z
    .object({
      lineType: z.string().optional(),
      difficult: z.boolean(),
      /** `unknown` where nobody has looked at the veins yet. */
      risk: z.enum(['low', 'moderate', 'high', 'unclear', 'unknown']),
      /** Signs to look at first: nobody has answered for them. */
      look: z.array(z.string()),
      /** Devices that suit the course, the usual one first. */
      proposed: z.array(z.string()),
      keepOff: z.array(z.string()),
      /** What the newest visit met, and what helped. */
      last: z
        .object({
          on: z.iso.date(),
          device: z.string(),
          attempts: z.number().int(),
          worked: z.boolean(),
          site: AccessSite.optional(),
          helped: z.array(z.string()),
        })
        .optional(),
    })
    .optional(),
  therapy: z
    .object({
      name: z.string(),
      firstDose: z.boolean(),
      minutes: z.object({
        prep: z.number().int(),
        infusion: z.number().int(),
        observation: z.number().int(),
        closeout: z.number().int(),
      }),
      dose: z.string(),
      route: z.string(),
      /** Where several drugs are given one after the other: each, in the order in which they are ordered. */
      drugs: z.array(
        z.object({
          drug: z.string(),
          dose: z.string().optional(),
          route: z.string().optional(),
          minutes: z.number().int().optional(),
        }),
      ),
      premedications: z.array(z.string()),
      reactionOrders: z.boolean(),
    })
    .partial()
    .optional(),
});
export type NurseVisit = z.infer<typeof NurseVisit>;

const conflictNote =
  'something stands against a time; `conflicts` names each, who has the time, and who may override it with a note';
export const schedulingRoutes = defineRoutes({
  'GET /referrals/{referralId}/slots': {
    function: 'read-schedule',
    summary: 'The best slots for the whole series, with reasons',
    access: ['scheduler', 'coordinator'],
    path: z.object({ referralId: ReferralId }),
    query: z.object({
      offers: z.coerce.number().int().min(1).max(10).default(5),
      partOfDay: z.enum(['morning', 'afternoon']).optional(),
    }),
    success: { status: 200, body: SlotOffers },
    problems: {
      'site-not-chosen': 'the site of care is chosen first',
      'referral-not-open': 'the referral is not accepted yet, or closed',
    },
  },
  'POST /referrals/{referralId}/visits': {
    function: 'book-visits',
    summary:
      'Book the visits that a person has chosen, all or none; outside their windows a clinician does',
    access: ['scheduler', 'clinician'],
    path: z.object({ referralId: ReferralId }),
    body: BookingBody,
    success: { status: 201, body: z.object({ items: z.array(VisitView) }) },
    problems: {
      'site-not-chosen': 'the site of care is chosen first',
      'referral-not-open': 'the referral is not accepted yet, or closed',
      'time-past': 'a visit would begin in the past',
      'visits-conflict': conflictNote,
      'not-authorized': 'the authorization does not cover a visit',
    },
  },
  'GET /visits': {
    function: 'read-schedule',
    summary: 'Booked visits by day, site and nurse',
    access: ['scheduler', 'coordinator', 'nurse', 'admin'],
    query: Paging.extend({
      from: z.iso.date(),
      to: z.iso.date(),
      siteId: SiteId.optional(),
      nurseId: NurseId.optional(),
    }).refine(
      ({ from, to }) => from <= to && Date.parse(to) - Date.parse(from) <= 62 * 86_400_000,
      {
        path: ['to'],
        message: 'must be on or after `from`, at most 62 days later',
      },
    ),
    success: { status: 200, body: pageSchema(VisitView) },
    problems: { 'invalid-cursor': 'the cursor was not given out by this list' },
  },
  'GET /board': {
    function: 'read-schedule',
    summary: 'What stands at each site on some days, by nurse and chair, and who is free when',
    access: ['scheduler', 'coordinator'],
    query: z.object({
      from: z.iso.date(),
      days: z.coerce.number().int().min(1).max(7).default(1),
      siteId: SiteId.optional(),
      /** So many sites; each is read whole. */
      limit: z.coerce.number().int().min(1).max(10).default(5),
      cursor: z.string().max(2000).optional(),
    }),
    success: { status: 200, body: pageSchema(SiteBoard) },
    problems: {
      'not-found': 'the network has no such site',
      'invalid-cursor': 'the cursor was not given out by this list',
    },
  },
  'GET /nurses/{nurseId}/schedule': {
    function: 'read-schedule',
    summary: 'A nurse’s days: visits with address, access and therapy facts',
    access: ['nurse', 'scheduler', 'admin'],
    path: z.object({ nurseId: NurseId }),
    query: z.object({
      on: z.iso.date(),
      days: z.coerce.number().int().min(1).max(14).default(1),
    }),
    success: { status: 200, body: z.object({ items: z.array(NurseVisit) }) },
    problems: { 'not-found': 'no such nurse, or not yours to see' },
  },
});
