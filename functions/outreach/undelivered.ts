import type { Hold } from '../hold/hold.ts';
import { isOpen } from '../hold/hold.ts';
import { standingHold } from '../hold/standing-hold.ts';
import { ContactChannel, type Patient } from '../referral/contact.ts';
import type { Referral } from '../referral/referral.ts';
import { reachable } from './consent.ts';
import type { Message, MessageKind } from './message.ts';
import { messageRules } from './message-rules.ts';

/** How a message ended that did not surely arrive. */
export type Undelivered = { status: 'withheld' | 'refused' | 'unknown'; code: string };

/** What a patient must hear of in any case: visits that are set, moved, near or off, and questions. */
const unmissable: ReadonlySet<MessageKind> = new Set([
  ...messageRules.filter(({ route }) => route.startsWith('both')).map(({ kind }) => kind),
  'question',
]);

/**
 * Whether a message may be withheld in silence: the facts moved on, the patient has died or stopped
 * the channel. One who stopped both is told by a person what must not be missed.
 */
export const isQuiet = (
  { kind, recipient }: Pick<Message, 'kind' | 'recipient'>,
  code: string,
  patient: Patient | undefined,
): boolean => {
  if (code === 'overtaken' || code === 'silent') return true;
  if (code !== 'no-consent' || recipient === 'practice') return false;
  const left = patient && ContactChannel.options.some((channel) => reachable(patient, channel));
  return left === true || !unmissable.has(kind);
};

/**
 * Whether a person must now do what the message could not. A practice that gave no address reads
 * its referrals here, and what it is asked for stands on a worklist anyway.
 */
export const needsPerson = (
  { kind, recipient }: Pick<Message, 'kind' | 'recipient'>,
  { status, code }: Undelivered,
): boolean => {
  if (status !== 'withheld') return true;
  if (recipient === 'practice') return false;
  return code === 'too-late' || code === 'over-limit' ? unmissable.has(kind) : true;
};

/** The hold that asks a person to call; none while one is open for the referral. */
export const undeliveredHold = (
  message: Message,
  ending: Undelivered,
  { referral, holds }: { referral: Referral; holds: readonly Hold[] },
  now: Date,
): Hold | undefined => {
  if (!needsPerson(message, ending)) return undefined;
  if (holds.some((hold) => hold.reason === 'message-undelivered' && isOpen(hold))) return undefined;
  const { messageId, kind, channel, recipient, visitId } = message;
  return standingHold(
    {
      kind: 'message',
      scope: 'r',
      reason: 'message-undelivered',
      stage: 'outreach',
      evidence: {
        ...{ messageId, kind, channel, recipient, ...ending },
        ...(visitId ? { visitId } : {}),
      },
    },
    referral,
    holds,
    now,
  );
};
