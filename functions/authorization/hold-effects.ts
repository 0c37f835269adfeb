import { type ActionTaken, combineEffects, type Effect, type Effects } from '../hold/effects.ts';
import { readEvidence } from '../hold/evidence.ts';
import { Refusal } from '../platform/errors.ts';
import { beginning } from '../platform/items.ts';
import { endReferral } from '../referral/end-by-hand.ts';
import { referralFile } from '../referral/referral-file.ts';
import { referralUpdate } from '../referral/referral-item.ts';
import { Authorization } from './authorization.ts';
import { isOfRound } from './decision-wait.ts';
import { authorizationParts, misfitsOfPart } from './resolution.ts';
import { lostHold } from './standing-hold.ts';

/** The authorization round that waits with this hold, as it is stored. */
const roundOf = async ({
  hold,
  items,
}: ActionTaken): Promise<Record<string, unknown> | undefined> =>
  beginning(await items(), 'AUTH#').find(({ authorizationId }) =>
    isOfRound(String(authorizationId), hold),
  );

const written = (
  { table, resolution }: ActionTaken,
  round: Record<string, unknown> | undefined,
): ReturnType<typeof authorizationParts> => authorizationParts(table.name, round, resolution);

/** The round becomes what the person says of the payer's answer: resolution.ts. */
export const writeToRound: Effect = async (asked) => written(asked, await roundOf(asked));

/** The round is approved in part. @throws Refusal 422 naming what does not fit the request. */
const approvePart: Effect = async (asked) => {
  const round = await roundOf(asked);
  const { approvedLines = [] } = asked.resolution.facts;
  const misfits = round ? misfitsOfPart(Authorization.parse(round), approvedLines) : [];
  if (misfits.length > 0)
    throw new Refusal(422, 'action-incomplete', 'The lines are not those of the request.', {
      errors: misfits,
    });
  return written(asked, round);
};

/** The newest approval is put right. @throws Refusal 409 when nothing is approved. */
export const correctApproval: Effect = async (asked) => {
  const rounds = beginning(await asked.items(), 'AUTH#');
  const approved = rounds.findLast(({ status }) => status === 'approved');
  if (!approved) throw new Refusal(409, 'nothing-approved', 'No approval is on record.');
  return written(asked, approved);
};

/** The payer holds to taking its approval back: somebody wins it back or ends the referral. */
const loseApproval: Effect = async (asked) => {
  const { table, hold, items, resolution } = asked;
  const round = await roundOf(asked);
  const file = referralFile(await items());
  if (!round || !file) return [];
  const { referral, holds } = file;
  const about = { referral, holds: holds.map((one) => (one.holdId === hold.holdId ? hold : one)) };
  return lostHold(table.name, Authorization.parse(round), about, new Date(resolution.at));
};

/** While a renewal is under way, the last visit that is booked does not end the referral. */
const beginRenewal: Effect = async ({ table, hold }) => {
  const renewing = readEvidence(hold, 'authorization-ending')?.authorizationId;
  if (!renewing)
    throw new Refusal(
      409,
      'authorization-unknown',
      'It cannot be read which authorization this hold is about. Renew it by telephone.',
    );
  return [referralUpdate(table.name, hold.referralId, ['active'], { set: { renewing } })];
};

/** The request is given up, and with it the referral where no workflow waits that would end it. */
export const giveUp: Effect = combineEffects(writeToRound, endReferral);

/** What ends of holds about authorizations write. */
export const authorizationEffects = {
  'payer-unavailable': { close: giveUp },
  'payer-decision': {
    'record-approval': writeToRound,
    'record-part': approvePart,
    'record-denial': writeToRound,
    close: giveUp,
  },
  'information-requested': { 'await-decision': writeToRound, close: giveUp },
  denied: { 'peer-to-peer': writeToRound, appeal: writeToRound, close: giveUp },
  'denied-site-of-care': {
    'move-site': writeToRound,
    'peer-to-peer': writeToRound,
    appeal: writeToRound,
    close: giveUp,
  },
  'approval-changed': { accept: writeToRound, appeal: writeToRound, close: giveUp },
  'submission-rejected': {
    'record-approval': writeToRound,
    'record-part': approvePart,
    close: giveUp,
  },
  'payer-contact': {
    'record-approval': writeToRound,
    'record-part': approvePart,
    'record-denial': writeToRound,
    'await-decision': writeToRound,
    close: giveUp,
  },
  'approval-taken-back': { 'record-denial': combineEffects(writeToRound, loseApproval) },
  'approval-lost': { 'record-approval': writeToRound, close: giveUp },
  'authorization-ending': { renew: beginRenewal },
} satisfies Effects;
