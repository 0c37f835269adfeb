import { canonical } from '../platform/canonical.ts';
import { Refusal } from '../platform/errors.ts';
import { type Principal, speaksForPractice } from '../platform/principal.ts';
import type { Keyed } from './keyed.ts';
import type { Submission } from './referral.ts';

const unread = (pointer: string, detail: string, fix: string): Refusal =>
  new Refusal(422, 'submission-invalid', 'The referral cannot be taken as sent.', {
    errors: [{ pointer, detail, fix }],
  });

const signedElsewhere = () =>
  unread(
    '/order/signedAt',
    'is the signature of the practice, which gives it itself',
    'Leave it out: the practice is asked to sign the order as it was keyed.',
  );

/**
 * Holds what is sent against who sends it: our staff say how an order came and sign nothing, a practice
 * sends its own.
 *
 * @throws Refusal 403 where it is neither, 422 where it says the wrong thing of itself
 */
export const refuseForeignOrder = (
  principal: Principal,
  { practice, keyed, order }: Submission,
): void => {
  if (speaksForPractice(principal, practice.npi)) {
    if (keyed)
      throw unread('/keyed', 'is for orders that our staff key in', 'Send your own order without.');
    return;
  }
  if (!principal.roles.has('coordinator'))
    throw new Refusal(
      403,
      'not-your-practice',
      'The referral names a practice that is not yours. Send it for your own practice.',
    );
  if (!keyed)
    throw unread('/keyed', 'is missing', 'Say how the order came: by fax, telephone or mail.');
  if (keyed.way === 'telephone' ? !keyed.caller : !keyed.page)
    throw unread(
      keyed.way === 'telephone' ? '/keyed/caller' : '/keyed/page',
      'is missing',
      keyed.way === 'telephone'
        ? 'Name who told the order.'
        : 'Name the page by its SHA-256, and send it with the order or after it.',
    );
  if (order.signedAt !== undefined) throw signedElsewhere();
};

/** The order without what we have read or entered beside it. */
const ordered = ({ order, diagnoses }: Submission): string => {
  const { notUnderstood, entered, signedAt, ...said } = order;
  return canonical({ said, diagnoses });
};

type Changing = {
  principal: Principal;
  at: string;
  /** Whether the caller said which state of it was seen. */
  seen: boolean;
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
  { principal, at, seen }: Changing,
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
        'The practice has signed this order: what is to be changed of it, the practice changes and signs.',
      );
    return { ...after, keyed: { ...rest, ...(was ? { signed: was } : {}) } };
  }
  const signs = isSigned && before.order.signedAt === undefined;
  if (signs && !seen)
    throw new Refusal(428, 'revision-needed', 'Say in If-Match which order you have seen.', {
      errors: [
        {
          pointer: 'header/if-match',
          detail: 'is missing',
          fix: 'Send the ETag of GET /referrals/{referralId} as you read the order.',
        },
      ],
    });
  const signed = signs ? { by: principal.subject, at } : was;
  return { ...after, keyed: { ...rest, ...(isSigned && signed ? { signed } : {}) } };
};

/** The order as it is after its practice sent it back, or after it is sent there again. */
export const keyedAgain = (submission: Submission, sentBack?: Keyed['sentBack']): Submission => {
  const { keyed } = submission;
  if (!keyed) return submission;
  const { sentBack: _, ...rest } = keyed;
  return { ...submission, keyed: { ...rest, ...(sentBack ? { sentBack } : {}) } };
};
