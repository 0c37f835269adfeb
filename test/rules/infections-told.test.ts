import { describe, expect, it } from 'vitest';
import { conditionFindings } from '../../functions/referral/checks/condition-checks.ts';
import { infectionFindings } from '../../functions/referral/checks/infection-checks.ts';
import type { ConditionClaimed } from '../../functions/referral/clinical-claims.ts';
import {
  activeInfections,
  activeInfections9,
  infectionCalled,
} from '../../functions/referral/facts/infections.ts';
import type { Observation } from '../../functions/referral/referral.ts';
import type { Therapy } from '../../functions/therapy/therapy.ts';
import { cleanReferral } from '../support/clean-referrals.ts';
import { foundBy } from '../support/findings.ts';

const on = '2026-11-18';
const told = (therapyId: string, ...results: Partial<Observation>[]) => {
  const clean = cleanReferral(therapyId);
  const observations = results.map((one) => ({ code: 'x', on, ...one }));
  return foundBy(infectionFindings, { ...clean, observations });
};
const said = (coded: string) => ({ value: { coded } });
const number = (value: string, unit: string, comparator?: '<' | '<=') => ({
  value: { value, unit, ...(comparator ? { comparator } : {}) },
});
const daysAgo = (days: number) =>
  new Date(Date.parse('2026-11-20') - days * 86_400_000).toISOString().slice(0, 10);

describe('an infection by its words', () => {
  it.each([
    'sepsis | sepse | septic shock | bacteremia | bacteraemia | pneumonia | covid | SARS-CoV-2 | sarscov2',
    'cellulitis | abscess | herpes zoster | herpes | shingles | influenza | flu | UTI | rUTI | CAUTI | cuti',
    'urinary tract | cystitis | difficile | c diff | c. diff | c.diff | cdiff | cdi | MRSA | CMV | syphilis',
    'infection | infections | infected leg | infeccion | hepatitis a infection | wound infection',
  ])('%s', (words) => {
    for (const one of words.toLowerCase().split(' | '))
      expect(infectionCalled.test(one), one).toBe(true);
  });

  it.each([
    'herpes labialis | hiv infection | human immunodeficiency virus infection | hepatitis b infection',
    'hep c infection | hep b virus infection | hbv infection | hcv infection | latent infection',
    'latent tb infection | latent tuberculosis infection | minor infection | infective | reinfection',
    'cautious | fluid | xcdix | utility | disinfection',
  ])('but not %s', (words) => {
    for (const one of words.split(' | ')) expect(infectionCalled.test(one), one).toBe(false);
  });
});

describe('an infection by its code', () => {
  it('is one of the chapter of infections, or one of an organ', () => {
    for (const code of ['A00', 'A09', 'A39', 'A99', 'B00', 'B16', 'B99', 'B172', 'J18', 'U071'])
      expect(activeInfections).toContain(code);
    for (const code of [
      '001',
      '009',
      '020',
      '041',
      '045',
      '066',
      '080',
      '104',
      '114',
      '136',
      '486',
    ])
      expect(activeInfections9).toContain(code);
  });

  it('is none that has a row of its own, or is over', () => {
    for (const code of 'A15 A17 A18 A19 A81 B17 B18 B19 B20 B90 B91 B92 B94 C00'.split(' '))
      expect(activeInfections).not.toContain(code);
    for (const code of '010 018 042 044 067 079 105 113 137'.split(' '))
      expect(activeInfections9).not.toContain(code);
    expect(new Set([...activeInfections, ...activeInfections9])).not.toContain('');
  });
});

describe('a result of an infection', () => {
  const everyBiologic =
    'infliximab infliximab_dyyb vedolizumab ocrelizumab natalizumab tocilizumab rituximab eculizumab ravulizumab';
  const chemotherapy = 'carboplatin paclitaxel fluorouracil_pump';
  /** Code, what it is called, before which drugs, and for how many days it bears. */
  it.each<[string, string, string, string, number | undefined]>([
    [
      'block result-hepatitis-b-dna',
      '29615-2 42595-9 11258-1',
      'DNA of the hepatitis B virus was found.',
      'rituximab ocrelizumab infliximab infliximab_dyyb tocilizumab',
      undefined,
    ],
    ['block result-hiv-load', '20447-9 24013-5', 'A load of HIV was found.', everyBiologic, 365],
    [
      'warn result-hiv-antibody',
      '56888-1 48345-3',
      'HIV antibody or antigen was found.',
      everyBiologic,
      undefined,
    ],
    [
      'warn result-hepatitis-c-rna',
      '11011-4 20416-4',
      'RNA of the hepatitis C virus was found.',
      'infliximab infliximab_dyyb rituximab tocilizumab',
      365,
    ],
    [
      'block result-respiratory-virus',
      '94500-6 80383-3',
      'SARS-CoV-2 or influenza virus was found.',
      `${everyBiologic} ${chemotherapy}`,
      14,
    ],
    [
      'block result-blood-culture',
      '600-7 88462-1',
      'A germ in a blood culture was found.',
      `${everyBiologic} ${chemotherapy}`,
      30,
    ],
    [
      'block result-difficile',
      '34712-0 10895-3',
      'C. difficile or its toxin was found.',
      `${everyBiologic} ${chemotherapy}`,
      30,
    ],
  ])('%s', (...[finding, codes, text, therapies, days]) => {
    const found = (therapyId: string, more: Partial<Observation>) =>
      told(therapyId, { ...said('Positive'), ...more }).map((one) => [
        `${one.severity} ${one.code}`,
        one.text,
      ]);
    for (const code of codes.split(' '))
      for (const id of therapies.split(' '))
        expect(found(id, { code }), id).toEqual([[finding, text]]);
    const [code = ''] = codes.split(' ');
    expect(found('ivig', { code })).toEqual([]);
    expect(found('infliximab', { code, on: daysAgo(days ?? 3000) })).toHaveLength(1);
    if (days) expect(found('infliximab', { code, on: daysAgo(days + 1) })).toEqual([]);
  });

  it.each<[string, Partial<Observation>, string | undefined]>([
    ['a number', number('12', '{copies}/mL'), 'A load of HIV was found.'],
    ['nothing of it', number('0', '{copies}/mL'), undefined],
    ['less than can be measured', number('20', '{copies}/mL', '<'), undefined],
    ['no more than can be measured', number('20', '{copies}/mL', '<='), undefined],
    ['not detected', said('Not detected'), undefined],
    ['not done', said('not performed'), undefined],
    ['unclear', said('Borderline'), 'A load of HIV may be there: the result is not clear.'],
    ['strange', said('qqq'), 'A load of HIV may be there: the result is not clear.'],
  ])('that is %s', (_, more, text) => {
    expect(told('infliximab', { code: '20447-9', ...more }).map((one) => one.text)).toEqual(
      text ? [text] : [],
    );
  });

  it('is the one that was found, where another of its day is not clear', () => {
    const results = [
      { code: '20447-9', ...said('qqq') },
      { code: '25836-8', ...said('Detected') },
    ];
    expect(told('infliximab', ...results)).toMatchObject([{ pointer: '/observations/1' }]);
  });

  it.each<[string, Partial<Observation>[], number]>([
    ['a later one', [{ on: daysAgo(3), ...said('Detected') }, { ...said('Not detected') }], 0],
    ['an earlier one', [{ on: daysAgo(3), ...said('Not detected') }, { ...said('Detected') }], 1],
    [
      'one without a day',
      [{ ...said('Detected') }, { on: undefined, ...said('Not detected') } as never],
      1,
    ],
    [
      'one with a day',
      [{ on: undefined, ...said('Detected') } as never, { ...said('Not detected') }],
      1,
    ],
  ])('that is not found by %s', (_, results, count) => {
    const sent = results.map((one) => ({ code: '20447-9', ...one }));
    for (const both of [sent, sent.toReversed()])
      expect(told('infliximab', ...both)).toHaveLength(count);
  });
});

describe('a temperature', () => {
  it.each([
    ['50', true],
    ['50.000001', false],
    ['100.399999', false],
    ['100.4', true],
  ])('of %s tells of a fever: %s', (value, hot) => {
    const found = told('infliximab', { code: '8310-5', ...number(value, 'Cel') });
    expect(found.map(({ text }) => text)).toEqual(
      hot ? ['The patient had a fever in the last days.'] : [],
    );
  });
});

describe('an image of the chest', () => {
  const image = (words: string | undefined, more: Partial<Observation> = {}) => ({
    code: '30745-4',
    ...(words === undefined ? {} : said(words)),
    ...more,
  });
  const codes = (...images: Partial<Observation>[]) =>
    told('infliximab', ...images).map(({ code }) => code);
  it.each<[string, string[]]>([
    ['Ghon focus', ['chest-image-abnormal']],
    ['gon complex', ['chest-image-abnormal']],
    ['ground-glass', ['chest-image-abnormal']],
    ['ground glass', ['chest-image-abnormal']],
    ['apical scarring', ['chest-image-abnormal']],
    ['No change. Nodule seen', ['chest-image-abnormal']],
    ['Nodule; no effusion', ['chest-image-abnormal']],
    ['No sign of disease', []],
    ['No signs of disease', []],
    ['no abnormal finding', []],
    ['no abnormality', []],
    ['no infiltrate', []],
    ['no infiltrates', []],
    ['lungs clear', []],
    ['resolved pneumonia, now clear', []],
    ['unclear', ['chest-image-unread']],
    ['lungs clear, heart…', ['chest-image-unread']],
    ['dragon', ['chest-image-unread']],
  ])('“%s”: %j', (words, expected) => {
    expect(codes(image(words))).toEqual(expected);
  });

  it('is read by all its words, and shown as far as a person reads', () => {
    expect(codes(image('Two views', { said: ['Cavity on the left'] }))).toEqual([
      'chest-image-abnormal',
    ]);
    expect(codes(image('Two views', { notes: ['Cavity on the left'] }))).toEqual([
      'chest-image-abnormal',
    ]);
    expect(codes(image(undefined, { value: { value: '1', unit: 'mm' } }))).toEqual([]);
    expect(codes(image(undefined))).toEqual([]);
    const [long] = told('infliximab', image(`Cavity. ${'x '.repeat(200)}`));
    expect(long?.said).toHaveLength(300);
    expect(long?.said).toMatch(/^cavity\. x x/);
    const [two] = told('infliximab', image('Cavity', { said: ['left'] }));
    expect(two?.said).toBe('cavity. left');
  });

  it('is one of the newest three, and the first of them that tells', () => {
    const at = (day: string, words: string) => image(words, { on: `2026-11-${day}` });
    const clear = ['16', '17', '18'].map((day) => at(day, 'clear'));
    expect(codes(...clear, at('15', 'cavity'))).toEqual([]);
    expect(codes(...clear.slice(1), at('15', 'cavity'))).toEqual(['chest-image-abnormal']);
    expect(codes(at('16', 'cavity'), at('15', 'cavity'))).toEqual(['chest-image-abnormal']);
    expect(codes(image('cavity', { on: daysAgo(365) }))).toEqual(['chest-image-abnormal']);
    expect(codes(image('cavity', { on: daysAgo(366) }))).toEqual([]);
  });

  it('is looked at before a drug under which tuberculosis takes hold', () => {
    expect(told('carboplatin', image('cavity'))).toEqual([]);
    expect(told('ravulizumab', image('cavity'))).toHaveLength(1);
  });
});

describe('a condition that the drug is given for', () => {
  const before = (icd10: string[], condition: Partial<ConditionClaimed>) =>
    foundBy(
      conditionFindings,
      {
        ...cleanReferral('infliximab'),
        diagnoses: [],
        conditions: [{ state: 'active', ...condition }],
      },
      { icd10: icd10.map((prefix) => ({ prefix, text: prefix })) as unknown as Therapy['icd10'] },
    ).map(({ code }) => code);
  const failure = ['condition-heart-failure'];
  it.each<[string, string[], Partial<ConditionClaimed>, string[]]>([
    ['speaks not against it', ['I50'], { icd10: ['I50.22'] }, []],
    ['by a longer code', ['I50.22'], { icd10: ['I50.22'] }, []],
    ['of another code', ['I51'], { icd10: ['I50.22'] }, failure],
    ['and of another code, too', ['I50'], { icd10: ['I50.22', 'I11.0'] }, failure],
    ['but narrower than that', ['K50'], { icd10: ['K50.914'] }, ['condition-infection-active']],
    ['with an older code', ['I50'], { icd10: ['I50.22'], icd9: ['428.0'] }, []],
    ['by an older code alone', ['I50'], { icd9: ['428.0'] }, failure],
    ['but called so in words', ['I50'], { icd10: ['I50.22'], name: 'Heart failure' }, failure],
  ])('%s', (_, given, condition, expected) => {
    expect(before(given, condition)).toEqual(expected);
  });

  it('is not looked for before a drug that nobody knows', () => {
    const { order, ...rest } = cleanReferral('infliximab');
    const unknown = { ...rest, order: { ...order, therapyId: undefined } };
    const conditions = [{ state: 'active' as const, icd10: ['I50.22'] }];
    expect(foundBy(conditionFindings, { ...unknown, conditions } as never)).toEqual([]);
  });
});
