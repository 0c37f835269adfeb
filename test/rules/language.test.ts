import { describe, expect, it } from 'vitest';
import { isWritten, readLanguage, writtenLanguage } from '../../functions/referral/language.ts';

describe('a language', () => {
  it.each<[string, string | undefined]>([
    // By its code.
    ['en', 'en'],
    ['es', 'es'],
    [' es ', 'es'],
    ['EN', 'en'],
    ['spa', 'es'],
    ['eng', 'en'],
    ['vie', 'vi'],
    ['haw', 'haw'],
    ['es-MX', 'es-MX'],
    ['es_mx', 'es-MX'],
    ['es-419', 'es'],
    ['zh-Hant-TW', 'zh-TW'],
    ['zh-Hant', 'zh'],
    ['haw-US', 'haw'],
    // Nobody's code, or no code at all.
    ['mis', undefined],
    ['mul', undefined],
    ['und', undefined],
    ['zxx', undefined],
    ['qq', undefined],
    ['e', undefined],
    ['en-', undefined],
    ['en-1', undefined],
    ['1en', undefined],
    ['en!', undefined],
    ['en-abcdefghi', undefined],
    ['', undefined],
    [' ', undefined],
    // By its name.
    ['English', 'en'],
    ['spanish', 'es'],
    ['Español', 'es'],
    ['espanol', 'es'],
    ['espanola', undefined],
    ['no espanol', undefined],
    ['Vietnamese', 'vi'],
    ['Hebrew', 'he'],
    ['Indonesian', 'id'],
    ['Zulu', 'zu'],
    ['Afar', 'aa'],
    ['Klingonese', undefined],
    // One of several names of it.
    ['Spanish; Castilian', 'es'],
    ['Castilian/Spanish', 'es'],
    ['Mandarin (Chinese)', 'zh'],
    ['Farsi, Persian', 'fa'],
    ['none; none', undefined],
  ])('"%s" is read as %j', (said, code) => {
    expect(readLanguage(said)).toBe(code);
  });

  it.each([
    ['en', 'en', true],
    ['es', 'es', true],
    ['es-MX', 'es', true],
    ['en-US', 'en', true],
    ['vi', 'en', false],
    ['est', 'en', false],
    ['zh-en', 'en', false],
  ])('%s is written to in %s, and is one of ours: %j', (code, language, ours) => {
    expect(writtenLanguage(code)).toBe(language);
    expect(isWritten(code)).toBe(ours);
  });
});
