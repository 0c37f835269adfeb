import { readEvidence } from '../hold/evidence.ts';
import { type Hold, isOpen, type Resolution, settleHold } from '../hold/hold.ts';
import { placeStanding, rewriteStanding, standingHold } from '../hold/standing-hold.ts';
import { visitScope } from '../platform/ids.ts';
import type { TransactItem } from '../platform/transaction.ts';
import type { Referral } from '../referral/referral.ts';
import { holdsOfVisit } from '../series/suspension.ts';
import type { MoveWish, PreferredTime, Visit } from '../series/visit.ts';
import { readDosesToRebook } from './series-rest.ts';

/** What a scheduler is asked for: holds that no workflow waits with. */
type Asked = { referral: Referral; holds: readonly Hold[] };

/**
 * The part that gives doses without a visit to the scheduler: a new hold, or the open one with
 * them added. Nothing is asked of a referral that has ended.
 */
export const dosesToRebook = (
  tableName: string,
  { referral, holds }: Asked,
  lost: readonly number[],
  now: Date,
): TransactItem[] => {
  if (referral.status === 'closed' || lost.length === 0) return [];
  const open = holds.find((hold) => hold.reason === 'visit-to-rebook' && isOpen(hold));
  const doses = [...new Set([...(open ? readDosesToRebook(open) : []), ...lost])].sort(
    (a, b) => a - b,
  );
  if (open) return [rewriteStanding(tableName, { ...open, evidence: { doses } })];
  const hold = standingHold(
    {
      kind: 'request',
      scope: 'r',
      reason: 'visit-to-rebook',
      stage: 'Book series',
      evidence: { doses },
    },
    referral,
    holds,
    now,
  );
  return [placeStanding(tableName, hold)];
};

/** The parts that end the wait for doses once each of them has its visit again. */
export const dosesRebooked = (
  tableName: string,
  holds: readonly Hold[],
  taken: ReadonlySet<number>,
  resolution: Omit<Resolution, 'action'>,
): TransactItem[] =>
  holds
    .filter(
      (hold) =>
        hold.reason === 'visit-to-rebook' &&
        isOpen(hold) &&
        readDosesToRebook(hold).every((dose) => taken.has(dose)),
    )
    .map((hold) =>
      settleHold(tableName, hold, { resume: hold.stage }, { ...resolution, action: 'rebooked' }),
    );

const openWish = (holds: readonly Hold[], visit: Visit): Hold | undefined =>
  holdsOfVisit(holds, visit).find((hold) => hold.reason === 'move-requested' && isOpen(hold));

/** What a patient asks for instead of a visit's time, and what they wrote of it. */
export type MoveAsked = {
  wish: MoveWish;
  words?: string | undefined;
  times?: readonly PreferredTime[] | undefined;
  /** Who wishes it, where that is not the patient. */
  by?: string | undefined;
};

/** The part that asks the scheduler for another time; a wish told again is the same hold. */
export const moveToArrange = (
  tableName: string,
  { referral, holds }: Asked,
  { visit, wish, words, times, by }: MoveAsked & { visit: Visit },
  now: Date,
): TransactItem[] => {
  if (referral.status === 'closed') return [];
  const open = openWish(holds, visit);
  // What was written before stands beside it, for it may say why; whose words they are stands with them.
  const own = words && by ? `${by}: “${words}”` : words;
  const said = [open && readEvidence(open, 'move-requested')?.words, own].filter(Boolean);
  const evidence = {
    visitId: visit.visitId,
    wish,
    ...(by ? { by } : {}),
    ...(said.length > 0 ? { words: said.join('\n') } : {}),
    ...(times && times.length > 0
      ? { times: times.map(({ weekday, part }) => [weekday, part].filter(Boolean).join(' ')) }
      : {}),
  };
  if (open) return [rewriteStanding(tableName, { ...open, evidence })];
  const hold = standingHold(
    {
      kind: 'request',
      scope: visitScope(visit.visitId),
      reason: 'move-requested',
      stage: 'Check visit',
      evidence,
    },
    referral,
    holds,
    now,
  );
  return [placeStanding(tableName, hold)];
};

/** The part that ends the wish for another time: what became of the visit answers it. */
export const moveAnswered = (
  tableName: string,
  holds: readonly Hold[],
  visit: Visit,
  resolution: Omit<Resolution, 'facts'>,
): TransactItem[] => {
  const open = openWish(holds, visit);
  if (!open) return [];
  return [settleHold(tableName, open, { resume: open.stage }, { ...resolution, facts: {} })];
};

/** Whether the visit's execution waits with what no change of the visit ends: a person looks into it. */
export const isAttendedByWorkflow = (holds: readonly Hold[], visit: Visit): boolean =>
  holdsOfVisit(holds, visit).some(
    (hold) => isOpen(hold) && hold.reason === 'needs-attention' && hold.taskToken !== undefined,
  );

/**
 * The parts that end what the visit's workflow, or a scheduler, waits with: the visit no longer is
 * as it was. A fault is still looked into.
 */
export const waitsEnded = (
  tableName: string,
  holds: readonly Hold[],
  visit: Visit,
  resolution: Omit<Resolution, 'facts'>,
): TransactItem[] =>
  holdsOfVisit(holds, visit)
    .filter((hold) => isOpen(hold) && hold.reason !== 'needs-attention')
    .filter((hold) => hold.taskToken || hold.reason === 'visit-displaced')
    .map((hold) =>
      settleHold(tableName, hold, { resume: 'Check visit' }, { ...resolution, facts: {} }),
    );
