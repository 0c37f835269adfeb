import { describe, expect, it } from 'vitest';
import {
  allGiven,
  nameInText,
  separateSuffix,
  singleName,
  wholeName,
} from '../../functions/referral/person/name.ts';

type Name = ReturnType<typeof separateSuffix>;
const parts = ({ given, middle, family, suffix }: Name) =>
  [given, middle ?? '-', family, suffix ?? '-'].join(' | ');
const long = 'x'.repeat(61);

describe('a name that was sent as one text', () => {
  it.each([
    ['Ana Kim', 'Ana | - | Kim | -'],
    ['Kim, Ana', 'Ana | - | Kim | -'],
    ['Kim,  Ana   Maria  Luz', 'Ana | Maria Luz | Kim | -'],
    ['De la Cruz, Ana', 'Ana | - | De la Cruz | -'],
    ['Mrs. Ana Kim', 'Ana | - | Kim | -'],
    ['Kim, Mr Bo', 'Bo | - | Kim | -'],
    ['Drew Kim', 'Drew | - | Kim | -'],
    ['Kim, Mrazek', 'Mrazek | - | Kim | -'],
    ['Bo Kim Jr.', 'Bo | - | Kim | Jr.'],
    ['Bo Kim, Jr.', 'Bo | - | Kim | Jr.'],
    ['Kim, Bo, III', 'Bo | - | Kim | III'],
    ['Kim Sr, Bo', 'Bo | - | Kim | Sr'],
    ['Kim, Bo,', 'Bo | - | Kim | -'],
    ['Bo Iverson', 'Bo | - | Iverson | -'],
    ['Bo Kriv', 'Bo | - | Kriv | -'],
    ['De la Cruz Jr, Bo', 'Bo | - | De la Cruz | Jr'],
  ])('%s is %s', (text, name) => {
    const read = nameInText(text);
    expect(read && parts(read.name)).toBe(name);
    expect(read?.isSure).toBe(true);
  });

  it('has no middle name where there is none', () => {
    expect(nameInText('Ana Kim')?.name).toEqual({ given: 'Ana', family: 'Kim' });
  });

  // Nobody can tell which words are the family's.
  it.each([
    ['Ana Maria Kim', 'Ana | Maria | Kim | -'],
    ['Ana Maria Kim Jr', 'Ana | Maria | Kim | Jr'],
    ['Kim, Ana, Luz', 'Ana | - | Kim | -'],
    ['Kim Jr', 'Kim | - | Jr | -'],
  ])('%s is read as %s, and asked about', (text, name) => {
    const read = nameInText(text);
    expect(read && parts(read.name)).toBe(name);
    expect(read?.isSure).toBe(false);
  });

  it.each(['', ' ', 'Kim', 'Mr Kim', 'Kim,', ', Ana', 'Kim, Jr', 'Kim, Mrs.'])(
    '%j is none of two words',
    (text) => {
      expect(nameInText(text)).toBeUndefined();
    },
  );

  it('has no more letters than there is room for', () => {
    const read = nameInText(`${long}, ${long} ${long}`)?.name;
    expect([read?.given, read?.middle, read?.family].map((part) => part?.length)).toEqual([
      60, 60, 60,
    ]);
  });
});

describe('a name of one word', () => {
  it.each([
    ['Suharto', 'Suharto'],
    [' Suharto, ', 'Suharto'],
    ['Mr. Suharto', 'Suharto'],
    ['Патрик', 'Патрик'],
    ['Natasha', 'Natasha'],
    ['Testa', 'Testa'],
    [long, long.slice(1)],
  ])('%j is %s', (text, family) => {
    expect(singleName(text)).toEqual({ given: '', family });
  });

  it.each([
    ...['', ' ', 'Mr', 'Ana Kim', 'unknown', 'UNKNOWN', 'none', 'noname', 'N/A', 'na', 'unk'],
    ...['anonymous', 'patient', 'name', 'test', '???', '1234', '-'],
  ])('%j is none', (text) => {
    expect(singleName(text)).toBeUndefined();
  });
});

describe('what tells generations of a name apart', () => {
  it.each<[string, string[], string]>([
    ['Kim Jr', [], 'Bo | - | Kim | Jr'],
    [' Kim ,  jr. ', [], 'Bo | - | Kim | jr.'],
    ['Kim III', ['MD'], 'Bo | - | Kim | III'],
    ['Kim', ['MD', ' IV '], 'Bo | - | Kim | IV'],
    ['Kim Jr', ['Sr'], 'Bo | - | Kim | Sr'],
    ['Lee Iverson', [], 'Bo | - | Lee Iverson | -'],
    ['Kim MD', ['PhD'], 'Bo | - | Kim MD | -'],
    ['Jr', [], 'Bo | - | Jr | -'],
  ])('is set apart: %j with %j is %s', (family, sent, expected) => {
    expect(parts(separateSuffix({ given: 'Bo', family }, sent))).toBe(expected);
  });

  it('stays what was sent as such, and the rest of the name is as it was', () => {
    const name = { given: 'Bo', middle: 'R', family: 'Kim Jr', suffix: 'II' };
    expect(separateSuffix(name, ['III'])).toEqual({ ...name, family: 'Kim' });
  });
});

it('all given names, and the whole name, are written as people write them', () => {
  const name = { given: 'Bo', middle: 'R', family: 'Kim', suffix: 'Jr' };
  expect([allGiven(name), wholeName(name)]).toEqual(['Bo R', 'Bo R Kim Jr']);
  const single = { given: '', family: 'Kim' };
  expect([allGiven(single), wholeName(single)]).toEqual(['', 'Kim']);
});
