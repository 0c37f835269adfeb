import type { Resolution } from '../hold/hold.ts';
import { deskZone, dueAfter } from '../hold/hold-clock.ts';
import { HandWay } from '../payer/channel.ts';
import type { Payer } from '../payer/payer.ts';
import { soonerOf } from '../platform/days.ts';
import type { Complaint } from '../platform/errors.ts';
import { localDate } from '../platform/zoned-time.ts';
import { type Authorization, mayBecome, type Packet, type Sending } from './authorization.ts';
import type { LadderPayer } from './denial-ladder.ts';
import { withDenial } from './denial-rules.ts';
import { startClocks } from './line-clocks.ts';

/**
 * A request that people carry: the packet that lies ready, the proof that it was sent, and what it is
 * from then on. Lines, states and clocks are those of any request.
 */
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
