import { describe, expect, it } from 'vitest';
import { readResult } from '../../functions/referral/facts/read-result.ts';
import type { Observation } from '../../functions/referral/referral.ts';

const antigen = '5196-1';
const core = '13952-7';
const igra = '71773-6';
const potassium = '2823-3';
const stateOf = (more: Partial<Observation>, code = antigen): string =>
  readResult({ code, on: '2026-11-10', ...more }).state;
const said = (coded: string, more: Partial<Observation> = {}): Partial<Observation> => ({
  value: { coded },
  ...more,
});
const number = (
  value: string,
  unit: string,
  comparator?: '<' | '<=' | '>' | '>=',
): Partial<Observation> => ({
  value: { value, unit, ...(comparator ? { comparator } : {}) },
});
const notDone = { absent: 'not-performed' };

describe('what several words of one result come to', () => {
  it.each<[string, Partial<Observation>, string]>([
    ['a verdict', said('Negative'), 'negative'],
    ['two of one kind', said('Negative', { interpretation: ['NEG'] }), 'negative'],
    [
      'a verdict and its opposite as a code',
      said('Negative', { interpretation: ['POS'] }),
      'contradictory',
    ],
    [
      'a clean verdict and a mark for abnormal',
      said('Negative', { interpretation: ['A'] }),
      'contradictory',
    ],
    [
      'a bad verdict and a mark for abnormal',
      said('Positive', { interpretation: ['A'] }),
      'positive',
    ],
    ['a clean verdict of what was not done', said('Negative', notDone), 'contradictory'],
    ['a bad verdict of what was not done', said('Positive', notDone), 'contradictory'],
    ['words that contradict themselves', said('Positive and negative'), 'contradictory'],
    [
      'an unclear word and a bad mark',
      said('Borderline', { interpretation: ['POS'] }),
      'indeterminate',
    ],
    ['strange words and a bad mark', said('qqq', { interpretation: ['POS'] }), 'positive'],
    ['strange words and a clean mark', said('qqq', { interpretation: ['NEG'] }), 'not-understood'],
    ['strange words of what was not done', said('qqq', notDone), 'not-understood'],
    ['not done', notDone, 'not-performed'],
    ['not done, and marked as abnormal', { ...notDone, interpretation: ['A'] }, 'not-understood'],
    ['a mark for abnormal alone', { interpretation: ['A'] }, 'not-understood'],
    ['a mark alone', { interpretation: ['NEG'] }, 'negative'],
    ['a mark in words', { interpretation: ['Reactive'] }, 'positive'],
    ['no value, which stands as text', { absent: 'as-text' }, 'not-understood'],
    [
      'a verdict, and no value as it stands as text',
      { said: ['Negative'], absent: 'as-text' },
      'negative',
    ],
    [
      'a verdict, and no value for another reason',
      { said: ['Negative'], absent: 'OTH' },
      'negative',
    ],
    [
      'a verdict, and no value as nobody knows',
      { said: ['Negative'], absent: 'unknown' },
      'contradictory',
    ],
    ['a code for it', { answers: ['260385009'] }, 'negative'],
    ['a code of the laboratory’s own', said('Negative', { answers: ['LAB-77'] }), 'negative'],
    ['a code that reads as a word', { answers: ['POSITIVE'] }, 'positive'],
    ['nothing', {}, 'not-understood'],
    ['a note against it', said('Negative', { notes: ['Specimen was reactive'] }), 'contradictory'],
    ['a note for it', said('Positive', { notes: ['negative'] }), 'positive'],
    ['a note alone', { notes: ['negative'] }, 'not-understood'],
    [
      'a note that says something else',
      said('Negative', { notes: ['Called to the ward'] }),
      'negative',
    ],
  ])('%s', (_, more, expected) => {
    expect(stateOf(more)).toBe(expected);
  });
});

describe('a result that is not final', () => {
  it.each<[Observation['status'], string, string]>([
    ['final', 'negative', 'number'],
    ['amended', 'negative', 'number'],
    ['corrected', 'negative', 'number'],
    ['appended' as never, 'negative', 'number'],
    ['preliminary', 'not-performed', 'not-performed'],
    ['registered', 'not-performed', 'not-performed'],
    ['cancelled', 'not-performed', 'not-performed'],
    ['partial' as never, 'not-performed', 'not-performed'],
    ['unknown', 'not-understood', 'not-performed'],
  ])('but %s, is %s where it is clean, and %s where it is a number', (status, clean, amount) => {
    expect(stateOf(said('Negative', { status }))).toBe(clean);
    expect(stateOf(said('Positive', { status }))).toBe('positive');
    expect(stateOf({ ...number('4', 'mmol/L'), status }, potassium)).toBe(amount);
  });

  it('does not say whose it is: it counts where it is bad', () => {
    expect(stateOf(said('Negative', { untied: true }))).toBe('not-understood');
    expect(stateOf(said('Positive', { untied: true }))).toBe('positive');
    expect(stateOf({ ...number('4', 'mmol/L'), untied: true }, potassium)).toBe('not-performed');
  });
});

describe('a number', () => {
  it('of what is measured stands, whatever it is marked with', () => {
    expect(
      readResult({ code: potassium, ...number('4.1', 'mmol/L', '<'), interpretation: ['H'] }),
    ).toEqual({
      state: 'number',
      number: { micro: 4_100_000n, unit: 'mmol/L', comparator: '<' },
    });
  });

  it('of a test without its unit is understood by nobody', () => {
    expect(stateOf(number('0.1', 'stone'))).toBe('not-understood');
    expect(stateOf({ ...number('0.1', 'stone'), said: ['Negative'] })).toBe('not-understood');
  });

  const ranged = (
    value: string,
    range: Observation['range'],
    comparator?: '<' | '<=' | '>' | '>=',
  ) => stateOf({ ...number(value, 'AU', comparator), range });
  it.each<[string, Observation['range'], '<' | '<=' | '>' | '>=' | undefined, string]>([
    ['0.9', { high: '1' }, undefined, 'negative'],
    ['1', { high: '1' }, undefined, 'negative'],
    ['1.000001', { high: '1' }, undefined, 'positive'],
    ['0.5', { low: '0.5', high: '1' }, undefined, 'negative'],
    ['0.499999', { low: '0.5', high: '1' }, undefined, 'not-understood'],
    ['0.5', { low: '0.5' }, undefined, 'not-understood'],
    ['1', { high: '1' }, '<', 'negative'],
    ['1', { high: '1' }, '<=', 'negative'],
    ['1.000001', { high: '1' }, '<', 'not-understood'],
    ['0.9', { low: '0.5', high: '1' }, '<', 'not-understood'],
    ['0.9', { high: '1' }, '>', 'not-understood'],
    ['1', { high: '1' }, '>=', 'not-understood'],
    ['1.1', { high: '1' }, '>', 'positive'],
  ])('%s by a range of the laboratory of %j (%s) is %s', (value, range, comparator, expected) => {
    expect(ranged(value, range, comparator)).toBe(expected);
  });

  it('by its cut-off is what that says, whatever the laboratory’s range is', () => {
    expect(stateOf({ ...number('2', '{index}'), range: { high: '5' } })).toBe('positive');
  });
});

describe('numbers within words', () => {
  it.each<[string, string, string]>([
    [antigen, '0.4 index', 'negative'],
    [antigen, '1.2 index', 'positive'],
    [antigen, '0.95 s/co', 'indeterminate'],
    [antigen, 'S/CO ratio: 0.3', 'negative'],
    [antigen, 'signal-to-cutoff value: 1.5', 'positive'],
    [antigen, 'signal to cut-off <0.9', 'negative'],
    [antigen, 'index >1', 'positive'],
    [antigen, '<0.05 IU/mL', 'negative'],
    [antigen, '<=0.05 IU/mL', 'not-understood'],
    [antigen, '0.05 [IU]/mL', 'positive'],
    [antigen, '0.4 index, Positive', 'contradictory'],
    [antigen, '0.4 indexes', 'not-understood'],
    [core, 'Not detected, <20 IU/mL', 'negative'],
    [core, 'Not detected, 20 IU/mL', 'not-understood'],
    [core, 'Detected, <20 IU/mL', 'positive'],
    [igra, 'TB1 minus nil 0.02', 'negative'],
    [igra, 'NEGATIVE; nil 0.03, mitogen >10', 'negative'],
    [igra, 'Negative, TB1 0.01 TB2 0.02', 'negative'],
    [
      igra,
      'Negative. Nil 0.05 IU/mL; TB1-Nil 0.00 IU/mL; TB2-Nil 0.01 IU/mL; Mitogen-Nil >10 IU/mL',
      'negative',
    ],
    [igra, 'Negative, TB2 0.50', 'contradictory'],
    [igra, 'Negative (mitogen 0.1)', 'not-understood'],
    [igra, 'Negative, mitogen <0.5', 'not-understood'],
    [igra, 'Negative, nil 9.5', 'not-understood'],
    [igra, 'Positive; nil 0.03, mitogen >10', 'positive'],
    [igra, 'TB1 0.02, TB2 0.01, nil 0.02, mitogen 9.8', 'not-understood'],
    [igra, 'mitogen 9.9', 'not-understood'],
    [igra, 'TB2 Ag - nil: 0.40', 'positive'],
    [igra, 'TB antigen minus nil: -0.01', 'negative'],
    [igra, '4 mm', 'negative'],
    [igra, '5 mm', 'positive'],
    [igra, '4 spots', 'negative'],
    [igra, '1 spot', 'negative'],
    [igra, '6 spots', 'indeterminate'],
    [igra, 'Negative. Nil control: 10 spots', 'negative'],
    [igra, 'Negative. Negative control count 10 spots', 'negative'],
    [igra, 'Negative. Positive control: >20 spots', 'negative'],
    [igra, 'Negative. Mitogen 20 spots', 'negative'],
  ])('of %s: "%s" is %s', (code, words, expected) => {
    expect(stateOf(said(words), code)).toBe(expected);
  });

  it.each([
    'Nil 11 spots',
    'Negative control 11 spots',
    'Positive control 19 spots',
    'Mitogen 19 spots',
  ])('never pass where the control has not worked: %s', (control) => {
    expect(stateOf(said(`Negative. ${control}`), igra)).not.toBe('negative');
  });
});
