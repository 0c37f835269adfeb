import { describe, expect, it } from 'vitest';
import type { Phase } from '../../functions/referral/phase.ts';
import { doubtOf, isTelling, tellsOfDays } from '../../functions/referral/sig/doubts.ts';

/** Each doubt with the words that raise it. */
const doubts: Readonly<Record<string, readonly string[]>> = {
  '"biweekly" may mean twice a week or every two weeks': ['biweekly', 'bi-weekly'],
  '"bimonthly" may mean twice a month or every two months': ['bimonthly', 'bi-monthly'],
  'no schedule is named': [
    ...['as per protocol', 'per guideline', 'per guidelines', 'per pharmacy', 'as directed'],
    'resume',
  ],
  'a day of the month is named by its week': ['first monday', '3rd tue', 'last friday'],
  'a day of the month is named': [
    'first of every month',
    '15th of the month',
    '1st day of each month',
  ],
  '"biannual" may mean twice a year or every two years': ['biannual', 'bi-annual', 'biannually'],
  'the days are not named': [
    ...['semiweekly', 'semi-weekly', 'tri-monthly', 'twice a week', 'thrice weekly'],
    ...['2 times a week', 'two times per week', '3x weekly', '3 x weekly', '3xweekly'],
    'twice each month',
  ],
  '"TIW" does not say on which days': ['tiw'],
  'the days of the week are not named': [
    ...[
      '5 days/week',
      '5 days / week',
      '10 doses per week',
      '5 nights each week',
      '3 doses a week',
    ],
  ],
  'the days of dialysis decide': ['after dialysis'],
  'a range of intervals is given': [
    'every 6-8',
    'q6 to 8',
    'every 10 or 12',
    'cada 6 - 8',
    'q10-12',
  ],
  'a range of lengths is given': [
    ...['for 4-6 weeks', 'x4-6 weeks', 'x 10 to 14 days', 'for 4 - 6weeks', 'for 10-14 doses'],
    'for 2-3 months',
  ],
  'the days of the doses are not fixed': [
    ...['x 5 over 14 days', 'x5 doses in 14 days', 'x 1 dose in 2 weeks', 'x 10 within 6 weeks'],
    'x5dosesover14days',
  ],
  'the patient controls the doses; no days are named': ['pca', 'demand', 'lockout', 'lock-out'],
  'it is not said from which dose the days are counted': [
    ...['first dose given', 'first dose was given', 'given in hospital', 'given at the hospital'],
  ],
  'a dose as needed has no day': ['prn', 'as needed', 'if needed', 'when needed'],
  'it depends on something that is not known yet': [
    ...['until healed', 'until 12/5', 'as tolerated', 'titrate', 'titrated'],
  ],
};

describe('a doubt about the words of an instruction', () => {
  it.each(Object.entries(doubts).flatMap(([why, all]) => all.map((text) => [text, why] as const)))(
    'of “%s”: %s',
    (text, why) => {
      expect(doubtOf(text)?.why).toBe(why);
      expect(doubtOf(`given ${text} at home`)?.why).toBe(why);
    },
  );

  it.each([
    ...['until further notice', 'until 2027-01-31', 'weekly', 'every 6 weeks', 'for 6 weeks'],
    ...['x 5 doses', 'first dose at home', 'monday', 'twice a day', '5 days', 'every 6 and 8'],
    ...['semiannually', 'month', 'x 5 over 14 hours', 'for 4-6 hours', 'per label', 'demanding'],
  ])('is none about “%s”', (text) => {
    expect(doubtOf(text)).toBeUndefined();
  });

  const every = (value: number, unit: 'd' | 'wk' | 'mo' | 'a'): Partial<Phase> => ({
    every: { value, unit },
  });
  const week = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;
  const on = (count: number, more: Partial<Phase> = {}): Partial<Phase> => ({
    weekdays: week.slice(0, count),
    ...more,
  });
  it.each<[string, Partial<Phase>, boolean | undefined]>([
    ['biweekly', every(2, 'wk'), true],
    ['biweekly', every(14, 'd'), true],
    ['biweekly', every(1, 'wk'), false],
    ['biweekly', on(2), true],
    ['biweekly', on(2, every(1, 'wk')), true],
    ['biweekly', on(2, every(2, 'wk')), false],
    ['biweekly', on(1), false],
    ['biweekly', on(1, every(2, 'wk')), false],
    ['biweekly', {}, false],
    ['bimonthly', every(2, 'mo'), true],
    ['bimonthly', every(1, 'mo'), false],
    ['biannual', every(6, 'mo'), true],
    ['biannual', every(2, 'a'), true],
    ['biannual', every(1, 'a'), false],
    ['infuse as per protocol', every(4, 'wk'), true],
    ['infuse as directed', every(4, 'wk'), true],
    ['per protocol unless better', every(4, 'wk'), false],
    ['resume', every(4, 'wk'), undefined],
    ['tiw', on(3), true],
    ['tiw', on(2), false],
    ['twice a week', on(2), true],
    ['twice a week', on(3), false],
    ['twice a month', on(2), false],
    ['thrice weekly', on(3), true],
    ['three times a week', on(3), true],
    ['two times weekly', on(2), true],
    ['4 times a week', on(4), true],
    ['3x weekly', on(3), true],
    ['3x weekly', on(2), false],
    ['5 days/week', on(5), true],
    ['5 days/week', on(4), false],
    ['dialysis', on(3), undefined],
    ['pca', every(1, 'd'), true],
    ['pca', every(1, 'wk'), false],
  ])('about “%s” is settled by coded days %j: %s', (text, coded, settled) => {
    expect(doubtOf(text)?.settles?.({ days: [0], ...coded })).toBe(settled);
  });
});

describe('words that no reader took up', () => {
  const telling = `two three four five six seven eight nine ten twelve dos tres cuatro seis ocho twice thrice
    day days week weeks wk wks month months year years hour hours dia dias semana semanas mes meses ano anos
    every cada q qod qd qwk qweek qmo qmonth bid tid qid daily nightly weekly fortnightly monthly quarterly
    yearly annual annually apart later except if or unless repeat repeated skip hold omit outside missed
    alternate alternating increase decrease starting load second third last mon wednesdays jueves`;
  it.each([...telling.split(/\s+/), 'start on', 'start the'])('tell of days by “%s”', (word) => {
    expect(tellsOfDays(`infuse ${word} slowly`)).toBe(true);
    expect(tellsOfDays(`infuse x${word}x slowly`)).toBe(false);
  });

  it.each(['start', 'loading dose', 'w', 'f', 'saline', '12', ''])('tell none by “%s”', (words) => {
    expect(tellsOfDays(words)).toBe(false);
    expect(isTelling(words)).toBe(words === '12');
  });
});
