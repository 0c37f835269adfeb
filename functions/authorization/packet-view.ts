import * as z from 'zod';
import { HandWay } from '../payer/channel.ts';

/** Where the packet of an authorization is read. */
export const packetAddress = (authorizationId: string): string =>
  `/authorizations/${authorizationId}/packet`;

/** A packet that lies ready: where it is read, and how it goes. */
export const PacketView = z.object({
  href: z.string(),
  madeAt: z.iso.datetime(),
  /** Which sending it is. */
  number: z.number().int(),
  channel: HandWay.optional(),
  /** The number or the address; left out where no channel of the payer is left. */
  to: z.string().optional(),
});
