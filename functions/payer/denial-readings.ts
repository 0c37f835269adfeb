import * as z from 'zod';
import { lookup } from '../platform/lookup.ts';

/** What a denial is about, as we read it; it decides who brings what to the next rung. */
export const denialReadings = [
  'site-of-care',
  'step-therapy',
  'missing-information',
  'diagnosis',
  'product',
  'amount',
  'timing',
  'provider',
  'experimental',
  'not-covered',
  'plan-limit',
  'administrative',
  'medical-necessity',
  'not-understood',
] as const;
export const DenialReading = z.enum(denialReadings);
export type DenialReading = z.infer<typeof DenialReading>;

/** Codes of X12 886 by what they are about. A code that is not here is not understood. */
const byCode = lookup<DenialReading>({
  '0G': 'site-of-care',
  '16': 'site-of-care',
  '44': 'step-therapy',
  '0P': 'missing-information',
  '0U': 'missing-information',
  '0R': 'diagnosis',
  '17': 'timing',
  '0N': 'timing',
  '9': 'provider',
  '12': 'provider',
  '13': 'provider',
  '15': 'provider',
  '0X': 'provider',
  '0T': 'experimental',
  '0M': 'not-covered',
  '0L': 'plan-limit',
  '0Q': 'administrative',
  '25': 'administrative',
  '0F': 'medical-necessity',
});

const words: Readonly<Record<DenialReading, string>> = {
  'site-of-care': 'The payer wants another site of care; the drug itself may be granted.',
  'step-therapy': 'Another treatment is to be tried first.',
  'missing-information': 'The payer did not have what it needs to decide.',
  diagnosis: 'The diagnosis, as sent, does not support the drug.',
  product: 'The payer wants another product.',
  amount: 'The payer wants less of it than was asked.',
  timing: 'It came too late, or for other days than the payer allows.',
  provider: 'Another provider, or one in the network of the plan, is to give it.',
  experimental: 'The payer holds the use to be experimental.',
  'not-covered': 'The plan does not cover it.',
  'plan-limit': 'The limit of the plan is reached.',
  administrative: 'The request itself was faulty: an error in it, or sent twice.',
  'medical-necessity': 'The payer does not hold it to be medically necessary.',
  'not-understood': 'What the denial is about cannot be read; ask the payer.',
};

export const readingSays = (reading: DenialReading): string => words[reading];

/** What codes of a denial are about, each once, in the order in which they are worked. */
export const readingsOf = (codes: readonly string[]): DenialReading[] => {
  const found = new Set(codes.map((code) => byCode[code] ?? 'not-understood'));
  return denialReadings.filter((reading) => found.has(reading));
};
