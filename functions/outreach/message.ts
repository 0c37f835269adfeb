import * as z from 'zod';
import { derivedIdPart, ReferralId, VisitId } from '../platform/ids.ts';
import type { Lifecycle } from '../platform/lifecycle.ts';
import { ContactChannel } from '../referral/contact.ts';

/** What a message is about. Each kind has its words in message-templates.ts. */
export const MessageKind = z.enum([
  'referral-received',
  'question',
  'more-time-needed',
  'plan-ended',
  'series-confirmed',
  'education-assigned',
  'preparation',
  'reminder',
  'visit-moved',
  'visit-cancelled',
  'series-cancelled',
  'after-visit',
  'ask-for-information',
  'information-overdue',
  'no-time-found',
  'reaction-reported',
  'referral-closed',
  'order-accepted',
  'request-submitted',
  'request-decided',
  'visits-booked',
  'first-dose-given',
  'visit-missed',
  'renewal-due',
]);
export type MessageKind = z.infer<typeof MessageKind>;

/**
 * `queued` until it is due; then how it ended. `sending` is a mail of the queue from its claim until
 * the answer; a text is claimed by being counted with its number, and stays `queued` meanwhile.
 * `unknown`: a text that may or may not have gone out. It is never sent again by us; a hold asks a
 * person to call.
 */
export const MessageStatus = z.enum([
  'queued',
  'sending',
  'sent',
  'withheld',
  'refused',
  'unknown',
]);
export type MessageStatus = z.infer<typeof MessageStatus>;

/**
 * A sender that gives it back, or was lost, has it sent again; an ended one stays as it is. A mail
 * that goes out with its event is in nobody's hands in between.
 */
export const messageLife: Lifecycle<MessageStatus> = {
  begins: ['queued', 'sending', 'sent', 'withheld', 'refused', 'unknown'],
  next: {
    queued: ['queued', 'sending', 'sent', 'withheld', 'refused', 'unknown'],
    sending: ['queued', 'sent', 'withheld', 'refused', 'unknown'],
    sent: [],
    withheld: [],
    refused: [],
    unknown: [],
  },
};

/** Why a message that is due goes out later; `red`: its visit waits for somebody. */
export const WaitReason = z.enum(['hours', 'limits', 'unclear', 'red']);
export type WaitReason = z.infer<typeof WaitReason>;

/**
 * Why a message was never sent. `over-limit`: the count of texts left no room before it was pointless.
 * `bundled`: another text of the same hour says it too.
 */
export const WithheldReason = z.enum([
  'no-address',
  'no-consent',
  'too-late',
  'over-limit',
  'bundled',
  'overtaken',
  'no-recipient',
  'silent',
]);
export type WithheldReason = z.infer<typeof WithheldReason>;

/**
 * A message to a patient or a practice. It holds no words and no address: both are taken from the
 * facts as they stand when it goes out, so it never tells of a visit that has moved since.
 */
export const Message = z.object({
  messageId: z.string().regex(/^msg_[0-9a-z]{20}$/),
  referralId: ReferralId,
  kind: MessageKind,
  channel: ContactChannel,
  recipient: z.enum(['patient', 'practice']),
  status: MessageStatus,
  queuedAt: z.iso.datetime(),
  /** Not before. */
  dueAt: z.iso.datetime(),
  /** Pointless after. */
  useBy: z.iso.datetime(),
  /** The visit it speaks of, as it was when the event happened. */
  visitId: VisitId.optional(),
  revision: z.number().int().min(0).optional(),
  attempts: z.number().int().min(0).default(0),
  /** When a sender took it as a mail of the queue. */
  claimedAt: z.iso.datetime().optional(),
  settledAt: z.iso.datetime().optional(),
  /** Of a practice that hears of all in one mail a day: whose it is. */
  together: z.string().optional(),
  /** Withheld reason, why it waited before it went, or the code a carrier or mail service gave. */
  code: z.string().optional(),
  /** The id that the carrier or mail service gave it. */
  receipt: z.string().optional(),
});
export type Message = z.infer<typeof Message>;

/** The same message for the same event however often the event arrives. */
export const messageId = (
  referralId: string,
  sequence: number,
  kind: MessageKind,
  channel: ContactChannel,
): string => `msg_${derivedIdPart(referralId, String(sequence), kind, channel)}`;
