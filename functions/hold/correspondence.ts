import * as z from 'zod';
import { Actor } from '../platform/audit.ts';
import type { FactKind, Reader } from '../platform/disclosure.ts';
import { AuthorizationId, HoldId, HoldScope, ReferralId } from '../platform/ids.ts';

/** How somebody was reached, or reached us. */
export const CorrespondenceWay = z.enum([
  'telephone',
  'portal',
  'letter',
  'fax',
  'mail',
  'in-person',
  /** Nobody was reached: something that colleagues are to know. */
  'note',
]);

/** With whom. */
export const CorrespondenceParty = z.enum([
  'payer',
  'practice',
  'patient',
  'pharmacy',
  'desk',
  'other',
]);

/** What is to be done next, and on which day of the desk. */
export const NextStep = z.strictObject({
  step: z.string().trim().min(1).max(200),
  on: z.iso.date(),
});

/**
 * A call, a letter or a look into a portal, as whoever did it wrote it down. It ends no wait and
 * decides nothing: an approval or a denial that was told is recorded by an action of the hold.
 */
export const Correspondence = z.object({
  correspondenceId: z.string(),
  referralId: ReferralId,
  /** The waiting place that it is about: the whole referral, or a round with the payer. */
  scope: HoldScope,
  holdId: HoldId.optional(),
  authorizationId: AuthorizationId.optional(),
  way: CorrespondenceWay,
  party: CorrespondenceParty,
  /** Who it was there, as they named themselves. */
  person: z.string().max(100).optional(),
  /** When it took place. */
  at: z.iso.datetime(),
  reference: z.string().max(60).optional(),
  /** A call that was offered, and nobody took: some payers count them. */
  missed: z.literal(true).optional(),
  /** May hold PHI, so it never leaves the table. */
  said: z.string().max(2000),
  next: NextStep.optional(),
  by: Actor,
  loggedAt: z.iso.datetime(),
});
export type Correspondence = z.infer<typeof Correspondence>;

/** The words are left out for whoever is not shown them; that it took place, and when, is not. */
export const CorrespondenceView = z.object({
  correspondenceId: z.string(),
  holdId: HoldId.optional(),
  authorizationId: AuthorizationId.optional(),
  way: CorrespondenceWay,
  party: CorrespondenceParty,
  at: z.iso.datetime(),
  loggedAt: z.iso.datetime(),
  by: Actor,
  missed: z.literal(true).optional(),
  nextOn: z.iso.date().optional(),
  person: z.string().optional(),
  said: z.string().optional(),
  nextStep: z.string().optional(),
  reference: z.string().optional(),
});
export type CorrespondenceView = z.infer<typeof CorrespondenceView>;

/** What the payer or its pharmacy said is the practice's business too; the rest our staff write to each other. */
const kindOf = ({ party }: Pick<Correspondence, 'party'>): FactKind =>
  party === 'payer' || party === 'pharmacy' ? 'payer' : 'notes';

/** One of them as a reader may see it; who wrote it down reads it again. */
export const correspondenceView = (
  entry: Correspondence,
  see: Reader,
  subject: string,
): CorrespondenceView => {
  const { person, said, next, reference, by } = entry;
  const own = by.id === subject;
  const words = own || see(kindOf(entry));
  return {
    correspondenceId: entry.correspondenceId,
    ...(entry.holdId ? { holdId: entry.holdId } : {}),
    ...(entry.authorizationId ? { authorizationId: entry.authorizationId } : {}),
    way: entry.way,
    party: entry.party,
    at: entry.at,
    loggedAt: entry.loggedAt,
    by,
    ...(entry.missed ? { missed: true } : {}),
    ...(next ? { nextOn: next.on } : {}),
    ...(words ? { said, ...(person ? { person } : {}) } : {}),
    ...(words && next ? { nextStep: next.step } : {}),
    ...(words && reference && (own || see('numbers')) ? { reference } : {}),
  };
};

/** What was said, as one reads it in the story of a referral. */
export const tellWords = (view: CorrespondenceView): string[] => {
  if (view.said === undefined) return [];
  const who = [view.person, view.reference && `reference ${view.reference}`].filter(Boolean);
  return [
    `${who.length > 0 ? `${who.join(', ')}: ` : ''}${view.said}`,
    ...(view.nextStep ? [`Next, on ${view.nextOn}: ${view.nextStep}`] : []),
  ];
};

/** The newest are shown first, and so many of them. */
const mostShown = 50;

/** Those of a waiting place, the newest first. */
export const correspondenceOf = (
  entries: readonly Correspondence[],
  scope: HoldScope,
): Correspondence[] =>
  entries
    .filter((entry) => entry.scope === scope)
    .sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
    .slice(0, mostShown);
