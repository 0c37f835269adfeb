import { canonical } from '../platform/canonical.ts';
import { Refusal } from '../platform/errors.ts';
import { type Principal, speaksForPractice } from '../platform/principal.ts';
import { signedElsewhere, unread } from './keyed-sender.ts';
import type { Submission } from './referral.ts';

/** The order and who prescribes it, without what we have read or entered beside it. */
const ordered = ({ order, diagnoses, prescriber }: Submission): string => {
  const { notUnderstood, entered, signedAt, ...said } = order;
  return canonical({ said, diagnoses, prescriber });
};

type Changing = {
  principal: Principal;
  at: string;
  /** The state of the order that the caller has seen; `*` names none. */
  ifMatch: string | undefined;
};

const unseen = () =>
  new Refusal(428, 'revision-needed', 'A signature is for the order as it was seen.', {
    errors: [
      {
        pointer: 'header/if-match',
        detail: 'names no state of the order',
        fix: 'Send the ETag of the referral as you read it, such as "3".',
      },
    ],
  });

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
  { principal, at, ifMatch = '*' }: Changing,
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
  const signs = isSigned && after.order.signedAt !== before.order.signedAt;
  if (signs && before.order.signedAt === undefined && ifMatch.trim() === '*') throw unseen();
  const signed = signs ? { by: principal.subject, at } : was;
  return { ...after, keyed: { ...rest, ...(isSigned && signed ? { signed } : {}) } };
};
