import { describe, expect, it } from 'vitest';
import {
  admitted,
  entryRule,
  noEntry,
  opens,
  type PageEntry,
  triesLeft,
  withTry,
} from '../../functions/outreach/page-entry.ts';
import { sha256 } from '../../functions/platform/canonical.ts';

const now = new Date('2026-11-29T18:00:00.000Z');
const inHours = (hours: number) => new Date(now.getTime() + hours * 3_600_000);
const link = { channel: 'text', generation: 3 } as const;
const many = (times: number, at = now): PageEntry =>
  Array.from({ length: times }).reduce<PageEntry>((entry) => withTry(entry, at), noEntry);

describe('tries of a birth date', () => {
  it.each([
    [0, 5],
    [1, 4],
    [4, 1],
    [5, 0],
  ])('%i of them leave %i', (times, left) => {
    expect(triesLeft(many(times), now)).toBe(left);
  });

  it('count from the first of them, for a day', () => {
    const later = withTry(many(4), inHours(20));
    expect(later).toMatchObject({ tries: 5, since: now.toISOString(), rev: 5 });
    expect(triesLeft(later, inHours(23.99))).toBe(0);
    expect(triesLeft(later, inHours(24))).toBe(5);
    expect(withTry(later, inHours(24))).toMatchObject({
      tries: 1,
      since: inHours(24).toISOString(),
    });
  });
});

describe('a pass', () => {
  const entry = admitted(many(3), link, 'secret', now);

  it('is kept as a digest, and ends the count', () => {
    expect(entry).toEqual({
      tries: 0,
      passes: [{ digest: sha256('secret'), link: 'text:3', until: inHours(12).toISOString() }],
      rev: 4,
    });
    expect(triesLeft(entry, now)).toBe(entryRule.mostTries);
    expect(JSON.stringify(entry)).not.toContain('secret');
  });

  it.each([
    ['the link it was given for', link, 'secret', inHours(11.99), true],
    ['not after half a day', link, 'secret', inHours(12), false],
    ['not a link of another channel', { ...link, channel: 'mail' as const }, 'secret', now, false],
    ['not a later link', { ...link, generation: 4 }, 'secret', now, false],
    ['not for another word', link, 'guess', now, false],
    ['not without one', link, undefined, now, false],
  ] as const)('opens %s', (...[, to, pass, at, expected]) => {
    expect(opens(entry, to, pass, at)).toBe(expected);
  });

  it('is one of five, of which the oldest goes first and those that ended', () => {
    const six = ['1', '2', '3', '4', '5', '6'].reduce<PageEntry>(
      (known, pass) => admitted(known, link, pass, now),
      noEntry,
    );
    expect(['1', '2', '6'].map((pass) => opens(six, link, pass, now))).toEqual([false, true, true]);
    expect(six.passes).toHaveLength(5);
    expect(admitted(six, link, '7', inHours(12)).passes).toHaveLength(1);
  });
});
