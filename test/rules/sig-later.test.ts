import { describe, expect, it } from 'vitest';
import type { Phase } from '../../functions/referral/phase.ts';
import { beginsWithDose, takeLater, withLater } from '../../functions/referral/sig/later.ts';

const every = (value: number, unit: 'd' | 'wk', more: Partial<Phase> = {}): Phase => ({
  ...{ days: [0], every: { value, unit } },
  ...more,
});
const once: Phase[] = [{ days: [0] }];
const twice: Phase[] = [{ days: [0, 14] }];

/** The day of the course on which what follows begins; `asked` where nobody can tell. */
const dayOf = (left: string, before: readonly Phase[]) => {
  const day = takeLater({ left }, before);
  if (typeof day !== 'string') return day;
  expect(day).toBe('it is not said from which dose its days are counted');
  return 'asked';
};

describe('a dose that is counted from one before it', () => {
  it.each<[string, Phase[], number | 'asked' | undefined]>([
    ['2 weeks later', once, 14],
    ['14 days later', once, 14],
    ['a second dose 10 days later', once, 10],
    ['another dose starting 2 wks later', once, 14],
    ['again 2 weeks later', once, 14],
    ['2 weeks after the first dose', once, 14],
    ['2 weeks after the loading dose', once, 14],
    ['2 weeks from the initial infusion', once, 14],
    ['2 weeks after that', once, 14],
    ['2 weeks after the second dose', once, 'asked'],
    // Of two doses, six weeks later may be after either; two weeks after the first is the second itself.
    ['6 weeks later', twice, 'asked'],
    ['15 days later', twice, 'asked'],
    ['2 weeks later', twice, 28],
    ['1 week later', twice, 21],
    ['6 weeks after the previous dose', twice, 56],
    ['6 weeks after the prior dose', twice, 56],
    ['6 weeks after the last dose', twice, 56],
    ['6 weeks after that one', twice, 56],
    ['6 weeks after the first dose', twice, 42],
    ['15 days after the first dose', twice, 15],
    ['2 weeks after the first dose', twice, 'asked'],
    ['1 week after the first dose', twice, 'asked'],
    ['4 weeks after the second dose', twice, 42],
    ['4 weeks after the second dose', [{ days: [0, 14, 42] }], 'asked'],
    // What is given again is the whole of it, or its last dose.
    ['again 1 week later', twice, 'asked'],
    ['every 8 weeks', once, undefined],
  ])('"%s" after %j: %s', (words, before, day) => {
    expect(dayOf(words, before)).toBe(day);
  });

  it.each<[string, Phase[], number | 'asked']>([
    ['nothing', [], 'asked'],
    ['a part that goes on', [every(4, 'wk')], 'asked'],
    ['days of the week', [every(1, 'wk', { weekdays: ['mon'], doses: 2 })], 'asked'],
    ['a last day of the calendar', [every(1, 'wk', { through: '2026-01-19' })], 'asked'],
    [
      'one such part among others',
      [...once, every(1, 'wk', { weekdays: ['mon'], doses: 2 })],
      'asked',
    ],
    ['a part that ends', [every(1, 'wk', { doses: 4 })], 35],
    ['four hundred days', [every(1, 'd', { doses: 400 })], 413],
    ['more days than a course has', [every(1, 'd', { doses: 400 }), { days: [0] }], 'asked'],
  ])('is counted from %s: %s', (_, before, day) => {
    expect(dayOf('2 weeks later', before)).toBe(day);
  });

  it('leaves the other words to be read', () => {
    const unread = { left: '300 mg 2 weeks later every 8 weeks' };
    takeLater(unread, once);
    expect(unread.left).toBe('300 mg every 8 weeks');
  });
});

describe('words that count from a dose before', () => {
  it.each([
    ['1st dose, 2nd dose 2 weeks later', 'first dose, second dose 2 weeks later'],
    ['2700 mg, followed 2 weeks later by 3300 mg', '2700 mg, , 2 weeks later  3300 mg'],
    ['300 mg and again after 2 weeks', '300 mg , again 2 weeks later '],
    ['300 mg and again in 10 days', '300 mg , again 10 days later '],
    ['300 mg, 2 semanas despues', '300 mg, 2 semanas later'],
    ['1 dia despues', '1 dia later'],
    ['21st of May', '21st of May'],
    ['every 8 weeks', 'every 8 weeks'],
  ])('"%s" are told in one way', (text, told) => {
    expect(withLater(text)).toBe(told);
  });

  it.each([
    ['first dose, 2 weeks later', true],
    ['loading dose 2700 mg, 2 weeks later', true],
    ['load, 2 weeks later', true],
    ['300 mg once, 2 weeks later', true],
    ['300 mg now, 2 weeks later', true],
    ['infusion today; 2 weeks later', true],
    ['dosis inicial, 2 semanas later', true],
    ['300 mg, then 300 mg 2 weeks later', true],
    ['300 mg, luego 300 mg 2 semanas later', true],
    ['300 mg, again 2 weeks later', true],
    ['300 mg, 2 weeks later', false],
    ['then 300 mg 2 weeks later', false],
    [', then 300 mg 2 weeks later', false],
  ])('"%s" have a dose before them: %s', (text, has) => {
    expect(beginsWithDose(text)).toBe(has);
  });
});
