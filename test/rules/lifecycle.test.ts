import { describe, expect, it } from 'vitest';
import {
  type Lifecycle,
  mayFollow,
  priorsOf,
  unended,
} from '../../functions/platform/lifecycle.ts';

type Status = 'drafted' | 'sent' | 'answered' | 'filed';

/** A letter: sent again as often as it takes, and kept once it is answered. */
const letter: Lifecycle<Status> = {
  begins: ['drafted'],
  next: { drafted: ['sent'], sent: ['sent', 'answered'], answered: ['answered'], filed: [] },
};

describe('the life of a letter', () => {
  it.each<[Status, Status, boolean]>([
    ['drafted', 'sent', true],
    ['drafted', 'answered', false],
    ['sent', 'sent', true],
    ['sent', 'drafted', false],
    ['drafted', 'drafted', true],
    ['filed', 'filed', true],
    ['answered', 'sent', false],
  ])('from %s to %s: %s', (from, to, may) => {
    expect(mayFollow(letter, from, to)).toBe(may);
  });

  it('leads to each status from those that name it', () => {
    const statuses = ['drafted', 'sent', 'answered', 'filed'] as const;
    expect(statuses.map((to) => priorsOf(letter, to))).toEqual([
      [],
      ['drafted', 'sent'],
      ['sent', 'answered'],
      [],
    ]);
  });

  it('has not ended while something else can follow; staying what it is, it has', () => {
    expect(unended(letter)).toEqual(['drafted', 'sent']);
  });
});
