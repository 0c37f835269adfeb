import { describe, expect, it } from 'vitest';
import { scoreVeins } from '../../functions/referral/checks/vein-score.ts';

const on = '2026-12-01';
const grown = '1980-03-14';
const five = [
  'difficultBefore',
  'difficultyExpected',
  'veinNotPalpable',
  'veinNotVisible',
  'veinUnderThreeMillimeters',
] as const;
const signs = (present: number, asked = 5) =>
  Object.fromEntries(five.slice(0, asked).map((sign, index) => [sign, index < present]));

describe('veins of a grown patient', () => {
  it.each([
    [0, 'low'],
    [1, 'low'],
    [2, 'moderate'],
    [3, 'moderate'],
    [4, 'high'],
    [5, 'high'],
  ] as const)('with %i of five signs are a %s risk', (points, risk) => {
    expect(scoreVeins(signs(points), grown, on)).toMatchObject({
      scale: 'a-diva',
      points,
      atMost: points,
      risk,
      unanswered: [],
    });
  });

  it.each([
    [0, 4, 'low', ['veinUnderThreeMillimeters']],
    [0, 3, 'unclear', ['veinNotVisible', 'veinUnderThreeMillimeters']],
    [1, 4, 'unclear', ['veinUnderThreeMillimeters']],
    [2, 4, 'moderate', ['veinUnderThreeMillimeters']],
    [4, 4, 'high', ['veinUnderThreeMillimeters']],
  ] as const)(
    'with %i signs of %i that somebody looked at are a %s risk',
    (present, asked, risk, unanswered) => {
      expect(scoreVeins(signs(present, asked), grown, on)).toMatchObject({ risk, unanswered });
    },
  );

  it('that nobody has looked at have no score', () => {
    expect(scoreVeins({}, grown, on)).toBeUndefined();
  });
});

describe('veins of a child', () => {
  const seen = { veinNotVisible: false, veinNotPalpable: false, bornEarly: false };
  it.each([
    ['2026-12-01', 3],
    ['2025-12-02', 3],
    ['2025-12-01', 1],
    ['2023-12-02', 1],
    ['2023-12-01', 0],
    ['2008-12-02', 0],
  ])('born on %s begin with %i points of age', (birthDate, points) => {
    expect(scoreVeins(seen, birthDate, on)).toMatchObject({ scale: 'diva', points, risk: 'low' });
  });

  it('are scored as those of grown people from the 18th birthday on', () => {
    expect(scoreVeins(seen, '2008-12-01', on)).toMatchObject({ scale: 'a-diva' });
  });

  it.each([
    [{ veinNotVisible: true }, 2, 'low'],
    [{ bornEarly: true }, 3, 'low'],
    [{ veinNotVisible: true, veinNotPalpable: true }, 4, 'high'],
    [{ bornEarly: true, veinNotVisible: true }, 5, 'high'],
  ] as const)('with %j come to %i points, a %s risk', (more, points, risk) => {
    expect(scoreVeins({ ...seen, ...more }, '2016-05-01', on)).toMatchObject({ points, risk });
  });

  it('are unclear where nobody says whether the child was born early, and it decides', () => {
    const { bornEarly: _, ...left } = seen;
    expect(scoreVeins({ ...left, veinNotVisible: true }, '2016-05-01', on)).toMatchObject({
      points: 2,
      atMost: 5,
      risk: 'unclear',
      unanswered: ['bornEarly'],
    });
  });
});
