import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparePersons } from '../../functions/referral/person/agreement.ts';
import { agreementWeights, thresholds } from '../../functions/referral/person/agreement-weights.ts';
import type { PersonFacts } from '../../functions/referral/person/facts.ts';
import { matchPersons } from '../../functions/referral/person/match.ts';
import { areForms } from '../../functions/referral/person/nicknames.ts';
import { areSwapped, misspellings } from '../../functions/referral/spelling.ts';

const lakeside = '1234567893';
const elsewhere = '1000000020';

type Told1 = {
  given?: string;
  family?: string;
  born?: string;
  chart?: string;
  at?: string;
  member?: string;
  phone?: string;
};
/** Odalys Exampleton of Lakeside with chart 1001; name only what differs, `''` for nothing. */
const someone = (different: Told1 = {}): PersonFacts => {
  const is = {
    given: 'Odalys',
    family: 'Exampleton',
    born: '1984-03-09',
    chart: '1001',
    at: lakeside,
    member: 'EX1001',
    phone: '+13125550142',
    ...different,
  };
  return {
    names: [{ given: is.given, family: is.family }],
    birthDates: [is.born],
    charts: is.chart ? [{ practiceNpi: is.at, system: 'urn:chart', value: is.chart }] : [],
    members: is.member ? [{ payerId: 'acme-health', memberId: is.member }] : [],
    phones: is.phone ? [is.phone] : [],
  };
};

const apart = { chart: '', member: '', phone: '' };

describe('two referrals are of', () => {
  it.each<[string, 'certain' | 'likely' | 'different', Told1, Told1?]>([
    ['one person, told twice', 'certain', {}],
    ['one with a married name', 'certain', { family: 'Inventova' }],
    // 9 of the birthday, 5 and 6 of the names, 4 of the telephone: just enough.
    [
      'one of whom only the telephone is known besides',
      'certain',
      { ...apart, phone: '1' },
      { ...apart, phone: '1' },
    ],
    // 3 of the birthday, 5 and 6 of the names, less 2 of the member id: just enough to look.
    [
      'one with a digit of the birth date and the member id otherwise',
      'likely',
      { ...apart, born: '1984-03-08', member: 'EX9' },
      { ...apart, member: 'EX1001' },
    ],
    ['one with a middle initial', 'certain', { given: 'Odalys R.' }],
    [
      'one with accents, hyphens and capitals',
      'certain',
      { given: 'ODÁLYS', family: 'Example-Ton' },
    ],
    ['one with a nickname', 'certain', { given: 'Liz' }, { given: 'Elizabeth' }],
    ['one with a new member id', 'certain', { member: 'EX2' }],
    ['one with a new telephone', 'certain', { phone: '+13125550199' }],
    ['one with a slip in the given name, in one chart', 'certain', { given: 'Odalis' }],
    [
      'one with two digits of the birth date swapped, in one chart',
      'certain',
      { born: '1984-03-90' },
    ],
    ['one whose day and month were exchanged', 'certain', { born: '1984-09-03' }],
    ['one at another practice, insured alike', 'certain', { at: elsewhere, phone: '+13125550199' }],
    [
      'one whose names stand in each other’s place',
      'certain',
      { given: 'Exampleton', family: 'Odalys' },
    ],
    ['somebody at another practice who may be one', 'likely', { ...apart, at: elsewhere }],
    [
      'a new family name and no number that agrees but the member id',
      'likely',
      { family: 'Else', chart: '', phone: '' },
    ],
    ['another chart in one practice with one member id', 'likely', { chart: '2222' }],
    ['one chart with another birth date', 'likely', { born: '1990-11-30' }],
    ['one chart with another given name', 'likely', { given: 'Bertram' }],
    [
      'one chart of two who agree in nothing',
      'likely',
      {
        given: 'Bertram',
        family: 'Else',
        born: '1940-01-01',
        member: 'EX2222',
        phone: '+13125550199',
      },
    ],
    ['twins with one member id', 'different', { given: 'Bertram', chart: '1002' }],
    [
      'twins with names that look alike and charts of their own',
      'different',
      { given: 'Odalis', chart: '1002', member: 'EX1002' },
    ],
    ['twins of whom no chart is known', 'different', { given: 'Bertram', chart: '' }],
    [
      'namesakes with charts and member ids of their own',
      'different',
      { chart: '2222', member: 'EX2222', phone: '' },
    ],
    ['namesakes of another birthday', 'different', { ...apart, born: '1990-11-30' }],
    [
      'mother and daughter on one plan',
      'different',
      { given: 'Bertha', born: '2008-05-05', chart: '1002' },
    ],
  ])('%s: %s', (_, outcome, different, base = {}) => {
    expect(matchPersons(someone(base), someone({ ...base, ...different })).outcome).toBe(outcome);
  });

  it('twins who look alike are looked at where only their given names tell them apart', () => {
    const twin = someone({ given: 'Odalis', chart: '' });
    expect(matchPersons(someone(), twin)).toMatchObject({ outcome: 'likely' });
    expect(matchPersons(someone(), twin).weight).toBeGreaterThan(thresholds.certain);
  });

  const anyone = fc.record({
    given: fc.constantFrom(
      'Odalys',
      'Odalis',
      'Mary Ann',
      'Mary Beth',
      'Bob',
      'Robert',
      'R.',
      'Ana',
    ),
    family: fc.constantFrom('Exampleton', 'Else', 'García-Núñez', 'Garcia', 'Nunez', 'Eksampleton'),
    born: fc.constantFrom('1984-03-09', '1984-09-03', '1984-03-08', '1990-11-30'),
    chart: fc.constantFrom('', '1001', '1010', '2222'),
    at: fc.constantFrom(lakeside, elsewhere),
    member: fc.constantFrom('', 'EX1001', 'EX1010', 'EX2222'),
    phone: fc.constantFrom('', '+13125550142', '+13125550199'),
  });

  it('the same, whichever of the two came first', () => {
    fc.assert(
      fc.property(anyone, anyone, (one, other) => {
        expect(matchPersons(someone(one), someone(other))).toEqual(
          matchPersons(someone(other), someone(one)),
        );
      }),
    );
  });

  it('one person, whatever the noise in the spelling of a name in one chart', () => {
    const noise = fc.constantFrom<(name: string) => string>(
      (name) => name.toUpperCase(),
      (name) => `  ${name} `,
      (name) => name.normalize('NFD').replace('a', 'a\u0301'),
      (name) => `${name}-Else`,
      (name) => `${name} R.`,
      (name) => name.slice(0, 3) + name.slice(4),
      (name) => name.slice(0, 2) + name[3] + name[2] + name.slice(4),
    );
    fc.assert(
      fc.property(noise, fc.boolean(), (change, isGiven) => {
        const { given, family } = { given: 'Odalys', family: 'Exampleton' };
        const noisy = isGiven ? { given: change(given) } : { family: change(family) };
        expect(matchPersons(someone(), someone(noisy)).outcome).toBe('certain');
      }),
    );
  });

  it('never certainly one for twins, whatever they share but a chart', () => {
    const names = [
      'Ari',
      'Avi',
      'Ana',
      'Anna',
      'Noa',
      'Noah',
      'Mary Ann',
      'Mary Beth',
      'Jo A',
      'Jo B',
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...names),
        fc.constantFrom(...names),
        fc.boolean(),
        (given, other, haveCharts) => {
          fc.pre(given !== other);
          const one = someone({ given, chart: haveCharts ? '1001' : '' });
          const twin = someone({ given: other, chart: haveCharts ? '1002' : '' });
          expect(matchPersons(one, twin).outcome).not.toBe('certain');
        },
      ),
    );
  });

  it('weighed so that no one thing makes a person certain, and birthday and name only likely', () => {
    for (const levels of Object.values(agreementWeights))
      expect(Math.max(...Object.values(levels))).toBeLessThan(thresholds.certain);
    const { birth, given, family } = agreementWeights;
    const byName = birth.same + given.same + family.same;
    expect(byName).toBeGreaterThanOrEqual(thresholds.likely);
    expect(byName).toBeLessThan(thresholds.certain);
  });

  it('compared by chart numbers of one practice only', () => {
    expect(comparePersons(someone(), someone({ at: elsewhere })).chart).toBe('unknown');
    expect(comparePersons(someone(), someone({ chart: '1010' })).chart).toBe('swapped');
  });
});

describe('spelling', () => {
  it.each([
    ['odalys', 'odalys', 0],
    ['odalys', 'odalis', 1],
    ['odalys', 'odlays', 1],
    ['ann', 'anna', 1],
    ['', 'abc', 3],
    ['kitten', 'sitting', 3],
  ])('of %s is %s from %s', (one, other, away) => {
    expect(misspellings(one, other)).toBe(away);
  });

  it('knows two neighbors in the wrong order from another digit', () => {
    expect([areSwapped('1234', '1243'), areSwapped('1234', '1235')]).toEqual([true, false]);
    expect(areSwapped('1234', '1234')).toBe(false);
  });

  it.each([
    ['bob', 'robert', true],
    ['peggy', 'margaret', true],
    ['pepe', 'jose', true],
    ['bob', 'william', false],
    ['bob', 'bob', true],
  ])('takes %s for a form of %s: %s', (one, other, are) => {
    expect(areForms(one, other)).toBe(are);
  });
});
