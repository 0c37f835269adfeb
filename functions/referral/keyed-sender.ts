import { Refusal } from '../platform/errors.ts';
import { type Principal, speaksForPractice } from '../platform/principal.ts';
import type { Submission } from './referral.ts';

/** What is refused of how an order came. */
export const unread = (pointer: string, detail: string, fix: string): Refusal =>
  new Refusal(422, 'submission-invalid', 'The referral cannot be taken as sent.', {
    errors: [{ pointer, detail, fix }],
  });

/** A signature that is not of whoever sends it. */
export const signedElsewhere = () =>
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
