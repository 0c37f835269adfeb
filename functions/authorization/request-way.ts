import {
  type AuthorizationChannel,
  type ByHand,
  type ByMachine,
  channelFor,
  isByHand,
} from '../payer/channel.ts';
import type { Payer } from '../payer/payer.ts';
import { PayerUnavailable } from '../payer/payer-unavailable.ts';
import { PermanentFault } from '../platform/errors.ts';
import { localDate } from '../platform/zoned-time.ts';
import type { Authorization } from './authorization.ts';

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
const neverReached =
  /^payer-(refused:(3\d\d|40[13456]|415)|certificate-bad|x12-unfit|interchange-rejected:.+)$/;

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
    ? `PermanentFault:${error.message}`.slice(0, 200)
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
