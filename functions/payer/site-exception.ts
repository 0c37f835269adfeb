import * as z from 'zod';

/** Facts that support a hospital although the payer prefers another place. */
export const SiteException = z.enum([
  'prior-severe-reaction',
  'unstable',
  'difficult-access',
  'pediatric',
  'home-unsuitable',
  'no-alternative',
]);
export type SiteException = z.infer<typeof SiteException>;
