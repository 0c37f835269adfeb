import type { Patient } from '../referral/contact.ts';
import type { Message } from './message.ts';

/** How many texts a patient gets at most, over all referrals. */
export const textLimits = {
  perDay: 1,
  perWeek: 3,
  validFrom: '2026-01-01',
  source: '47 CFR 64.1200(a)(9)(iv): health care messages, one a day and three a week at most',
} as const;

const hour = 3_600_000;
const week = 7 * 24 * hour;

/** What the limits still have to count at `now`; older texts are forgotten. */
export const counted = (texts: Patient['texts'], now: Date): Patient['texts'] =>
  texts.filter(({ at }) => Date.parse(at) > now.getTime() - week);

/**
 * When a sender took this text, by its own mark or by its count with the number; undefined when none
 * did, or when the one that did gave it back, so that it became due again.
 */
export const textTakenAt = (
  {
    messageId,
    attempts,
    dueAt,
    claimedAt,
  }: Pick<Message, 'messageId' | 'attempts' | 'dueAt' | 'claimedAt'>,
  { texts }: Pick<Patient, 'texts'>,
): string | undefined =>
  [claimedAt, texts.find((text) => text.messageId === messageId)?.at].find(
    (at) => at !== undefined && (attempts === 0 || at >= dueAt),
  );

/**
 * From when the limits allow one more text: a day after the last and a week after the third last.
 * Days are 24 hours, weeks 7 of them. A text's own earlier attempt does not count against it.
 */
export const nextWithinLimits = (texts: Patient['texts'], messageId: string, now: Date): Date => {
  const others = texts
    .filter((text) => text.messageId !== messageId)
    .map(({ at }) => Date.parse(at))
    .sort((a, b) => a - b);
  const lastOfDay = others.at(-textLimits.perDay);
  const lastOfWeek = others.at(-textLimits.perWeek);
  return new Date(
    Math.max(
      now.getTime(),
      lastOfDay === undefined ? 0 : lastOfDay + 24 * hour,
      lastOfWeek === undefined ? 0 : lastOfWeek + week,
    ),
  );
};
