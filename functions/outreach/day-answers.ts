import * as z from 'zod';
import { oneLine } from '../platform/text.ts';
import { type DayQuestion, dayQuestions } from '../series/day-questions.ts';
import { suspendingGrade } from '../series/suspension.ts';
import { isAhead, type Visit } from '../series/visit.ts';

/**
 * How bad a symptom is, in words that a patient knows, by the grade that each comes nearest to. Source:
 * CTCAE v5, grades 1 to 3; what is more than severe is an emergency, and the words beside it say so.
 */
const severities = ['mild', 'moderate', 'severe'] as const;
const gradeOf = { mild: 1, moderate: 2, severe: 3 } as const satisfies Record<
  (typeof severities)[number],
  number
>;

/** What is new with a patient before or after a visit. That nothing is new needs nobody who reads it. */
export const DayAnswers = z
  .strictObject({
    /** Which of the day's questions were answered with yes. */
    yes: z
      .array(z.enum(dayQuestions))
      .max(dayQuestions.length)
      .refine((yes) => new Set(yes).size === yes.length, 'must not name one twice')
      .default([]),
    symptom: z.enum(severities).optional(),
    /** In the patient's own words. */
    words: oneLine(300).optional(),
  })
  .refine(({ yes, symptom }) => yes.length > 0 || symptom, 'must tell what is new');
export type DayAnswers = z.infer<typeof DayAnswers>;

const names: Readonly<Record<DayQuestion, string>> = {
  fever: 'fever',
  infection: 'an infection',
  pregnancy: 'a pregnancy, or it may be one',
  newMedicine: 'a new medicine',
  hospitalStay: 'a stay in hospital',
  vaccination: 'a vaccination',
};

const ways = { page: 'Told on the page', call: 'Told by telephone' } as const;
export type HealthWay = keyof typeof ways;

/** What was answered as a clinician reads it, with who told it, and their own words as they were sent. */
export const answersTold = (
  { yes, symptom, words }: DayAnswers,
  way: HealthWay,
  by?: string,
): string =>
  [
    `${ways[way]}${by ? ` by ${by}` : ''}: ${[
      ...yes.map((question) => names[question]),
      ...(symptom ? [`does not feel well, ${symptom} (grade ${gradeOf[symptom]})`] : []),
    ].join('; ')}.`,
    ...(words ? [`In own words: “${words}”`] : []),
  ].join(' ');

/** Whether it is as bad as a reaction that suspends what is to come. */
export const isSevere = ({ symptom }: DayAnswers): boolean =>
  symptom !== undefined && gradeOf[symptom] >= suspendingGrade;

/** Late reactions come within so many hours. Source: education moments, 24 to 72 hours after the visit. */
const lateHours = 72;

/** Whether what is new is told about this visit: until it is over, and as long as a reaction may come late. */
export const mayTell = ({ status, endsAt }: Visit, now: Date): boolean =>
  status !== 'cancelled' &&
  status !== 'missed' &&
  now.getTime() < Date.parse(endsAt) + lateHours * 3_600_000;

/**
 * The visits that wait until a clinician has spoken with the patient: the one that it was told about, or
 * the next where that one is over; all that are to come where it is severe.
 */
export const visitsStopped = <V extends Visit>(
  about: V,
  visits: readonly V[],
  isBad: boolean,
): V[] => {
  const ahead = visits.filter(isAhead).sort((a, b) => a.startsAt.localeCompare(b.startsAt));
  if (isBad) return ahead;
  const own = ahead.find(({ visitId }) => visitId === about.visitId);
  const next = own ?? ahead.find(({ startsAt }) => startsAt > about.startsAt);
  return next ? [next] : [];
};
