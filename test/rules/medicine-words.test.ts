import { describe, expect, it } from 'vitest';
import { bloodGroups } from '../../functions/referral/facts/blood-group.ts';
import { lineNamed, saysRemoved } from '../../functions/referral/facts/line-words.ts';
import { saidToBeTaken, stateInWords } from '../../functions/referral/facts/medicine-words.ts';
import { protectsFrom, vaccineKind } from '../../functions/referral/facts/vaccines.ts';

describe('whether a medicine is taken, by its state and its words', () => {
  const name = 'Humira';
  it.each([
    ...['stopped', 'discontinued', 'discontinuation', 'd/c', "d/c'd", 'd/cd', 'd/ced', 'dced'],
    ...["dc'ed", 'no longer on', 'no longer use', 'no longer uses', 'not on', 'not currently on'],
    ...['not taking', 'does not take', 'quit', 'weaned off', 'off since May', 'suspendido'],
    ...['suspendida', 'ya no toma', 'dejo de'],
  ])('“%s” says that it ended', (words) => {
    expect(stateInWords({ name, state: 'unknown', said: [words] })).toBe('ended');
    expect(stateInWords({ name, state: 'taken', reason: words })).toBe('unknown');
    expect(stateInWords({ name, state: 'planned', said: [words] })).toBe('unknown');
  });

  it.each([
    ...['still on', 'still use', 'still uses', 'currently taking', 'currently using', 'ongoing'],
    ...['continues on', 'continuing to take', 'continued taking', 'resumed', 'restarted', 'taking'],
  ])('“%s” says that it goes on', (words) => {
    expect(stateInWords({ name, state: 'ended', said: [words] })).toBe('unknown');
    expect(stateInWords({ name, state: 'not-taken', said: [words] })).toBe('unknown');
    expect(stateInWords({ name, state: 'taken', said: [words] })).toBe('taken');
  });

  it.each([
    ['unknown', 'stopped, then restarted', 'unknown'],
    ['unknown', 'one a day', 'unknown'],
    ['unknown', 'resumed', 'unknown'],
    ['ended', 'not taking', 'ended'],
    ['ended', 'stopped taking', 'ended'],
    ['ended', 'not currently taking', 'ended'],
    ['ended', 'not currently on it', 'ended'],
    ['ended', 'discontinued taking', 'unknown'],
    ['not-taken', 'one a day', 'not-taken'],
    ['taken', 'one a day', 'taken'],
    ['planned', 'one a day', 'planned'],
  ] as const)('one that is %s and “%s” is %s', (state, words, expected) => {
    expect(stateInWords({ name, state, said: [words] })).toBe(expected);
  });

  it('is told by its state where there are no words', () => {
    expect(stateInWords({ name, state: 'unknown' })).toBe('unknown');
    expect(stateInWords({ name: 'Humira, stopped', state: 'taken' })).toBe('unknown');
  });
});

describe('what remarks say is taken', () => {
  const isDrug = (words: string) => /humira|enbrel/.test(words);
  const taken = (...remarks: string[]) => saidToBeTaken(remarks, isDrug);
  it.each<[string, string[]]>([
    ['Patient is on Humira', ['patient is on humira']],
    ['Continue, take Humira', ['take humira']],
    ['Takes Humira and drinks tea', ['takes humira']],
    ['Gout; on Humira 0.4 ml', ['on humira 0.4 ml']],
    ['Gout. Uses Enbrel. Asthma.', ['uses enbrel']],
    ['On Humira, stopped in May', []],
    ['On Humira, stopped Enbrel', ['on humira']],
    ['On Humira and Enbrel then asthma', ['on humira']],
    ['On tea', []],
    ['Humira helps', []],
  ])('“%s”: %j', (remark, clauses) => {
    expect(taken(remark)).toEqual(clauses);
  });

  it.each([
    ...['not', 'no longer', 'stop', 'stopped', 'discontinue', 'discontinued', "d/c'd", 'd/cd'],
    ...['failed', 'failure to', 'fails on', 'prior', 'previously', 'previous', 'h/o', 'hx of'],
    ...['allergic', 'allergy', 'anaphylaxis', 'intolerant', 'intolerance', 'contraindicated'],
    ...['consider', 'considering', 'if', 'declined', 'mother', 'denies'],
  ])('a drug after “%s” is not taken', (word) => {
    expect(taken(`${word}, on tea`, `${word} on Humira`)).toEqual([]);
  });

  it('is told of each remark', () => {
    expect(taken('on Humira', 'receives Enbrel')).toEqual(['on humira', 'receives enbrel']);
  });
});

describe('the line that words name', () => {
  it.each([
    ['PICC', 'picc'],
    ['PICCs', 'picc'],
    ['P.I.C.C.', 'picc'],
    ['insercion periferica', 'picc'],
    ['midline', 'midline'],
    ['mid-line', 'midline'],
    ['mid line', 'midline'],
    ['linea media', 'midline'],
    ['línea media', 'midline'],
    ['portacath', 'port'],
    ['port-a-cath', 'port'],
    ['Mediport', 'port'],
    ['powerport', 'port'],
    ['ports', 'port'],
    ['implanted access', 'port'],
    ['implantable venous access', 'port'],
    ['puerto', 'port'],
    ['tunneled CVC', 'tunneled'],
    ['tunnelled CVC', 'tunneled'],
    ['non-tunneled CVC', undefined],
    ['non tunneled CVC', undefined],
    ['nontunneled CVC', undefined],
    ['powerline', 'tunneled'],
    ['power line', 'tunneled'],
    ['saline lock', 'peripheral'],
    ['salinelock', 'peripheral'],
    ['hep-lock', 'peripheral'],
    ['heplock', 'peripheral'],
    ['PIV', 'peripheral'],
    ['port for vascath', undefined],
    ['vas cath port', undefined],
    ['port beside an avfistula', undefined],
    ['port and graft', undefined],
    ['watch', undefined],
  ])('“%s”: %s', (words, line) => {
    expect(lineNamed(words)).toBe(line);
  });

  it.each([
    ['d/cd', true],
    ["D/C'd", true],
    ['explanted', true],
    ['retirada', true],
    ['taken out', true],
    ['unremoved', false],
  ])('“%s” says that it is gone: %s', (words, gone) => {
    expect(saysRemoved(words)).toBe(gone);
  });
});

describe('a blood group', () => {
  const read = (...said: string[]) => bloodGroups([{ code: '882-1', said }]);
  it.each<[string, string[]]>([
    ['A+', ['a+']],
    ['AB-', ['ab-']],
    ['O Pos', ['o+']],
    ['0 neg', ['o-']],
    ['B positive', ['b+']],
    ['B positivo', ['b+']],
    ['B negativo', ['b-']],
    ['AB, Rh(D) negative', ['ab-']],
    ['A; Rh D: pos', ['a+']],
    ['A/RhD+', ['a+']],
    ['A rhesus positive', ['a+']],
    ['A (D) pos', ['a+']],
    ['A d+', ['a+']],
    ['Blood group: A rh+', ['a+']],
    ['(ABO: A, neg.)', ['a-']],
    ['not A+', []],
    ['A positively', []],
    ['xA+', []],
    ['C+', []],
    ['A', []],
    ['', []],
  ])('“%s” is %j', (words, groups) => {
    expect(read(words)).toEqual(groups);
  });

  it('is told once, and each that differs', () => {
    expect(read('A+', 'A pos', 'O neg')).toEqual(['a+', 'o-']);
    expect(
      bloodGroups([
        { code: '882-1', value: { coded: 'B-' } },
        { code: '882-1', value: { value: '1', unit: 'A+' } },
        { code: '882-1' },
      ]),
    ).toEqual(['b-']);
  });
});

describe('a vaccine', () => {
  it.each([
    ['03', undefined, 'live'],
    ['3', undefined, 'live'],
    [' 94 ', undefined, 'live'],
    ['140', undefined, 'not-live'],
    ['8', undefined, 'not-live'],
    ['140', 'FluMist', 'live'],
    ['88', undefined, 'not-understood'],
    ['88', 'Fluzone', 'not-live'],
    ['188', 'Shingrix', 'not-live'],
    ['188', 'Zostavax', 'live'],
    ['999', 'Fluzone', 'not-live'],
    ['999', 'qqq', 'not-understood'],
    ['9999', 'Fluzone', 'not-understood'],
    ['X99', 'Fluzone', 'not-understood'],
    ['99X', 'Fluzone', 'not-understood'],
    [undefined, 'Fluzone', 'not-live'],
    [undefined, 'MMR', 'live'],
    [undefined, 'PCV13', 'not-live'],
    [undefined, 'PCV', 'not-live'],
    [undefined, 'PCV20 high-dose', 'not-live'],
    [undefined, 'high dose flu', 'not-live'],
    [undefined, 'non-live varicella', 'not-understood'],
    [undefined, 'not live varicella', 'not-understood'],
    [undefined, 'inactivated varicella', 'not-live'],
    [undefined, 'recombinant varicella', 'not-live'],
    [undefined, 'live, inactivated', 'live'],
    [undefined, 'a drink', 'not-understood'],
    [undefined, undefined, 'not-understood'],
  ])('of code %s and name %s is %s', (cvx, name, kind) => {
    expect(vaccineKind({ cvx, name, given: true })).toBe(kind);
  });

  it.each<[string | undefined, string | undefined, string[]]>([
    ['114', undefined, ['ACWY']],
    ['162', undefined, ['B']],
    ['316', undefined, ['ACWY', 'B']],
    ['08', 'Menveo', []],
    [undefined, 'Menveo', ['ACWY']],
    [undefined, 'Bexsero', ['B']],
    [undefined, 'MenB', ['B']],
    [undefined, 'Men B', ['B']],
    [undefined, 'meningococcal B', ['B']],
    [undefined, 'Penbraya', ['ACWY', 'B']],
    [undefined, undefined, []],
  ])('of code %s and name %s protects from %j', (cvx, name, groups) => {
    expect(protectsFrom({ cvx, name, given: true })).toEqual(groups);
  });
});
