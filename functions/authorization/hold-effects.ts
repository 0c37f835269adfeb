import {
  type ActionTaken,
  combineEffects,
  type Effect,
  type Effected,
  type Effects,
} from '../hold/effects.ts';
import { readEvidence } from '../hold/evidence.ts';
import type { Settlement } from '../hold/hold.ts';
import { DenialReading } from '../payer/denial-readings.ts';
import { PermanentFault, Refusal } from '../platform/errors.ts';
import { beginning } from '../platform/items.ts';
import { endReferral } from '../referral/end-by-hand.ts';
import { referralFile } from '../referral/referral-file.ts';
import { referralUpdate } from '../referral/referral-item.ts';
import { askedByHand } from './asked-by-hand.ts';
import { Authorization, type Packet } from './authorization.ts';
import { putAuthorization } from './authorization-item.ts';
import { takeGaps } from './criteria/criteria-wait.ts';
import { decisionDetermination } from './decision-determination.ts';
import { holdReasonFor, waitDueAt } from './decision-holds.ts';
import { isOfRound } from './decision-wait.ts';
import { underWay } from './denial.ts';
import { rungEnded, withDenial } from './denial-rules.ts';
import type { authorizationActions } from './hold-actions.ts';
import { withChannelFailed } from './request-way.ts';
import { applyResolution, misfitsOfPart } from './resolution.ts';
import { sentByHand, unsoundSending } from './sending-by-hand.ts';
import { lostHold } from './standing-hold.ts';
import { authorizationStore } from './store.ts';
import { takeRungs } from './take-rung.ts';

/** The authorization round that waits with this hold, as it is stored. */
const roundOf = async ({ hold, items }: ActionTaken): Promise<Authorization | undefined> => {
  const found = beginning(await items(), 'AUTH#').find(({ authorizationId }) =>
    isOfRound(String(authorizationId), hold),
  );
  return found && Authorization.parse(found);
};

/** What a person says of the payer's answer beside the lines. */
const toldBy = ({ resolution: { at, facts } }: ActionTaken) => ({
  at,
  noticeOn: facts.noticeOn,
  reading: DenialReading.safeParse(facts.denialReading).data,
  said: facts.said,
});

/** The wait that follows, where that turns on the denial: its reason is not lost, nor a window that closes. */
const settlementAfter = (
  { hold, settlement, resolution }: ActionTaken,
  after: Authorization,
): Settlement => {
  const reason = holdReasonFor(after);
  const isOfDenial = reason !== 'payer-decision' || underWay(after.denial) !== undefined;
  if (settlement.resume !== 'Await resolution' || !after.denial || !reason || !isOfDenial)
    return settlement;
  const dueAt = waitDueAt(after, reason, new Date(resolution.at), hold.doseBy);
  return { ...settlement, reason, dueAt };
};

/** A round after an action, with what else comes of it. */
export const written = (
  asked: ActionTaken,
  before: Authorization,
  after: Authorization,
): Effected => {
  const ended = rungEnded(before, after);
  const { said } = asked.resolution.facts;
  const { action } = asked.resolution;
  const isTold =
    action === 'record-part' || (action === 'record-denial' && after.denial !== undefined);
  return {
    items: [putAuthorization(asked.table.name, after)],
    settlement: settlementAfter(asked, after),
    tells: {
      detail: ended,
      ...(isTold
        ? { determination: decisionDetermination(after, undefined, said ? [said] : []) }
        : {}),
    },
  };
};

/** The round becomes what the person says of the payer's answer (resolution.ts), and its denial with it. */
const writeTo = async (
  asked: ActionTaken,
  before: Authorization | undefined,
): Promise<Effected> => {
  const { action, facts, at } = asked.resolution;
  const moved = before && applyResolution(before, action, facts, at);
  if (!before || !moved) return { items: [] };
  const touchesDenial =
    before.denial ??
    [before, moved].some(({ status }) => status === 'denied' || status === 'changed');
  const payer = touchesDenial
    ? await authorizationStore(asked.table).payer(before.payerId)
    : undefined;
  return written(asked, before, payer ? withDenial(before, moved, toldBy(asked), payer) : moved);
};

export const writeToRound: Effect = async (asked) => writeTo(asked, await roundOf(asked));

/** The round is approved in part. @throws Refusal 422 naming what does not fit the request. */
const approvePart: Effect = async (asked) => {
  const round = await roundOf(asked);
  const { approvedLines = [] } = asked.resolution.facts;
  const misfits = round ? misfitsOfPart(round, approvedLines) : [];
  if (misfits.length > 0)
    throw new Refusal(422, 'action-incomplete', 'The lines are not those of the request.', {
      errors: misfits,
    });
  return writeTo(asked, round);
};

/** The payer holds to taking its approval back: somebody wins it back or ends the referral. */
const loseApproval: Effect = async (asked) => {
  const { table, hold, items, resolution } = asked;
  const round = await roundOf(asked);
  const file = referralFile(await items());
  if (!round || !file) return [];
  const { referral, holds } = file;
  const about = { referral, holds: holds.map((one) => (one.holdId === hold.holdId ? hold : one)) };
  return lostHold(table.name, round, about, new Date(resolution.at));
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

/** A rung is taken against the denial of the round. */
const takeRung: Effect = async (asked) => {
  const before = await roundOf(asked);
  if (!before) return [];
  const payer = await authorizationStore(asked.table).payer(before.payerId);
  return written(asked, before, takeRungs(before, asked.resolution, payer));
};

/** What was sent is sent again; while a rung is under way, its answer would be taken for that of the rung. */
const sendAgain: Effect = async (asked) => {
  const rung = underWay((await roundOf(asked))?.denial)?.rung;
  if (rung && rung !== 'resubmit')
    throw new Refusal(
      409,
      'rung-under-way',
      'The payer decides on what was taken against its denial: record its answer first.',
    );
  return [];
};

/** The payer wants more before it decides: a person was told what. */
const askMore: Effect = async (asked) => {
  const round = await roundOf(asked);
  if (!round) return [];
  const payer = await authorizationStore(asked.table).payer(round.payerId);
  // What the person took down is not lost: the answer is refused, and given again.
  if (!payer) throw new PermanentFault('payer-unknown');
  const { facts, at } = asked.resolution;
  const { after, answer } = askedByHand(round, facts, { at, zone: payer.zone });
  return {
    items: [putAuthorization(asked.table.name, after)],
    settlement: {
      ...asked.settlement,
      dueAt: waitDueAt(after, 'information-requested', new Date(at)),
    },
    tells: { determination: decisionDetermination(after, answer) },
  };
};

/** The round whose packet lies ready. @throws Refusal 409 where none does. */
const readyRound = async (asked: ActionTaken): Promise<Authorization & { packet: Packet }> => {
  const round = await roundOf(asked);
  if (round?.status === 'to-send' && round.packet) return { ...round, packet: round.packet };
  throw new Refusal(409, 'nothing-to-send', 'No packet of this request lies ready to be sent.');
};

/** A person sent it: from then on it is as if the payer's machine had taken it. */
const recordSending: Effect = async (asked) => {
  const { resolution, hold, settlement } = asked;
  const round = await readyRound(asked);
  const documents = referralFile(await asked.items())?.submission.documents ?? [];
  const errors = unsoundSending(round, resolution.facts, {
    now: new Date(resolution.at),
    titles: documents.map(({ title }) => title),
  });
  if (errors.length > 0)
    throw new Refusal(422, 'action-incomplete', 'The proof of the sending is none.', { errors });
  const payer = await authorizationStore(asked.table).payer(round.payerId);
  if (!payer) throw new PermanentFault('payer-unknown');
  const after = sentByHand(round, resolution.facts, { operation: `sent:${hold.holdId}`, payer });
  return {
    items: [putAuthorization(asked.table.name, after)],
    settlement: {
      ...settlement,
      reason: 'payer-decision',
      dueAt: waitDueAt(after, 'payer-decision', new Date(resolution.at), hold.doseBy),
    },
    tells: {
      detail: {
        authorizationId: round.authorizationId,
        sending: round.packet.number,
        ...(after.sent?.channel ? { channel: after.sent.channel } : {}),
      },
    },
  };
};

/** That way does not lead to the payer: the next one is taken. */
const failChannel: Effect = async (asked) => {
  const round = await readyRound(asked);
  const { way } = round.packet;
  if (!way) return [];
  const failed = { id: way.id, at: asked.resolution.at, code: 'not-sent' };
  return [putAuthorization(asked.table.name, withChannelFailed(round, failed))];
};

/** What is asked of the payer about the request that it denied. */
const asked = {
  'peer-to-peer': takeRung,
  appeal: takeRung,
  'second-appeal': takeRung,
  'external-review': takeRung,
} as const;
const rungs = { resubmit: takeRung, ...asked } as const;

/** The request goes as it is; every gap is taken on at once, and the payer reads why. */
const takeOn: Effect = async (asked) => {
  const round = await roundOf(asked);
  const { note = '', at } = asked.resolution;
  return round?.criteria ? written(asked, round, takeGaps(round, { note, at })) : [];
};

/** Another site helps where what is not met is about the site. */
const leaveSite: Effect = async (asked) => {
  const round = await roundOf(asked);
  if (round && !round.criteria?.ofSite)
    throw new Refusal(
      409,
      'criterion-not-of-site',
      'No criterion that is not met is about the site: another one changes nothing.',
    );
  return writeTo(asked, round);
};

/** What ends of holds about authorizations write. */
export const authorizationEffects = {
  'payer-unavailable': { close: giveUp },
  'packet-to-send': { sent: recordSending, 'next-channel': failChannel, close: giveUp },
  'evidence-missing': { 'submit-without': takeOn, close: giveUp },
  'evidence-contradictory': { 'submit-without': takeOn, close: giveUp },
  'criteria-not-met': { 'ask-exception': takeOn, 'move-site': leaveSite, close: giveUp },
  'payer-decision': {
    'record-approval': writeToRound,
    'record-part': approvePart,
    'record-denial': writeToRound,
    'record-request': combineEffects(sendAgain, askMore),
    resubmit: sendAgain,
    close: giveUp,
  },
  'information-requested': { 'await-decision': writeToRound, close: giveUp },
  denied: { ...rungs, close: giveUp },
  'denied-site-of-care': { ...asked, 'move-site': writeToRound, close: giveUp },
  'approval-changed': { ...rungs, accept: writeToRound, close: giveUp },
  'submission-rejected': {
    'record-approval': writeToRound,
    'record-part': approvePart,
    close: giveUp,
  },
  'payer-contact': {
    'record-approval': writeToRound,
    'record-part': approvePart,
    'record-denial': writeToRound,
    'record-request': combineEffects(sendAgain, askMore),
    'await-decision': writeToRound,
    close: giveUp,
  },
  'approval-taken-back': {
    'correct-approval': writeToRound,
    'record-denial': combineEffects(writeToRound, loseApproval),
  },
  'approval-lost': { 'record-approval': writeToRound, close: giveUp },
  'authorization-ending': { renew: beginRenewal },
} satisfies Effects<keyof typeof authorizationActions>;
