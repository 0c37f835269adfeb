import { describe, expect, it } from 'vitest';
import { vialsFor } from '../../functions/authorization/units.ts';

const opened = (dose: bigint, ...sizes: bigint[]) => vialsFor(dose, sizes);

describe('the containers opened for a dose', () => {
  it.each<[string, bigint, bigint[], bigint[]]>([
    ['one that holds it exactly', 100n, [100n], [100n]],
    ['one more for a remainder', 101n, [100n], [100n, 100n]],
    ['one for less than it holds', 1n, [100n], [100n]],
    ['the fewest that leave nothing over', 600n, [100n, 300n], [300n, 300n]],
    ['the same, however the sizes are listed', 600n, [300n, 100n], [300n, 300n]],
    ['the largest first', 400n, [100n, 300n], [300n, 100n]],
    ['the largest first, however they are listed', 400n, [300n, 100n], [300n, 100n]],
    [
      'more and smaller ones, when they leave less over',
      410n,
      [90n, 300n],
      [90n, 90n, 90n, 90n, 90n],
    ],
    ['three that fit rather than two that do not', 270n, [90n, 200n], [90n, 90n, 90n]],
    ['one that is larger than the dose, when nothing fits closer', 70n, [90n, 300n], [90n]],
    ['none for no dose', 0n, [100n], []],
    ['none for less than none', -100n, [100n], []],
    ['none where no size is known', 100n, [], []],
  ])('are %s', (_says, dose, sizes, vials) => {
    expect(opened(dose, ...sizes)).toEqual(vials);
  });
});
