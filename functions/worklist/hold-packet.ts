import { packetView } from '../authorization/packet-view.ts';
import type { RoundFile } from '../authorization/round-of-hold.ts';
import type { Hold } from '../hold/hold.ts';
import { type ByHand, whereTo } from '../payer/channel.ts';
import type { Principal } from '../platform/principal.ts';
import { wordsOfFault } from './fault-words.ts';
import { mayReadWhy } from './hold-disclosure.ts';
import type { HoldDetail } from './routes.ts';

const told: Readonly<Record<ByHand['channel'], (to: string) => string>> = {
  fax: (to) => `Fax the packet to ${to}; the confirmation of the machine is the proof.`,
  portal: (to) => `Enter it in the portal at ${to}, with the packet; its reference is the proof.`,
  telephone: (to) =>
    `Call ${to} and read it from the packet; who took it, and a reference, are the proof.`,
};

/** What is to be done with the packet. */
const sendingWhy = (way: ByHand | undefined, payer: string): HoldDetail['why'] => [
  way
    ? {
        code: `send-by-${way.channel}`,
        text: [
          told[way.channel](whereTo(way)),
          way.attention ? `It is for: ${way.attention}.` : '',
          way.says ?? '',
        ]
          .filter(Boolean)
          .join(' '),
        source: way.source,
      }
    : {
        code: 'no-channel-left',
        text: `No channel in the entry of ${payer} is left for this request.`,
        fix: 'Ask the payer how it takes requests, send the packet so, and have its entry corrected.',
      },
];

/** Which ways were tried before, and what was the matter with each. */
const failedWhy = ({ channelsFailed = [] }: RoundFile['authorization']): HoldDetail['why'] =>
  channelsFailed.map(({ id, code }) => {
    const words = code === 'not-sent' ? 'A person could not send it so.' : wordsOfFault(code).text;
    return { code: 'channel-failed', text: `Tried before, ${id}: ${words}` };
  });

/** A hold with the packet that is to be sent: what, where and how; nothing for who may not read why. */
export const withPacketShown = (
  detail: HoldDetail,
  hold: Hold,
  { authorization, payer }: RoundFile,
  principal: Principal,
): HoldDetail => {
  const packet = packetView(authorization);
  if (hold.reason !== 'packet-to-send' || !packet || !mayReadWhy(principal, hold)) return detail;
  const { way } = authorization.packet ?? {};
  return {
    ...detail,
    why: [...detail.why, ...sendingWhy(way, payer.name), ...failedWhy(authorization)],
    packet,
  };
};
