import { describe, expect, it } from 'vitest';
import { comparePersons } from '../../functions/referral/person/agreement.ts';
import type { PersonFacts } from '../../functions/referral/person/facts.ts';

const person = (facts: Partial<PersonFacts> = {}): PersonFacts => ({
  names: [],
  birthDates: [],
  charts: [],
  members: [],
  phones: [],
  ...facts,
});
const named = (...names: [given: string, family: string][]) =>
  person({ names: names.map(([given, family]) => ({ given, family })) });

/** What the two agree in, whichever comes first. */
const agreement = (one: PersonFacts, other: PersonFacts) => {
  const found = comparePersons(one, other);
  expect(comparePersons(other, one)).toEqual(found);
  return found;
};

describe('two given names are', () => {
  it.each([
    ['Odalys', 'odályS', 'same'],
    ['Mary Ann', 'Maryann', 'same'],
    ['Mary', 'Mary Beth', 'same'],
    ['Mary Ann', 'Mary Ann', 'same'],
    ['Mary A.', 'Mary Ann', 'same'],
    ['Mary Anna', 'Mary Anne', 'same'],
    ['Mary A.', 'Mary B.', 'close'],
    ['Mary A.', 'Mary Beth', 'close'],
    ['Mary Ann', 'Mary Beth', 'close'],
    ['Mary Jo', 'Mary Bo', 'close'],
    ['Mary Ann', 'Mary Alice', 'close'],
    ['R.', 'Robert', 'short'],
    ['R. Jo', 'Robert Jo', 'short'],
    ['R. Ann', 'Robert Beth', 'close'],
    ['R.', 'Albert', 'different'],
    ['Liz', 'Elizabeth', 'short'],
    ['Liz Jo', 'Elizabeth Jo', 'short'],
    ['Liz Ann', 'Elizabeth Beth', 'close'],
    ['Anna Bertha', 'Bertha', 'short'],
    ['Anna Ida', 'Ida', 'short'],
    ['Anna Bo', 'Bo', 'different'],
    ['Anna Bertha', 'Bertha Anna', 'short'],
    ['Odalys', 'Odalis', 'close'],
    ['Odalys', 'Odlays', 'close'],
    ['Ana', 'Ann', 'close'],
    ['Jo', 'Jon', 'different'],
    ['Gabriel', 'Gebrial', 'different'],
    ['Jonathan', 'Jonethen', 'close'],
    ['Jonathan', 'Jenethen', 'different'],
    ['Odalys', 'Bertram', 'different'],
  ] as const)('%s and %s: %s', (one, other, given) => {
    expect(agreement(named([one, 'Exampleton']), named([other, 'Exampleton']))).toMatchObject({
      given,
      family: 'same',
    });
  });
});

describe('two family names are', () => {
  it.each([
    ['Exampleton', 'EXAMPLE-TON', 'same'],
    ['O’Sample', 'OSample', 'same'],
    ['García-Núñez', 'Garcia', 'part'],
    ['de la Cruz', 'Cruz', 'part'],
    ['Li Sample', 'Sample', 'part'],
    ['Van Example', 'Van Sampler', 'different'],
    ['von Example', 'von Otherly', 'different'],
    ['van der Example', 'van der Otherly', 'different'],
    ['del Example', 'del Otherly', 'different'],
    ['de los Example', 'de los Otherly', 'different'],
    ['de las Example', 'de las Otherly', 'different'],
    ['Example III', 'Otherly III', 'different'],
    ['Li Example', 'Li Otherly', 'different'],
    ['Exampleton', 'Eksampleton', 'close'],
    ['De Exampleton', 'De Eksampleton', 'close'],
    ['Exampleton', 'Else', 'different'],
  ] as const)('%s and %s: %s', (one, other, family) => {
    expect(agreement(named(['Odalys', one]), named(['Odalys', other]))).toMatchObject({
      given: 'same',
      family,
    });
  });
});

describe('two names', () => {
  it('agree in part where given and family name stand in each other’s place', () => {
    expect(agreement(named(['Odalys', 'Example']), named(['Example', 'Odalys']))).toMatchObject({
      given: 'short',
      family: 'part',
    });
    for (const [given, family] of [
      ['Mary Ann', 'Example'],
      ['Odalys', 'De Sample'],
    ] as const)
      for (const [otherGiven, otherFamily] of [
        [family, given],
        [family.replace(' ', ''), given.replace(' ', '')],
      ] as const)
        expect(agreement(named([given, family]), named([otherGiven, otherFamily]))).toMatchObject({
          ...{ given: 'short', family: 'part' },
        });
    expect(agreement(named(['Odalys', 'Example']), named(['Example', 'Else'])).given).not.toBe(
      'short',
    );
    expect(agreement(named(['Odalys', 'Example']), named(['Else', 'Odalys'])).given).not.toBe(
      'short',
    );
  });

  it('that are one word twice are the same', () => {
    expect(agreement(named(['Mary Ann', 'Maryann']), named(['Mary Ann', 'Maryann']))).toMatchObject(
      {
        ...{ given: 'same', family: 'same' },
      },
    );
    expect(agreement(named(['Thomas', 'Thomas']), named(['Thomas', 'Thomas']))).toMatchObject({
      given: 'same',
      family: 'same',
    });
  });

  it.each<[alone: string, given: string, family: string, expected: [string, string]]>([
    ['Thomas', '', 'Thomas', ['same', 'same']],
    ['Thomas', 'FNU', 'Thomas', ['same', 'same']],
    ['Thomas', 'Thomas', 'LNU', ['close', 'part']],
    ['Thomas', 'Thomas', 'Thomas', ['close', 'same']],
    ['Thomas', 'Odalys', 'Thomas', ['close', 'same']],
    ['Thomas', 'Thomas', 'Example', ['close', 'part']],
    ['Thomas', 'Odalys', 'Example', ['different', 'different']],
    ['Thomas', '', 'Example', ['same', 'different']],
  ])('"%s" alone and "%s" "%s" may be one', (alone, given, family, expected) => {
    const found = agreement(named(['', alone]), named([given, family]));
    expect([found.given, found.family]).toEqual(expected);
  });

  it('agree as the best of them do, the given name first', () => {
    const known = named(['Bertram', 'Exampleton'], ['Odalys', 'Else'], ['Odalis', 'Exampleton']);
    expect(agreement(known, named(['Odalys', 'Exampleton']))).toMatchObject({
      given: 'same',
      family: 'different',
    });
    const married = named(['Odalys', 'Else'], ['Odalys', 'Exampleton']);
    expect(agreement(married, named(['Odalys', 'Exampleton']))).toMatchObject({
      given: 'same',
      family: 'same',
    });
  });

  it('of whom none is known do not agree', () => {
    expect(agreement(person(), named(['Odalys', 'Exampleton']))).toMatchObject({
      given: 'different',
      family: 'different',
    });
  });
});

describe('two birth dates are', () => {
  it.each([
    ['1984-03-09', '1984-03-09', 'same'],
    ['1984-03-09', '1985-03-09', 'near'],
    ['1984-03-09', '1984-03-90', 'near'],
    ['1984-03-12', '1984-12-03', 'near'],
    ['1984-03-09', '1985-03-08', 'different'],
    ['1984-03-12', '1985-12-03', 'different'],
  ] as const)('%s and %s: %s', (one, other, birth) => {
    const born = (date: string) => person({ birthDates: [date] });
    expect(agreement(born(one), born(other)).birth).toBe(birth);
  });

  it('as near as the nearest of several, and different where none is known', () => {
    const both = person({ birthDates: ['1990-11-30', '1984-03-09'] });
    const born = (date: string) => person({ birthDates: [date, '2001-01-01'] });
    expect(agreement(both, born('1984-03-09')).birth).toBe('same');
    expect(agreement(both, born('1984-03-08')).birth).toBe('near');
    expect(agreement(both, born('1970-07-07')).birth).toBe('different');
    expect(agreement(both, person()).birth).toBe('different');
  });
});

describe('two chart numbers are', () => {
  const chart = (value: string, practiceNpi = '1234567893', system = 'urn:chart') =>
    person({ charts: [{ practiceNpi, system, value }] });

  it.each([
    ['the same, however written', chart('EX-1001'), 'same'],
    ['swapped', chart('EX1010'), 'swapped'],
    ['different', chart('EX1002'), 'different'],
    ['of two practices: unknown', chart('EX1001', '1000000020'), 'unknown'],
    ['of two systems of one practice: unknown', chart('EX1001', '1234567893', 'urn:x'), 'unknown'],
    ['not both known', person(), 'unknown'],
  ] as const)('%s', (_, other, expected) => {
    expect(agreement(chart('ex1001'), other).chart).toBe(expected);
  });

  it('the same where one of several is, else swapped where one of them is', () => {
    const { charts } = chart('EX1001');
    const of = (...values: string[]) =>
      person({ charts: values.flatMap((value) => chart(value).charts) });
    expect(agreement(person({ charts }), of('EX9999', 'EX1001')).chart).toBe('same');
    expect(agreement(person({ charts }), of('EX9999', 'EX1010')).chart).toBe('swapped');
  });
});

describe('two member ids are', () => {
  const member = (memberId: string, payerId = 'acme-health') =>
    person({ members: [{ payerId, memberId }] });

  it.each([
    ['the same, however written', member('a 100-1'), 'same'],
    ['swapped', member('A1010'), 'swapped'],
    ['different', member('A1002'), 'different'],
    ['of two payers: unknown', member('A1001', 'summit-trust'), 'unknown'],
    ['not both known', person(), 'unknown'],
  ] as const)('%s', (_, other, expected) => {
    expect(agreement(member('A1001'), other).member).toBe(expected);
  });
});

describe('two telephone numbers are', () => {
  it.each([
    ['the same where one of several is', ['+13125550142', '+13125550199'], 'same'],
    ['different where none is', ['+13125550199'], 'different'],
    ['unknown where there is none', [], 'unknown'],
  ] as const)('%s', (_, phones, expected) => {
    const known = person({ phones: ['+13125550100', '+13125550142'] });
    expect(agreement(known, person({ phones: [...phones] })).phone).toBe(expected);
  });
});
