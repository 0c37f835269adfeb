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

/** Whether a packet is of the request as it is now drafted; one of a draft before it is sent no more. */
export const isCurrent = ({
  version,
  packet,
}: Pick<Authorization, 'version' | 'packet'>): boolean => packet?.version === version;

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
  version,
  packet,
}: Pick<Authorization, 'authorizationId' | 'version' | 'packet'>): PacketView | undefined =>
  packet && isCurrent({ version, packet })
    ? {
        href: `/authorizations/${authorizationId}/packet`,
        madeAt: packet.madeAt,
        number: packet.number,
        ...(packet.way ? { channel: packet.way.channel, to: whereTo(packet.way) } : {}),
      }
    : undefined;
