import * as z from 'zod';
import { Referral } from './referral.ts';

/** Each field by itself: one that cannot be read takes none of the others along. */
const Lenient = z.object({
  practiceNpi: z.string().min(1).catch('unknown'),
  status: z.string().catch('unknown'),
  doseBy: z.iso.date().optional().catch(undefined),
  findings: Referral.shape.findings.catch([]),
});

/** The little that a hold takes from its referral, or shows of it. */
export type Safeguard = z.infer<typeof Lenient>;

/**
 * What can be read of a referral's main item, whatever state it is in, or if there is none: those
 * who put a person in charge are never kept from it by a referral that does not parse.
 */
export const safeguardOf = (item: Record<string, unknown> | undefined): Safeguard =>
  Lenient.parse(item ?? {});
