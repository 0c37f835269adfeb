import { describe, expect, it } from 'vitest';
import {
  findTokens,
  fitSearch,
  isEnough,
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

describe('how well somebody fits', () => {
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
