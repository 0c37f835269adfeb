import * as z from 'zod';
import { type Principal, roles } from './principal.ts';

/** The parts of a patient's record that are looked at. Lists show none but the names that are asked for. */
export const partsSeen = [
  'referral',
  'hold',
  'authorization',
  'nurse-days',
  'visit',
  'bedside',
  'patient-page',
  'patient',
  /** The name beside an id on a list. */
  'label',
  /** Found by what was known of the patient. */
  'search',
  'document',
] as const;

/** That somebody looked at a part of a referral in an hour, or tried to and was refused. */
export const Reading = z.object({
  referralId: z.string(),
  /** The subject of the token: a person, a client, or a patient by link. */
  by: z.string(),
  roles: z.array(z.enum(roles)),
  seen: z.enum(partsSeen),
  outcome: z.enum(['shown', 'refused']),
  /** The first time in its hour. */
  at: z.iso.datetime(),
});
export type Reading = z.infer<typeof Reading>;

/** Who looks at what part, and whether it is shown. */
type Look = {
  principal: Principal;
  seen: Reading['seen'];
  outcome: Reading['outcome'];
  now: Date;
};

/** What is on record of one look, for each referral that it was at. */
export const makeReadings = (
  { principal, seen, outcome, now }: Look,
  referralIds: readonly string[],
): Reading[] =>
  [...new Set(referralIds)].map((referralId) => ({
    referralId,
    by: principal.subject,
    roles: roles.filter((role) => principal.roles.has(role)),
    seen,
    outcome,
    at: now.toISOString(),
  }));

/** Notes one look at one or several referrals. */
export type Note = (look: Look, referralIds: readonly string[]) => Promise<void>;
