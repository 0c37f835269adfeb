import { describe, expect, it } from 'vitest';
import { changeFacts } from '../../functions/measures/change-facts.ts';
import {
  type Facts,
  type Tally,
  tallyChange,
  withTold,
} from '../../functions/measures/measured.ts';
import { tallyOf } from '../../functions/measures/tally.ts';
import { aMeasuredHistory, imagesOf, invented, recountOf } from '../support/measured-histories.ts';

/** Counts batches of items as the store does, without a table. */
const counting = () => {
  const units = new Map<string, { facts: Facts; tally: Tally }>();
  const counters: Record<string, Record<string, number>> = {};
  const take = (items: readonly Record<string, unknown>[]) => {
    for (const { referralId, place, facts: told } of items.flatMap(changeFacts)) {
      const { facts = {}, tally: before = {} } = units.get(`${referralId} ${place}`) ?? {};
      const known = withTold(facts, told);
      const after = tallyOf(place, known);
      units.set(`${referralId} ${place}`, { facts: known, tally: after });
      for (const [counter, cells] of Object.entries(tallyChange([{ before, after }])))
        for (const [cell, by] of Object.entries(cells)) {
          const of = counters[counter] ?? {};
          of[cell] = (of[cell] ?? 0) + by;
          counters[counter] = of;
        }
    }
  };
  const told = () =>
    Object.fromEntries(
      Object.entries(counters)
        .map(([counter, cells]) => [
          counter,
          Object.fromEntries(Object.entries(cells).filter(([, amount]) => amount !== 0)),
        ])
        .filter(([, cells]) => Object.keys(cells as object).length > 0),
    );
  return { take, told };
};

const histories = Array.from({ length: 10_000 }, (_, number) => aMeasuredHistory(number, 15));
const truth = recountOf(histories);

describe('what is counted from the changes of 10,000 referrals', () => {
  it('is what a full recount finds', () => {
    const { take, told } = counting();
    for (const history of histories) take(imagesOf(history));
    expect(told()).toEqual(truth);
  });

  it('is the same where changes come twice and in any order', () => {
    const { take, told } = counting();
    const { shuffled, often } = invented(7);
    for (const history of histories) {
      const images = imagesOf(history);
      const again = images.filter(() => often(0.3));
      take(shuffled([...images, ...again]));
    }
    expect(told()).toEqual(truth);
  });

  it('counts something of every kind', () => {
    const families = new Set(Object.keys(truth).map((counter) => counter.split('|')[0]));
    expect([...families].sort()).toEqual([
      'decisions',
      'first-infusion',
      'holds',
      'messages',
      'referrals',
      'services',
      'units',
      'visits',
    ]);
  });
});
