import { correctApproval } from '../authorization/correct-approval.ts';
import { type ActionTaken, combineEffects, type Effect, type Effects } from '../hold/effects.ts';
import { readEvidence } from '../hold/evidence.ts';
import { Refusal } from '../platform/errors.ts';
import { referralUpdate } from '../referral/referral-item.ts';
import { wishAnswered } from '../series/visit.ts';
import { acceptOrder, wakeVisits } from './accept-order.ts';
import { visitReplace } from './booking.ts';
import { type Claim, firstDoseInWindow, moved, rebooked } from './claims.ts';
import type { schedulingActions } from './hold-actions.ts';
import { seriesAsked } from './series-asked.ts';
import { refuseUntrue } from './series-holds.ts';
import { readVisitFile } from './visit-file.ts';

/** What is said to have been done elsewhere is looked up. */
const isSo =
  (claim: Claim): Effect =>
  async ({ hold, items }) => {
    claim(hold, readVisitFile(await items())?.visits ?? []);
    return [];
  };

/** The wish for another time has its answer, whatever that is. */
const answerWish: Effect = async ({ table, hold, items }) => {
  const about = readEvidence(hold, 'move-requested');
  const visits = about ? (readVisitFile(await items())?.visits ?? []) : [];
  const visit = visits.find(({ visitId }) => visitId === about?.visitId);
  return visit?.moveRequestedAt ? [visitReplace(table.name, visit, wishAnswered(visit))] : [];
};

/** What is said of doses and visits is held against those that there are. */
const seriesIsSo: Effect = async (asked) => {
  refuseUntrue(asked.resolution.action, await seriesAsked(asked));
  return [];
};

/** The visits that waited are looked at again. */
const lookAgain: Effect = async (asked) =>
  wakeVisits(asked.table.name, (await seriesAsked(asked)).holds, asked.resolution);

/** Its own workflow asks the payer as long as nothing is booked. */
const isBooked: Effect = async (asked: ActionTaken) => {
  const { referral } = await seriesAsked(asked);
  if (referral.status !== 'active')
    throw new Refusal(
      409,
      'not-booked-yet',
      'The referral is still on its way to its visits. End the wait that it is in, or say what the payer said by telephone.',
    );
  return [];
};

/**
 * Where another payer is said to cover the patient now, it takes the place of the authorization that
 * the visits draw on.
 */
const replacePayer: Effect = async (asked) => {
  const { referral, submission, authorization } = await seriesAsked(asked);
  const primary = submission.coverages.find(({ rank }) => rank === 'primary');
  // The one that is named first, or that answered for the coverage last.
  const covering = [primary?.payerId, referral.payerId];
  return !authorization || covering.every((payerId) => payerId === authorization.payerId)
    ? []
    : [
        referralUpdate(asked.table.name, asked.hold.referralId, ['active'], {
          set: { renewing: authorization.authorizationId },
        }),
      ];
};

/** What ends of holds about visits to book, and about orders that changed under them, write. */
export const schedulingEffects = {
  'no-capacity': { 'correct-approval': correctApproval },
  'visit-to-rebook': { rebooked: isSo(rebooked) },
  'series-unlike-order': {
    book: seriesIsSo,
    'in-line': seriesIsSo,
    'not-needed': seriesIsSo,
  },
  'first-dose-late': { moved: isSo(firstDoseInWindow) },
  'move-requested': { moved: combineEffects(isSo(moved), answerWish), kept: answerWish },
  'order-changed': { accept: acceptOrder, replanned: acceptOrder },
  'coverage-changed': {
    'ask-again': combineEffects(isBooked, replacePayer, lookAgain),
    confirmed: lookAgain,
  },
  'visits-not-covered': { 'ask-again': isBooked, 'correct-approval': correctApproval },
} satisfies Effects<keyof typeof schedulingActions>;
