import { describe, expect, it } from 'vitest';
import { undotted, wordsOf } from '../../functions/referral/facts/condition-words.ts';
import {
  anaphylaxisWithoutCause,
  reactionIn,
} from '../../functions/referral/facts/reaction-words.ts';

describe('the words of a condition, as a table reads them', () => {
  const today = { whenPast: false };
  it.each<[string, string[]]>([
    ['Gout', ['gout']],
    ['Sepsis ruled out', []],
    ['gout sepsis ruled out', []],
    ['No fever. No cough. Asthma', ['. . asthma']],
    ['History of gout. History of CHF, asthma', ['. , asthma']],
    ['TB gold plus test negative', []],
    ['hepatitis B screen: non-reactive', []],
    ['CHF; sepsis ruled out', ['chf;']],
    ['sepsis not ruled out', ['sepsis not ruled out']],
    ['Gout; denies fever, chills, or infection', ['gout;']],
    ['No fever, night sweats, cough or sepsis. Asthma', ['. asthma']],
    ['denies pain, has cellulitis or abscess', [', has cellulitis or abscess']],
    ['no fever, now sepsis or abscess', [', now sepsis or abscess']],
    ['Cough without fever', ['cough']],
    ['Without fever but cough', ['but cough']],
    ['No longer in remission', ['no longer in remission']],
    ['Mother with gout; asthma', ['; asthma']],
    ['Carrier of MRSA', []],
    ['Carrier of viral hepatitis B', ['carrier of viral hepatitis b']],
    ['Seasonal flu vaccination against influenza. Asthma', ['. asthma']],
    ['Post-COVID fatigue', ['fatigue']],
    ['Cough, TB screen negative', ['cough,']],
    ['History of gout', []],
    ['Asthma, history of gout', ['asthma,']],
  ])('“%s” is read as %j', (name, words) => {
    expect(wordsOf({ name }, today)).toEqual(words);
    expect(wordsOf({ said: [name] }, today)).toEqual(words);
  });

  it('tell of the past where the past bears', () => {
    expect(wordsOf({ name: 'History of gout' }, { whenPast: true })).toEqual(['history of gout']);
  });

  it('are those of its name and of every remark', () => {
    expect(wordsOf({ name: 'Gout', said: ['Asthma', 'no fever', 'CHF'] }, today)).toEqual([
      ...['gout', 'asthma', 'chf'],
    ]);
    expect(wordsOf({}, today)).toEqual([]);
  });

  it('a code is kept without blanks and dots, in capitals', () => {
    expect(undotted(' i50.2.2 ')).toBe('I5022');
  });
});

describe('the reaction that words tell of', () => {
  it.each([
    ...['anaphylaxis', 'angioedema', 'angio-oedema', 'angiooedema', 'Stevens-Johnson', 'SJS'],
    ...['bronchospasm', 'epipen', 'epi-pen used', 'life-threatening', 'life threatening'],
    ...['grade 3 reaction', 'grade iv', 'severe reaction', 'serious infusion reaction'],
    ...['severe acute infusion reaction', 'grave alergia y grave reaccion', 'shock'],
  ])('“%s” is serious', (words) => {
    expect(reactionIn(words)).toBe('serious');
  });

  it.each([
    ...['severe back pain after the first infusion reaction', 'hives', 'rash', 'infusion reaction'],
    ...['pruritus', 'flushing', 'intolerance', 'grade 5 reaction', 'not watched. rash'],
  ])('of “%s” nobody knows how bad it was', (words) => {
    expect(reactionIn(words)).toBe('unclear');
  });

  it.each([
    ...[
      'mild rash',
      'rash, tolerated',
      'grade 2 reaction',
      'allergy, headache only',
      'leve alergia',
    ],
    ...['rash and nausea today', 'local reaction', 'injection site reaction'],
  ])('“%s” is mild', (words) => {
    expect(reactionIn(words)).toBe('mild');
  });

  it.each([
    ...['monitoring', 'watching', 'observed', 'premedicated', 'prevented', 'counseled', 'educated'],
    ...['warned', 'monitor', 'watch', 'observe', 'premedicate', 'prevent', 'counsel', 'warn'],
    ...['in case of', 'prn', 'as needed', 'have ready', 'risk of', 'if', 'when'],
  ])('a rash that is only ahead is none: “%s”', (word) => {
    expect(reactionIn(`${word} for rash`)).toBe('none');
    expect(reactionIn(`${word} for rash. hives`)).toBe('unclear');
  });

  it.each([
    ...['anaphylaxis kit', 'anaphylaxis protocol', 'reaction order', 'reaction orders'],
    ...['allergy plan', 'gout', 'no rash', ''],
  ])('“%s” is no reaction', (words) => {
    expect(reactionIn(words)).toBe('none');
  });
});

describe('an anaphylaxis of which nobody says to what', () => {
  it.each([
    ...['Anaphylaxis', 'History of anaphylaxis', 'anaphylactic reaction', 'anaphylaxis reactions'],
    ...['anaphylaxis, adverse effect', 'anaphylaxis due to drug', 'anaphylaxis to medication'],
    ...['anaphylaxis from medicament', 'anaphylaxis by product', 'anaphylaxis, substance'],
    ...['Anaphylaxis 10/2020', 'anaphylaxis, other allergy', 'anaphylactoid reaction'],
    ...[
      'Anafilaxia',
      'anafila',
      'anaphyla',
      'Anaphylaxis. Anaphylaxis kit',
      'anaphylaxis - - 2020',
    ],
  ])('“%s” is asked back', (words) => {
    expect(anaphylaxisWithoutCause(words)).toBe(true);
  });

  it.each([
    ...['Anaphylaxis to peanut', 'no anaphylaxis', 'anaphylaxis kit', 'allergic reaction'],
    ...['anaphylaxis 2x', ''],
  ])('“%s” is not', (words) => {
    expect(anaphylaxisWithoutCause(words)).toBe(false);
  });
});
