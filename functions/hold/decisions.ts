import * as z from 'zod';
import { readScope } from '../platform/ids.ts';
import { Clearance } from './clearance.ts';
import { readEvidence } from './evidence.ts';
import { type Hold, isOpen } from './hold.ts';

/**
 * What people decided when they ended holds, as far as it counts afterwards; read here and nowhere
 * else. A decision is told by the hold's reason and the action; one that is not understood decides
 * nothing, so that somebody is asked again.
 */
const Decision = z.discriminatedUnion('decision', [
  z.object({
    decision: z.literal('no-capacity: widen-window'),
    facts: z.object({ toleranceDays: z.number().int().positive() }),
  }),
  z.object({
    decision: z.literal('authorization-need-unknown: not-needed'),
    facts: z.object({ reference: z.string().optional() }),
  }),
  z.object({
    decision: z.enum(['coverage-other-payer: pays-first', 'coverage-in-doubt: told-active']),
    facts: z.object({ payerId: z.string() }),
  }),
  z.object({
    decision: z.literal('access-review: line-arranged'),
    facts: z.object({ lineType: z.string() }),
  }),
  z.object({
    decision: z.enum(['order-unsafe: clear', 'clearance-ended: clear']),
    facts: z.object({ clearance: Clearance }),
  }),
  z.object({
    decision: z.enum(['order-changed: accept', 'order-changed: replanned']),
    facts: z.object({ clearance: Clearance.optional() }),
  }),
  z.object({
    decision: z.enum([
      'authorization-need-unknown: needed',
      'visit-to-rebook: not-needed',
      'series-unlike-order: not-needed',
      'visit-not-ready: override',
      'visit-not-ready: coverage-told',
      'coverage-changed: confirmed',
      'visit-unrecorded: missed',
      'visit-suspended: clear',
    ]),
  }),
]);
type Decision = z.infer<typeof Decision>;
type Kind = Decision['decision'];
type Made<K extends Kind = Kind> = Decision & { decision: K; hold: Hold; at: string };

const madeIn = (hold: Hold): Made | undefined => {
  const { reason, resolution } = hold;
  if (!resolution) return undefined;
  const { action, facts, at } = resolution;
  const read = Decision.safeParse({ decision: `${reason}: ${action}`, facts });
  return read.success ? { ...read.data, hold, at } : undefined;
};

/** Decisions of these kinds, the newest first. */
const decided = <K extends Kind>(holds: readonly Hold[], ...kinds: readonly K[]): Made<K>[] =>
  holds
    .map(madeIn)
    .filter((made): made is Made<K> => kinds.some((kind) => made?.decision === kind))
    .sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));

/**
 * What clinicians said when they let visits go on after a reaction, the newest first; one word that ended
 * several waits is told once.
 */
export const wentOnAfterReaction = (
  holds: readonly Hold[],
): { at: string; note: string; plan: unknown }[] => {
  const made = decided(holds, 'visit-suspended: clear').map(({ at, hold: { resolution } }) => ({
    at,
    note: resolution?.note ?? '',
    plan: resolution?.facts.plan,
  }));
  return made.filter(
    ({ at, note }, index) =>
      made.findIndex((other) => other.at === at && other.note === note) === index,
  );
};

/** The holds that a clinician's word of an instant, on how doses go on after a reaction, has ended. */
export const saidAfterReaction = (holds: readonly Hold[], at: string): Hold[] =>
  decided(holds, 'visit-suspended: clear')
    .filter((made) => made.at === at)
    .map(({ hold }) => hold);

/** The days around each dose that the prescriber has allowed last; undefined if nobody asked. */
export const windowWidened = (holds: readonly Hold[]): number | undefined =>
  decided(holds, 'no-capacity: widen-window')[0]?.facts.toleranceDays;

/** The line that a clinician said last is in place, and when; undefined if nobody was asked. */
export const lineArranged = (
  holds: readonly Hold[],
): { lineType: string; at: string } | undefined => {
  const [newest] = decided(holds, 'access-review: line-arranged');
  return newest && { lineType: newest.facts.lineType, at: newest.at };
};

/** What a clinician cleared of an order that a check had blocked, for which doses, and when. */
export type Cleared = { at: string; clearance: Clearance; hold: Hold };

/**
 * Every clearing that counts, the newest first: the last one of the whole order, and those of single
 * visits since. One that says not for which doses clears nothing.
 */
export const blocksCleared = (holds: readonly Hold[]): Cleared[] => {
  const made = decided(
    holds,
    'order-unsafe: clear',
    'clearance-ended: clear',
    'order-changed: accept',
    'order-changed: replanned',
  ).flatMap(({ at, facts: { clearance }, hold }): Cleared[] =>
    clearance ? [{ at, clearance, hold }] : [],
  );
  const whole = made.findIndex(({ hold }) => readScope(hold.scope).kind !== 'visit');
  return whole < 0 ? made : made.slice(0, whole + 1);
};

/** What a coordinator was told about the need of an authorization, and when it was asked. */
export type ToldNeed = { needed: boolean; reference?: string; openedAt: string };

/** Every word on whether an authorization is needed; the newest first. */
export const needsTold = (holds: readonly Hold[]): ToldNeed[] =>
  decided(
    holds,
    'authorization-need-unknown: needed',
    'authorization-need-unknown: not-needed',
  ).map((made) => ({
    needed: made.decision === 'authorization-need-unknown: needed',
    openedAt: made.hold.openedAt,
    ...(made.decision === 'authorization-need-unknown: not-needed' && made.facts.reference
      ? { reference: made.facts.reference }
      : {}),
  }));

/**
 * How many hours the word of a payer to one of us counts beside what it answers. Which payer is first
 * stands until the patient gets another one, and is asked for anew once a year; what else an answer
 * leaves open is asked for at once. Both are our own limits.
 */
const wordHours = {
  'coverage-other-payer: pays-first': 365 * 24,
  'coverage-in-doubt: told-active': 24,
} as const;

/** When a coverage was last changed or another given: what was told before is of the one it was then. */
export const coverageChangedAt = (holds: readonly Hold[]): string =>
  holds
    .flatMap(({ reason, openedAt, resolution }) => [
      ...(reason === 'coverage-changed' ? [openedAt] : []),
      ...(resolution?.action === 'replace-coverage' ? [resolution.at] : []),
    ])
    .sort()
    .at(-1) ?? '';

const payersTold = (
  holds: readonly Hold[],
  kind: keyof typeof wordHours,
  now: Date,
): ReadonlySet<string> => {
  const since = coverageChangedAt(holds);
  const counts = ({ at }: Made): boolean =>
    at > since && now.getTime() - Date.parse(at) < wordHours[kind] * 3_600_000;
  return new Set(
    decided(holds, kind)
      .filter(counts)
      .map(({ facts }) => facts.payerId),
  );
};

/** Payers that told one of us within a year that they pay first, whatever they answer of another. */
export const paysFirst = (holds: readonly Hold[], now: Date): ReadonlySet<string> =>
  payersTold(holds, 'coverage-other-payer: pays-first', now);

/** Payers that have just told one of us, in a call with its reference, that the coverage is in force. */
export const coverageToldBy = (holds: readonly Hold[], now: Date): ReadonlySet<string> =>
  payersTold(holds, 'coverage-in-doubt: told-active', now);

/** When somebody last took on an order with other doses: what was waived before counts no more. */
const dosesChangedAt = (holds: readonly Hold[]): string => {
  const taken = decided(holds, 'order-changed: accept', 'order-changed: replanned').find(
    ({ hold }) => {
      const about = readEvidence(hold, 'order-changed');
      return !about || about.changes.includes('doses') || about.changes.includes('frequency');
    },
  );
  return taken?.at ?? '';
};

/** Which doses a clinician has said, with a reason, are not to be given. */
export const dosesWaived = (holds: readonly Hold[]): ((dose: number) => boolean) => {
  const since = dosesChangedAt(holds);
  const waivers = decided(
    holds,
    'visit-to-rebook: not-needed',
    'series-unlike-order: not-needed',
  ).filter(({ at }) => at > since);
  const doses = new Set(
    waivers.flatMap(({ hold }) => readEvidence(hold, 'visit-to-rebook')?.doses ?? []),
  );
  const from = Math.min(
    ...waivers.map(
      ({ hold }) => readEvidence(hold, 'series-unlike-order')?.from ?? Number.POSITIVE_INFINITY,
    ),
  );
  return (dose) => doses.has(dose) || dose >= from;
};

/** The newest answer to holds of a reason after an instant is this decision. */
const lastSaid = (holds: readonly Hold[], kind: Kind, after: string): boolean => {
  const [reason] = kind.split(':');
  const [newest] = holds
    .filter((hold) => hold.reason === reason && (hold.resolution?.at ?? '') > after)
    .sort((a, b) => ((a.resolution?.at ?? '') < (b.resolution?.at ?? '') ? 1 : -1));
  return newest !== undefined && madeIn(newest)?.decision === kind;
};

/**
 * Whether a clinician said to go ahead although something lacks.
 *
 * @param holds those of the visit
 * @param after when it was last found ready
 */
export const isOverridden = (holds: readonly Hold[], after: string): boolean =>
  lastSaid(holds, 'visit-not-ready: override', after);

/**
 * Whether the payer has told somebody that it covers the day of a visit.
 *
 * @param holds those of the visit
 * @param after when the payer last answered about the coverage
 */
export const isCoverageTold = (holds: readonly Hold[], after: string): boolean =>
  decided(holds, 'visit-not-ready: coverage-told').some(({ at }) => at > after);

/**
 * Whether a payer has told somebody that it pays for the visits, whoever covers the patient.
 *
 * @param after when the payers last answered about the coverage
 */
export const isPayingConfirmed = (holds: readonly Hold[], after: string): boolean =>
  decided(holds, 'coverage-changed: confirmed').some(({ at }) => at > after);

/**
 * Whether somebody said that the patient was not seen.
 *
 * @param holds those of the visit
 * @param after when the visit was to end
 */
export const isToldMissed = (holds: readonly Hold[], after: string): boolean =>
  lastSaid(holds, 'visit-unrecorded: missed', after);

/**
 * Whether a clinician cleared what a reaction suspended. The report of a reaction, once cleared,
 * lets every visit go on as long as no other report is open; a visit's own wait that visit alone.
 *
 * @param own the holds of the visit itself
 * @param after when the visit was suspended
 */
export const isCleared = (holds: readonly Hold[], own: readonly Hold[], after: string): boolean => {
  const cleared = (of: readonly Hold[]) =>
    decided(of, 'visit-suspended: clear').some(({ at }) => at > after);
  const reports = holds.filter(
    ({ reason, taskToken }) => reason === 'visit-suspended' && !taskToken,
  );
  if (cleared(reports) && !reports.some(isOpen)) return true;
  return cleared(own.filter(({ taskToken }) => taskToken));
};

/** Whether a hold asks what follows the end of this authorization. */
export const asksAboutEnd = (hold: Hold, authorizationId: string): boolean =>
  readEvidence(hold, 'authorization-ending')?.authorizationId === authorizationId;

/**
 * Whether somebody has settled what follows the end of an authorization, and nobody is on it again.
 */
export const isEndSettled = (holds: readonly Hold[], authorizationId: string): boolean => {
  const about = holds.filter((hold) => asksAboutEnd(hold, authorizationId));
  return about.length > 0 && !about.some(isOpen);
};
