import { describe, expect, it } from 'vitest';
import {
  bearingOfCode,
  bearingOfInterpretation,
} from '../../functions/referral/facts/result-codes.ts';
import {
  bearingOfWords,
  carriesNothing,
  ofThisResult,
  plain,
} from '../../functions/referral/facts/result-words.ts';

const antigen = { names: /\b(hbsag|antigen)\b/g };
const means = (words: string) => bearingOfWords(words, undefined);

describe('words that say there is no result yet', () => {
  it.each([
    ...['pending', 'not resulted', 'not yet back', 'results not available', 'sendout'],
    ...['send out', 'send-out', 'en proceso', 'por confirmar', 'por llegar', 'en espera'],
    ...['not tested', 'never done', 'no sample collected', 'canceled', 'cancelled', 'refused'],
    ...['no realizo', 'no se realizo', 'no realizada', 'no hecho', 'no solicitado'],
    ...['cancelada', 'rechazado', 'rehuso'],
    ...['quantity insufficient', 'hemolysed', 'hemolizada', 'mislabeled', 'mislabelled'],
    ...['technical failure', 'technically error', 'nil high', 'nil too high', 'contaminated'],
    ...['muestra coagulada', 'no valido', 'repetir', 'specimen problem', 'repeat test'],
  ])('“%s”', (words) => {
    expect(means(words)).toBe('not-performed');
  });

  it.each([
    ['rejected, clot present', 'not-performed'],
    ['QNS, hemolysis detected', 'not-performed'],
    ['QNS, hemolysis was detected', 'not-performed'],
    ['invalid: negative control', 'not-performed'],
    ['invalid: positive control', 'not-performed'],
    ['invalid: positive controls', 'not-performed'],
    ['pending +', 'contradictory'],
    ['pending, reactive', 'contradictory'],
    ['pending, prior positive', 'contradictory'],
    ['pending, false positive', 'contradictory'],
    ['pending, borderline', 'indeterminate'],
    ['pending, not detected', 'not-performed'],
  ])('and what “%s” says beside it: %s', (words, bearing) => {
    expect(means(words)).toBe(bearing);
  });
});

describe('words that leave a result open', () => {
  it.each([
    ...['indeterminate', 'gray zone', 'grey zone', 'weak positive', 'weakly reactive', 'faint'],
    ...['faintly', 'trace', 'no concluyente', 'dudosa', 'equivoco', 'zona gris'],
    ...['debil positivo', 'debilmente reactiva', 'presuntiva', 'sospechoso', 'possible positive'],
    ...['Débil   positiva', 'unconfirmed reactive'],
  ])('“%s”', (words) => {
    expect(means(words)).toBe('indeterminate');
  });

  it.each([
    ['was positive', 'contradictory'],
    ['was once reactive', 'contradictory'],
    ['previously positiva', 'contradictory'],
    ['false positive', 'contradictory'],
    ['false-positive', 'contradictory'],
    ['falso positivo', 'contradictory'],
    ['borderline, reactive', 'contradictory'],
    ['borderline, positive control', 'indeterminate'],
    ['hemolysis detected, borderline', 'indeterminate'],
    ['prior positive', 'positive'],
    ['prior positive, reactive', 'positive'],
    ['prior positive, negative', 'positive'],
    ['h/o a reactive', 'positive'],
    ['treated ltbi', 'positive'],
    ['antecedente', 'positive'],
    ['not negative', 'positive'],
    ['no es negativa', 'positive'],
    ['nonnegative', 'positive'],
    ['non-negative', 'positive'],
  ])('or tell of another: “%s” is %s', (words, bearing) => {
    expect(means(words)).toBe(bearing);
  });
});

describe('words that say that nothing was found', () => {
  it.each([
    ...['nonreactive', 'non-reactive', 'repeatedly nonreactive', 'no reactivo', 'no reactivas'],
    ...['no reactante', 'tnd', 'undetected', 'not detected', 'none detected', 'none seen'],
    ...['no detectado', 'no detectadas', 'indetectable', 'no se detecto', 'no positiva', 'neg'],
    ...['negativo', 'negativas', 'ausente', 'not  detected', '-', 'nil', 'ninguno', 'Nr.'],
    'no latent tuberculosis',
  ])('“%s”', (words) => {
    expect(means(words)).toBe('negative');
  });

  it.each([
    ...['result', 'results', 'test', 'screen', 'screening', 'ref range', 'reference', 'en suero'],
    ...['jan', 'february', 'mar', 'april', 'may', 'jun', 'july', 'aug', 'sep', 'sept'],
    ...['september', 'oct', 'november', 'dec', 'feb', 'apr', 'june', 'jul', 'august', 'nov'],
    ...['january', 'march', 'october', 'december', 'x2', 'x 3', '(R)', '(tm)', '"', '™'],
    ...['3/2026', '03/2026', '11/2026', '2026-10', '2026-10-03', '10/3/26', '10/13/2026', '2025'],
    ...['3/4/1999', '12/1999', '[x2]'],
  ])('mean the same beside “%s”', (more) => {
    expect(means(`Negative ${more}`)).toBe('negative');
    expect(means(`${more}: negative`)).toBe('negative');
  });

  it.each([
    ['not nil', 'not-understood'],
    ['nil control', 'not-understood'],
    ['no evidence of a negative result', 'not-understood'],
    ['no evidence of a nonreactive result', 'not-understood'],
    ['no evidence of a non-reactive result', 'not-understood'],
    ['no evidence of negativity', 'not-understood'],
    ['no evidence of a neg result', 'not-understood'],
    ['sin evidencia de negatividad', 'not-understood'],
    ['no evidence of an undetectable load', 'not-understood'],
    ['"nil"', 'negative'],
    ['no evidence of infection, negative', 'not-understood'],
    ['Negative unless repeated', 'not-understood'],
    ['negative x1', 'not-understood'],
    ['negative 13', 'not-understood'],
    ['negative 2126', 'not-understood'],
    ['normal', 'neutral'],
    ['WNL.', 'neutral'],
    ['not normal', 'not-understood'],
    ['normal variant', 'not-understood'],
    ['', 'not-understood'],
  ])('and only those: “%s” is %s', (words, bearing) => {
    expect(means(words)).toBe(bearing);
  });
});

describe('words that say that something was found', () => {
  it.each([
    ...['positive', 'reactiva', 'reactivos', 'detectado', 'detectadas', 'positivo', 'positivas'],
    ...['presente', 'elevada', 'pos', 'converted', '+', '++', '++++'],
  ])('“%s”', (words) => {
    expect(means(words)).toBe('positive');
  });

  it.each(['group a +', '+ or so', '+++++'])('but not “%s”', (words) => {
    expect(means(words)).toBe('not-understood');
  });

  it('and its denial at once are for a person', () => {
    expect(means('positive, not detected')).toBe('contradictory');
    expect(means('negative +')).toBe('contradictory');
  });
});

describe('the words of one test', () => {
  const test = {
    names: /\b(tb|igra)\b/g,
    clean: /\btb unlikely\b/g,
    idle: /\bolder lesions\b/g,
    found: /\bcavity\b/,
  };
  it.each([
    ['TB unlikely', 'negative'],
    ['IGRA negative', 'negative'],
    ['negative, older lesions', 'negative'],
    ['older lesions, negative', 'negative'],
    ['older lesions nil', 'negative'],
    ['cavity', 'positive'],
    ['negative, cavity', 'contradictory'],
    ['IGRA', 'not-understood'],
  ])('“%s” is %s', (words, bearing) => {
    expect(bearingOfWords(words, test)).toBe(bearing);
  });

  it.each([
    ['no hbsag detected', 'negative'],
    ['no antigen detectado', 'negative'],
    ['no hbsag detectadas', 'negative'],
    ['hbsag detected', 'positive'],
  ])('may stand inside a denial: “%s” is %s', (words, bearing) => {
    expect(bearingOfWords(words, antigen)).toBe(bearing);
  });

  it.each([
    ['HBsAg (result) 2026-10-03', true],
    ['HBsAg x2', true],
    ['HBsAg seen', false],
  ])('“%s” only names it: %s', (words, alone) => {
    expect(carriesNothing(words, antigen)).toBe(alone);
  });

  it('are needed to know that a word names it', () => {
    expect(carriesNothing('HBsAg', undefined)).toBe(false);
    expect(carriesNothing('Result:', undefined)).toBe(true);
  });
});

describe('a note', () => {
  it.each([
    ['Drawn at  the clinic\nÁrea A', 'drawn at the clinic. area a'],
    ['A positive result should be confirmed. Repeat was clear.', 'repeat was clear.'],
    ['Positive results in low risk patients may mean little; see chart', 'see chart'],
    ['This does not exclude infection', ''],
    ['Vaccination may give a false positive', ''],
    ['Patients at risk should be considered for further testing', ''],
    ['Negative <0.35, positive >=0.35 IU/mL', ' iu/ml'],
    ['negative: 0.9 and equivocal: is 1.1', ''],
    ['Positive. Found twice', 'positive. found twice'],
    ['Drawn\n\nat home', 'drawn. at home'],
    ['Seen.  Done', 'seen. done'],
  ])('“%s” says of this result “%s”', (note, left) => {
    expect(ofThisResult(note).trim()).toBe(left.trim());
  });

  it('with a heading over what verdicts mean tells no verdict', () => {
    const note = 'NEGATIVE\nA single negative result does not exclude infection.\nDone';
    expect(ofThisResult(note)).not.toMatch(/negative/);
    expect(ofThisResult(note)).toMatch(/done$/);
  });
});

it('plain words have small letters, no accents, plain dashes and single blanks', () => {
  expect(plain('  No  Réactivo \u2013\u2212x ')).toBe('no reactivo --x');
});

describe('a code of a result', () => {
  it.each([
    ['260385009', 'negative'],
    ['LA9634-2', 'negative'],
    ['10828004', 'positive'],
    ['LA9633-4', 'positive'],
    ['260408008', 'indeterminate'],
    ['LA4259-3', 'indeterminate'],
    ['373121007', 'not-performed'],
    ['LA4489-6', 'not-performed'],
    ['17621005', 'neutral'],
    ['263654008', 'abnormal'],
    ['999999', 'not-understood'],
    ['123456789012345678', 'not-understood'],
    ['LA12345-6', 'not-understood'],
    ['12345', undefined],
    ['1234567890123456789', undefined],
    ['X999999', undefined],
    ['999999X', undefined],
    ['XLA1-2', undefined],
    ['LA1-23', undefined],
    ['POS', undefined],
    ['constructor', undefined],
  ])('%s is %s', (code, bearing) => {
    expect(bearingOfCode(code)).toBe(bearing);
  });

  it.each([
    ['NEG', 'negative'],
    ['RR', 'positive'],
    ['IND', 'indeterminate'],
    ['QCF', 'not-performed'],
    ['N', 'neutral'],
    ['HH', 'abnormal'],
    ['260385009', 'negative'],
    ['R', undefined],
    ['I', undefined],
  ])('%s as an interpretation is %s', (code, bearing) => {
    expect(bearingOfInterpretation(code)).toBe(bearing);
  });
});
