import type { Resolution } from '../hold/hold.ts';
import { deskZone, dueAfter } from '../hold/hold-clock.ts';
import {
  type AuthorizationChannel,
  type ByHand,
  type ByMachine,
  channelFor,
  HandWay,
  isByHand,
} from '../payer/channel.ts';
import type { Payer } from '../payer/payer.ts';
import { PayerUnavailable } from '../payer/payer-unavailable.ts';
import { soonerOf } from '../platform/days.ts';
import { type Complaint, PermanentFault } from '../platform/errors.ts';
import { localDate } from '../platform/zoned-time.ts';
import { type Authorization, mayBecome, type Packet, type Sending } from './authorization.ts';
import type { LadderPayer } from './denial-ladder.ts';
import { withDenial } from './denial-rules.ts';
import { startClocks } from './line-clocks.ts';

/**
 * A request that people carry: which way it goes, the packet that lies ready, and what it becomes once
 * somebody sent it. Lines, states and clocks are those of any request.
 */
type Reached = Pick<Payer, 'authorization' | 'zone'>;
type Standing = Pick<Authorization, 'urgency' | 'channelsFailed'>;

const failedRows = ({ channelsFailed = [] }: Standing): string[] =>
  channelsFailed.map(({ id }) => id);

/** The way that this draft takes now; undefined where each row of the payer has failed it. */
export const wayOf = (
  authorization: Standing,
  payer: Reached,
  now: Date,
): AuthorizationChannel | undefined =>
  channelFor(payer, {
    urgency: authorization.urgency,
    on: localDate(now, payer.zone),
    failed: failedRows(authorization),
  });

/**
 * Faults by which nothing reached the payer, and which last until somebody mends them. An answer that
 * cannot be read is none of them: the payer may have the request, and a person asks it.
 */
const neverReached = /^payer-(refused:(3\d\d|40[13456]|415)|certificate-bad)$/;

/**
 * Why a draft goes another way than over this row, as the name and code of the fault; undefined where it
 * is worth waiting for, or the payer may have it.
 */
export const leftBecause = (
  error: unknown,
  { leaveAfterHours }: Pick<ByMachine, 'leaveAfterHours'>,
  now: Date,
): string | undefined => {
  if (error instanceof PayerUnavailable) {
    const { since, code } = error;
    const isLong =
      since !== undefined && now.getTime() - Date.parse(since) >= leaveAfterHours * 3_600_000;
    return isLong ? `TransientFault:${code}` : undefined;
  }
  return error instanceof PermanentFault && neverReached.test(error.message)
    ? `PermanentFault:${error.message}`
    : undefined;
};

/** The way that a person takes with it; undefined where none is left. */
export const handWayOf = (
  authorization: Standing,
  { authorization: { channels }, zone }: Reached,
  now: Date,
): ByHand | undefined => {
  const byHand = { authorization: { channels: channels.filter(isByHand) }, zone };
  // Of the rows that people carry, one that people carry.
  return wayOf(authorization, byHand, now) as ByHand | undefined;
};

/** A row failed this draft; the next one is taken. */
export const withChannelFailed = (
  before: Authorization,
  failed: { id: string; at: string; code: string },
): Authorization => ({
  ...before,
  channelsFailed: [
    ...(before.channelsFailed ?? []).filter(({ id }) => id !== failed.id),
    failed,
  ].slice(-12),
  rev: before.rev + 1,
});

/** A new draft and an answer to a payer's question are new sendings; all else repeats the last. */
export const isNewSending = ({
  sent,
  version,
  status,
  packet,
}: Pick<Authorization, 'sent' | 'version' | 'status' | 'packet'>): boolean =>
  !sent ||
  sent.version < version ||
  status === 'information-required' ||
  // What lies ready was to be a new one, and still is.
  (status === 'to-send' && packet !== undefined && packet.number > sent.number);

/** The number of the sending that an authorization is at. */
export const sendingNumber = (authorization: Parameters<typeof isNewSending>[0]): number => {
  const last = authorization.sent?.number ?? 0;
  return isNewSending(authorization) ? last + 1 : last;
};

/** The request with its packet ready to go; undefined where the payer has answered it already. */
export const withPacket = (
  before: Authorization,
  packet: Omit<Packet, 'version'>,
): Authorization | undefined =>
  mayBecome(before.status, 'to-send')
    ? {
        ...before,
        status: 'to-send',
        packet: { ...packet, version: before.version },
        rev: before.rev + 1,
      }
    : undefined;

/** How long it may lie. H14: less than a day; H15: two hours where a way has failed, or it is urgent. */
export const packetDueAt = (
  { urgency, channelsFailed = [], informationDueAt }: Authorization,
  now: Date,
): string => {
  const isPressing = urgency === 'expedited' || channelsFailed.length > 0;
  const due = dueAfter(isPressing ? { hours: 2 } : { businessDays: 1 }, now);
  return informationDueAt ? soonerOf(informationDueAt, due) : due;
};

/** How far a clock may be ahead of ours, and that of a fax machine behind. */
const skewMillis = 10 * 60_000;

type SendingTold = Pick<
  Resolution['facts'],
  'sentAt' | 'channel' | 'reference' | 'person' | 'proofDocument'
>;

/** The way that it went: as told, else as the packet says. */
const wentBy = ({ packet }: Pick<Authorization, 'packet'>, { channel }: SendingTold) =>
  HandWay.safeParse(channel ?? packet?.way?.channel).data;

/** What keeps the proof of a sending from being one. */
export const unsoundSending = (
  authorization: Pick<Authorization, 'packet'>,
  told: SendingTold,
  { now, titles }: { now: Date; titles: readonly string[] },
): Complaint[] => {
  const { sentAt = '', person, proofDocument } = told;
  const way = wentBy(authorization, told);
  const at = Date.parse(sentAt);
  const madeAt = Date.parse(authorization.packet?.madeAt ?? '');
  const isEarly = at < madeAt - skewMillis;
  return [
    ...(at > now.getTime() + skewMillis || isEarly
      ? [
          {
            pointer: '/sentAt',
            detail: isEarly ? 'is before the packet was made' : 'is in the future',
            fix: 'Give the time on the confirmation: the payer’s clock runs from it.',
          },
        ]
      : []),
    ...(way === undefined
      ? [
          {
            pointer: '/channel',
            detail: 'is missing',
            fix: 'Say how it went: portal, fax or telephone.',
          },
        ]
      : []),
    ...(way === 'telephone' && !person
      ? [
          {
            pointer: '/person',
            detail: 'is missing',
            fix: 'Say who took the request on the telephone.',
          },
        ]
      : []),
    ...(proofDocument !== undefined && !titles.includes(proofDocument)
      ? [
          {
            pointer: '/proofDocument',
            detail: 'is no document of the referral',
            fix: 'Add the document first, then give its title.',
          },
        ]
      : []),
  ];
};

/** The sending as a person proved it. */
const provenSending = (
  authorization: Authorization & { packet: Packet },
  told: SendingTold,
  operation: string,
): Sending => {
  const { number, version, documents, siteNpi } = authorization.packet;
  const channel = wentBy(authorization, told);
  return {
    number,
    version,
    operation,
    at: told.sentAt ?? '',
    documents,
    siteNpi,
    ...(channel ? { channel } : {}),
    ...(told.reference ? { proof: told.reference } : {}),
    ...(told.person ? { person: told.person } : {}),
    ...(told.proofDocument ? { proofDocument: told.proofDocument } : {}),
  };
};

const undecided = new Set<Authorization['lines'][number]['state']>([
  'drafted',
  'pended-information-required',
  'rejected-fix',
  'transmission-failed',
]);

/**
 * The request as the payer has it since a person sent it: every clock runs from the proven time, as
 * from the receipt of a machine.
 */
export const sentByHand = (
  before: Authorization & { packet: Packet },
  told: SendingTold,
  { operation, payer }: { operation: string; payer: LadderPayer & Pick<Payer, 'clocks' | 'zone'> },
): Authorization => {
  const { information: _, informationDueAt: __, payerSays: ___, ...rest } = before;
  const sent = provenSending(before, told, operation);
  const lines = startClocks(before.lines, payer, sent.at).map((line) =>
    undecided.has(line.state) ? { ...line, state: 'pended-in-review' as const } : line,
  );
  const after: Authorization = { ...rest, status: 'pended', lines, sent, rev: before.rev + 1 };
  return withDenial(before, after, { at: sent.at }, payer);
};

/** The day of the desk on which a packet is made. */
export const madeOn = (now: Date): string => localDate(now, deskZone);
