import { describe, expect, it } from 'vitest';
import {
  answersTold,
  DayAnswers,
  isSevere,
  mayTell,
  visitsStopped,
} from '../../functions/outreach/day-answers.ts';
import { dayQuestions } from '../../functions/series/day-questions.ts';
import { aBookedVisit } from '../support/patients.ts';

describe('what is told of the day', () => {
  it.each<[string, unknown, boolean]>([
    ['one answer', { yes: ['fever'] }, true],
    ['all of them', { yes: [...dayQuestions] }, true],
    ['a symptom alone', { symptom: 'mild' }, true],
    ['own words beside it', { symptom: 'severe', words: 'my arm' }, true],
    ['nothing', {}, false],
    ['nothing that is new', { yes: [] }, false],
    ['words alone', { words: 'hello' }, false],
    ['one answer twice', { yes: ['fever', 'fever'] }, false],
    ['a question that nobody asks', { yes: ['constructor'] }, false],
    ['another degree', { symptom: 'deadly' }, false],
    ['more than is asked', { yes: ['fever'], grade: 4 }, false],
  ])('may be %s', (_says, body, taken) => {
    expect(DayAnswers.safeParse(body).success).toBe(taken);
  });

  it.each([
    [{ yes: ['fever'] }, 'page', 'Told on the page: fever.'],
    [
      { yes: ['infection', 'newMedicine'], symptom: 'moderate' },
      'call',
      'Told by telephone: an infection; a new medicine; does not feel well, moderate (grade 2).',
    ],
    [
      { yes: [], symptom: 'mild', words: 'me pica' },
      'page',
      'Told on the page: does not feel well, mild (grade 1). In own words: “me pica”',
    ],
    [
      { yes: ['pregnancy', 'hospitalStay', 'vaccination'], symptom: 'severe' },
      'page',
      'Told on the page: a pregnancy, or it may be one; a stay in hospital; a vaccination; does not feel well, severe (grade 3).',
    ],
  ] as const)('%j by %s is read as such', (answers, way, expected) => {
    expect(answersTold(DayAnswers.parse(answers), way)).toBe(expected);
  });

  it('is told with who told it, where that is not the patient', () => {
    const answers = DayAnswers.parse({ yes: ['fever'], words: 'since noon' });
    expect(answersTold(answers, 'page', 'Rosa, who cares for the patient')).toBe(
      'Told on the page by Rosa, who cares for the patient: fever. In own words: “since noon”',
    );
  });

  it.each([
    ['severe', true],
    ['moderate', false],
    ['mild', false],
    [undefined, false],
  ] as const)('%s suspends what is to come: %s', (symptom, severe) => {
    expect(isSevere({ yes: ['fever'], symptom })).toBe(severe);
  });
});

describe('until when it is told about a visit', () => {
  // The visit ends at 18:00 UTC.
  it.each([
    ['planned', '2026-11-20T12:00:00Z', true],
    ['confirmed', '2026-12-01T15:00:00Z', true],
    ['in-progress', '2026-12-01T16:00:00Z', true],
    ['completed', '2026-12-04T17:59:59.999Z', true],
    ['completed', '2026-12-04T18:00:00Z', false],
    ['cancelled', '2026-11-20T12:00:00Z', false],
    ['missed', '2026-12-01T19:00:00Z', false],
  ] as const)('%s at %s: %s', (status, at, may) => {
    expect(mayTell(aBookedVisit({ status }), new Date(at))).toBe(may);
  });
});

describe('the visits that wait for a call', () => {
  const visit = (dose: number, status: 'planned' | 'completed' | 'cancelled' = 'planned') =>
    aBookedVisit({
      visitId: `vis_0123456789abcdefghjk_${dose}`,
      dose,
      status,
      startsAt: `2026-12-0${dose}T15:00:00.000Z`,
    });
  const doses = (about: number, isBad: boolean, ...visits: ReturnType<typeof visit>[]) =>
    visitsStopped(visits[about] as never, visits, isBad).map(({ dose }) => dose);

  it('are the one it was told about', () => {
    expect(doses(1, false, visit(1), visit(2), visit(3))).toEqual([2]);
  });

  it('is the next where that one is over, whatever the order they are read in', () => {
    expect(doses(2, false, visit(3), visit(2), visit(1, 'completed'))).toEqual([2]);
    expect(doses(1, false, visit(1), visit(2, 'completed'), visit(3))).toEqual([3]);
  });

  it('are all to come where it is severe, earliest first', () => {
    expect(
      doses(0, true, visit(1, 'completed'), visit(3), visit(2), visit(4, 'cancelled')),
    ).toEqual([2, 3]);
  });

  it('are none where none is to come', () => {
    expect(doses(0, false, visit(1, 'completed'))).toEqual([]);
    expect(doses(0, true, visit(1, 'completed'))).toEqual([]);
  });
});
