import { describe, expect, it } from 'vitest';
import { hasUnseen, oneLine, text } from '../../functions/platform/text.ts';

const unseen: readonly [string, string][] = [
  ['a control', '\u0007'],
  ['a zero byte', '\u0000'],
  ['a delete', '\u007F'],
  ['a soft hyphen', '\u00AD'],
  ['an Arabic letter mark', '\u061C'],
  ['a zero-width space', '\u200B'],
  ['a right-to-left mark', '\u200F'],
  ['a line separator', '\u2028'],
  ['an override of direction', '\u202E'],
  ['a word joiner', '\u2060'],
  ['an isolate of direction', '\u2066'],
  ['a byte order mark', '\uFEFF'],
  ['an annotation', '\uFFF9'],
];

const complaints = (schema: ReturnType<typeof text>, value: string): string[] =>
  schema.safeParse(value).error?.issues.map(({ message }) => message) ?? [];

describe('words that people write', () => {
  it.each(unseen)('are refused with %s in them', (_, sign) => {
    expect(hasUnseen(`5${sign}0 mg`)).toBe(true);
    expect(complaints(text(20), `5${sign}0 mg`)).toEqual([
      'must hold no control or invisible characters',
    ]);
  });

  it.each([
    'José Núñez',
    '診断',
    'naïve – “quoted” ½',
    'family 👩‍🦰'.replace('\u200D', ''),
    'שלום',
  ])('are taken as %s', (words) => {
    expect(hasUnseen(words)).toBe(false);
    expect(text(40).parse(words)).toBe(words);
    expect(oneLine(40).parse(words)).toBe(words);
  });

  it('may have lines and tabs, but not on one line', () => {
    for (const sign of ['\n', '\r', '\t']) {
      const words = `calls${sign}back`;
      expect(hasUnseen(words)).toBe(false);
      expect(text(40).parse(words)).toBe(words);
      expect(complaints(oneLine(40), words)).toEqual(['must be one line of text']);
    }
    expect(hasUnseen('first\n\tsecond\nthird')).toBe(false);
  });

  it('lose the room around them, and must not be empty', () => {
    expect(text(5).parse('  seven '.slice(0, 7))).toBe('seven');
    expect(complaints(text(5), ' \n ')).toContain('must not be empty');
    expect(text(5).safeParse('sevens').success).toBe(false);
    expect(text(1).parse('x')).toBe('x');
  });
});
