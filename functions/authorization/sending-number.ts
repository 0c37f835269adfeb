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

/** The number of the sending that an authorization is at. */
export const sendingNumber = (authorization: Parameters<typeof isNewSending>[0]): number => {
  const last = authorization.sent?.number ?? 0;
  return isNewSending(authorization) ? last + 1 : last;
};
