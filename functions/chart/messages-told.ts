import { deskZone } from '../hold/hold-clock.ts';
import type { Items } from '../platform/items.ts';
import { lookup } from '../platform/lookup.ts';
import { writeTime } from '../platform/zoned-time.ts';
import type { TimelineEntry } from './timeline.ts';

/** What each kind of message is about. */
const abouts = lookup<string>({
  'referral-received': 'the order that came in',
  question: 'a question that only they can answer',
  'more-time-needed': 'more time that is needed, and what is awaited',
  'plan-ended': 'visits that are not planned any more',
  'series-confirmed': 'the visits that are set',
  'education-assigned': 'lessons to read',
  preparation: 'how to prepare for a visit',
  reminder: 'a visit that is near',
  'visit-moved': 'a visit that has a new time',
  'visit-cancelled': 'a visit that does not take place',
  'series-cancelled': 'visits that do not take place',
  'after-visit': 'their health after a visit',
  'ask-for-information': 'what the order still needs',
  'information-overdue': 'what is overdue',
  'no-time-found': 'a dose without a time',
  'reaction-reported': 'a severe reaction',
  'referral-closed': 'the end of the referral',
  'order-accepted': 'the order, which is complete',
  'request-submitted': 'the request that the payer decides on',
  'request-decided': 'the decision of the payer',
  'visits-booked': 'the visits that are set',
  'first-dose-given': 'the first dose',
  'visit-missed': 'a visit that did not take place',
  'renewal-due': 'the renewal that is due',
});

/** Why a message was not sent, was sent later, or did not surely arrive. */
const reasons = lookup<string>({
  'no-address': 'No number or address is known there that it may go to.',
  'no-consent': 'The patient has stopped this way, or never allowed it.',
  'too-late': 'It would have come too late to be of use.',
  'over-limit': 'At most one text a day and three a week go out, and no place was left in time.',
  bundled: 'Another text of that hour says it too: at most one goes out a day.',
  overtaken: 'What it was to say had changed before it was due.',
  'no-recipient': 'Nobody is known whom it could go to.',
  silent: 'The patient has died, as we were told: nothing is sent.',
  hours: 'It waited for the hours in which a text may come, by the clock of the patient.',
  limits: 'It waited for its place: at most one text a day and three a week go out.',
  red: 'It waited until the visit had what it needs, and whoever had to had said so.',
  unclear: 'It waited until somebody had found out whether the patient wants texts.',
});

const channels = lookup<string>({ text: 'text', mail: 'e-mail' });

/** Such as "A text to the patient about a visit that is near". */
const named = ({ kind, channel, recipient }: Readonly<Record<string, unknown>>): string =>
  `${channels[String(channel)] ?? 'message'} to the ${recipient === 'practice' ? 'practice' : 'patient'} about ${abouts[String(kind)] ?? 'the referral'}`;

const because = (code: unknown): string[] => {
  const reason = reasons[String(code)];
  return reason ? [reason] : [];
};

/** Of a message that did not surely arrive, beside the sentence of its event: which one, and why. */
export const whichUndelivered = (detail: Readonly<Record<string, unknown>>): string[] =>
  detail.kind ? [`It was the ${named(detail)}.`, ...because(detail.code)] : [];

/** What each way to end, or to wait, says of a message. */
const tellings = lookup<(message: Readonly<Record<string, unknown>>) => string>({
  sent: (message) => `Sent: ${named(message)}.`,
  withheld: (message) => `Not sent: ${named(message)}.`,
  queued: (message) =>
    `Waits until ${writeTime(String(message.dueAt), deskZone)}: ${named(message)}.`,
});

/**
 * What became of each message of a referral, as a person reads it: sent, not sent and why, or waiting
 * until when. One that did not arrive is told by its own event on the chain, which `told` names.
 */
export const tellMessages = (messages: Items, told: ReadonlySet<string>): TimelineEntry[] =>
  messages
    .filter(({ messageId }) => !told.has(String(messageId)))
    .flatMap((message) => {
      const { status, code, settledAt, queuedAt } = message;
      const telling = tellings[String(status)];
      return telling
        ? [
            {
              at: String(settledAt ?? queuedAt),
              event: `message.${String(status)}`,
              by: 'system' as const,
              text: telling(message),
              why: because(code),
            },
          ]
        : [];
    })
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at));

/** Two tellings as one, oldest first; what the chain says stands before a message of the same instant. */
export const withMessages = (
  lines: readonly TimelineEntry[],
  messages: readonly TimelineEntry[],
): TimelineEntry[] => {
  const whole = [...lines];
  for (const message of messages) {
    const after = whole.findIndex(({ at }) => Date.parse(at) > Date.parse(message.at));
    whole.splice(after < 0 ? whole.length : after, 0, message);
  }
  return whole;
};
