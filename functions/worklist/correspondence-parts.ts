import type { Correspondence } from '../hold/correspondence.ts';
import type { Hold } from '../hold/hold.ts';
import { deskZone } from '../hold/hold-clock.ts';
import { standingHold } from '../hold/standing-hold.ts';
import { endOfDay } from '../payer/denial-rung.ts';
import { addDays } from '../platform/days.ts';
import type { Complaint } from '../platform/errors.ts';
import { localDate, zonedInstant } from '../platform/zoned-time.ts';
import { saysSomething } from './note.ts';
import type { CorrespondenceBody } from './routes.ts';

/** How far a clock may be ahead of ours. */
const aheadMillis = 5 * 60_000;
/** Nobody promises a step for later, or writes down what lies further back; a wrong year is seen. */
const furthestDays = 365;

/** Why it cannot have taken place at that time. */
const wrongTime = (at: string, now: Date): string | undefined => {
  const millis = Date.parse(at) - now.getTime();
  if (millis > aheadMillis) return 'is in the future';
  return millis < -furthestDays * 86_400_000 ? 'is more than a year ago' : undefined;
};

/** What keeps one from being sound. */
export const unsoundIn = (
  { way, at, said, next, missed }: CorrespondenceBody,
  now: Date,
): Complaint[] => {
  const today = localDate(now, deskZone);
  const late = next !== undefined && next.on < today;
  const far = next !== undefined && next.on > addDays(today, furthestDays);
  const wrong = at === undefined ? undefined : wrongTime(at, now);
  return [
    ...(saysSomething(said)
      ? []
      : [
          {
            pointer: '/said',
            detail: 'says too little for the next reader',
            fix: 'Say in a few words what was said, or what the letter or the portal told.',
          },
        ]),
    ...(missed && way !== 'telephone'
      ? [
          {
            pointer: '/missed',
            detail: 'is of a call alone',
            fix: 'Leave it out, or say that it was by telephone.',
          },
        ]
      : []),
    ...(wrong
      ? [
          {
            pointer: '/at',
            detail: wrong,
            fix: 'Give the time at which it took place; what is to come is a next step.',
          },
        ]
      : []),
    ...(late || far
      ? [
          {
            pointer: '/next/on',
            detail: late ? 'is in the past' : 'is more than a year ahead',
            fix: 'Give the day on which the next step is to be taken.',
          },
        ]
      : []),
  ];
};

/** The end of a desk's day. */
const deskCloses = '17:00:00';

/** By when a step of a day is to be taken: as the desk closes, or by midnight for who promises it later. */
const stepDueAt = (on: string, now: Date): string => {
  const closes = new Date(zonedInstant(`${on}T${deskCloses}`, deskZone));
  return closes > now ? `${closes.toISOString().slice(0, 19)}Z` : endOfDay(on, deskZone);
};

type Reminded = {
  referral: { referralId: string; practiceNpi: string; doseBy?: string | undefined };
  holds: readonly Hold[];
};

/** Where nothing waits, a hold of its own sees to it that the next step is taken on its day. */
export const reminderOf = (
  { correspondenceId, scope, next, authorizationId }: Correspondence,
  { referral, holds }: Reminded,
  now: Date,
): Hold | undefined => {
  if (!next) return undefined;
  return standingHold(
    {
      kind: authorizationId ? 'authorization' : 'request',
      scope,
      reason: 'step-promised',
      stage: 'outreach',
      evidence: { correspondenceId, on: next.on },
      dueAt: stepDueAt(next.on, now),
    },
    referral,
    holds,
    now,
  );
};
