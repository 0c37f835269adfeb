import { describe, expect, it } from 'vitest';
import type { Refusal } from '../../functions/platform/errors.ts';
import {
  entityTag,
  isStale,
  revision,
  seenRevision,
  stateTag,
} from '../../functions/platform/revision.ts';

const refusalOf = (run: () => unknown): Refusal => {
  try {
    run();
  } catch (thrown) {
    return thrown as Refusal;
  }
  throw new Error('nothing was refused');
};

describe('what a caller says to have seen', () => {
  it.each<[string, string | undefined, number | undefined]>([
    ['nothing is said', undefined, undefined],
    ['any state will do', '*', undefined],
    ['the revision as it was given', entityTag(3), 3],
    ['the very first', entityTag(0), 0],
    ['one of several digits', entityTag(120), 120],
    ['with room around it', `  ${entityTag(3)} `, 3],
    ['the tag of another kind of thing: no revision that ever was', stateTag({ a: 1 }), -1],
    ['a number with something before it', '"v3"', -1],
    ['a number with something after it', '"3v"', -1],
  ])('%s', (_, ifMatch, seen) => {
    expect(seenRevision(ifMatch)).toBe(seen);
  });

  it.each([
    ['a number without quotes', '3'],
    ['an opening quote only', '"3'],
    ['a closing quote only', '3"'],
    ['an empty tag', '""'],
    ['a weak tag, which does not count here: RFC 9110, section 13.1.1', 'W/"3"'],
    ['two tags', '"3", "4"'],
    ['more than one tag has room for', `"${'a'.repeat(41)}"`],
    ['nothing', ''],
  ])('is refused, with what to send, for %s', (_, ifMatch) => {
    for (const read of [() => seenRevision(ifMatch), () => isStale(ifMatch, '"3"')]) {
      const { status, code, message, errors } = refusalOf(read);
      expect([status, code]).toEqual([400, 'invalid-if-match']);
      expect(message).toBe('If-Match takes one entity tag as it was given.');
      expect(errors).toEqual([
        {
          pointer: 'header/if-match',
          detail: 'must be an entity tag with its quotation marks, such as "3"',
        },
      ]);
    }
  });

  it('is taken up to the longest tag', () => {
    const longest = `"${'a'.repeat(40)}"`;
    expect(isStale(longest, longest)).toBe(false);
  });
});

describe('a decision', () => {
  const standing = stateTag({ status: 'open' });
  it.each<[string, string | undefined, boolean]>([
    ['on what stands is not stale', standing, false],
    ['on another state is stale', stateTag({ status: 'overdue' }), true],
    ['on a number where none is counted is stale', entityTag(3), true],
    ['without a word on what was seen is not', undefined, false],
    ['on whatever stands is not', '*', false],
  ])('%s', (_, ifMatch, stale) => {
    expect(isStale(ifMatch, standing)).toBe(stale);
  });
});

describe('the tag of a state', () => {
  it('is the same however its fields are ordered, and another for any other state', () => {
    expect(stateTag({ a: 1, b: 'x' })).toBe(stateTag({ b: 'x', a: 1 }));
    expect(stateTag({ a: 1, b: 'x' })).not.toBe(stateTag({ a: 1, b: 'y' }));
    expect(stateTag({})).toMatch(/^"[0-9a-f]{16}"$/);
  });
});

it('a revision is a whole number, none below zero, and may be left out', () => {
  expect([0, 7, undefined].every((value) => revision.safeParse(value).success)).toBe(true);
  expect([-1, 1.5, '1'].some((value) => revision.safeParse(value).success)).toBe(false);
});
