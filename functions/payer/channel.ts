import * as z from 'zod';
import { oneLine } from '../platform/text.ts';
import { isInForce } from './dated-row.ts';
import { Urgency } from './decision-clock.ts';
import { Endpoint } from './endpoint.ts';

/**
 * How a request for authorization goes to a payer: rows of its entry, the best first. A machine sends
 * over `pas` and, as a 278, over the clearinghouse (`x12-278`); over a portal, by fax or on the telephone a
 * person does, with a packet that lies ready. What cannot go over one row goes over the next.
 */
const row = {
  id: oneLine(60),
  source: oneLine(300),
  /** First and last day on which the payer takes requests this way. */
  from: z.iso.date(),
  through: z.iso.date().optional(),
  /** Requests of this urgency only: many payers take urgent ones by telephone alone. */
  urgency: Urgency.optional(),
};

const byHand = {
  ...row,
  /** The department that it is for. */
  attention: oneLine(100).optional(),
  /** What the payer wants to be seen to, such as its own form or hours. */
  says: oneLine(200).optional(),
};

/** As it is dialled from abroad, so that nobody has to guess. */
const Telephone = z.string().regex(/^\+[1-9]\d{6,14}$/, 'must be a number such as +13125550142');

const byMachine = {
  ...row,
  url: Endpoint,
  /** A payer that is silent for so long is asked over the next row. H15: 2 hours; own target beyond. */
  leaveAfterHours: z.number().int().min(1).max(72).default(4),
};

const OverPas = z.strictObject({ ...byMachine, channel: z.literal('pas') });

/**
 * A 278 (005010X217), to the clearinghouse of the payer. It carries no documents, and asks nothing later
 * on: what was asked for goes over the next row that people carry, and what became of a request is asked
 * by a person. The inquiry of X12 (278, 005010X215) is another transaction, which we do not speak.
 */
const OverX12 = z.strictObject({
  ...byMachine,
  channel: z.literal('x12-278'),
  documents: z.literal('by-hand'),
  inquiry: z.literal('by-hand'),
});
export type ByMachine = z.infer<typeof OverPas> | z.infer<typeof OverX12>;

export const ByHand = z.discriminatedUnion('channel', [
  z.strictObject({ ...byHand, channel: z.literal('portal'), url: Endpoint }),
  z.strictObject({ ...byHand, channel: z.literal('fax'), number: Telephone }),
  z.strictObject({ ...byHand, channel: z.literal('telephone'), number: Telephone }),
]);
export type ByHand = z.infer<typeof ByHand>;

export const AuthorizationChannel = z.discriminatedUnion('channel', [
  OverPas,
  OverX12,
  ...ByHand.options,
]);
export type AuthorizationChannel = z.infer<typeof AuthorizationChannel>;

/** The ways that a person takes. */
export const handWays = ['portal', 'fax', 'telephone'] as const;
export const HandWay = z.enum(handWays);
export type HandWay = z.infer<typeof HandWay>;

/** The ways that a machine takes. */
export const machineWays = ['pas', 'x12-278'] as const;
export type MachineWay = (typeof machineWays)[number];

export const isByHand = (channel: AuthorizationChannel): channel is ByHand =>
  handWays.some((way) => way === channel.channel);

/** Where a person sends or calls. */
export const whereTo = (channel: ByHand): string =>
  channel.channel === 'portal' ? channel.url : channel.number;

/** The channels of a payer, as its entry has them. */
type Reached = { authorization: { channels: readonly AuthorizationChannel[] } };

/** Which request is to go, on which day of the payer, and the rows that failed it before. */
export type ChannelQuestion = {
  urgency: Urgency;
  on: string;
  failed: readonly string[];
};

/** The row that a request goes over; undefined where each that holds that day has failed. */
export const channelFor = (
  { authorization: { channels } }: Reached,
  { urgency, on, failed }: ChannelQuestion,
): AuthorizationChannel | undefined =>
  channels.find(
    (one) =>
      isInForce(one, on) &&
      (one.urgency === undefined || one.urgency === urgency) &&
      !failed.includes(one.id),
  );

/**
 * After how many hours of silence a request leaves the machines of one kind; undefined where the entry
 * names no other way that holds that day.
 */
export const leavesAfterHours = (
  { authorization: { channels } }: Reached,
  on: string,
  way: MachineWay = 'pas',
): number | undefined => {
  const inForce = channels.filter((one) => isInForce(one, on));
  const machines = inForce.filter((one): one is ByMachine => !isByHand(one) && one.channel === way);
  if (machines.length === 0 || inForce.length < 2) return undefined;
  return Math.max(...machines.map(({ leaveAfterHours }) => leaveAfterHours));
};

/** Where machines that answer inquiries speak with the payer on a day; undefined where none do. */
export const machineAddress = (
  { authorization: { channels } }: Reached,
  on: string,
  /** Rows over which the request could not go: the next machine has it, if one does. */
  failed: readonly string[] = [],
): string | undefined => {
  const machines = channels.filter((one) => one.channel === 'pas' && isInForce(one, on));
  const [first] = [...machines.filter(({ id }) => !failed.includes(id)), ...machines];
  return first?.channel === 'pas' ? first.url : undefined;
};
