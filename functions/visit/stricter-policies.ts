import type { Actor } from '../platform/audit.ts';
import { TransientFault } from '../platform/errors.ts';
import { commit } from '../platform/record.ts';
import type { Table } from '../platform/table.ts';
import { orderChangeHolds } from '../referral/change-holds.ts';
import type { Referral } from '../referral/referral.ts';
import { referralUpdate } from '../referral/referral-item.ts';
import { type StricterLimit, stricterLimits } from '../referral/stricter-policy.ts';
import type { VisitFile } from '../scheduling/visit-file.ts';
import { isAhead } from '../series/visit.ts';
import type { Policy } from '../therapy/policy.ts';
import { type WalkedTo, walkActive } from './active-referrals-store.ts';
import { visitStore } from './store.ts';

/** The policies that an order was judged under, with the new one in the place of its drug's. */
const judgedUnder = (
  { referral, submission }: Pick<VisitFile, 'referral' | 'submission'>,
  policy: Policy,
): { limits: StricterLimit[]; set: Pick<Referral, 'policy' | 'beside'> } => {
  const before = referral.beside ?? [];
  const own = referral.therapyId === policy.therapyId;
  const isBeside = (submission.order.alsoInfused ?? []).some(
    ({ therapyId }) => therapyId === policy.therapyId,
  );
  const beside = isBeside
    ? [...before.filter(({ therapyId }) => therapyId !== policy.therapyId), policy]
    : before;
  const main = own ? policy : (referral.policy ?? undefined);
  return {
    limits: own || isBeside ? stricterLimits(referral, submission, main, beside) : [],
    set: { ...(own ? { policy } : {}), ...(isBeside ? { beside } : {}) },
  };
};

export type PolicySearch = {
  policy: Policy;
  /** Where an earlier look ended; the beginning when left out. */
  place?: WalkedTo | undefined;
  /** How many referrals are looked at before the rest is left for another time. */
  limit: number;
  told: { actor: Actor; operation: string };
};

/**
 * Asks a clinician about the orders with visits to come that were judged by looser limits than those
 * of a policy which was set since. A visit before the policy's first day is left alone. One that is
 * asked about keeps the policy, so that nobody is asked twice.
 *
 * @returns the referrals that are asked about now, and where to go on if any are left
 * @throws TransientFault when somebody changed a referral meanwhile.
 */
export const askAboutStricter = async (
  table: Table,
  { policy, place, limit, told }: PolicySearch,
  now: Date,
): Promise<{ asked: string[]; next?: WalkedTo }> => {
  const at = now.toISOString();
  const asked: string[] = [];
  let looked = 0;
  for await (const one of walkActive(table, at.slice(0, 7), place)) {
    if (await ask(table, one.referralId, { policy, told, now })) asked.push(one.referralId);
    looked += 1;
    if (looked === limit) return { asked, next: one.place };
  }
  return { asked };
};

/** Looks at one referral and asks about it, if its order was judged by looser limits. */
const ask = async (
  table: Table,
  referralId: string,
  { policy, told, now }: Pick<PolicySearch, 'policy' | 'told'> & { now: Date },
): Promise<boolean> => {
  const file = await visitStore(table).referralFile(referralId);
  if (file?.referral.status !== 'active') return false;
  const isToCome = file.visits.some(
    (visit) =>
      isAhead(visit) && visit.on >= policy.from && Date.parse(visit.startsAt) > now.getTime(),
  );
  const { limits, set } = isToCome ? judgedUnder(file, policy) : { limits: [], set: {} };
  if (limits.length === 0) return false;
  const { referral } = file;
  const { holds, items } = orderChangeHolds(
    table.name,
    { referral, holds: [...file.holds] },
    { changes: ['policy'], found: [], standing: referral.findings, limits },
    { by: told.actor, now, orderVersion: referral.orderVersion },
  );
  const [hold] = holds;
  if (!hold) return false;
  const done = await commit(table, {
    referralId,
    operation: `${told.operation}:${referralId}`,
    event: 'hold.placed',
    actor: told.actor,
    at: now.toISOString(),
    detail: { holdId: hold.holdId, reason: hold.reason, owner: hold.owner, dueAt: hold.dueAt },
    items: [
      referralUpdate(table.name, referralId, ['active'], {
        set,
        seen: { orderVersion: referral.orderVersion },
      }),
      ...items,
    ],
  });
  if (done.outcome === 'refused') throw new TransientFault('referral-changed-meanwhile');
  return done.outcome === 'applied';
};
