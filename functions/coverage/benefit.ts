import * as z from 'zod';

/**
 * A dated answer about a coverage; a fact, not a flag. Amounts are whole cents, shares whole
 * hundredths of a percent.
 */
export const BenefitKind = z.enum([
  'active',
  'inactive',
  'not-covered',
  'copay',
  'coinsurance',
  'deductible',
  'out-of-pocket',
  'limit',
]);
export type BenefitKind = z.infer<typeof BenefitKind>;

export const Benefit = z.object({
  kind: BenefitKind,
  /** X12 service types it is about; none means the plan as a whole. */
  serviceTypes: z.array(z.string().max(3)).max(99).default([]),
  /** The one procedure it is about, where it is about one. */
  procedure: z.string().max(48).optional(),
  /** The kind of insurance it is part of: X12 1336. */
  insuranceType: z.string().max(3).optional(),
  /** First and last day on which it holds, where it says so itself. */
  from: z.iso.date().optional(),
  through: z.iso.date().optional(),
  /** Its dates cannot be read: it may speak against a coverage, never for one. */
  unclear: z.boolean().optional(),
  /** The only places of service for which it holds; none means any. */
  placesOfService: z.array(z.string().max(2)).max(20).default([]),
  cents: z.number().int().min(0).optional(),
  basisPoints: z.number().int().min(0).optional(),
  /** `remaining`, `visit`, `year` and the like, as the payer's time period says. */
  period: z.string().max(20).optional(),
  individual: z.boolean().optional(),
  inNetwork: z.boolean().optional(),
  authorizationNeeded: z.boolean().optional(),
});
export type Benefit = z.infer<typeof Benefit>;

/**
 * Whether a benefit of our network is about one of these service types or the whole plan, and not
 * only about one procedure or some places.
 */
export const isAbout =
  (types: readonly string[]) =>
  ({ serviceTypes, procedure, placesOfService, inNetwork }: Benefit): boolean =>
    procedure === undefined &&
    placesOfService.length === 0 &&
    inNetwork !== false &&
    (serviceTypes.length === 0 || serviceTypes.some((type) => types.includes(type)));
