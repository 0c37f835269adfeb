import * as z from 'zod';
import { Address } from '../platform/address.ts';
import { NurseId, SiteId } from '../platform/ids.ts';
import { CheckedNpi } from '../platform/npi.ts';
import { revision } from '../platform/revision.ts';
import { oneLine } from '../platform/text.ts';
import { Zone } from '../platform/zoned-time.ts';
import { mayBillAs, Setting } from '../therapy/setting.ts';

/**
 * The network: the sites where infusions are given and the nurses who give them. Administrators
 * keep it; the search for slots and the ranking of sites read it.
 */
const micro = (limit: number) =>
  z
    .number()
    .int()
    .min(-limit * 1_000_000)
    .max(limit * 1_000_000);

/** A point on the map in whole millionths of a degree, so that distances are computed alike. */
export const Point = z.strictObject({ lat: micro(90), lon: micro(180) });
export type Point = z.infer<typeof Point>;

const WallTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5][05]$/, 'must be a time in steps of five minutes, such as 07:30');

export const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;

const DayHours = z
  .strictObject({ from: WallTime, to: WallTime })
  .refine(({ from, to }) => from < to, 'must end after it begins');

/** Wall-clock hours of each weekday in the owner's zone; a day left out is a day off. */
export const WeekHours = z.partialRecord(z.enum(weekdays), DayHours);
export type WeekHours = z.infer<typeof WeekHours>;

const competencyTag = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be a tag such as iv-start');

export const Site = z
  .object({
    siteId: SiteId,
    revision,
    name: oneLine(100),
    setting: Setting,
    npi: CheckedNpi,
    address: Address.strict(),
    location: Point,
    /** Where its drugs are prepared, when that is not the site itself. */
    pharmacy: Point.optional(),
    zone: Zone,
    hours: WeekHours,
    /** Hours on federal holidays; without them a clinic or a center is closed then. */
    holidayHours: DayHours.optional(),
    /** Further days without care. */
    closedOn: z.array(z.iso.date()).max(60).default([]),
    /** Patients seated at once; 0 for a home agency, whose nurses travel. */
    chairs: z.number().int().min(0).max(200),
    placeOfService: z.string().regex(/^\d{2}$/),
    phone: oneLine(30),
    takesUrgent: z.boolean(),
    /** Programs that authorize the site for a drug of limited distribution, such as `touch`. */
    certifications: z.array(competencyTag).max(20).default([]),
    /** Payers the site has no contract with. */
    outOfNetwork: z.array(oneLine(40)).max(50).default([]),
    /**
     * Postal code prefixes with the point that distances are measured from, longest match first.
     * A home agency visits only patients who live in one of its areas.
     */
    areas: z
      .array(
        z.strictObject({
          postalCode: z.string().regex(/^\d{3,5}$/),
          location: Point,
          /** Where it differs from the site's. */
          zone: Zone.optional(),
        }),
      )
      .max(400)
      .default([]),
  })
  .refine(({ setting, placeOfService }) => mayBillAs(setting, placeOfService), {
    path: ['placeOfService'],
    message: 'must be a place of service of the setting',
  })
  .refine(({ setting, chairs }) => setting === 'home' || chairs > 0, {
    path: ['chairs'],
    message: 'must be at least 1, except for a home agency',
  });
export type Site = z.infer<typeof Site>;

export const Nurse = z.object({
  nurseId: NurseId,
  revision,
  name: oneLine(100),
  /** The site or home agency the nurse works for. */
  siteId: SiteId,
  /** Where the day's travel begins and ends. */
  base: Point,
  zone: Zone,
  shifts: WeekHours,
  awayOn: z.array(z.iso.date()).max(120).default([]),
  /** Each is good through its date. */
  competencies: z.array(z.strictObject({ tag: competencyTag, expiresOn: z.iso.date() })).max(60),
  settings: z.array(Setting).min(1),
  maxVisitsPerDay: z.number().int().min(1).max(20),
});
export type Nurse = z.infer<typeof Nurse>;
