import * as z from 'zod';
import { text } from './text.ts';

/** A postal address in the United States. */
export const Address = z.object({
  line: z.array(text(100)).min(1).max(3),
  city: text(60),
  state: z.string().regex(/^[A-Z]{2}$/, 'must be a two-letter state code'),
  postalCode: z.string().regex(/^\d{5}(-\d{4})?$/, 'must be a ZIP code'),
});
export type Address = z.infer<typeof Address>;
