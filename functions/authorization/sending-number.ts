import type { Authorization } from './authorization.ts';

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

/**
 * The last number that was given: to what was sent, or to a packet of a draft before this one. Nobody knows
 * for certain that such a paper never left the house, so its name is used for nothing else.
 */
const lastNumber = ({ sent, version, packet }: Parameters<typeof isNewSending>[0]): number =>
  Math.max(sent?.number ?? 0, packet && packet.version < version ? packet.number : 0);

/** The number of the sending that an authorization is at. */
export const sendingNumber = (authorization: Parameters<typeof isNewSending>[0]): number => {
  return isNewSending(authorization)
    ? lastNumber(authorization) + 1
    : (authorization.sent?.number ?? 0);
};
