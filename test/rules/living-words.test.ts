import { describe, expect, it } from 'vitest';
import {
  livingByCode,
  livingNamed,
  residenceNamed,
} from '../../functions/referral/facts/living-words.ts';

describe('a code of how somebody lives', () => {
  it.each<[string, object, string]>([
    [
      'in a nursing home or another facility',
      { residence: 'long-term-care' },
      '160734000 105530003 45618002 42665001 16384001 22357001 63997002 35313001 310206007 224881003 Z59.3 Z59.39',
    ],
    ['in assisted living', { residence: 'assisted-living' }, '394923006'],
    ['in a group home', { residence: 'group-home' }, '224219001'],
    [
      'without a home',
      { residence: 'homeless' },
      '266939009 32911000 LA30190-5 Z59.0 Z59.00 Z59.02 Z590',
    ],
    ['alone', { livesAlone: true }, '105529008 Z60.2'],
    ['alone, with a caregiver', { livesAlone: true, caregiver: true }, '160725005'],
    ['alone, without one', { livesAlone: true, caregiver: false }, '160726006'],
    [
      'with somebody',
      { livesAlone: false },
      '447051007 408820001 447555007 224133007 224137008 224134001 408821002 430793000',
    ],
    ['bound to the house', { homebound: true }, '160689007'],
    ['bound to the bed', { homebound: true, needsHelp: true }, '160685001 Z74.01'],
    ['with a caregiver', { caregiver: true }, '184156005 224477006'],
    ['without a caregiver', { caregiver: false }, '160747005 224482004 224489008'],
    ['in no home that serves', { home: false }, '105531004 Z59.1 Z59.10 Z75.0'],
    ['in need of help', { needsHelp: true }, 'Z74.1 Z74.3'],
    ['in need of help that nobody gives', { needsHelp: true, caregiver: false }, 'Z74.2'],
    ['of which nothing is known', {}, '1 Z59.8 XZ59.0 Z60 constructor'],
  ])('%s: %j', (_, told, codes) => {
    for (const code of codes.split(' ')) expect(livingByCode(code), code).toEqual(told);
  });
});

describe('words of where somebody lives', () => {
  it.each([
    ['long-term-care', 'nursing home; Nursing facility; skilled nursing; SNF; long-term care'],
    ['long-term-care', 'long term care; longterm care; memory care; convalescent; asilo'],
    ['long-term-care', 'nursing centre; custodial care; hogar de ancianos'],
    ['assisted-living', 'Assisted living; residential care'],
    ['group-home', 'group home'],
    ['homeless', 'homeless; a shelter; on the street'],
    ['private', 'private home; own apartment; own house; private residence; house alone'],
    ['private', 'home with wife; apartment with friends; lives at home'],
    [undefined, 'not in a nursing home; no longer homeless; left the shelter; denies homelessness'],
    [undefined, 'never in a group home; no nursing home; a hospital; at homely; snfx; homes'],
  ])('%s: %s', (residence, words) => {
    for (const one of words.split('; ')) expect(residenceNamed(one), one).toBe(residence);
  });
});

describe('words of a living situation', () => {
  it.each<[string, object]>([
    ['Lives in a nursing home', { residence: 'long-term-care' }],
    ['I do not have housing', { residence: 'homeless' }],
    ["don't have a place", { residence: 'homeless' }],
    ['does not have stable housing', { residence: 'homeless' }],
    ['Lives alone', { livesAlone: true }],
    ['living alone', { livesAlone: true }],
    ['Lives with a friend', { livesAlone: false }],
    ['living with family', { livesAlone: false }],
    ['No caregiver', { caregiver: false }],
    ['without a care giver', { caregiver: false }],
    ['without carer', { caregiver: false }],
    ['no help', { caregiver: false }],
    ['Has a caregiver', { caregiver: true }],
    ['with care giver', { caregiver: true }],
    ['has carer', { caregiver: true }],
    ['Homebound', { homebound: true }],
    ['home-bound', { homebound: true }],
    ['house bound', { homebound: true }],
    ['bedridden', { homebound: true }],
    ['bed -bound', { homebound: true }],
    ['is not homebound', {}],
    ['a note', {}],
    ['outlives alone', {}],
    ['Lives alone in an own apartment', { residence: 'private', livesAlone: true }],
  ])('“%s”: %j', (words, told) => {
    expect(livingNamed(words)).toEqual(told);
  });
});
