import { describe, expect, it } from 'vitest';
import {
  findTokens,
  fitSearch,
  isEnough,
  partsNotUnderstood,
  soundOf,
  tokensToAsk,
  tokensToKeep,
} from '../../functions/referral/person/search.ts';

const sought = {
  name: { given: 'Odalys María', family: 'García-Núñez' },
  birthDate: '1984-02-03',
  phone: '(312) 555-0142',
  memberIds: ['EX 1001-A'],
};

describe('how a name sounds', () => {
  it.each([
    ['gonzales', 'gonzalez'],
    ['katherine', 'catherine'],
    ['philips', 'filips'],
    ['knight', 'night'],
    ['schmidt', 'schmitt'],
    ['garcia', 'gracia'],
  ])('%s as %s', (one, other) => {
    expect(soundOf(one)).toBe(soundOf(other));
  });
  it.each([
    ['garcia', '262'],
    ['exampleton', '0251'],
    ['oh', '0'],
    ['wright', '623'],
    ['agnes', '0252'],
    ['playwright', '1462'],
    ['gnome', '5'],
    ['bpf', '1'],
    ['lex', '42'],
    ['петров', undefined],
    ['王小明', undefined],
  ])('%s is %s', (word, sound) => {
    expect(soundOf(word)).toBe(sound);
  });
});

describe('the tokens of a referral', () => {
  it('are beginnings and sounds of every word, and what is the patient’s alone', () => {
    expect(tokensToKeep(sought).map((token) => token.join(' '))).toEqual([
      ...[
        'begins oda',
        'begins odal',
        'begins odalys',
        'begins mar',
        'begins mari',
        'begins maria',
      ],
      ...[
        'begins gar',
        'begins garc',
        'begins garcia',
        'begins nun',
        'begins nune',
        'begins nunez',
      ],
      ...['sounds 0342', 'sounds 56', 'sounds 262', 'sounds 52', 'sounds 2625'],
      ...['born 1984-02-03', 'phone +13125550142', 'member ex1001a'],
    ]);
  });

  it('are none of what says nothing', () => {
    const name = { given: 'Анна', family: 'Иванова' };
    const tokens = tokensToKeep({ ...sought, name, memberIds: ['--'], phone: undefined });
    expect(tokens.filter(([kind]) => kind !== 'begins')).toEqual([['born', '1984-02-03']]);
  });

  it('are the whole of a short name, without a sound, and none of a name that is not told', () => {
    const tokens = (given: string, family: string) =>
      tokensToKeep({ name: { given, family }, birthDate: '1984-02-03', memberIds: [] })
        .map((token) => token.join(' '))
        .slice(0, -1);
    expect(tokens('', 'Bo')).toEqual(['begins bo']);
    expect(tokens('Kim', '')).toEqual(['begins kim', 'sounds 25']);
  });

  it('are blind, apart from other keys, and half as long as a MAC', async () => {
    const index = async (...words: string[]) => words.join('/').padEnd(64, '.');
    expect(await findTokens(index, [['born', '1984-02-03']])).toEqual([
      'find/born/1984-02-03'.padEnd(32, '.'),
    ]);
  });
});

describe('what is asked for', () => {
  it('is the longest beginning that is kept, other forms of a name, and the sound', () => {
    expect(tokensToAsk({ family: 'Garci', given: 'Bo' })).toEqual([
      [['begins', 'bo']],
      [
        ['begins', 'garc'],
        ['sounds', '262'],
      ],
    ]);
    expect(tokensToAsk({ given: 'nacho' })[0]).toEqual([
      ['begins', 'nach'],
      ['begins', 'ignaci'],
      ['sounds', '52'],
    ]);
    expect(tokensToAsk({ family: 'Kim' })).toEqual([
      [
        ['begins', 'kim'],
        ['sounds', '25'],
      ],
    ]);
    expect(
      tokensToAsk({ birthDate: '1984-02-03', phone: '312 555 0142', memberId: 'EX-1001 a' }),
    ).toEqual([[['born', '1984-02-03']], [['phone', '+13125550142']], [['member', 'ex1001a']]]);
  });

  it.each([
    [{ family: 'Ga' }, false],
    [{ family: 'Gar' }, true],
    [{ given: 'Odalys' }, true],
    [{ family: 'G', phone: '3125550142' }, true],
    [{ memberId: '1' }, true],
    [{ birthDate: '1984-02-03' }, true],
    [{}, false],
  ])('%j is enough: %s', (query, enough) => {
    expect(isEnough(query)).toBe(enough);
  });
});

describe('what holds nothing to look for', () => {
  it.each<[Parameters<typeof partsNotUnderstood>[0], string[]]>([
    [{ family: '--' }, ['family']],
    [{ given: '.', family: 'Kim' }, ['given']],
    [{ memberId: '--' }, ['memberId']],
    [{ phone: '555' }, ['phone']],
    [
      { family: '!', given: '?', memberId: '-', phone: '1' },
      ['family', 'given', 'memberId', 'phone'],
    ],
    [{ family: 'Kim', given: 'O', memberId: '1', phone: '312 555 0142' }, []],
    [{ family: '', given: '', memberId: '', phone: '' }, []],
    [{}, []],
  ])('of %j is %j', (query, parts) => {
    expect(partsNotUnderstood(query)).toEqual(parts);
  });
});

describe('how well somebody fits', () => {
  const called = (family: string) => ({ ...sought, name: { given: 'A', family } });

  it.each([
    ['Strauß', 'Strauss'],
    ['Sørensen', 'Sorensen'],
    ['Öström', 'Ostrom'],
    ['Małłek', 'Mallek'],
    ['Kjær', 'Kjaer'],
    ['Œuvrard', 'Oeuvrard'],
    ['Đorđević', 'Dordevic'],
  ])('%s may be written %s', (one, other) => {
    expect(fitSearch({ family: one }, called(other))).toBe(6.5);
    expect(fitSearch({ family: other }, called(one))).toBe(6.5);
  });

  // One slip from four letters on, two from eight on; then a slip in the beginning, then the sound.
  it.each([
    ['Cal', 'Col', undefined],
    ['Cale', 'Cole', 3],
    ['Partman', 'Portman', 3],
    ['Pirtmen', 'Portman', 1],
    ['Pirtmenn', 'Portmann', 3],
    ['Pirtminn', 'Portmanu', 1],
    ['Pirt', 'Portmann', 2],
    ['Pir', 'Portmann', undefined],
    ['Kim', 'Chen', undefined],
    ['Khim', 'Chen', 1],
    ['Partmann', 'Portman', 3],
  ])('%s finds %s: %s', (typed, family, fit) => {
    expect(fitSearch({ given: typed }, called(family))).toBe(fit);
  });

  it('not by a number that cannot be one, though none is known', () => {
    expect(fitSearch({ phone: '555' }, { ...sought, phone: undefined })).toBeUndefined();
  });

  it.each([
    [{ family: 'garcia' }, 6.5],
    [{ given: 'garcia' }, 6],
    [{ family: 'Gar' }, 5.5],
    [{ family: 'garcianunez' }, 6],
    [{ family: 'Garcja', given: 'O' }, 4],
    [{ given: 'Odalis' }, 3],
    [{ given: 'maria', family: 'nunez' }, 12.5],
    [{ birthDate: '1984-02-03' }, 0],
    [{ phone: '+1 312 555 0142', memberId: 'ex1001A' }, 0],
  ])('%j: %s', (query, fit) => {
    expect(fitSearch(query, sought)).toBe(fit);
  });

  it.each([
    { family: 'Gomez' },
    { family: 'Garcia', given: 'Ramona' },
    { family: 'Garcia', birthDate: '1984-03-02' },
    { family: 'Garcia', phone: '312 555 0143' },
    { phone: '555' },
    { memberId: 'EX1001B' },
    { given: 'X', family: 'Garcia' },
  ])('%j does not', (query) => {
    expect(fitSearch(query, sought)).toBeUndefined();
  });

  it('by letters of which no sound is known, not by a sound', () => {
    const anna = { ...sought, name: { given: 'Анна', family: 'Иванова' } };
    expect(fitSearch({ family: 'Петров' }, anna)).toBeUndefined();
    expect(fitSearch({ family: 'Иванова' }, anna)).toBe(6.5);
  });

  it('by a sound alone is the least', () => {
    const zalman = { ...sought, name: { given: 'A', family: 'Gonzalesz' } };
    expect(fitSearch({ given: 'cansolis' }, zalman)).toBe(1);
  });
});
