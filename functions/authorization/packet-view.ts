import * as z from 'zod';
import { HandWay, whereTo } from '../payer/channel.ts';
import type { Authorization } from './authorization.ts';

/** Everything that a packet or a letter tells; who is not shown each of them reads none. */
export const printedKinds = [
  'name',
  'address',
  'identity',
  'order',
  'clinical',
  'numbers',
  'payer',
] as const;

/** The newest packet of a request: where it is read, and how it goes. */
export const PacketView = z.object({
  href: z.string(),
  madeAt: z.iso.datetime(),
  /** Which sending it is. */
  number: z.number().int(),
  channel: HandWay.optional(),
  /** The number or the address; left out where no channel of the payer is left. */
  to: z.string().optional(),
});
type PacketView = z.infer<typeof PacketView>;

/** The packet of a request as it is shown; undefined where none was made. */
export const packetView = ({
  authorizationId,
  packet,
}: Pick<Authorization, 'authorizationId' | 'packet'>): PacketView | undefined =>
  packet && {
    href: `/authorizations/${authorizationId}/packet`,
    madeAt: packet.madeAt,
    number: packet.number,
    ...(packet.way ? { channel: packet.way.channel, to: whereTo(packet.way) } : {}),
  };
