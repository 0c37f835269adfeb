import { describe, expect, it } from 'vitest';
import type { Patient } from '../../functions/referral/contact.ts';
import { factsWith, PersonFacts, readPersonFacts } from '../../functions/referral/person/facts.ts';
import { doubtsAbout, placePerson } from '../../functions/referral/person/place.ts';
import { makeTokens, phoneWords } from '../../functions/referral/person/tokens.ts';
import { aSubmission } from '../support/referrals.ts';

const facts: PersonFacts = {
  names: [{ given: 'Odalys', family: 'Exampleton' }],
  birthDates: ['1984-03-09'],
  charts: [{ practiceNpi: '1234567893', system: 'urn:chart', value: '1001' }],
  members: [{ payerId: 'acme-health', memberId: 'EX1001' }],
  phones: ['+13125550142'],
};
/** Name and birthday alone: somebody looks. */
const likely: PersonFacts = { ...facts, charts: [], members: [], phones: [] };
const nobody: PersonFacts = {
  ...likely,
  names: [{ given: 'Bertram', family: 'Else' }],
  birthDates: ['1990-11-30'],
};

const known = (patientId: string, person: PersonFacts, more: Partial<Patient> = {}): Patient =>
  ({ patientId, person, apartFrom: [], ...more }) as unknown as Patient;
const idsOf = (patients: readonly Patient[]) => patients.map(({ patientId }) => patientId);
const placed = (...found: Patient[]) => {
  const { patient, doubts } = placePerson(facts, found);
  return [patient?.patientId, idsOf(doubts)];
};

describe('a new referral is', () => {
  it('of a new patient where nobody is known, or nobody like them', () => {
    expect(placed()).toEqual([undefined, []]);
    expect(placed(known('a', nobody))).toEqual([undefined, []]);
  });

  it('of the patient who is certainly the same', () => {
    expect(placed(known('a', nobody), known('b', facts))).toEqual(['b', []]);
  });

  it('of a new patient beside whom it may be, the likeliest first', () => {
    const less = { ...likely, names: [{ given: 'Odalys', family: 'Eksampleton' }] };
    expect(placed(known('a', less), known('b', likely))).toEqual([undefined, ['b', 'a']]);
    expect(placed(known('b', likely), known('a', less))).toEqual([undefined, ['b', 'a']]);
  });

  it('beside two who are as likely, in the order of their ids', () => {
    expect(placed(known('b', likely), known('a', likely))).toEqual([undefined, ['a', 'b']]);
    expect(placed(known('a', likely), known('b', likely))).toEqual([undefined, ['a', 'b']]);
  });

  it('of the patient, with a doubt about another who may be the same', () => {
    expect(placed(known('a', likely), known('b', facts))).toEqual(['b', ['a']]);
  });

  it.each([
    ['the one', known('a', likely, { apartFrom: ['b'] }), known('b', facts)],
    ['the other', known('a', likely), known('b', facts, { apartFrom: ['a'] })],
  ])('not in doubt about two of whom staff said that they are apart, noted with %s', (_, a, b) => {
    expect(placed(a, b)).toEqual(['b', []]);
  });

  it('of the patient that somebody was found to be, compared by the best of them', () => {
    const merged = known('a', facts, { mergedInto: 'b' });
    expect(placed(merged, known('b', nobody))).toEqual(['b', []]);
    expect(placed(known('b', nobody), merged)).toEqual(['b', []]);
    expect(placed(known('b', likely), merged)).toEqual(['b', []]);
    expect(placed(merged, known('b', likely))).toEqual(['b', []]);
  });

  it('of the one that was found, where whom they were found to be is not among them', () => {
    expect(placed(known('a', facts, { mergedInto: 'z' }))).toEqual(['a', []]);
  });
});

describe('a patient of whom something was corrected', () => {
  const corrected = known('me', facts);
  const doubts = (...found: Patient[]) => idsOf(doubtsAbout(corrected, facts, found));

  it('may be whoever is like them, and is no doubt to themselves', () => {
    expect(doubts(corrected, known('a', likely), known('b', nobody))).toEqual(['a']);
  });

  it('is nobody of whom staff said that they are apart', () => {
    expect(doubts(known('a', likely, { apartFrom: ['me'] }))).toEqual([]);
    const told = { ...corrected, apartFrom: ['a'] };
    expect(doubtsAbout(told, facts, [known('a', likely)])).toEqual([]);
  });

  it('is not in doubt about whom they were found to be, nor who was found to be them', () => {
    const mine = known('me', facts, { mergedInto: 'b' });
    expect(doubtsAbout(mine, facts, [known('b', likely)])).toEqual([]);
    expect(doubts(corrected, known('a', likely, { mergedInto: 'me' }))).toEqual([]);
  });
});

describe('what a person is known by', () => {
  it('is what a referral says of them', () => {
    expect(readPersonFacts(aSubmission())).toEqual({
      names: [{ given: 'Odalys', family: 'Exampleton' }],
      birthDates: ['1984-03-09'],
      charts: [{ practiceNpi: '1234567893', system: 'urn:example:chart', value: 'EX1001' }],
      members: [{ payerId: 'acme-health', memberId: 'EX1001-APPROVE' }],
      phones: ['+13125550142'],
    });
    const { patient } = aSubmission();
    expect(
      readPersonFacts(aSubmission({ patient: { ...patient, phone: 'ask her' } })).phones,
    ).toEqual([]);
  });

  it('is read as it was kept', () => {
    expect(PersonFacts.parse(facts)).toEqual(facts);
    for (const field of Object.keys(facts))
      expect(PersonFacts.safeParse({ ...facts, [field]: undefined }).success).toBe(false);
  });

  it('grows by what is new, each once, the eight newest of each', () => {
    expect(factsWith(facts, facts)).toEqual(facts);
    expect(factsWith(facts, nobody)).toEqual({
      names: [...facts.names, ...nobody.names],
      birthDates: ['1984-03-09', '1990-11-30'],
      charts: facts.charts,
      members: facts.members,
      phones: facts.phones,
    });
    const many = Array.from({ length: 9 }, (_, index) => `+1312555010${index}`);
    expect(factsWith({ ...facts, phones: [] }, { ...nobody, phones: many }).phones).toEqual(
      many.slice(1),
    );
    const members = many.map((memberId) => ({ payerId: 'p', memberId }));
    const charts = many.map((value) => ({ practiceNpi: 'n', system: 's', value }));
    const grown = factsWith(facts, { ...nobody, members, charts });
    expect([grown.members.length, grown.charts.length]).toEqual([8, 8]);
    expect(grown.charts.at(-1)?.value).toBe('+13125550108');
  });
});

describe('a person is looked up', () => {
  const index = async (...words: string[]) => words.join(' ');

  it('by chart, member id and birthday with the first letter of the given name', async () => {
    const { tokens, numbers } = await makeTokens(facts, index);
    expect(tokens).toEqual([
      'chart 1234567893 urn:chart 1001',
      'member acme-health ex1001',
      'born 1984-03-09 o',
    ]);
    expect([...numbers]).toEqual([['+13125550142', 'phone +13125550142']]);
    expect(phoneWords('+13125550142')).toEqual(['phone', '+13125550142']);
  });

  it('by each once, however often they are known by it', async () => {
    const names = [
      { given: 'Odalys', family: 'Exampleton' },
      { given: 'Otto', family: 'Exampleton' },
      { given: '“”', family: 'Exampleton' },
    ];
    const { tokens } = await makeTokens({ ...likely, names }, index);
    expect(tokens).toEqual(['born 1984-03-09 o', 'born 1984-03-09 ']);
  });
});
