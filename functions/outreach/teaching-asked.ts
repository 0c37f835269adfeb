import { LessonQuestion, questionKept, questionPrefix } from '../education/lesson-question.ts';
import type { Effect } from '../hold/effects.ts';
import { type Evidence, readEvidence } from '../hold/evidence.ts';
import { Hold, isOpen } from '../hold/hold.ts';
import { deskZone } from '../hold/hold-clock.ts';
import { placeStanding, rewriteStanding, standingHold } from '../hold/standing-hold.ts';
import { endOfDay } from '../payer/denial-rung.ts';
import { Refusal } from '../platform/errors.ts';
import { beginning, type Items } from '../platform/items.ts';
import type { TransactItem } from '../platform/transaction.ts';
import { localDate } from '../platform/zoned-time.ts';

type Asked = Evidence<'teaching-asked'>['asked'][number];
type Subject = Parameters<typeof standingHold>[1];

/** A hold that asks about so many lessons is full: the next one opens another. */
const mostAsked = 20;

const open = (holds: readonly Hold[]): Hold | undefined =>
  holds.find((hold) => {
    const known = readEvidence(hold, 'teaching-asked');
    return known && !known.again && known.asked.length < mostAsked && isOpen(hold);
  });

type Told = { evidence: Evidence<'teaching-asked'>; dueAt?: string };

const teachingHold = (told: Told, subject: Subject, known: readonly Hold[], now: Date): Hold =>
  standingHold(
    { kind: 'message', scope: 'r', reason: 'teaching-asked', stage: 'outreach', ...told },
    subject,
    known,
    now,
  );

/** Whether what was asked before is said again in full. */
const saysAll =
  (before: Asked) =>
  ({ itemId, words }: Asked): boolean =>
    itemId === before.itemId && (before.words === undefined || words === before.words);

/**
 * The part that asks a nurse to explain something: a new hold on the referral, or the open one that
 * nobody has promised a day for, with it added. A lesson that is asked about again is there once, unless
 * it was asked about in other words: these stand beside each other.
 */
export const teachingAsked = (
  tableName: string,
  { subject, holds }: { subject: Subject; holds: readonly Hold[] },
  asked: readonly Asked[],
  now: Date,
): { holdId: string; item: TransactItem } => {
  const waiting = open(holds);
  const before = (waiting && readEvidence(waiting, 'teaching-asked')?.asked) ?? [];
  const evidence = { asked: [...before.filter((one) => !asked.some(saysAll(one))), ...asked] };
  if (waiting)
    return {
      holdId: waiting.holdId,
      item: rewriteStanding(tableName, { ...waiting, evidence }),
    };
  const hold = teachingHold({ evidence }, subject, holds, now);
  return { holdId: hold.holdId, item: placeStanding(tableName, hold) };
};

type Taught = { topic: string; understood: boolean; whom?: string | undefined };

/** What was taught at a visit and not understood is explained again by a clinician; none where all was. */
export const notUnderstoodHold = (
  subject: Subject,
  taught: readonly Taught[],
  known: readonly Hold[],
  now: Date,
): Hold | undefined => {
  const asked = taught
    .filter(({ understood }) => !understood)
    .map(({ topic, whom = 'patient' }) => ({
      ...{ itemId: topic, title: topic, at: now.toISOString() },
      by: `the nurse, for the ${whom} had not understood it`,
    }));
  return asked.length > 0 ? teachingHold({ evidence: { asked } }, subject, known, now) : undefined;
};

/** The questions that a hold is about, as they are kept; what was not asked on the page has none. */
const questionsOf = (items: Items, asked: readonly Asked[]): LessonQuestion[] => {
  const about = new Set(asked.map(({ itemId }) => itemId));
  return beginning(items, questionPrefix)
    .map((item) => LessonQuestion.parse(item))
    .filter(({ itemId }) => about.has(itemId));
};

/** The patient said it back in their own words: the page shows what they were told. */
export const teachingDone: Effect = async ({ table, hold, resolution, items }) => {
  const evidence = readEvidence(hold, 'teaching-asked');
  const { said } = resolution.facts;
  if (!evidence || !said) return [];
  return questionsOf(await items(), evidence.asked).map(({ again: _, ...question }) =>
    questionKept(table.name, { ...question, answer: { words: said, at: resolution.at } }),
  );
};

/**
 * Not understood yet: whoever is named explains it again on a day that the patient knows, and a hold
 * of its own sees to it by the end of that day.
 *
 * @throws Refusal 422 where the day is past or months away.
 */
export const teachingAgain: Effect = async ({ table, hold, resolution, items }) => {
  const evidence = readEvidence(hold, 'teaching-asked');
  const { person, nextOn } = resolution.facts;
  if (!evidence || !person || !nextOn) return [];
  const now = new Date(resolution.at);
  refuseDay(nextOn, now);
  const all = await items();
  const again = { person, on: nextOn };
  const next = teachingHold(
    { evidence: { asked: evidence.asked, again }, dueAt: endOfDay(nextOn, deskZone) },
    hold,
    beginning(all, 'HOLD#').map((item) => Hold.parse(item)),
    now,
  );
  return [
    placeStanding(table.name, next),
    ...questionsOf(all, evidence.asked).map((question) =>
      questionKept(table.name, { ...question, again }),
    ),
  ];
};

/** Days ahead within which what was not understood is explained again. */
const latestAgainDays = 60;

const refuseDay = (on: string, now: Date): void => {
  const latest = new Date(now.getTime() + latestAgainDays * 86_400_000);
  const wrong =
    on < localDate(now, deskZone)
      ? 'is in the past'
      : on > localDate(latest, deskZone)
        ? `is more than ${latestAgainDays} days ahead`
        : undefined;
  if (wrong)
    throw new Refusal(422, 'action-incomplete', 'The action "explain-again" needs another day.', {
      errors: [
        {
          pointer: '/nextOn',
          detail: wrong,
          fix: 'Give the day that the patient was told.',
        },
      ],
    });
};
