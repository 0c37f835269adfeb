import { canonical } from '../platform/canonical.ts';
import { Refusal } from '../platform/errors.ts';
import { type Principal, speaksForPractice } from '../platform/principal.ts';
import { signedElsewhere, unread } from './keyed-sender.ts';
import type { Submission } from './referral.ts';

/** The order without what we have read or entered beside it. */
const ordered = ({ order, diagnoses }: Submission): string => {
  const { notUnderstood, entered, signedAt, ...said } = order;
  return canonical({ said, diagnoses });
};

type Changing = {
  principal: Principal;
  at: string;
  /** Where the caller did not say which state of it was seen. */
  unseen?: (() => Refusal) | undefined;
};

/**
 * What a change makes of a keyed order: its practice signs it, seen as it stands; our staff correct what
 * was keyed wrong until then, which sends it to the practice again, and nothing of it afterwards.
 *
 * @throws Refusal 422 for a signature that is not the practice's, 409 for a change of what it has signed,
 *   428 for a signature under what was not seen
 */
export const keyedAfter = (
  before: Submission,
  after: Submission,
  { principal, at, unseen }: Changing,
): Submission => {
  const { keyed } = before;
  if (after.keyed)
    throw unread('/keyed', 'is said when an order comes, and is never changed', 'Leave it out.');
  if (!keyed) return after;
  const { sentBack: _, signed: was, ...rest } = keyed;
  const isSigned = after.order.signedAt !== undefined;
  if (!speaksForPractice(principal, before.practice.npi)) {
    if (after.order.signedAt !== before.order.signedAt) throw signedElsewhere();
    if (isSigned && ordered(before) !== ordered(after))
      throw new Refusal(
        409,
        'order-signed',
        'The practice has signed this order: a change of it is the practice’s.',
      );
    return { ...after, keyed: { ...rest, ...(was ? { signed: was } : {}) } };
  }
  const signs = isSigned && before.order.signedAt === undefined;
  if (signs && unseen) throw unseen();
  const signed = signs ? { by: principal.subject, at } : was;
  return { ...after, keyed: { ...rest, ...(isSigned && signed ? { signed } : {}) } };
};
